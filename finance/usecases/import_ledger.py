"""Our own export taken over: whole transactions by their ids, on accounts by their names.

After it everything the file says is in the ledger, once: what is there already stays as it is, what
is in the trash comes back.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from finance.domain.accounts import Account, AccountRole, Chart
from finance.domain.changes import Action
from finance.domain.interchange import LedgerRow, seats, transactions_from
from finance.domain.ledger import Transaction
from finance.domain.people import Actor
from finance.domain.seating import Seating
from finance.domain.statements import Hints
from finance.usecases.import_ports import Reader
from finance.usecases.import_readings import ImportHead, ImportReading, ImportStatus, LedgerReading
from finance.usecases.means import Means
from finance.usecases.ports import Work
from finance.usecases.scheduling import try_again

LEDGER: Final = "ledger"
"""The format of an import of our own export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What taking a ledger over does: accounts made, transactions made, brought back, left.

    ``opened`` were closed since what comes back to them was trashed, outermost first.
    """

    opened: tuple[Account, ...]
    accounts: tuple[Account, ...]
    fresh: tuple[Transaction, ...]
    trashed: tuple[UUID, ...]
    known: int

    @property
    def reading(self) -> LedgerReading:
        """The plan in numbers."""
        coming = len(self.fresh) + len(self.trashed)
        return LedgerReading(coming=coming, known=self.known, accounts=len(self.accounts))


def planned(means: Means, work: Work, import_id: UUID, rows: Sequence[LedgerRow]) -> Plan:
    """What taking the rows over would do now; Unreadable or Invalid for rows that make no sense."""
    there = work.transactions.present([one.id for one in rows])
    trashed = tuple(found for found, gone in there.items() if gone)
    closed, chart = _opened(work.accounts.chart(), work.transactions.shut_out(trashed))
    seating = Seating(chart, means.ids)
    conversion = chart.having(AccountRole.CONVERSION).id
    accounts = seating.seats(seats(rows))
    values = tuple(transactions_from(rows, accounts, conversion, import_id))
    return Plan(
        opened=closed,
        accounts=tuple(seating.made),
        fresh=tuple(one for one in values if one.id not in there),
        trashed=trashed,
        known=sum(not gone for gone in there.values()),
    )


def _opened(chart: Chart, shut: Collection[UUID]) -> tuple[tuple[Account, ...], Chart]:
    """The accounts to be opened again, with what they stand in, and the chart once they are."""
    wanted = {one.id: one for each in shut for one in chart.path(each) if one.closed}
    ordered = sorted(wanted.values(), key=lambda one: (len(chart.path(one.id)), one.id))
    opened = (replace(one, closed_at=None) for one in ordered)
    return tuple(ordered), Chart((*chart.values(), *opened))


@dataclass(frozen=True, slots=True)
class LedgerBooking:
    """One import of a ledger, locked, in one unit of work."""

    means: Means
    actor: Actor
    work: Work
    head: ImportHead

    def book(self, rows: Sequence[LedgerRow]) -> None:
        """Take the rows over; ChangedMeanwhile if others just took one out of the trash.

        Accounts closed since are opened again for what comes back to them; Conflict ``name_taken``
        if the name of one has gone to another.
        """
        plan = planned(self.means, self.work, self.head.id, rows)
        self._open_again(plan.opened)
        if plan.accounts:
            marks = [self.means.mark(self.actor) for _ in plan.accounts]
            self.work.accounts.add(plan.accounts, marks)
        self.work.transactions.add_many(plan.fresh, self.means.clock())
        for transaction_id in plan.trashed:
            self._bring_back(transaction_id)
        told = plan.reading
        facts = {
            "imported": told.coming,
            "skipped": told.known,
            "accounts": told.accounts,
            "made": [str(one.id) for one in (*plan.opened, *plan.accounts)],
        }
        # Committed after all it does: what is newer than that was changed by somebody since.
        self.work.imports.turn(self.head, Action.COMMITTED, facts, self.means.mark(self.actor))

    def _open_again(self, closed: Sequence[Account]) -> None:
        chart = self.work.accounts.chart()
        for before in closed:
            after = replace(before, closed_at=None)
            chart.placed(after)
            written = self.work.accounts.replace(before, after, self.means.mark(self.actor))
            chart = Chart((*chart.values(), written))
        if closed:
            try_again(self.work)

    def _bring_back(self, transaction_id: UUID) -> None:
        trashed = self.work.transactions.get(transaction_id, lock=True).transaction
        self.work.transactions.restore(self._of_import(trashed), self.means.mark(self.actor))

    def _of_import(self, trashed: Transaction) -> Transaction:
        """The transaction as one that goes when this import is taken back.

        Unless another import, which was not taken back, made it: then it goes with that.
        """
        made_by = trashed.import_id
        if made_by is not None:
            status = self.work.imports.head(made_by).status
            if status is ImportStatus.COMMITTED:
                return trashed
        return replace(trashed, import_id=self.head.id)


def quieted(work: Work, rows: Sequence[LedgerRow]) -> None:
    """Let nobody else write money if any of the rows come back out of the trash.

    They come back one by one, and writers of single transactions would wait for them in a circle.
    """
    if any(work.transactions.present([one.id for one in rows]).values()):
        work.accounts.chart(lock=True)
        work.accounts.quiet()


def rows_of(read: Reader, work: Work, head: ImportHead) -> Sequence[LedgerRow]:
    """The rows of the file as it was kept."""
    return read(head.file_name, work.imports.content(head.id), Hints()).ledger


def shown(means: Means, read: Reader, work: Work, reading: ImportReading) -> ImportReading:
    """The import as it is shown; a ledger in preview is compared with what is here now."""
    head = reading.head
    if head.format != LEDGER:
        return reading
    ledger = _done(work, head)
    if ledger is None:
        ledger = planned(means, work, head.id, rows_of(read, work, head)).reading
    return replace(reading, ledger=ledger)


def _done(work: Work, head: ImportHead) -> LedgerReading | None:
    """What committing the import did; None if it never was."""
    for change in work.changes.of(head.id):
        facts = change.after
        if change.action is Action.COMMITTED and facts is not None:
            return LedgerReading(
                coming=facts["imported"], known=facts["skipped"], accounts=facts["accounts"]
            )
    return None
