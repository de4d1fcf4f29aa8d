"""What every act on schedules does in its unit of work: planning ahead, and posting one time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.changes import Snapshot
from finance.domain.entries import Amounts
from finance.domain.errors import Conflict
from finance.domain.ledger import Described, Transaction, describe
from finance.domain.schedules import (
    AS_SAID,
    Occurrence,
    OccurrenceState,
    Plan,
    Schedule,
    ScheduleState,
    occurrence_of,
    planned,
    replanned,
)
from finance.usecases.ports import Mark, Work
from finance.usecases.schedule_ports import Kept

MOST: Final = 1000
"""The most schedules of one book."""


def opened(chart: Chart) -> Chart:
    """The same accounts, none of them closed: what a schedule says is shown whatever happened."""
    return Chart(replace(account, closed_at=None) for account in chart.values())


def plan_ahead(work: Work, schedule: Schedule, plan: Plan, today: date) -> Plan:
    """Write the occurrences that come next; how far that is, still to be kept."""
    dues, grown = planned(schedule.recurrence, plan, today)
    work.schedules.plan([occurrence_of(schedule, due) for due in dues])
    return grown


def rearrange(work: Work, kept: Kept, after: Schedule, mark: Mark) -> None:
    """Plan a schedule that was changed to ``after``, from today on.

    Moved times that still fall stay moved. What fell due during a pause is skipped.
    """
    today = work.books.get().today(mark.at)
    pending = work.schedules.occurrences(after.id, OccurrenceState.PENDING, None, MOST)
    moved = [one for one in pending if one.moved and one.nominal_on >= today]
    work.schedules.unplan(after.id, today)
    resumed = (kept.schedule.state, after.state) == (ScheduleState.PAUSED, ScheduleState.ACTIVE)
    if resumed:
        work.schedules.skip_missed(after.id, today, mark)
    plan = replanned(kept.plan, today, resumed=resumed)
    if after.state is ScheduleState.ENDED:
        plan = replace(plan, plan_on=None)
    else:
        plan = plan_ahead(work, after, plan, today)
        work.schedules.put_back(moved)
    work.schedules.keep_plan(after, plan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One time about to be posted, its schedule locked; ``day`` is the transaction's."""

    kept: Kept
    occurrence: Occurrence
    day: date
    sign: Callable[[], Mark]
    amounts: Amounts = AS_SAID

    @property
    def transaction_id(self) -> UUID:
        """The transaction it is or becomes."""
        return self.occurrence.transaction_id or self.occurrence.id

    def _value(self, chart: Chart) -> Transaction:
        template = self.kept.schedule.template
        return template.transaction(self.transaction_id, self.day, chart, self.amounts)

    def write(self, work: Work, chart: Chart) -> tuple[Occurrence, UUID]:
        """Record the transaction and that it is posted; the occurrence then, and that change.

        Invalid if the accounts do not allow it. Where the transaction is there already, because
        the time was posted before and taken back, see ``again``.
        """
        value = self._value(chart)
        if not work.transactions.add(value, self.sign()):
            self.again(work, chart)
        mark = self.sign()
        after = replace(
            self.occurrence,
            state=OccurrenceState.POSTED,
            transaction_id=value.id,
            settled_at=mark.at,
            settled_by=mark.user_id,
        )
        return work.schedules.settle(self.occurrence, after, mark), mark.id

    def again(self, work: Work, chart: Chart) -> None:
        """Take the transaction that is there already out of the trash, with the amounts asked for.

        Without any it is put back as it was. Conflict ``account_closed`` if what it stands on was
        closed since; ``occurrence_settled`` if it is in the ledger with other amounts.
        """
        there = work.transactions.get(self.transaction_id, lock=True)
        before = there.transaction
        if there.trashed_at is None:
            if not _comes_to(describe(before, chart), self.amounts):
                raise Conflict("occurrence_settled", "id", {"state": OccurrenceState.POSTED})
            return
        chart.open_since(before.account_ids, there.trashed_at)
        work.transactions.restore(before, self.sign())
        if not _comes_to(describe(before, chart), self.amounts):
            back = work.transactions.get(before.id).transaction
            anew = replace(self._value(chart), import_id=back.import_id, version=back.version)
            work.transactions.replace(back, anew, self.sign())


def _comes_to(told: Described, amounts: Amounts) -> bool:
    """Whether a transaction has the amounts that were asked for."""
    arrived = told.to_amount or told.amount
    return amounts.amount in {None, told.amount.number} and amounts.to_amount in {
        None,
        arrived.number,
    }


def locked(work: Work, occurrence: Occurrence) -> tuple[Kept, Occurrence]:
    """The schedule of an occurrence, locked, and the occurrence as it is then."""
    kept = work.schedules.get(occurrence.schedule_id, lock=True)
    return kept, work.schedules.occurrence(occurrence.id)


def try_again(work: Work) -> None:
    """Let the clock try at once what it held back: an account was opened again."""
    for one in work.schedules.all():
        if one.plan.fault:
            now = work.schedules.get(one.schedule.id, lock=True)
            work.schedules.keep_plan(now.schedule, replace(now.plan, held_until=None, fault=""))


def check_pending(occurrence: Occurrence) -> None:
    """Conflict ``occurrence_settled`` unless nothing has become of it yet."""
    if not occurrence.pending:
        raise Conflict("occurrence_settled", "id", {"state": occurrence.state})


def skipped(occurrence: Occurrence, mark: Mark) -> Occurrence:
    """The occurrence, decided by whoever signs not to happen."""
    return replace(
        occurrence,
        state=OccurrenceState.SKIPPED,
        transaction_id=None,
        settled_at=mark.at,
        settled_by=mark.user_id,
    )


def occurrence_from(snapshot: Snapshot, now: Occurrence, mark: Mark) -> Occurrence:
    """``now`` put back to what it was when the snapshot was taken, by whoever signs."""
    state, posted = OccurrenceState(snapshot["state"]), snapshot["transaction_id"]
    pending = state is OccurrenceState.PENDING
    return replace(
        now,
        due_on=date.fromisoformat(snapshot["due_on"]),
        state=state,
        moved=snapshot["moved"],
        transaction_id=UUID(posted) if posted else None,
        settled_at=None if pending else mark.at,
        settled_by=None if pending else mark.user_id,
    )
