"""Reading a CSV file by its mapping, strictly: a row is a line, a problem, or left out and told."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from typing import Final

from finance.adapters.files.csv_asides import begun_column, coded, fee_column, other_day_column
from finance.adapters.files.csv_cells import (
    DASHES,
    NOT_BOOKED,
    amount,
    currency_of,
    plain,
)
from finance.adapters.files.csv_layout import Row
from finance.adapters.files.csv_money import MoneyReader, RowFaultError
from finance.adapters.files.csv_sections import is_title, opens_pending
from finance.adapters.files.csv_sheet import Sheet
from finance.adapters.files.csv_stated import MOST_ROWS
from finance.adapters.files.csv_sums import (
    closes,
    is_bare_total,
    is_sum,
    opens,
    says_sum,
)
from finance.adapters.files.days import day, looks_like_day, mark_of, usual_mark
from finance.adapters.files.warned import Warnings
from finance.adapters.files.wording import joined, tidy
from finance.domain.mapping import CsvMapping
from finance.domain.money import Money
from finance.domain.statements import Fault, LineProblem, Notice, StatementLine

_SHOWN: Final = 200
_SEVERAL: Final = 2
_AHEAD: Final = 200
_WORDS: Final = 1 << 12


class RowReader:
    """Reads rows one by one into sheets, keyed by account and currency, in order of appearance."""

    def __init__(self, mapping: CsvMapping, currency: str, warnings: Warnings) -> None:
        self.sheets: dict[tuple[str, str], Sheet] = {}
        self.warnings = warnings
        self._map = mapping
        self._currency = currency
        self._days: dict[str, date | None] = {}
        self._dotted = False
        self._money = MoneyReader(mapping, warnings)
        self._last: tuple[Sheet, list[str]] | None = None
        self._account = ""
        self._known: dict[tuple[str, str], Sheet] = {}
        self._width = max(mapping.columns()) + 1
        self._texts = (*mapping.payee, *mapping.description)
        self._words = _saying(mapping)
        self._narrowest = min(map(_filled, mapping.samples[:1]), default=0)
        self._begun = begun_column(mapping)
        self._fees = fee_column(mapping)
        self._other_day = None if mapping.balance is None else other_day_column(mapping)
        self.first = 1
        self.fee: tuple[int, str] | None = None
        self.rest: list[Sequence[str]] = []
        self._waiting = ""

    def take(self, rows: Iterable[Row]) -> None:
        """Read ``rows``, header and what stands above it left away already."""
        ahead = iter(coded(rows, self._map))
        first = list(islice(ahead, _AHEAD))
        self.first = first[0][0] if first else 1
        days = (row[self._map.date] for _, row in first if len(row) > self._map.date)
        self._dotted = usual_mark(map(str.strip, days)) == "."
        self._take(chain(first, ahead))
        self._last_is_balance()
        self._forget_fee()
        told = self._map.by_balance and self._map.balance is not None
        if told and not self._map.inverted:
            for sheet in self.sheets.values():
                self._take_sides(sheet)

    def _take_sides(self, sheet: Sheet) -> None:
        """Give amounts without a sign the side that the balances tell."""
        told = sheet.take_sides()
        if told is not None:
            self.warnings.add(Notice.SIGN_ASSUMED, told, inverted=False)

    def _take(self, rows: Iterable[Row]) -> None:
        for line, row in rows:
            if not row or (len(row) == 1 and not row[0].strip()):
                continue
            if len(row) < self._width:
                row.extend([""] * (self._width - len(row)))
            try:
                self._row(line, row)
            except RowFaultError as problem:
                self._problem(line, row, problem)

    def _row(self, line: int, row: list[str]) -> None:
        text = row[self._map.date]
        try:
            when = self._days[text]
        except KeyError:
            when = self._days[text] = self._day(text.strip())
        if when is None:
            self._undated(line, row)
            return
        if self._left_out(line, row):
            return
        self._line(line, row, when)

    def _day(self, text: str) -> date | None:
        """A day in the file's order; points among other marks are another hand's, day first."""
        order = self._map.date_order
        foreign = order == "mdy" and not self._dotted and mark_of(text) == "."
        return day(text, "dmy" if foreign else order)

    def _line(self, line: int, row: list[str], when: date) -> None:
        sheet = self._sheet(row)
        minor = self._money.movement(line, row, sheet)
        if minor is None:
            self._without_amount(line, row, when, sheet)
            return
        payee, description, summed = self._words(*[row[at] for at in self._texts])
        if summed and self._is_sum(row, sheet, minor):
            self._sum(line, row, when, sheet, minor)
            return
        reference, balance = self._map.reference, self._map.balance
        sheet.lines.append(
            StatementLine(
                line,
                when,
                Money(minor, sheet.currency),
                payee,
                description,
                "" if reference is None else tidy(row[reference], "reference"),
            )
        )
        if self._fees is not None and not self.fee:
            self._look_for_fee(line, row, sheet)
        sheet.balances.append(
            None if balance is None else self._money.number(row[balance], sheet.places)
        )
        self._last = sheet, row

    def _is_sum(self, row: Sequence[str], sheet: Sheet, minor: int) -> bool:
        """Whether a row with a day and an amount is the balance or total that it seems to be.

        A total by that word alone must be what the lines above it come to: a shop has the name.
        """
        if self._moves(row, sheet, minor):
            return False
        texts = [row[at] for at in self._texts]
        return self._map.balance is not None or not is_bare_total(texts) or sheet.is_total(minor)

    def _moves(self, row: Sequence[str], sheet: Sheet, minor: int) -> bool:
        """Whether the balance moves by what seems to be a total: "Total" sells fuel, too."""
        at = self._map.balance
        stated = None if at is None else self._money.number(row[at], sheet.places)
        before = sheet.balances[-1] if sheet.balances else None
        return bool(minor) and None not in {stated, before} and stated == (before or 0) + minor

    def _look_for_fee(self, line: int, row: Sequence[str], sheet: Sheet) -> None:
        """Remember the first fee of which nothing proves that the amount holds it."""
        cell = row[self._fees] if self._fees is not None and self._fees < len(row) else ""
        if self._money.number(cell, sheet.places):
            self.fee = line, cell.strip()[:40]

    def _forget_fee(self) -> None:
        """Forget a fee that the balance settles: the step to its row is the amount alone."""
        if self.fee is None or self._map.balance is None:
            return
        for sheet in self.sheets.values():
            if self.fee[0] in sheet.settled():
                self.fee = None
                return

    def _last_is_balance(self) -> None:
        """Take the last row for the balance it states, where it is unlike every row above it.

        It alone has no text, and is shorter: some banks end a file so, without a word.
        """
        if self._last is None or self._map.header or self._map.balance is not None:
            return
        sheet, row = self._last
        if len(sheet.lines) < _SEVERAL or not _wordless(sheet.lines[-1]):
            return
        if any(map(_wordless, sheet.lines[:-1])) or _filled(row) >= self._narrowest:
            return
        last = sheet.lines.pop()
        sheet.balances.pop()
        sheet.closing, sheet.closing_on = last.amount.minor, last.date
        self._rest(last.line, row)

    def _sheet(self, row: Sequence[str]) -> Sheet:
        mapping = self._map
        number = "" if mapping.account is None else row[mapping.account]
        code = "" if mapping.currency_column is None else row[mapping.currency_column]
        known = self._known.get((number, code))
        if known is None:
            known = self._found(row)
            if number or mapping.account is None:
                self._known[number, code] = known
        self._account = known.account
        return known

    def _found(self, row: Sequence[str]) -> Sheet:
        mapping = self._map
        code = self._currency
        if mapping.currency_column is not None:
            cell = row[mapping.currency_column].strip()
            if mapping.currency_column == mapping.amount:
                stated = amount(cell, mapping.decimal_mark)
                cell = stated[1] if stated else ""
            code = currency_of(cell) or (self._currency if not cell else "")
            if not code:
                raise RowFaultError(Fault.CURRENCY, cell)
        if mapping.account is not None:
            self._account = tidy(row[mapping.account], "number").strip("\"'") or self._account
        key = self._account, code
        sheet = self.sheets.get(key)
        if sheet is None:
            sheet = self.sheets[key] = Sheet(*key)
        return sheet

    def _left_out(self, line: int, row: Sequence[str]) -> bool:
        """Leave out and tell what is not booked, where no balance says otherwise."""
        text = self._waiting or self._unbooked(row)
        if not text and self._is_reserved(row):
            text = _shown(row)
        if not text:
            return False
        self.warnings.add(Notice.PENDING_LEFT_OUT, line, text=text.strip()[:40])
        return True

    def _is_reserved(self, row: Sequence[str]) -> bool:
        """Whether dashes stand for both the other day and the balance: they are to come."""
        day, balance = self._other_day, self._map.balance
        if day is None or balance is None or day >= len(row):
            return False
        return row[day].strip() in DASHES and row[balance].strip() in DASHES

    def _unbooked(self, row: Sequence[str]) -> str:
        """What the column of states says of a row that is not booked, "" of one that is."""
        state = self._map.state
        return "" if state is None or plain(row[state]) not in NOT_BOOKED else row[state]

    def _undated(self, line: int, row: list[str]) -> None:
        cell = row[self._map.date].strip()
        money = self._money.has_money(row)
        if is_title(row):
            self._waiting = row[0].strip() if opens_pending(row[0]) else ""
        if cell and cell == self._waiting:
            self._rest(line, row)
        elif plain(cell) in NOT_BOOKED or (money and self._waits(row, cell)):
            self.warnings.add(Notice.PENDING_LEFT_OUT, line, text=_shown(row))
        elif money and not cell and self._goes_on(line, row):
            return
        elif money and not is_sum(row):
            self._unplaced(line, row, cell)
        elif money or cell or not self._continued(row):
            self._rest(line, row)

    def _waits(self, row: Sequence[str], cell: str) -> bool:
        """Whether an amount without a day is not booked, by what stands in its row or above it."""
        return bool(self._waiting or self._unbooked(row)) or self._is_begun(cell, row)

    def _goes_on(self, line: int, row: list[str]) -> bool:
        """Take a row without a day for one of the day above it, where the balance goes on so."""
        at = self._map.balance
        if at is None or self._last is None or not self._last[0].lines:
            return False
        sheet, above = self._last
        last, before = sheet.lines[-1], self._money.number(above[at], sheet.places)
        minor = self._money.movement(line, row, sheet)
        balance = self._money.number(row[at], sheet.places)
        if minor is None or balance is None or before is None:
            return False
        if balance not in {before + minor, before - last.amount.minor}:
            return False
        self._line(line, row, last.date)
        return True

    def _unplaced(self, line: int, row: Sequence[str], cell: str) -> None:
        """An amount without a day: what it adds up to if it says so, else a problem."""
        if says_sum(cell) or self._is_total(row):
            self._rest(line, row)
        elif cell:
            raise RowFaultError(Fault.DATE, cell)
        elif self._money.moves(row) and any(row[at].strip() for at in self._texts):
            raise RowFaultError(Fault.DATE_MISSING, _shown(row))
        else:
            self._rest(line, row)

    def _is_begun(self, cell: str, row: Sequence[str]) -> bool:
        """Whether a movement was begun and has neither day nor balance of its booking yet."""
        at = self._begun
        if not cell and at is not None and at < len(row) and row[at].strip():
            return True
        day, balance = self._other_day, self._map.balance
        if cell or day is None or balance is None or day >= len(row):
            return False
        return looks_like_day(row[day].strip()) and not row[balance].strip()

    def _is_total(self, row: Sequence[str]) -> bool:
        """Whether a row without a day states what the lines above it add up to."""
        places = self._map.amount, self._map.debit, self._map.credit
        words = [part for at, part in enumerate(row) if part.strip() and at not in places]
        if len(self.sheets) != 1 or len(words) > 1 or any(map(str.isdigit, "".join(words))):
            return False
        (sheet,) = self.sheets.values()
        stated = (
            None if at is None else self._money.number(row[at], sheet.places) for at in places
        )
        amount, out, into = stated
        if self._map.amount is None:
            return sheet.are_totals(out, into)
        return bool(row[self._map.date].strip()) and sheet.is_total(amount)

    def _rest(self, line: int, row: Sequence[str]) -> None:
        if not any(part.strip() for part in row):
            return
        if len(self.rest) < MOST_ROWS:
            self.rest.append(row)
        self.warnings.add(Notice.ROWS_LEFT_OUT, line, text=_shown(row))

    def _continued(self, row: Sequence[str]) -> bool:
        """A row without day and amount goes on with the text of the one before."""
        texts = [tidy(row[at], "description") for at in self._texts]
        if self._last is None or not any(texts):
            return False
        sheet, _ = self._last
        last = sheet.lines[-1]
        more = tidy(joined(last.description, *texts), "description")
        sheet.lines[-1] = StatementLine(
            last.line, last.date, last.amount, last.payee, more, last.reference
        )
        return True

    def _without_amount(self, line: int, row: Sequence[str], when: date, sheet: Sheet) -> None:
        balance = self._map.balance
        stated = None if balance is None else self._money.number(row[balance], sheet.places)
        if stated is not None or is_sum([row[at] for at in self._texts]):
            self._sum(line, row, when, sheet, stated)
            return
        code = self._map.currency_column
        if code is None or code == self._map.amount or row[code].strip():
            raise RowFaultError(Fault.AMOUNT_MISSING, _shown(row))
        self._rest(line, row)  # a row without a currency as well is a message of the bank

    def _sum(
        self, line: int, row: Sequence[str], when: date, sheet: Sheet, minor: int | None
    ) -> None:
        """A row that is a balance or a total: kept as such where it says so, never a line."""
        words = plain(" ".join(row[at] for at in self._texts))
        if minor is not None and opens(words):
            sheet.opening = minor
        elif minor is not None and closes(words):
            sheet.closing, sheet.closing_on = minor, when
        self._rest(line, row)

    def _problem(self, line: int, row: Sequence[str], problem: RowFaultError) -> None:
        found = LineProblem(line, str(problem.fault), (problem.text or _shown(row))[:_SHOWN])
        keys = list(self.sheets) or [(self._account, self._currency)]
        self.sheets.setdefault(keys[-1], Sheet(*keys[-1])).problems.append(found)


def _saying(mapping: CsvMapping) -> Callable[..., tuple[str, str, bool]]:
    """Reads payee, description, and whether it seems to be a total, out of the cells of ``_texts``.

    The same words come again and again in a file, so they are remembered.
    """
    payees = len(mapping.payee)

    @lru_cache(maxsize=_WORDS)
    def said(*cells: str) -> tuple[str, str, bool]:
        payee = next(filter(None, (tidy(cell, "payee") for cell in cells[:payees])), "")
        parts = [tidy(cell, "description") for cell in cells[payees:]]
        description = parts[0] if len(parts) == 1 else tidy(joined(*parts), "description")
        return payee, description, is_sum(cells)

    return said


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _wordless(line: StatementLine) -> bool:
    return not line.payee and not line.description


def _shown(row: Sequence[str]) -> str:
    return " | ".join(part.strip() for part in row if part.strip())[:_SHOWN]
