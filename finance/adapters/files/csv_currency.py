"""Which currency the amounts of a CSV file are in: by column, header, sign or preamble."""

from collections.abc import Iterable, Sequence
from typing import Final

from finance.adapters.files.csv_amounts import Amounts
from finance.adapters.files.csv_cells import amount, currency_of
from finance.adapters.files.csv_columns import MOSTLY, Column, best
from finance.adapters.files.csv_layout import Layout
from finance.adapters.files.csv_roles import currency_in
from finance.adapters.files.csv_words import Role

_CODE: Final = 3


def currency_column(columns: Sequence[Column], amounts: Amounts) -> Column | None:
    """The column of currency codes that belongs to the amount: named so, or next to it."""
    single = amounts.amount or amounts.debit or amounts.credit
    at = single.at if single else 0
    foreign = bool(single and single.role == Role.SECOND_AMOUNT)
    named = bool(single and currency_in(single.header))
    codes = [
        one
        for one in columns
        if one.filled
        and sum(map(_is_code, one.filled)) >= len(one.filled) * _codes_needed(one)
        and (foreign or one.role != Role.SECOND_CURRENCY)
        and (not named or one.role == Role.CURRENCY)
    ]

    def score(one: Column) -> float:
        near = 1 / (1 + (one.at - at if one.at > at else 3 + at - one.at))
        return near + (0.5 if one.role == Role.CURRENCY else 0.0)

    return best(codes, score)


def _codes_needed(one: Column) -> float:
    """The share of cells that must be codes: all, or most under a name for currencies."""
    return MOSTLY if one.role == Role.CURRENCY else 1.0


def _is_code(cell: str) -> bool:
    return len(cell) == _CODE and cell.isalpha() and bool(currency_of(cell))


def currency_of_file(amounts: Amounts, layout: Layout) -> str:
    """The currency that header, signs beside amounts or the lines above the table name."""
    used = [one for one in (amounts.amount, amounts.debit, amounts.credit, amounts.balance) if one]
    for one in used:
        code = currency_in(one.header)
        if code:
            return code
    signs = {_sign(cell) for one in used for cell in one.filled[:20]} - {""}
    if len(signs) == 1:
        return signs.pop()
    above = {code for _, row in layout.above for cell in row for code in _codes(cell)}
    return above.pop() if len(above) == 1 else ""


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
