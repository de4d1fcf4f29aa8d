"""Which role a header names.

The role is the one whose word covers most of the header, so that "value date" is not taken for
"date". Scripts that write without spaces are searched inside words.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from finance.adapters.files.csv_cells import currency_of, plain
from finance.adapters.files.csv_words import TABLE, Role

_LONGEST: Final = 8
_CODE: Final = 3
_TELLING: Final = 4
_PAIR: Final = 2
_BRACKETS: Final = re.compile(r"[()\[\]/_]")
_HUMPS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_UNSPACED: Final = re.compile("[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_IN: Final = frozenset({"in", "en", "em", "w", "i", "v"})
_SHORT: Final = frozenset({"rs", "rm", "rp", "tl", "euro", "euros"})
_MINOR: Final = frozenset(
    ["cent", "cents", "minor", "pence", "centimes", "centimos", "centavos", "centesimi", "grosze"]
)
_MONEY: Final = frozenset({Role.AMOUNT, Role.SECOND_AMOUNT})
_MOVED: Final = frozenset({None, Role.AMOUNT, Role.DEBIT, Role.CREDIT, Role.BALANCE})
_LEADING: Final = 0.5
"""How much of a header a balance in front says: "Saldo nach Umsatz" is one, whatever follows."""
_SIDES: Final = frozenset({Role.DEBIT, Role.CREDIT})

Named = tuple[Role | None, float]


@lru_cache(maxsize=4096)
def role_of(header: str) -> Named:
    """The role a header names and how much of the header says so (0 to 1)."""
    words = bare(header).split()
    length = sum(map(len, words)) or 1
    best: Named = (None, 0.0)
    amounts = 0.0
    sides: dict[Role, float] = {}
    for word, role in _known(words):
        covered = len(word.replace(" ", "")) / length
        telling = len(word) >= _TELLING or not word.isascii() or len(words) == _PAIR
        if role in _SIDES and telling:
            sides[role] = max(covered, sides.get(role, 0.0))
        if role == Role.AMOUNT:
            amounts = max(covered, amounts)
        if covered > best[1]:
            best = role, covered
    if best[0] in _MONEY and len(sides) == 1 and best[1] < 1:
        return _sided(best, sides)
    if best[0] in _SIDES and len(words) == _PAIR and amounts and best[1] + amounts <= 1:
        return best[0], best[1] + amounts
    if best[1] < 1 and best[0] in _MOVED and words and TABLE.get(words[0]) == Role.BALANCE:
        return Role.BALANCE, max(best[1], _LEADING)
    return best


def in_minor(header: str) -> bool:
    """Whether a header says that its amounts are whole minor units, as ``amountCents``."""
    return not _MINOR.isdisjoint(plain(_HUMPS.sub(" ", header.replace("_", " "))).split())


def money_role(header: str) -> Role | None:
    """The one role of money that a header of other words names too, as a bank may repeat itself."""
    roles = {role for word, role in _known(bare(header).split()) if len(word) >= _TELLING}
    named = roles & {Role.AMOUNT, Role.DEBIT, Role.CREDIT, Role.BALANCE}
    return named.pop() if len(named) == 1 else None


def _sided(best: Named, sides: dict[Role, float]) -> Named:
    """An amount of which the same header says that it is money out, or in."""
    (role, covered), *_ = sides.items()
    return (role, best[1] + covered) if best[1] + covered <= 1 else best


def _known(words: list[str]) -> Iterator[tuple[str, Role]]:
    """The words, and the runs of words, that name a role."""
    for start in range(len(words)):
        for stop in range(start + 1, min(len(words), start + _LONGEST) + 1):
            run = " ".join(words[start:stop])
            role = TABLE.get(run)
            if role is not None:
                yield run, role
    for word in words:
        if word not in TABLE and _UNSPACED.search(word):
            yield from _inside(word)


def _inside(word: str) -> Iterator[tuple[str, Role]]:
    for size in range(min(len(word), _LONGEST), 1, -1):
        for start in range(len(word) - size + 1):
            role = TABLE.get(word[start : start + size])
            if role is not None:
                yield word[start : start + size], role


def bare(header: str) -> str:
    """A header as ``plain`` writes it, without currency codes."""
    whole = plain(header)
    if whole in TABLE:
        return whole
    whole = plain(_HUMPS.sub(" ", header))
    words = whole.split()
    kept = [word for at, word in enumerate(words) if not _names_currency(words, at)]
    return " ".join(kept) or whole


def _names_currency(words: list[str], at: int) -> bool:
    """Whether a word is a currency, or the preposition before one: "amount in CHF"."""
    if words[at] in _IN:
        return at + 1 < len(words) and _is_code(words[at + 1])
    return _is_code(words[at])


def _is_code(word: str) -> bool:
    if word in TABLE:
        return False
    return (len(word) == _CODE and bool(currency_of(word))) or word in _SHORT


def currency_in(header: str) -> str:
    """The currency a header names, as in ``Amount (EUR)``, "" if none."""
    signs = _BRACKETS.sub(" ", header).split()
    return next((code for sign in signs if (code := currency_of(sign)) and _plainly(sign)), "")


def _plainly(word: str) -> bool:
    return not word.isalpha() or word.isupper() or word.casefold() in {"euro", "euros"}
