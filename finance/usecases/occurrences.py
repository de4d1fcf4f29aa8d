"""What a person does with one time of what recurs: post it, skip it, move it."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.entries import Amounts
from finance.domain.people import Actor, Role
from finance.domain.periods import checked_day
from finance.domain.schedules import AS_SAID, Occurrence, OccurrenceState
from finance.usecases.means import Means, retried
from finance.usecases.readings import row
from finance.usecases.schedule_readings import Posted, ScheduleReading, Settled, Waiting
from finance.usecases.scheduling import Posting, check_pending, locked, skipped


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The use cases of single times; every one is one unit of work."""

    means: Means

    def get(self, actor: Actor, occurrence_id: UUID) -> Occurrence:
        """One occurrence; NotFound."""
        with self.means.work(actor) as work:
            return work.schedules.occurrence(occurrence_id)

    def close_up(self, actor: Actor, occurrence_id: UUID) -> Waiting:
        """One occurrence with its schedule; NotFound."""
        today = actor.book.today(self.means.clock())
        with self.means.work(actor) as work:
            one = work.schedules.occurrence(occurrence_id)
            kept, accounts = work.schedules.get(one.schedule_id), work.readings.accounts()
        chart = Chart(reading.account for reading in accounts)
        reading = ScheduleReading(kept=kept, chart=chart, today=today)
        return Waiting(occurrence=one, reading=reading, accounts=accounts)

    @retried
    def post(
        self,
        actor: Actor,
        occurrence_id: UUID,
        day: date | None = None,
        amounts: Amounts = AS_SAID,
    ) -> Posted:
        """Post one time now: on ``day``, else on its due day or, before that, today.

        Other ``amounts`` are of this time alone. Posted already, it answers what is there, out of
        the trash if need be. NotFound; Conflict ``occurrence_settled`` for a skipped one, or one
        posted with amounts other than those asked for, ``account_closed``; Invalid if its accounts
        do not allow it.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            chart, change_id = work.accounts.chart(hold=True), None
            kept, one = locked(work, work.schedules.occurrence(occurrence_id))
            default = min(one.due_on, actor.book.today(self.means.clock()))
            posting = Posting(
                kept=kept,
                occurrence=one,
                day=checked_day(day or default),
                sign=lambda: self.means.mark(actor),
                amounts=amounts,
            )
            if one.state is OccurrenceState.POSTED:
                posting.again(work, chart)
            else:
                check_pending(one)
                one, change_id = posting.write(work, chart)
                work.schedules.keep_plan(kept.schedule, kept.plan)
            entry = work.transactions.get(posting.transaction_id)
            work.commit()
        return Posted(occurrence=one, change_id=change_id, row=row(entry, chart))

    @retried
    def skip(self, actor: Actor, occurrence_id: UUID) -> Settled:
        """Let one time not happen; skipped already, it stays so.

        NotFound; Conflict ``occurrence_settled`` for a posted one.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            kept, one = locked(work, work.schedules.occurrence(occurrence_id))
            if one.state is OccurrenceState.SKIPPED:
                return Settled(occurrence=one)
            check_pending(one)
            mark = self.means.mark(actor)
            one = work.schedules.settle(one, skipped(one, mark), mark)
            work.schedules.keep_plan(kept.schedule, kept.plan)
            work.commit()
        return Settled(occurrence=one, change_id=mark.id)

    @retried
    def move(self, actor: Actor, occurrence_id: UUID, day: date) -> Settled:
        """Let one time be due on another day; the series stays where it is.

        NotFound; Conflict ``occurrence_settled``; Invalid at ``date``.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            kept, one = locked(work, work.schedules.occurrence(occurrence_id))
            check_pending(one)
            if one.due_on == checked_day(day):
                return Settled(occurrence=one)
            mark = self.means.mark(actor)
            one = work.schedules.settle(one, replace(one, due_on=day, moved=True), mark)
            work.schedules.keep_plan(kept.schedule, kept.plan)
            work.commit()
        return Settled(occurrence=one, change_id=mark.id)
