"""From a CSV file to a mapping: everything that can be found out without asking."""

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final

from finance.adapters.files.csv_amounts import (
    account_by_balance,
    amounts_of,
    proof_over,
    rival_of,
)
from finance.adapters.files.csv_cells import NOT_BOOKED, amount, decimal_mark, plain
from finance.adapters.files.csv_columns import Column, columns_of, date_column, state_column
from finance.adapters.files.csv_currency import (
    currency_column,
    currency_of_file,
    home_of,
    told_by_cells,
)
from finance.adapters.files.csv_found import Amounts
from finance.adapters.files.csv_layout import Layout, holds_data
from finance.adapters.files.csv_pairs import set_apart, spread_names
from finance.adapters.files.csv_roles import in_minor
from finance.adapters.files.csv_sign import is_inverted, plus_tells
from finance.adapters.files.csv_words import Role
from finance.adapters.files.days import day, order_of, split, usual_mark
from finance.domain.currencies import EXPONENTS
from finance.domain.mapping import CsvMapping, DateSample
from finance.domain.statements import Fault, Hints, unreadable

_UNIQUE: Final = 0.9
_SHOWN: Final = 10
_DATES: Final = 3
_WORDY: Final = 4
_HALF: Final = 0.5
_ACCOUNT: Final = re.compile(r"[A-Z]{0,4}[\s\d*./\-]*\d[A-Z\d\s*./\-]{0,40}")
_NUMBER: Final = 40
_WHOLE_WORDS: Final = "\u2e80"
_ACCOUNTS: Final = 5
_NUMBERED: Final = 5
_DOT: Final = "."
_OWN: Final = frozenset(
    [
        "account",
        "account name",
        "my account",
        "own account",
        "account number",
        "bank account",
        "auftragskonto",
        "iban auftragskonto",
        "iban bban",
        "kontoname",
        "eigen rekening",
        "rekening",
        "rekeningnummer",
        "klienta konts",
        "kliendi konto",
        "saskaitos nr",
        "compte",
        "cuenta",
        "conto",
        "conta",
        "accountnum",
        "accountlabel",
        "numer rachunku karty",
        "konto",
    ]
)
"""Names under which several own accounts may stand; "IBAN" alone is as often the other side's."""
_MONTH_FIRST: Final = frozenset({"USD", "CAD", "PHP"})


def signature_of(delimiter: str, header: Sequence[str], width: int) -> str:
    """What files of one bank's layout have in common: delimiter and header, or width without."""
    named = "\n".join(plain(cell) for cell in header) or f"width {width}"
    return sha256(f"{delimiter}\n{named}".encode()).hexdigest()[:32]


def detect(layout: Layout, encoding: str, hints: Hints, file: str) -> CsvMapping:
    """The mapping of ``layout``; Unreadable ``file_columns_unclear`` without day or amount."""
    booked = _booked(layout)
    columns = columns_of(booked)
    spread_names(columns)
    set_apart(columns)
    when = date_column(columns)
    if when is None:
        raise unreadable(Fault.NO_COLUMNS, file, layout.line, "date")
    mark = _mark(columns, when, layout, EXPONENTS.get(hints.currency, 2))
    found = amounts_of(columns, when, mark)
    if not (found.amount or found.debit or found.credit):
        raise unreadable(Fault.NO_COLUMNS, file, layout.line, "amount")
    codes = currency_column(columns, found)
    in_cells = None if codes else told_by_cells(found)
    currency = currency_of_file(found, layout, hints.currency) or home_of(columns, found)
    first = codes.filled[0].upper() if codes else currency
    order, ambiguous = _order(columns, when, first or hints.currency, hints)
    state = state_column(columns_of(layout))
    if state and _runs_through(layout, state, found, mark):
        state = None
    payee, description, reference = _texts(columns, when, found)
    account = _account(columns) or account_by_balance(columns, found, mark)
    fee = found.fee.at if found.fee else None
    return CsvMapping(
        encoding=encoding,
        delimiter=layout.delimiter,
        quote=layout.quote,
        header_row=layout.header_row,
        first_row=layout.first_row,
        date=when.at,
        amount=_at(found.amount),
        debit=_at(found.debit),
        credit=_at(found.credit),
        debit_signed=_mostly_negative(found.debit),
        credit_turned=_mostly_negative(found.credit) and found.debit is not None,
        flag=_at(found.flag),
        flag_out=found.flag_out,
        payee=payee,
        description=description,
        reference=reference,
        currency_column=_at(codes or in_cells),
        balance=_at(found.balance),
        account=_at(account),
        state=_at(state),
        fee=fee,
        date_order=order,
        dates_ambiguous=ambiguous,
        decimal_mark=mark,
        inverted=is_inverted(
            found,
            columns,
            [row for _, row in booked.rows if holds_data(row)],
            [*(row for _, row in layout.above), [file.partition(".")[0]]],
            hints,
        ),
        plus_in=plus_tells(found),
        minor=_in_minor(found),
        by_balance=found.by_balance,
        rival=_at(rival_of(found, columns, mark)),
        currency=currency,
        signature=signature_of(layout.delimiter, layout.header, layout.width),
        header=layout.header,
        samples=tuple(tuple(cell[:80] for cell in row) for _, row in layout.rows[:_SHOWN]),
        dates=_dates(when, order),
    )


def _booked(layout: Layout) -> Layout:
    """``layout`` with only the rows in its sample that are booked, all of them if none is."""
    state = state_column(columns_of(layout))
    if state is None:
        return layout
    kept = tuple(
        (line, row)
        for line, row in layout.rows
        if len(row) <= state.at or plain(row[state.at]) not in NOT_BOOKED
    )
    return replace(layout, rows=kept) if any(holds_data(row) for _, row in kept) else layout


def _runs_through(layout: Layout, state: Column, found: Amounts, mark: str) -> bool:
    """Whether the balance goes on through rows that are said not to be booked: they are, then."""
    columns = columns_of(layout)
    if not found.balance or found.balance.at >= len(columns):
        return False
    balances = columns[found.balance.at].cells
    told = [cell for cell, word in zip(balances, state.cells, strict=True) if _waits(word)]
    return any(told) and proof_over(columns, found, mark).share == 1.0


def _waits(word: str) -> bool:
    return plain(word) in NOT_BOOKED


def _at(column: Column | None) -> int | None:
    return column.at if column else None


def _mark(columns: Sequence[Column], when: Column, layout: Layout, places: int) -> str:
    """The decimal mark, judged by columns of money if they are named, else by every number."""
    fallback = "," if layout.delimiter == ";" else "."
    numeric = [one for one in columns if one.numeric and one.at != when.at]
    money = {Role.AMOUNT, Role.NET, Role.DEBIT, Role.CREDIT, Role.BALANCE, Role.SECOND_AMOUNT}
    named = [one for one in numeric if one.role in money] or numeric
    return decimal_mark((cell for one in named for cell in one.filled), fallback, places)


def _order(
    columns: Sequence[Column], when: Column, currency: str, hints: Hints
) -> tuple[str, bool]:
    """The date order; other columns of days help to decide where the chosen one leaves it open."""
    month_first = not hints.day_first or currency in _MONTH_FIRST
    order, assumed = order_of(when.filled, month_first=month_first)
    if not assumed:
        return order, False
    if usual_mark(when.filled) == _DOT:
        return "dmy", False
    others = [one for one in columns if one.at != when.at and one.filled and one.days == 1.0]
    both = [cell for one in (when, *others) for cell in one.filled if split(cell)]
    alike = [cell for cell in both if _same_shape(cell, when.filled[0])]
    wider, still = order_of(alike, month_first=month_first)
    return (wider, still) if wider != "ymd" else (order, True)


def _same_shape(left: str, right: str) -> bool:
    def shape(text: str) -> str:
        return "".join("0" if one.isdigit() else one for one in text[:10]).replace("00", "0")

    return shape(left) == shape(right)


def _dates(when: Column, order: str) -> tuple[DateSample, ...]:
    shown: dict[str, DateSample] = {}
    for cell in when.filled:
        found = day(cell, order)
        if found and cell not in shown:
            shown[cell] = DateSample(text=cell[:40], day=found)
        if len(shown) == _DATES:
            break
    return tuple(shown.values())


def _in_minor(found: Amounts) -> bool:
    """Whether the money stands in whole minor units: a header says so, and none has decimals."""
    used = [one for one in (found.amount, found.debit, found.credit) if one and one.filled]
    named = any(in_minor(one.header) for one in used)
    return named and not any(one.decimal for one in used)


def _mostly_negative(column: Column | None) -> bool:
    """Whether a column of money in or out writes it as negative numbers."""
    numbers = [amount(cell, ".") or amount(cell, ",") for cell in (column.filled if column else ())]
    units = [one[0][0] for one in numbers if one and one[0][0]]
    return sum(unit < 0 for unit in units) * 2 > len(units)


def _account(columns: Sequence[Column]) -> Column | None:
    """The column that names the account itself: filled in nearly every row, few values."""
    kept_apart = any(one.role == Role.TYPE and "categor" in plain(one.header) for one in columns)

    def fits(one: Column) -> bool:
        distinct, rows = len(set(one.filled)), len(one.cells)
        if one.role != Role.ACCOUNT or len(one.filled) < _UNIQUE * max(rows, 1):
            return False
        numbered = any(sum(map(str.isdigit, cell)) >= _NUMBERED for cell in one.filled)
        own = plain(one.header) in _OWN and (numbered or kept_apart)
        few = distinct <= _ACCOUNTS and (distinct * 2 <= rows or rows <= _ACCOUNTS)
        return distinct == 1 or (own and few)

    def worth(one: Column) -> float:
        digits = min(sum(map(str.isdigit, cell)) for cell in one.filled)
        return one.sure + (1.0 if digits >= _NUMBERED else 0.0)

    return max(filter(fits, columns), key=worth, default=None)


def _texts(
    columns: Sequence[Column], when: Column, found: Amounts
) -> tuple[tuple[int, ...], tuple[int, ...], int | None]:
    """The columns of payee, description and the bank's reference."""
    flag = None if found.by_balance else found.flag
    money = (found.amount, found.debit, found.credit, flag, found.balance, found.fee)
    taken = {when.at, *(one.at for one in money if one)}
    free = [one for one in columns if one.at not in taken and one.filled]
    reference = next((one for one in free if _is_reference(one)), None)
    free = [one for one in free if one is not reference]
    payee = [one for one in free if one.role == Role.PAYEE]
    payee = [one for one in payee if not _is_number(one)] or payee
    texts = _descriptions([one for one in free if one not in payee], named=bool(payee))
    if not payee and texts:
        payee = [max(texts, key=_length)]
        texts = [one for one in texts if one not in payee]
    kinds = [one for one in free if one.role == Role.TYPE and not texts and _wordy(one)][:1]
    at = tuple(one.at for one in (*texts, *kinds) if one not in payee)
    return tuple(one.at for one in payee), at, _at(reference)


def _descriptions(free: Sequence[Column], *, named: bool) -> list[Column]:
    """The columns of free text: named so, else without a name known here, else whatever is left."""
    called = [one for one in free if one.role == Role.DESCRIPTION]
    unnamed = [one for one in free if one.role in {None, Role.REFERENCE} and _wordy(one)]
    kinds = [one for one in free if one.role in {Role.TYPE, Role.OTHER} and _wordy(one)]
    found = [one for one in called if _wordy(one)] or unnamed[:3] or called
    if found or named:
        strangers = [one for one in unnamed if one.header and _varied(one)]
        return found if named else [*found, *(one for one in strangers if one not in found)][:4]
    left = [one for one in free if one.role is None and not one.days]
    return sorted(kinds[:1] or left, key=lambda one: -_length(one))[:1]


def _is_number(one: Column) -> bool:
    """Whether its cells are numbers of accounts rather than names."""
    numbers = sum(bool(_ACCOUNT.fullmatch(cell[:_NUMBER])) for cell in one.filled)
    return numbers * 2 > len(one.filled)


def _varied(one: Column) -> bool:
    """Whether its cells differ, as names do and kinds do not."""
    return len(set(one.filled)) * 2 > len(one.filled)


def _length(one: Column) -> float:
    return sum(map(len, one.filled)) / (len(one.filled) or 1)


def _wordy(one: Column) -> bool:
    """Whether its cells are words, neither numbers nor days."""
    letters = sum(_letters(cell) >= _WORDY for cell in one.filled)
    return letters * 2 >= len(one.filled) and max(one.days, one.amounts) < _HALF


def _letters(cell: str) -> int:
    """The letters of a cell; one of a script that writes whole words in two counts double."""
    return sum(2 if one >= _WHOLE_WORDS else 1 for one in cell if one.isalpha())


def _is_reference(one: Column) -> bool:
    if one.role != Role.REFERENCE or len(one.filled) < _UNIQUE * len(one.cells):
        return False
    spaced = sum(" " in cell.strip() for cell in one.filled)
    return len(set(one.filled)) >= _UNIQUE * len(one.filled) and spaced * 4 <= len(one.filled)
