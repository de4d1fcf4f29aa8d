"""Making, changing and ending what recurs."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.changes import Change, Subject
from finance.domain.errors import ChangedMeanwhile, Conflict, NotFound
from finance.domain.people import Actor, Role
from finance.domain.recurrence import SHOWN, Due, Recurrence, shown
from finance.domain.schedules import (
    Mode,
    Occurrence,
    OccurrenceState,
    Plan,
    Schedule,
    ScheduleState,
    Template,
    schedule_snapshot,
)
from finance.usecases.means import Means, retried
from finance.usecases.ports import Work
from finance.usecases.schedule_ports import Kept
from finance.usecases.schedule_readings import (
    Board,
    Close,
    ScheduleReading,
    Waiting,
)
from finance.usecases.scheduling import MOST, plan_ahead, rearrange

SHOWN_WAITING: Final = 100
"""The most that is shown of what waits for somebody."""
PAST: Final = 24
"""How many past times of one schedule are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveSchedule:
    """What recurs and when: ``id`` is the caller's, so that a retry is harmless."""

    id: UUID
    template: Template
    recurrence: Recurrence
    mode: Mode = Mode.POST
    paused: bool = False

    def schedule(self, version: int = 1) -> Schedule:
        """The schedule that is asked for."""
        state = ScheduleState.PAUSED if self.paused else ScheduleState.ACTIVE
        return Schedule(
            id=self.id,
            template=self.template,
            recurrence=self.recurrence,
            mode=self.mode,
            state=state,
            version=version,
        )


@dataclass(frozen=True, slots=True)
class Schedules:
    """The use cases of schedules; every one is one unit of work."""

    means: Means

    def all(self, actor: Actor, *, ended: bool = False) -> tuple[ScheduleReading, ...]:
        """The book's schedules, what comes next first; those that have ended only if asked for."""
        today = actor.book.today(self.means.clock())
        with self.means.work(actor) as work:
            chart, found = work.accounts.chart(), work.schedules.all()
        readings = (ScheduleReading(kept=one, chart=chart, today=today) for one in found)
        return tuple(sorted((one for one in readings if ended or one.lasting), key=_next_first))

    def using(self, actor: Actor, account_id: UUID) -> tuple[ScheduleReading, ...]:
        """What recurs on an account or category, what has not ended of it; NotFound."""
        today = actor.book.today(self.means.clock())
        with self.means.work(actor) as work:
            chart, found = work.accounts.chart(), work.schedules.naming(account_id)
        if account_id not in chart:
            raise NotFound("account", "id")
        readings = (ScheduleReading(kept=one, chart=chart, today=today) for one in found)
        return tuple(sorted(readings, key=_next_first))

    def board(self, actor: Actor, *, ended: bool = False) -> Board:
        """All schedules, what comes next first, and what waits for somebody."""
        today = actor.book.today(self.means.clock())
        with self.means.work(actor) as work:
            accounts = work.readings.accounts()
            found, due = work.schedules.all(), work.schedules.pending(today, SHOWN_WAITING)
        chart = Chart(one.account for one in accounts)
        readings = {
            one.schedule.id: ScheduleReading(kept=one, chart=chart, today=today) for one in found
        }
        waiting = (Waiting(occurrence=one, reading=readings[one.schedule_id]) for one in due)
        return Board(
            accounts=accounts,
            schedules=tuple(
                sorted((one for one in readings.values() if ended or one.lasting), key=_next_first)
            ),
            waiting=tuple(one for one in waiting if one.reading.waits),
        )

    def close_up(self, actor: Actor, schedule_id: UUID) -> Close:
        """One schedule with its last and next times; NotFound."""
        today = actor.book.today(self.means.clock())
        with self.means.work(actor) as work:
            accounts, kept = work.readings.accounts(), work.schedules.get(schedule_id)
            chart = Chart(one.account for one in accounts)
            return Close(
                accounts=accounts,
                reading=ScheduleReading(kept=kept, chart=chart, today=today),
                occurrences=work.schedules.around(schedule_id, PAST, SHOWN),
                changes=work.changes.of(schedule_id),
            )

    def get(self, actor: Actor, schedule_id: UUID) -> ScheduleReading:
        """One schedule; NotFound."""
        with self.means.work(actor) as work:
            return self._reading(actor, work, work.schedules.get(schedule_id))

    def preview(self, actor: Actor, request: SaveSchedule) -> tuple[Due, ...]:
        """The next times of a schedule not made yet; Invalid for anything wrong in it."""
        actor.require(Role.EDITOR)
        schedule, today = request.schedule(), actor.book.today(self.means.clock())
        with self.means.work(actor) as work:
            self._check(work, schedule)
        return shown(schedule.recurrence, min(today, schedule.recurrence.start) - date.resolution)

    def occurrences(
        self,
        actor: Actor,
        schedule_id: UUID,
        state: OccurrenceState | None = None,
        after: date | None = None,
        limit: int = 50,
    ) -> tuple[Occurrence, ...]:
        """Occurrences of one schedule in the order of their nominal days; NotFound."""
        with self.means.work(actor) as work:
            work.schedules.get(schedule_id)
            return work.schedules.occurrences(schedule_id, state, after, limit)

    def history(self, actor: Actor, schedule_id: UUID) -> tuple[Change, ...]:
        """What happened to a schedule, newest first; NotFound."""
        with self.means.work(actor) as work:
            work.schedules.get(schedule_id)
            return work.changes.of(schedule_id)

    @retried
    def see(self, actor: Actor, until: datetime) -> None:
        """Note that the actor has seen what was posted by itself up to ``until``.

        Every member notes it for themselves. The future cannot be seen.
        """
        with self.means.work(actor) as work:
            work.schedules.seen(actor.user.id, min(until, self.means.clock()))
            work.commit()

    @retried
    def add(self, actor: Actor, request: SaveSchedule) -> tuple[ScheduleReading, bool]:
        """Make a schedule, and whether this call made it.

        Sent again with the same body it answers what is there; with another one it is Conflict
        ``id_taken``. Invalid for anything wrong in it; Conflict ``schedules_many``.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            work.accounts.chart(hold=True)
            mark, schedule = self.means.mark(actor), request.schedule()
            self._check(work, schedule)
            made = work.schedules.add(schedule, mark)
            if made and work.schedules.count() > MOST:
                raise Conflict("schedules_many", None, {"limit": MOST})
            if made:
                plan = plan_ahead(work, schedule, Plan(), actor.book.today(mark.at))
                work.schedules.keep_plan(schedule, plan)
            else:
                _same_again(work, schedule)
            reading = self._reading(actor, work, work.schedules.get(request.id))
            work.commit()
        return reading, made

    @retried
    def replace(
        self, actor: Actor, request: SaveSchedule, version: int | None = None
    ) -> ScheduleReading:
        """Change a schedule from today on; what was due before stays as it was.

        Resumed after a pause, what fell due meanwhile is skipped. NotFound; ChangedMeanwhile;
        Conflict ``schedule_ended``; Invalid for anything wrong in it.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            work.accounts.chart(hold=True)
            kept = _current(work, request.id, version)
            if kept.schedule.state is ScheduleState.ENDED:
                raise Conflict("schedule_ended", "id")
            self._check(work, request.schedule())
            self._change(actor, work, kept, request.schedule(kept.schedule.version))
            reading = self._reading(actor, work, work.schedules.get(request.id))
            work.commit()
        return reading

    @retried
    def end(self, actor: Actor, schedule_id: UUID, version: int | None = None) -> UUID:
        """End a schedule: nothing further falls due. The id of the change, for its undo.

        Ended already, it stays as it is and the answer is its last change.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            kept = _current(work, schedule_id, version)
            if kept.schedule.state is not ScheduleState.ENDED:
                after = replace(kept.schedule, state=ScheduleState.ENDED)
                self._change(actor, work, kept, after)
            change = work.changes.of(schedule_id)[0]
            work.commit()
        return change.id

    @retried
    def pause(
        self, actor: Actor, schedule_id: UUID, version: int | None = None, *, paused: bool
    ) -> UUID:
        """Let nothing happen for a while, or go on; the id of the change, for its undo.

        NotFound; ChangedMeanwhile; Conflict ``schedule_ended``.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            kept = _current(work, schedule_id, version)
            if kept.schedule.state is ScheduleState.ENDED:
                raise Conflict("schedule_ended", "id")
            state = ScheduleState.PAUSED if paused else ScheduleState.ACTIVE
            self._change(actor, work, kept, replace(kept.schedule, state=state))
            change = work.changes.of(schedule_id)[0]
            work.commit()
        return change.id

    def _change(self, actor: Actor, work: Work, kept: Kept, after: Schedule) -> None:
        if schedule_snapshot(after) == schedule_snapshot(kept.schedule):
            return
        mark = self.means.mark(actor)
        written = work.schedules.replace(kept.schedule, after, mark)
        rearrange(work, kept, written, mark)

    def _check(self, work: Work, schedule: Schedule) -> None:
        """Invalid unless the accounts of the book allow what the schedule makes."""
        chart = work.accounts.chart()
        schedule.template.transaction(schedule.id, schedule.recurrence.start, chart)

    def _reading(self, actor: Actor, work: Work, kept: Kept) -> ScheduleReading:
        today = actor.book.today(self.means.clock())
        return ScheduleReading(kept=kept, chart=work.accounts.chart(), today=today)


def _current(work: Work, schedule_id: UUID, version: int | None) -> Kept:
    """The schedule, locked, if it is still ``version``."""
    kept = work.schedules.get(schedule_id, lock=True)
    if version is not None and kept.schedule.version != version:
        raise ChangedMeanwhile("changed_meanwhile", "version", {"version": kept.schedule.version})
    return kept


def _same_again(work: Work, schedule: Schedule) -> None:
    """Conflict ``id_taken`` unless the id was first used for this very schedule."""
    first = work.changes.first(Subject.SCHEDULE, schedule.id)
    if first is None or first.after != schedule_snapshot(schedule):
        raise Conflict("id_taken", "id")


def _next_first(reading: ScheduleReading) -> tuple[bool, date, UUID]:
    coming = reading.next
    return not coming, coming[0].on if coming else date.max, reading.schedule.id
