"""Days as banks write them, in any order and with the names of months in forty-odd languages."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from finance.adapters.files.amounts import western
from finance.adapters.files.months import month as month_of
from finance.adapters.files.months import spelled
from finance.adapters.files.persian import YEARS, persian_day

Parts = tuple[int, int, int]

_NARROWEST: Final = 6
_WIDEST: Final = 48
_YEAR: Final = 4
_SHORT_YEAR: Final = 2
_EARLIEST, _LATEST = 1900, 2199
_ENOUGH_DAYS: Final = 3
_MUCH: Final = 3
_A_YEAR: Final = 400
_YEARS: Final = 1000
_LEAD: Final = r"\s*(?:[^\W\d_]{2,10}\.?,?\s+)?(?:\d{1,2}:\d\d(?::\d\d)?,?\s+)?"
_TAIL: Final = r"(?![\d])(?P<tail>.{0,30})"
_FIGURES: Final = re.compile(
    _LEAD + r"(\d{1,4})(?P<sep>\s?[./\-]\s?|\s)(\d{1,2})(?P=sep)(\d{1,4})" + _TAIL, re.DOTALL
)
_COMPACT: Final = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:[T\s]?\d{4,6})?\s*", re.ASCII)
_DAY_NAME: Final = re.compile(
    _LEAD + r"(\d{1,2})(?:st|nd|rd|th)?\s?[.\-/\s]?\s?(?:de\s)?([^\W\d_]{3,12})\.?,?"
    r"\s?[.\-/\s]?\s?(?:de\s)?(\d{4}|\d\d)" + _TAIL,
    re.DOTALL,
)
_NAME_DAY: Final = re.compile(
    r"\s*(?:[^\W\d_]{2,10}\.?,?\s+)?([^\W\d_]{3,12})\.?[\s\-/]{1,2}(\d{1,2})(?:st|nd|rd|th)?"
    r"(?:,\s?|[\s\-/])(\d{4}|\d\d)" + _TAIL,
    re.DOTALL,
)
_YEAR_NAME: Final = re.compile(r"\s*(\d{4})\.?[\s\-/]([^\W\d_]{3,12})\.?[\s\-/](\d{1,2})" + _TAIL)
_SIGNED: Final = re.compile(
    r"\s*(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]" + _TAIL, re.DOTALL
)
_ERAS: Final = {"R": 2018, "令和": 2018, "H": 1988, "平成": 1988, "S": 1925, "昭和": 1925}
"""The year before the first of each era."""
_ERA: Final = re.compile(
    r"\s*(R|H|S|令和|平成|昭和)\s?(\d{1,2}|元)[./年\-]\s?(\d{1,2})[./月\-]\s?(\d{1,2})日?\s*",
    re.IGNORECASE,
)
_REPUBLIC: Final = 1911
_REPUBLIC_YEAR: Final = 3
_LEAST, _MOST = 99, 151
_BUDDHIST: Final = 543
_BUDDHIST_FROM: Final = 2400
_BUDDHIST_CENTURY: Final = 2500
_BUDDHIST_SHORT, _BUDDHIST_UNTIL = 55, 80
"""Short years that no statement has of another count: banks gave no files before 1980."""
_LUNAR: Final = range(1430, 1500)
"""Years of the moon, of which it depends on the country when a month began."""
_TIME: Final = re.compile(
    r"[.,]?[\sT/\-@]*(?:at\s|um\s|kl\.?\s)?"
    r"(?:\d{1,2}[:.h]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?)?\s*"
    r"(?:Z|UTC|GMT|[A-Z]{3,4}|(?:UTC|GMT)?[+-]\d\d:?\d\d)?\.?\s*"
)
_MONTHS_A_YEAR: Final = 12
_DAYS_A_MONTH: Final = 31
_CENTURY: Final = 100
_PIVOT: Final = 70


def split(text: str) -> tuple[str, Parts] | None:
    """The three numbers of a day and what is known of their order.

    The order is ``ymd`` or ``dmy`` where the text itself says it (a year in front, a month's
    name), else ``?`` for a day and month of unknown order with the year last. None if ``text`` is
    no day.
    """
    if not _NARROWEST <= len(text) <= _WIDEST:
        return None
    text = spelled(western(text))
    return _figures(text) or _compact(text) or _named(text) or _east(text) or _era(text)


def _figures(text: str) -> tuple[str, Parts] | None:
    found = _FIGURES.fullmatch(text)
    if found is None or not _TIME.fullmatch(found["tail"]):
        return None
    first, second, third = found[1], found[3], found[4]
    widths = len(first), len(third)
    if widths in {(_YEAR, 1), (_YEAR, 2)}:
        return "ymd", (_year(first), int(second), int(third))
    if len(first) == _REPUBLIC_YEAR and len(third) <= _SHORT_YEAR:
        return _of_republic(int(first), int(second), int(third))
    if widths not in {(1, 2), (1, 4), (2, 2), (2, 4)}:
        return None
    if int(first) > _DAYS_A_MONTH:
        return "ymd", (_year(first), int(second), int(third))
    return "?", (int(first), int(second), _year(third))


def _of_republic(year: int, month: int, number: int) -> tuple[str, Parts] | None:
    """A day that counts its years from the founding of the Republic of China in 1912."""
    return ("ymd", (_REPUBLIC + year, month, number)) if _LEAST < year < _MOST else None


def _era(text: str) -> tuple[str, Parts] | None:
    """A day in a year of a Japanese emperor: ``R08.01.05``, ``令和8年1月5日``."""
    found = _ERA.fullmatch(text)
    if found is None:
        return None
    year = _ERAS[found[1].upper()] + (1 if found[2] == "元" else int(found[2]))
    return "ymd", (year, int(found[3]), int(found[4]))


def _compact(text: str) -> tuple[str, Parts] | None:
    found = _COMPACT.fullmatch(text)
    if found is None:
        return None
    parts = int(found[1]), int(found[2]), int(found[3])
    if _is_year(parts[0]) and parts[1] <= _MONTHS_A_YEAR and parts[2] <= _DAYS_A_MONTH:
        return "ymd", parts
    bare = text.strip()
    last = int(bare[4:8])
    known = len(bare) == len("ddmmyyyy") and _is_year(last)
    return ("?", (int(bare[:2]), int(bare[2:4]), last)) if known else None


def _east(text: str) -> tuple[str, Parts] | None:
    """Year, month and day with the signs of Chinese, Japanese or Korean behind them."""
    found = _SIGNED.fullmatch(text)
    if found is None or not _TIME.fullmatch(found["tail"]):
        return None
    return "ymd", (int(found[1]), int(found[2]), int(found[3]))


def _is_year(number: int) -> bool:
    return _EARLIEST <= number <= _LATEST


def _named(text: str) -> tuple[str, Parts] | None:
    for pattern, at in ((_DAY_NAME, (3, 2, 1)), (_NAME_DAY, (3, 1, 2)), (_YEAR_NAME, (1, 2, 3))):
        found = pattern.fullmatch(text)
        if found is None or not _TIME.fullmatch(found["tail"]):
            continue
        month = month_of(found[at[1]])
        if month:
            return "ymd", (_year(found[at[0]]), month, int(found[at[2]]))
    return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) > _SHORT_YEAR:
        return year - _BUDDHIST if year > _BUDDHIST_FROM else year
    if _BUDDHIST_SHORT <= year < _BUDDHIST_UNTIL:
        return _BUDDHIST_CENTURY + year - _BUDDHIST  # 68 is 2025 in Thailand, and 2068 nowhere yet
    return year + (2000 if year < _PIVOT else 1900)


def day(text: str, order: str) -> date | None:
    """The day ``text`` means when day and month stand in ``order`` (``dmy``, ``mdy``, ``ymd``)."""
    found = split(text)
    if found is None:
        return None
    known, (first, second, third) = found
    try:
        if known == "ymd":
            return _dated(first, second, third)
        if order == "ymd":
            return _dated(2000 + first, second, third % _CENTURY)
        return _dated(third, first, second) if order == "mdy" else _dated(third, second, first)
    except ValueError:
        return None


def _dated(year: int, month: int, number: int) -> date | None:
    """The day, also of the Persian calendar; none of the years that the lunar one counts now."""
    if year in YEARS:
        return persian_day(year, month, number)
    return None if year in _LUNAR or year > _LATEST else date(year, month, number)


def mark_of(text: str) -> str:
    """What stands between the figures of a day in figures, "" if ``text`` is no such day."""
    found = _FIGURES.fullmatch(text) if len(text) <= _WIDEST else None
    return found["sep"].strip() if found else ""


def usual_mark(texts: Iterable[str]) -> str:
    """The mark between figures that most of ``texts`` use."""
    counted = Counter(map(mark_of, texts))
    return max(counted, key=lambda mark: counted[mark], default="")


def looks_like_day(text: str) -> bool:
    """Whether ``text`` is a day in one order or the other."""
    return day(text, "dmy") is not None or day(text, "mdy") is not None


def order_of(texts: Iterable[str], *, month_first: bool) -> tuple[str, bool]:
    """The order of day and month in the column ``texts``, and whether it had to be assumed.

    Days above twelve decide; failing those, the order that gives the shorter stretch of time, for
    a statement is dense; failing that, ``month_first``. Only days written with the usual mark
    have a voice: one that stands there in another hand says nothing of the others.
    """
    cells = list(texts)
    usual = usual_mark(cells)
    alike = [cell for cell in cells if mark_of(cell) == usual]
    found = [parts for known, parts in filter(None, map(split, alike)) if known == "?"]
    if not found:
        return "ymd", False
    if _year_first(alike):
        return "ymd", False
    wrong_dmy = sum(second > _MONTHS_A_YEAR for _, second, _ in found)
    wrong_mdy = sum(first > _MONTHS_A_YEAR for first, _, _ in found)
    if wrong_dmy != wrong_mdy:
        return ("mdy", False) if wrong_mdy < wrong_dmy else ("dmy", False)
    if wrong_dmy or all(first == second for first, second, _ in found):
        return "dmy", False
    return _shorter(found) or ("mdy" if month_first else "dmy"), True


def _year_first(texts: Sequence[str]) -> bool:
    """Whether days with two figures everywhere have the year in front.

    They are days so, within a year or so, and many years apart as anything else.
    """
    short = [
        found
        for text in texts
        if (found := _FIGURES.fullmatch(text)) and len(found[4]) == _SHORT_YEAR
    ]
    if len(short) < len(texts):
        return False
    spans: dict[str, int] = {}
    for order in ("ymd", "dmy", "mdy"):
        days = [one for one in (day(text, order) for text in texts) if one]
        if len(days) == len(texts):
            spans[order] = (max(days) - min(days)).days
    first = spans.pop("ymd", None)
    others = min(spans.values(), default=_YEARS)
    return first is not None and first <= _A_YEAR and others >= _YEARS


def _shorter(found: Sequence[Parts]) -> str:
    """The order with a much shorter stretch of time, "" if neither has."""
    distinct = set(found)
    if len(distinct) < _ENOUGH_DAYS:
        return ""
    dmy = [year * 372 + month * 31 + day for day, month, year in distinct]
    mdy = [year * 372 + month * 31 + day for month, day, year in distinct]
    spans = max(dmy) - min(dmy), max(mdy) - min(mdy)
    if spans[0] * _MUCH <= spans[1]:
        return "dmy"
    return "mdy" if spans[1] * _MUCH <= spans[0] else ""
