"""Which currency the amounts of a CSV file are in: by column, header, sign or preamble."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import eq
from typing import Final

from finance.adapters.files.csv_cells import amount, currency_of
from finance.adapters.files.csv_columns import MOSTLY, Column, best, rows_with
from finance.adapters.files.csv_found import Amounts
from finance.adapters.files.csv_layout import Layout
from finance.adapters.files.csv_pairs import pairs_of
from finance.adapters.files.csv_roles import currency_in, role_of
from finance.adapters.files.csv_words import Role

_CODE: Final = 3
_NAME: Final = 60
_PAIRED: Final = 2.0
_CERTAIN: Final = (Role.CURRENCY, 1.0)
_SHARED: Final = {
    "INR": ("PKR", "LKR", "NPR", "MUR", "SCR"),
    "RON": ("MDL",),
    "MAD": ("AED",),
    "GBP": ("EGP", "LBP", "GIP"),
    "CAD": ("NIO",),
    "XOF": ("XAF",),
    "IRR": ("OMR", "YER"),
}
"""Currency that a sign is taken for -> others that are written with the same sign."""


def currency_column(columns: Sequence[Column], amounts: Amounts) -> Column | None:
    """The column of currency codes that belongs to the amount: named so, or next to it."""
    single = amounts.amount or amounts.debit or amounts.credit
    at = single.at if single else 0
    foreign = bool(single and single.role == Role.SECOND_AMOUNT)
    named = bool(single and currency_in(single.header))
    alike = _alike(single, columns)
    codes = [
        one
        for one in columns
        if one.filled
        and sum(_is_code(cell, one) for cell in one.filled) >= len(one.filled) * _codes_needed(one)
        and (foreign or one.role != Role.SECOND_CURRENCY)
        and (not named or one.role == Role.CURRENCY)
        and not _speaks_of_another(one, single, amounts)
        and not _of_second(one, columns)
        and not _of_some(one, amounts.amount, columns)
        and not _home(one, alike)
    ]

    paired = {money.at: code.at for money, code in pairs_of(columns)}

    def score(one: Column) -> float:
        if paired.get(at) == one.at:
            return _PAIRED
        near = 1 / (1 + (one.at - at if one.at > at else 3 + at - one.at))
        return near + (0.5 if one.role == Role.CURRENCY else 0.0)

    return best(codes, score)


def _speaks_of_another(one: Column, single: Column | None, amounts: Amounts) -> bool:
    """Whether codes that differ are those of an amount beside the account's own.

    The header of the own amount names one currency, or one balance runs through all of them.
    """
    codes = {cell.upper() for cell in one.filled}
    if len(codes) <= 1 or single is None:
        return False
    through = amounts.proof.holds and amounts.proof.share == 1.0
    return bool(currency_in(single.header)) or (through and amounts.proof.steps >= len(codes))


def _of_second(one: Column, columns: Sequence[Column]) -> bool:
    """Whether codes are those of the amount abroad beside them.

    It is empty where the code is that of home, and filled where it is another.
    """
    beside = [other for other in columns if abs(other.at - one.at) == 1]
    if any(other.role == Role.AMOUNT for other in beside):
        return False
    for other in (other for other in beside if other.role == Role.SECOND_AMOUNT):
        rows = list(zip(one.cells, other.cells, strict=True))
        home = {code.upper() for code, foreign in rows if not foreign}
        abroad = {code.upper() for code, foreign in rows if foreign}
        if len(home) == 1 and abroad and not home & abroad:
            return True
    return False


def _of_some(one: Column, single: Column | None, columns: Sequence[Column]) -> bool:
    """Whether codes stand in some rows only, the same as an amount beside them that is not its own.

    Then they are those of what was paid abroad; the account's own amount stands in every row.
    """
    rows = rows_with(one.cells)
    if single is None or rows == rows_with(single.cells):
        return False
    beside = (other for other in columns if abs(other.at - one.at) == 1 and other is not single)
    return any(other.numeric and rows_with(other.cells) == rows for other in beside)


def home_of(columns: Sequence[Column], amounts: Amounts) -> str:
    """The currency of the account where codes are those of amounts abroad, "" if nothing tells."""
    alike = _alike(amounts.amount, columns)
    told = {_home(one, alike) for one in columns if _names_codes(one)}
    return told.pop() if len(told) == 1 else ""


def _names_codes(one: Column) -> bool:
    return one.role in {Role.CURRENCY, Role.SECOND_CURRENCY} and bool(one.filled)


def _alike(single: Column | None, columns: Sequence[Column]) -> list[int]:
    """Of each other column of numbers without a gap the rows in which it says what ``single`` does.

    As ``rows_with`` writes them, so that many columns of codes are soon held against them.
    """
    if single is None:
        return []
    others = (
        one
        for one in columns
        if one.numeric and one is not single and one.role != Role.BALANCE and all(one.cells)
    )
    return [rows_with(map(eq, single.cells, one.cells)) for one in others]


def _home(one: Column, alike: Sequence[int]) -> str:
    """The one code beside which the amount and another column are the same, as at home.

    Beside every other code they differ: the amount was converted. "" where it is not so.
    """
    rows: dict[str, int] = {}
    for at, code in enumerate(one.cells):
        if code:
            rows[code.upper()] = rows.get(code.upper(), 0) | 1 << at
    coded = sum(rows.values())
    homes = {held: code for code, held in rows.items() if held != coded}
    return next((currency_of(homes[same & coded]) for same in alike if same & coded in homes), "")


def _codes_needed(one: Column) -> float:
    """The share of cells that must be codes: all, or most under a name for currencies."""
    return MOSTLY if one.role == Role.CURRENCY else 1.0


def _is_code(cell: str, one: Column) -> bool:
    """Whether a cell is a currency's code, or its sign under a name for currencies."""
    lettered = len(cell) == _CODE and cell.isalpha()
    return (lettered or one.role == Role.CURRENCY) and bool(currency_of(cell))


def currency_of_file(amounts: Amounts, layout: Layout, home: str) -> str:
    """The currency that header, signs beside amounts or the lines above the table name.

    A sign that ``home``, the currency of the account, shares with a larger one means ``home``.
    """
    used = [one for one in (amounts.amount, amounts.debit, amounts.credit, amounts.balance) if one]
    for one in used:
        code = currency_in(one.header)
        if code:
            return _meant(code, one.header, home)
    cells = [cell for one in used for cell in one.filled[:20]]
    signs = {_sign(cell) for cell in cells} - {""}
    if len(signs) == 1:
        return _meant(signs.pop(), " ".join(cells), home)
    told = [code for _, row in layout.above if (code := _labelled(row))]
    if len(set(told)) == 1:
        return told[0]
    above = {code for _, row in layout.above for cell in row for code in _codes(cell)}
    return above.pop() if len(above) == 1 else ""


def told_by_cells(amounts: Amounts) -> Column | None:
    """The column of amounts if its cells name their currencies, and not all the same one."""
    single = amounts.amount
    codes = {_sign(cell) for cell in single.filled} if single else set()
    return single if len(codes) > 1 and "" not in codes else None


def _meant(code: str, written: str, home: str) -> str:
    shared = home in _SHARED.get(code, ()) and code not in written.upper()
    return home if shared else code


def _labelled(row: Sequence[str]) -> str:
    """The currency that a line above the table names behind the word for it."""
    parts = [part.strip() for cell in row for part in cell.split(":") if part.strip()]
    for name, value in pairwise(parts):
        if len(name) <= _NAME and any(role_of(one) == _CERTAIN for one in name.split("/")):
            words = value.replace("(", " ").replace(")", " ").split()
            return next((code for word in words if (code := currency_of(word))), "")
    return ""


def _sign(cell: str) -> str:
    found = amount(cell, ".") or amount(cell, ",")
    return currency_of(found[1]) if found and found[1] else ""


def _codes(cell: str) -> Iterable[str]:
    for word in cell.replace(":", " ").replace("(", " ").replace(")", " ").split():
        if word.isupper() and len(word) == _CODE and word in _COMMON:
            yield word
        elif word in {"€", "£"}:
            yield currency_of(word)


_COMMON: Final = frozenset(
    [
        "EUR",
        "USD",
        "GBP",
        "CHF",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "CZK",
        "HUF",
        "RON",
        "BGN",
        "JPY",
        "CAD",
        "AUD",
        "NZD",
        "SGD",
        "HKD",
        "INR",
        "BRL",
        "MXN",
        "ZAR",
        "RUB",
        "TRY",
        "UAH",
        "ISK",
    ]
)
