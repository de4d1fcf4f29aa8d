"""What pages and the API are shown of schedules."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property

from finance.domain.accounts import Chart
from finance.domain.recurrence import Due, shown
from finance.domain.schedules import Occurrence, Schedule, ScheduleState
from finance.usecases.readings import Entry, Row, row
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
    """An occurrence after an act on it, and the row of its transaction."""

    occurrence: Occurrence
    row: Row
