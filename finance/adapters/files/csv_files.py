"""CSV files of any bank."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from finance.adapters.files.charset import decode
from finance.adapters.files.csv_blocks import tabled
from finance.adapters.files.csv_detect import detect, signature_of
from finance.adapters.files.csv_evidence import prove
from finance.adapters.files.csv_layout import find, rows_of
from finance.adapters.files.csv_numbered import spelled
from finance.adapters.files.csv_purses import gathered
from finance.adapters.files.csv_read import RowReader
from finance.adapters.files.csv_roles import role_of
from finance.adapters.files.csv_sheet import Sheet
from finance.adapters.files.csv_sign import SIGN_APART, may_be_spent
from finance.adapters.files.csv_spaced import columned
from finance.adapters.files.csv_stated import MOST_ROWS, take_stated
from finance.adapters.files.csv_text import straight
from finance.adapters.files.csv_words import Role
from finance.adapters.files.csv_years import dated
from finance.adapters.files.warned import Warnings
from finance.domain.accounts import AccountKind
from finance.domain.mapping import CsvMapping
from finance.domain.money import Money
from finance.domain.statements import (
    BankFile,
    Fault,
    Hints,
    Notice,
    Statement,
    StatementLine,
    unreadable,
)

_STEPS: Final = 2
_SIDES: Final = frozenset({Role.DEBIT, Role.CREDIT})


def read(name: str, content: bytes, hints: Hints) -> BankFile:
    """Read a CSV file by the person's mapping, a remembered one, or detection, in this order.

    A row that cannot be read is a problem of its statement; a file of which no row can be read is
    Unreadable.
    """
    given = hints.mapping
    text, encoding = decode(content, name, given.encoding if given else "")
    text = gathered(spelled(dated(columned(tabled(straight(text))), name)))
    mapping = given or _found(text, encoding, hints, name)
    warnings = Warnings()
    currency = mapping.currency or hints.currency
    reader = RowReader(mapping, currency, warnings)
    rows = rows_of(text, mapping.delimiter, mapping.quote, name)
    above = [row for _, row in islice(rows, mapping.first_row)]
    reader.take(rows)
    sheets = list(reader.sheets.values())
    _refuse_empty(sheets, mapping, name, reader.first)
    _tell(mapping, hints, sheets, warnings)
    if reader.fee:
        line, text = reader.fee
        warnings.add(Notice.FEES_LEFT_OUT, line, text=text)
    kind = _kind(mapping, hints)
    _settle(sheets, [*above[-MOST_ROWS:], *reader.rest], mapping, warnings)
    statements = tuple(_statement(sheet, kind) for sheet in sheets)
    if not statements:
        statements = (_nothing(currency, kind),)
    return BankFile(format="csv", statements=statements, warnings=warnings.all(), mapping=mapping)


def _found(text: str, encoding: str, hints: Hints, name: str) -> CsvMapping:
    layout = find(text, name)
    known = hints.remembered.get(signature_of(layout.delimiter, layout.header, layout.width))
    found = detect(layout, encoding, hints, name)
    return _recalled(known, found) if known else found


def _recalled(known: CsvMapping, found: CsvMapping) -> CsvMapping:
    """A remembered mapping with what belongs to this file alone."""
    return replace(
        known,
        encoding=found.encoding,
        quote=found.quote,
        header_row=found.header_row,
        first_row=found.first_row,
        header=found.header,
        samples=found.samples,
        dates=found.dates,
        rival=None,
    )


def _settle(
    sheets: Sequence[Sheet],
    beside: Iterable[Sequence[str]],
    mapping: CsvMapping,
    warnings: Warnings,
) -> None:
    """Give the sheets their balances, as they run beside the lines or stand beside the table."""
    for sheet in sheets:
        if len(sheet.lines) == 1:
            _close_one(sheet, mapping)
        else:
            _close(sheet, mapping, warnings)
    if len(sheets) == 1 and not take_stated(sheets[0], beside, mapping):
        warnings.add(Notice.BALANCE_BROKEN, share=0)


def _refuse_empty(sheets: list[Sheet], mapping: CsvMapping, name: str, first: int) -> None:
    """Nothing readable among rows that are there: the first problem names line and reason.

    Without a problem the ``first`` line that was tried is named.
    """
    if any(sheet.lines for sheet in sheets):
        return
    problem = next((sheet.problems[0] for sheet in sheets if sheet.problems), None)
    if problem:
        raise unreadable(Fault.NO_LINES, name, problem.line, problem.text, problem.code)
    if not mapping.header:
        raise unreadable(Fault.NO_LINES, name, first)


def _tell(mapping: CsvMapping, hints: Hints, sheets: list[Sheet], warnings: Warnings) -> None:
    if mapping.dates_ambiguous and mapping.dates:
        shown = mapping.dates[0]
        warnings.add(Notice.DATES_AMBIGUOUS, text=shown.text, day=shown.day.isoformat())
    if mapping.rival is not None and mapping.amount is not None:
        taken, other = (_called(mapping, at) for at in (mapping.amount, mapping.rival))
        warnings.add(Notice.AMOUNT_ASSUMED, text=taken, other=other)
    if not mapping.currency and mapping.currency_column is None:
        warnings.add(Notice.CURRENCY_ASSUMED, currency=hints.currency)
    if mapping.balance is None and mapping != hints.mapping and _sides_unnamed(mapping):
        out = _called(mapping, mapping.debit) if mapping.debit is not None else ""
        warnings.add(Notice.SIGN_ASSUMED, inverted=False, text=out)
    apart = mapping.flag is not None and mapping.flag_out == SIGN_APART
    worded = mapping.flag is not None and not apart
    if mapping.amount is None or worded or mapping.balance is not None:
        return
    lines = [line for sheet in sheets for line in sheet.lines]
    unsigned = bool(lines) and all(line.amount.minor > 0 for line in lines)
    if unsigned or (lines and mapping.inverted) or may_be_spent(lines, apart=apart):
        warnings.add(Notice.SIGN_ASSUMED, inverted=mapping.inverted)


def _called(mapping: CsvMapping, at: int) -> str:
    """What a column is called, or what stands at its top where it has no name."""
    tops = (row[at] for row in (mapping.header, *mapping.samples) if at < len(row))
    return next((top.strip() for top in tops if top.strip()), "")[:40]


def _sides_unnamed(mapping: CsvMapping) -> bool:
    """Whether money out and in stand in columns of which no name says which is which."""
    sides = [at for at in (mapping.debit, mapping.credit) if at is not None]
    names = [mapping.header[at] for at in sides if at < len(mapping.header)]
    return bool(sides) and not any(role_of(name)[0] in _SIDES for name in names)


def _kind(mapping: CsvMapping, hints: Hints) -> AccountKind:
    owed = mapping.inverted if hints.liability is None else hints.liability
    return AccountKind.LIABILITY if owed else AccountKind.ASSET


def _nothing(currency: str, kind: AccountKind) -> Statement:
    return Statement(account_number="", bank="", kind=kind, currency=currency, lines=())


def _statement(sheet: Sheet, kind: AccountKind) -> Statement:
    opening, closing = (
        None if minor is None else Money(minor, sheet.currency)
        for minor in (sheet.opening, sheet.closing)
    )
    return Statement(
        account_number=sheet.account,
        bank="",
        kind=kind,
        currency=sheet.currency,
        lines=tuple(sheet.lines),
        problems=tuple(sheet.problems),
        opening=opening,
        closing=closing,
        closing_on=sheet.closing_on,
    )


def _close(sheet: Sheet, mapping: CsvMapping, warnings: Warnings) -> None:
    """Opening and closing balance from the running balance, if it adds up."""
    if mapping.balance is None or not sheet.lines or sheet.closing is not None:
        return
    balances = sheet.balances
    proof = prove([line.amount.minor for line in sheet.lines], balances)
    if proof.holds and proof.sign < 0 and mapping.inverted:
        balances = [None if one is None else -one for one in balances]
    elif not proof.holds or proof.sign < 0:
        if proof.steps >= _STEPS:
            warnings.add(Notice.BALANCE_BROKEN, sheet.lines[0].line, share=round(proof.share * 100))
        return
    ordered = list(zip(sheet.lines, balances, strict=True))
    if proof.newest_first:
        ordered.reverse()
    if proof.share < 1:
        warnings.add(Notice.BALANCE_BROKEN, ordered[0][0].line, share=round(proof.share * 100))
        return
    line, balance = ordered[-1]
    if balance is not None:
        _end(sheet, line, balance)


def _close_one(sheet: Sheet, mapping: CsvMapping) -> None:
    """The balance beside the only line, if its column is called one and nothing is owed."""
    name = () if mapping.balance is None else mapping.header[mapping.balance :][:1]
    named = any(role_of(one)[0] == Role.BALANCE for one in name)
    if named and not mapping.inverted and sheet.closing is None and sheet.balances[0] is not None:
        _end(sheet, sheet.lines[0], sheet.balances[0])


def _end(sheet: Sheet, last: StatementLine, balance: int) -> None:
    sheet.closing, sheet.closing_on = balance, last.date
    sheet.opening = balance - sum(line.amount.minor for line in sheet.lines)
