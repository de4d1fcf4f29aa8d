"""One import as its page shows it: what is in the file, what is here already, what will be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from finance.domain.accounts import Account, Chart
from finance.domain.errors import FinanceError
from finance.domain.mapping import NO_HEADER, CsvMapping
from finance.domain.matching import Decision, LineStatus
from finance.domain.money import Money
from finance.domain.texts import visible
from finance.usecases.import_readings import (
    ImportHead,
    ImportReading,
    ImportStatus,
    LineReading,
    StatementReading,
)
from finance.web.html.book import here
from finance.web.import_words import noticed, reasoned
from finance.web.messages import told
from finance.web.saying import gettext as _
from finance.web.saying import ngettext

SHOWN: Final = 50
"""Lines on one page."""

_FIRST_NOTES: Final = 4
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """One statement, its account named, its proof ready to be read."""

    reading: StatementReading
    account: Account | None

    @property
    def name(self) -> str:
        """What its account is, or will be, called."""
        return self.account.name if self.account else self.reading.head.account_name

    @property
    def total(self) -> Money:
        """The sum of its lines."""
        return Money(self.reading.tally.total, self.reading.head.currency)

    @property
    def proved(self) -> bool:
        """Whether the bank and the ledger say the same."""
        return self.reading.difference is not None and not self.reading.difference


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One line with the choices there are for it."""

    reading: LineReading
    choices: tuple[Pair, ...]
    booked: bool = False

    @property
    def status(self) -> str:
        """What it is to the ledger, in words."""
        return _("Expected") if self.reading.awaited else status_word(self.reading.status)

    @property
    def awaited(self) -> str:
        """What it was expected as, in words; empty for what was not."""
        one = self.reading.awaited
        return visible(one.payee or one.description or _("no payee")) if one else ""

    @property
    def reason(self) -> str:
        """Why it deserves a look, in words."""
        return reasoned(self.reading.reason, self.reading.line)

    @property
    def decision(self) -> str:
        """What becomes of it, or became of it once the file is booked, in words."""
        done = {
            Decision.IMPORT: _("Taken over"),
            Decision.MERGE: _("It was this one") if self.reading.awaited else _("Joined to it"),
            Decision.SKIP: _("Left out"),
        }
        if self.booked:
            return done[self.reading.decision]
        return dict(self.choices).get(self.reading.decision.value, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """The page of an import; ``lines`` are those of ``status`` (None: all) on this page."""

    reading: ImportReading
    statements: tuple[StatementView, ...]
    lines: tuple[LineView, ...]
    status: LineStatus | None
    older: str
    newer: str
    choices: tuple[Pair, ...]
    fault: FinanceError | None = None

    @property
    def head(self) -> ImportHead:
        """The import itself."""
        return self.reading.head

    @property
    def waiting(self) -> bool:
        """Whether it is still to be decided about."""
        return self.head.status is ImportStatus.PREVIEW

    @property
    def committed(self) -> bool:
        """Whether it stands in the ledger."""
        return self.head.status is ImportStatus.COMMITTED

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        return state_word(self.head.status)

    @property
    def error(self) -> str:
        """What went wrong last, in words."""
        return told(self.fault) if self.fault else ""

    @property
    def edited(self) -> bool:
        """Whether taking it back was held up by later edits."""
        return self.fault is not None and self.fault.code == "edited_since"

    @property
    def notes(self) -> Sequence[tuple[int, str]]:
        """What was noticed, the first few with their lines (0: the whole file)."""
        return [(one.line, noticed(one)) for one in self.head.warnings[:_FIRST_NOTES]]

    @property
    def more_notes(self) -> Sequence[tuple[int, str]]:
        """The others, each with its line."""
        return [(one.line, noticed(one)) for one in self.head.warnings[_FIRST_NOTES:]]

    @property
    def tabs(self) -> Sequence[tuple[str, str, str]]:
        """The ways to filter the lines: key, words with their number, address."""
        counted = [(one.value, status_word(one), self.reading.count(one)) for one in LineStatus]
        tabs = [("", _("All"), self.reading.lines), *counted]
        return [(key, f"{word} {count}", self._address(key)) for key, word, count in tabs if count]

    def _address(self, status: str) -> str:
        return here("imports.show", import_id=self.head.id, status=status)

    @property
    def bulk(self) -> Sequence[Pair]:
        """What can be done with all lines of the status in view: decision and words."""
        if self.status is None:
            return ()
        return _choices(self.status, twin=self.status is LineStatus.PROBABLE)

    @property
    def booking(self) -> str:
        """What the button says that commits: how many transactions it makes."""
        count = self.reading.making
        return ngettext("Book %(num)s transaction", "Book %(num)s transactions", count)

    @property
    def idle(self) -> bool:
        """Whether there is nothing in it to book as it is decided now."""
        return not (self.reading.making or self.reading.decided(Decision.MERGE))

    @property
    def joined(self) -> str:
        """How many lines are joined to what is there; nothing to say if none is."""
        count = self.reading.decided(Decision.MERGE) - self.reading.expected
        if not count:
            return ""
        return ngettext(
            "%(num)s line is joined to what is there already; it makes no transaction.",
            "%(num)s lines are joined to what is there already; they make no transaction.",
            count,
        )

    @property
    def awaited(self) -> str:
        """How many lines are to become what was expected; nothing to say if none is."""
        count = self.reading.expected
        if not count:
            return ""
        return ngettext(
            "%(num)s line was expected: it becomes what recurs, with its category.",
            "%(num)s lines were expected: they become what recurs, with its categories.",
            count,
        )

    @property
    def offers(self) -> Sequence[StatementView]:
        """The statements whose account could start with an opening balance."""
        return [one for one in self.statements if one.reading.offer]

    @property
    def placeable(self) -> bool:
        """Whether one account can be named for the whole file."""
        return self.waiting and len({one.reading.head.account_id for one in self.statements}) == 1

    @property
    def columns(self) -> "Columns | None":
        """How a CSV is read, to be corrected."""
        mapping = self.head.mapping
        return Columns(mapping) if mapping and self.waiting else None


@dataclass(frozen=True, slots=True)
class Columns:
    """The mapping of a CSV as a form: every role with the columns to choose from."""

    mapping: CsvMapping

    @property
    def names(self) -> Sequence[str]:
        """What the columns are called: their header, else their number."""
        width = max((len(row) for row in (self.mapping.header, *self.mapping.samples)), default=0)
        header = self.mapping.header if self.mapping.header_row != NO_HEADER else ()
        named = (header[at].strip() if at < len(header) else "" for at in range(width))
        return [name or _("Column %(number)s", number=at) for at, name in enumerate(named, 1)]

    @property
    def options(self) -> Sequence[Pair]:
        """The columns to choose from, none first."""
        return [("", _("none")), *((str(at), name) for at, name in enumerate(self.names))]

    @property
    def roles(self) -> Sequence[tuple[str, str, str]]:
        """Name of the field, words for it, the column chosen."""
        mapping = self.mapping
        return [
            ("date", _("Date"), str(mapping.date)),
            ("amount", _("Amount"), _place(mapping.amount)),
            ("debit", _("Money out"), _place(mapping.debit)),
            ("credit", _("Money in"), _place(mapping.credit)),
            ("payee", _("Payee"), _place(next(iter(mapping.payee), None))),
            ("description", _("Description"), _place(next(iter(mapping.description), None))),
            ("reference", _("Reference"), _place(mapping.reference)),
            ("balance", _("Balance"), _place(mapping.balance)),
        ]


def _place(column: int | None) -> str:
    return "" if column is None else str(column)


def status_word(status: LineStatus) -> str:
    """What a line is to the ledger, in words."""
    words: Mapping[LineStatus, str] = {
        LineStatus.NEW: _("New"),
        LineStatus.KNOWN: _("Here already"),
        LineStatus.PROBABLE: _("Probably here"),
        LineStatus.INVALID: _("Unreadable"),
    }
    return words[status]


def state_word(status: ImportStatus) -> str:
    """Where an import stands, in words."""
    words: Mapping[ImportStatus, str] = {
        ImportStatus.PREVIEW: _("Not booked yet"),
        ImportStatus.COMMITTED: _("Booked"),
        ImportStatus.REVERTED: _("Taken back"),
        ImportStatus.FAILED: _("Failed"),
    }
    return words[status]


def _choices(status: LineStatus, *, twin: bool = False, awaited: bool = False) -> tuple[Pair, ...]:
    skip = (Decision.SKIP.value, _("Leave out"))
    if status is LineStatus.INVALID:
        return (skip,)
    if awaited:
        own = (Decision.IMPORT.value, _("Keep it as its own"))
        return ((Decision.MERGE.value, _("It is this one")), own, skip)
    take = (Decision.IMPORT.value, _("Take over"))
    if status is LineStatus.PROBABLE and twin:
        return ((Decision.MERGE.value, _("Join to it")), take, skip)
    return (take, skip)


def line_view(line: LineReading, *, booked: bool = False) -> LineView:
    """A line with its choices; ``booked`` says that they were carried out."""
    twin, awaited = line.twin is not None, line.awaited is not None
    choices = _choices(line.status, twin=twin, awaited=awaited)
    return LineView(reading=line, choices=choices, booked=booked)


def import_view(
    reading: ImportReading,
    lines: Sequence[LineReading],
    chart: Chart,
    *,
    status: LineStatus | None = None,
    after: int = 0,
) -> ImportView:
    """The page of an import; ``lines`` may hold one more than are shown."""
    shown = lines[:SHOWN]
    further = shown[-1].position if len(lines) > SHOWN else 0
    booked = reading.head.status is ImportStatus.COMMITTED
    return ImportView(
        reading=reading,
        statements=tuple(
            StatementView(reading=one, account=chart.get(one.head.account_id))
            for one in reading.statements
        ),
        lines=tuple(line_view(one, booked=booked) for one in shown),
        status=status,
        older=_at(reading.head.id, status, further) if further else "",
        newer=_at(reading.head.id, status, 0) if after else "",
        choices=tuple(account_choices(chart)),
    )


def account_choices(chart: Chart) -> list[Pair]:
    """The open accounts a file can be for: id and name."""
    own = (one for one in chart.values() if one.kind.own and not one.closed)
    ordered = sorted(own, key=lambda one: (one.position, one.name.casefold()))
    return [(str(one.id), visible(one.name)) for one in ordered]


def _at(import_id: UUID, status: LineStatus | None, after: int) -> str:
    key = status.value if status else ""
    return here("imports.show", import_id=import_id, status=key, after=after)
