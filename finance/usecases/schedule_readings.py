"""What pages and the API are shown of schedules."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from uuid import UUID

from finance.domain.accounts import Account, Chart
from finance.domain.changes import Change
from finance.domain.recurrence import Due, shown
from finance.domain.schedules import Mode, Occurrence, Schedule, ScheduleState, Template
from finance.usecases.readings import AccountReading, Entry, Row, row
from finance.usecases.schedule_ports import Kept
from finance.usecases.scheduling import opened


@dataclass(frozen=True, kw_only=True)
class ScheduleReading:
    """A schedule with the accounts it names; ``today`` is the book's day."""

    kept: Kept
    chart: Chart
    today: date

    @property
    def schedule(self) -> Schedule:
        """The schedule itself."""
        return self.kept.schedule

    @property
    def lasting(self) -> bool:
        """Whether it has not ended."""
        return self.schedule.state is not ScheduleState.ENDED

    @property
    def waits(self) -> bool:
        """Whether what is due of it waits for somebody: it asks, reminds, or could not post."""
        return self.schedule.mode is not Mode.POST or bool(self.kept.plan.fault)

    @property
    def shut(self) -> tuple[Account, ...]:
        """The closed accounts and categories it names: while they are, nothing is posted."""
        if not self.lasting:
            return ()
        named = (self.chart[one] for one in self.schedule.template.account_ids)
        return tuple(sorted((one for one in named if one.closed), key=lambda one: one.name))

    @cached_property
    def row(self) -> Row:
        """What it makes, as a row of a list on its first day."""
        chart, start = opened(self.chart), self.schedule.recurrence.start
        value = self.schedule.template.transaction(self.schedule.id, start, chart)
        moment = datetime.combine(start, time(), UTC)
        return row(Entry(transaction=value, created_at=moment, updated_at=moment), chart)

    @cached_property
    def next(self) -> tuple[Due, ...]:
        """The next times from today on, by the rule; none of a schedule that has ended."""
        if self.schedule.state is ScheduleState.ENDED:
            return ()
        return shown(self.schedule.recurrence, self.today - self.today.resolution)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """An occurrence after an act on it, and the change that was; None: it was so already."""

    occurrence: Occurrence
    change_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A posted occurrence with its transaction; ``change_id`` as above."""

    occurrence: Occurrence
    change_id: UUID | None
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An occurrence with its schedule; ``accounts`` where it is looked at alone."""

    occurrence: Occurrence
    reading: ScheduleReading
    accounts: tuple[AccountReading, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Near:
    """An occurrence near the present, with what its schedule records and how."""

    occurrence: Occurrence
    template: Template
    mode: Mode

    def row(self, chart: Chart) -> Row:
        """What it records, as a row of a list on its due day."""
        one = self.occurrence
        value = self.template.transaction(one.id, one.due_on, opened(chart))
        moment = one.settled_at or datetime.combine(one.due_on, time(), UTC)
        return row(Entry(transaction=value, created_at=moment, updated_at=moment), opened(chart))


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All that recurs in a book: every schedule, and what waits for a yes or is in trouble."""

    accounts: tuple[AccountReading, ...]
    schedules: tuple[ScheduleReading, ...]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """One schedule in full: its last and next times, and what happened to it."""

    accounts: tuple[AccountReading, ...]
    reading: ScheduleReading
    occurrences: tuple[Occurrence, ...]
    changes: tuple[Change, ...]
