"""Numbers as banks write them, read strictly: what is not clearly an amount is None, never a guess.

A number is (``units``, ``decimals``): ``-12.50`` is (-1250, 2). No float is involved.
"""

import re
from typing import Final

Number = tuple[int, int]

_BLANKS: Final = "  \u00a0\u2007\u2009\u202f"
_MARKS: Final = {
    mark: re.compile(
        rf"(?P<whole>\d+|\d{{1,3}}(?P<group>[{other}'’_{_BLANKS}])(?:\d{{2,3}}(?P=group))*\d{{3}})?"
        rf"(?:{re.escape(mark)}(?P<part>\d*))?",
        re.ASCII,
    )
    for mark, other in ((".", ","), (",", "."))
}
_LONGEST: Final = 60
_WESTERN: Final = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９٫٬．，－＋（）￥￡＄￦",
    "012345678901234567890123456789.,.,-+()¥£$₩",
)
_PLAIN: Final = re.compile(r"[+-]?\d{1,12}\.\d\d", re.ASCII)
_GROUPED: Final = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)


def western(text: str) -> str:
    """``text`` with Arabic, Persian and full-width digits, marks and signs as those known here."""
    return text if text.isascii() else text.translate(_WESTERN)


def number(text: str, mark: str) -> Number | None:
    """An unsigned number with decimal ``mark`` (``.`` or ``,``); grouping must be well formed.

    Groups may be parted by the other mark, an apostrophe or a space, and may be the two-digit
    groups of lakh and crore.
    """
    found = _MARKS[mark].fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    whole, group, part = found["whole"] or "", found["group"], found["part"] or ""
    if not whole and not part:
        return None
    if group:
        whole = whole.replace(group, "")
    return int(whole + part), len(part)


def signed(text: str, mark: str) -> Number | None:
    """A number with a sign (also U+2212) in front or behind, or in brackets for negative.

    ``5,-`` and ``5.-`` mean five whole.
    """
    bare = text.strip(_BLANKS).replace("\u2212", "-")
    negative = False
    if bare[-2:] in {",-", ".-"}:
        bare = bare[:-2]
    if bare[:1] == "(" and bare[-1:] == ")":
        negative, bare = True, bare[1:-1].strip(_BLANKS)
    elif bare[:1] in {"+", "-"}:
        negative, bare = bare[0] == "-", bare[1:].lstrip(_BLANKS)
    elif bare[-1:] in {"+", "-"}:
        negative, bare = bare[-1] == "-", bare[:-1].rstrip(_BLANKS)
    found = number(bare, mark)
    if found is None:
        return None
    return (-found[0], found[1]) if negative else found


def unmarked(text: str) -> Number | None:
    """A signed number of which the decimal mark is not known: OFX allows both.

    The last of two different marks is the decimal mark, and so is one that stands alone, except
    that ``1,234`` could mean either and is refused. A mark that repeats is grouping.
    """
    bare = text.strip()
    if _PLAIN.fullmatch(bare):
        return int(bare[:-3] + bare[-2:]), 2
    if _GROUPED.fullmatch(bare.lstrip("+-")):
        return None
    dots, commas = bare.count("."), bare.count(",")
    if dots and commas:
        return signed(bare, "." if bare.rindex(".") > bare.rindex(",") else ",")
    if dots > 1:
        return signed(bare, ",")
    return signed(bare, "," if commas == 1 else ".")


def minor_units(found: Number, places: int) -> tuple[int, bool]:
    """Whole minor units of a currency with ``places`` decimals, and whether they are exact.

    What is finer than the currency is rounded half to even.
    """
    units, decimals = found
    if decimals <= places:
        return units * 10 ** (places - decimals), True
    step = 10 ** (decimals - places)
    whole, rest = divmod(abs(units), step)
    whole += rest * 2 > step or (rest * 2 == step and whole % 2 == 1)
    return (-whole if units < 0 else whole), rest == 0
