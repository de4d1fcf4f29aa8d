"""Recording, changing, finding and taking back transactions."""

from dataclasses import dataclass, replace
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.changes import Change, Subject, transaction_snapshot
from finance.domain.entries import Body, Heading, entered
from finance.domain.errors import ChangedMeanwhile, Conflict, NotFound
from finance.domain.ledger import Transaction
from finance.domain.people import Actor, Role
from finance.usecases.means import Means, retried
from finance.usecases.ports import Work
from finance.usecases.readings import AccountReadings, Entry, PayeeReading, Row, row


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What to write: ``id`` is the caller's, so that a retry is harmless."""

    id: UUID
    heading: Heading
    body: Body


@dataclass(frozen=True, slots=True)
class Recorded:
    """The answer to ``Record``: the row, and whether this call made it."""

    row: Row
    made: bool


@dataclass(frozen=True, slots=True)
class Transactions:
    """The use cases of transactions; every one is one unit of work."""

    means: Means

    @retried
    def record(self, actor: Actor, request: Record) -> Recorded:
        """Write a new transaction.

        Sent again with the same body it answers what is there now (``made`` False); with another
        body it is Conflict ``id_taken``. Invalid for anything wrong in the body.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            chart = work.accounts.chart(hold=True)
            value = entered(request.id, request.heading, request.body, chart)
            mark = self.means.mark(actor)
            made = work.transactions.add(value, mark)
            if made:
                entry = Entry(transaction=value, created_at=mark.at, updated_at=mark.at)
            else:
                same_again(work, value)
                entry = work.transactions.get(request.id)
            work.commit()
        return Recorded(row(entry, chart), made)

    @retried
    def replace(self, actor: Actor, request: Record, version: int | None) -> Row:
        """Write a transaction anew in place of itself.

        ``version`` is the one the caller saw (None: whatever it is now). NotFound,
        ChangedMeanwhile, or Invalid for anything wrong in the body.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            chart = work.accounts.chart(hold=True)
            entry = _current(work, request.id, version)
            before = entry.transaction
            after = entered(request.id, request.heading, request.body, _reopened(chart, before))
            after = replace(after, import_id=before.import_id, version=before.version)
            if after != before:
                mark = self.means.mark(actor)
                work.transactions.replace(before, after, mark)
                written = replace(after, version=before.version + 1)
                entry = replace(entry, transaction=written, updated_at=mark.at)
            work.commit()
        return row(entry, chart)

    @retried
    def trash(self, actor: Actor, transaction_id: UUID, version: int | None = None) -> UUID:
        """Move a transaction to the trash; the id of the change, for its undo."""
        actor.require(Role.EDITOR)
        mark = self.means.mark(actor)
        with self.means.work(actor) as work:
            work.transactions.trash(_current(work, transaction_id, version).transaction, mark)
            work.commit()
        return mark.id

    @retried
    def restore(self, actor: Actor, transaction_id: UUID) -> Row:
        """Take a transaction out of the trash.

        Conflict ``not_trashed`` if it is not there, ``account_closed`` if an account it stands on
        was closed since.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            chart = work.accounts.chart(hold=True)
            trashed = work.transactions.get(transaction_id, lock=True)
            if trashed.trashed_at is None:
                raise Conflict("not_trashed", "id")
            chart.open_since(trashed.transaction.account_ids, trashed.trashed_at)
            work.transactions.restore(trashed.transaction, self.means.mark(actor))
            entry = work.transactions.get(transaction_id)
            work.commit()
        return row(entry, chart)

    def get(self, actor: Actor, transaction_id: UUID) -> Row:
        """One transaction, trashed or not; NotFound."""
        with self.means.work(actor) as work:
            return row(work.transactions.get(transaction_id), work.accounts.chart())

    def history(self, actor: Actor, transaction_id: UUID) -> tuple[Change, ...]:
        """What happened to a transaction, newest first; NotFound."""
        with self.means.work(actor) as work:
            work.transactions.get(transaction_id)
            return work.changes.of(transaction_id)

    def payees(self, actor: Actor, beginning: str, limit: int = 8) -> tuple[PayeeReading, ...]:
        """Payees to complete ``beginning`` with, and what was chosen for each last time."""
        with self.means.work(actor) as work:
            return work.readings.payees(beginning, limit)

    def offered(self, actor: Actor, limit: int) -> tuple[AccountReadings, tuple[PayeeReading, ...]]:
        """What a new form offers: the accounts, and the payees that are used most."""
        with self.means.work(actor) as work:
            return work.readings.offered(limit)


def _current(work: Work, transaction_id: UUID, version: int | None) -> Entry:
    """The entry, locked, if it is in the ledger and still ``version``."""
    found = work.transactions.get(transaction_id, lock=True)
    if found.trashed_at is not None:
        raise NotFound("transaction", "id", {"trashed": True})
    if version is not None and found.transaction.version != version:
        raise ChangedMeanwhile(
            "changed_meanwhile", "version", {"version": found.transaction.version}
        )
    return found


def _reopened(chart: Chart, before: Transaction) -> Chart:
    """The chart in which the accounts the transaction stands on already are not closed to it."""
    used = before.account_ids
    if not any(chart[account_id].closed for account_id in used):
        return chart
    return Chart(replace(a, closed_at=None) if a.id in used else a for a in chart.values())


def same_again(work: Work, value: Transaction) -> None:
    """Conflict ``id_taken`` unless the id was first recorded with this very value."""
    first = work.changes.first(Subject.TRANSACTION, value.id)
    if first is None or first.after != transaction_snapshot(value):
        raise Conflict("id_taken", "id")
