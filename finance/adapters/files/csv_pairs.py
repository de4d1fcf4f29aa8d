"""Amounts and the currency codes beside them, and of two such pairs the one that is the account's.

An account has one currency. Of what was paid abroad a bank tells both: the amount as it was asked
for, with its currency, and what that came to in the account.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import eq
from typing import Final

from finance.adapters.files.csv_cells import currency_of
from finance.adapters.files.csv_columns import FEW, Column, rows_with
from finance.adapters.files.csv_words import Role

_CODE: Final = 3
_CODES: Final = frozenset({None, Role.CURRENCY, Role.SECOND_CURRENCY, Role.OTHER})
_MONEY: Final = frozenset({None, Role.AMOUNT, Role.SECOND_AMOUNT, Role.NET})
_NAMES: Final = _MONEY | {Role.BALANCE, Role.DEBIT, Role.CREDIT}
_PAIRS: Final = 2

Pair = tuple[Column, Column]


def spread_names(columns: Sequence[Column]) -> None:
    """Give a name that stands over a code and the amount behind it to the amount."""
    for codes, money in pairwise(columns):
        over = codes.header and not money.header and codes.role in _NAMES
        if over and money.numeric and money.decimal and _holds_codes(codes):
            money.role, money.sure = codes.role, codes.sure
            codes.role = Role.CURRENCY


def set_apart(columns: Sequence[Column]) -> None:
    """Call second what is an amount abroad, where codes or the other amount tell that it is."""
    pairs = list(pairs_of(columns))
    if len(pairs) > FEW:
        return
    own = [pair for pair in pairs if len(said(pair[1])) == 1]
    abroad = [pair for pair in pairs if len(said(pair[1])) > 1]
    if len(pairs) < _PAIRS or len(own) != 1:
        abroad = [pair for pair in abroad if any(_is_home(pair, one) for one in columns)]
    if len(abroad) == len(pairs) > 1:
        return
    for money, codes in abroad:
        money.role, codes.role = Role.SECOND_AMOUNT, Role.SECOND_CURRENCY


def pairs_of(columns: Sequence[Column]) -> Iterator[Pair]:
    """Each column of codes with the amount before it, or behind it where none is."""
    taken: set[int] = set()
    for codes in columns:
        if codes.role not in _CODES or not _holds_codes(codes):
            continue
        for at in (codes.at - 1, codes.at + 1):
            if 0 <= at < len(columns) and at not in taken and _is_money(columns[at]):
                taken.add(at)
                yield columns[at], codes
                break


def _is_money(one: Column) -> bool:
    return one.role in _MONEY and one.numeric and one.decimal and bool(one.filled)


def _holds_codes(one: Column) -> bool:
    """Whether every cell that is filled is the code of a currency."""
    return bool(one.filled) and all(
        len(cell) == _CODE and cell.isalpha() and currency_of(cell) for cell in one.filled
    )


def said(codes: Column) -> set[str]:
    """The currencies that a column of codes names."""
    return {currency_of(cell) for cell in codes.filled}


def _is_home(pair: Pair, other: Column) -> bool:
    """Whether ``other`` says what the amount of ``pair`` does beside one code and nowhere else."""
    money, codes = pair
    if other is money or not _is_money(other) or not all(codes.cells):
        return False
    same = rows_with(map(eq, money.cells, other.cells))
    return any(
        same == rows_with(currency_of(cell) == code for cell in codes.cells) for code in said(codes)
    )
