"""A household on any day one likes: a clock that is set, and a series in few words."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Engine, text

from finance.adapters.clock import new_id, pause
from finance.adapters.postgres.schedules import PostgresDueBooks
from finance.adapters.postgres.work import PostgresWork, enter
from finance.domain.entries import Body, Flow, Part
from finance.domain.ledger import TransactionKind
from finance.domain.recurrence import Frequency, Recurrence
from finance.domain.schedules import Mode, Occurrence, OccurrenceState, Template
from finance.usecases.changes import Changes
from finance.usecases.means import Means
from finance.usecases.occurrences import Occurrences
from finance.usecases.schedule_readings import ScheduleReading
from finance.usecases.schedules import SaveSchedule, Schedules
from finance.usecases.waking import Waking, Woken
from tests.household import Household, household

_POSTED = text("SELECT date, payee FROM transaction WHERE trashed_at IS NULL ORDER BY date, id")


@dataclass
class Clock:
    """A clock that stands where it was set."""

    at: datetime = datetime(2026, 11, 29, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_days(self, days: float) -> None:
        """Let time pass, or go back."""
        self.at += timedelta(days=days)


@dataclass
class Home:
    """A household with a clock of its own; today is 29 November 2026, a Sunday."""

    house: Household
    clock: Clock = field(default_factory=Clock)

    @property
    def means(self) -> Means:
        """What the use cases work with."""
        return Means(works=self._work, clock=self.clock, ids=new_id, pause=pause)

    def _work(self, book_id: UUID, user_id: UUID | None) -> PostgresWork:
        return PostgresWork(self.house.engine, book_id, user_id)

    @property
    def use(self) -> Schedules:
        """The use cases of schedules."""
        return Schedules(self.means)

    @property
    def once(self) -> Occurrences:
        """The use cases of single times."""
        return Occurrences(self.means)

    @property
    def changes(self) -> Changes:
        """The use cases of the change log."""
        return Changes(self.means)

    @property
    def waking(self) -> Waking:
        """The use cases of the clock."""
        return Waking(self.means, PostgresDueBooks(self.house.engine))

    def wake(self) -> Woken:
        """Let the clock do what is due in this book."""
        return self.waking.within(self.house.actor.book.id)

    @property
    def today(self) -> date:
        """The day it is in the book."""
        return self.house.actor.book.today(self.clock())

    def rent(self, amount: str = "850", account: str = "Cash") -> Template:
        """An expense to the landlord."""
        parts = (Part(Decimal(amount), self.house.account("Groceries").id),)
        own = self.house.account(account).id
        return self.template(Flow(kind=TransactionKind.EXPENSE, account_id=own, parts=parts))

    def template(self, body: Body, payee: str = "Landlord") -> Template:
        """What recurs, paid to ``payee``."""
        return Template(body=body, payee=payee)

    def asked(
        self, start: str, frequency: str = "monthly", *days: str, **more: object
    ) -> SaveSchedule:
        """A request for rent from ``start`` on; ``mode`` and ``template`` may be given."""
        template, mode = more.pop("template", None), Mode(str(more.pop("mode", "post")))
        when = Recurrence(
            start=date.fromisoformat(start),
            frequency=Frequency(frequency),
            days=days,
            **more,  # type: ignore[arg-type]
        )
        given = template if isinstance(template, Template) else self.rent()
        return SaveSchedule(id=new_id(), template=given, recurrence=when, mode=mode)

    def made(
        self, start: str, frequency: str = "monthly", *days: str, **more: object
    ) -> ScheduleReading:
        """The same, made."""
        return self.use.add(self.house.actor, self.asked(start, frequency, *days, **more))[0]

    def change(self, reading: ScheduleReading, **fields: object) -> ScheduleReading:
        """A schedule with some of its fields changed."""
        now = reading.schedule
        asked = SaveSchedule(
            id=now.id, template=now.template, recurrence=now.recurrence, mode=now.mode
        )
        asked = replace(asked, **fields)  # type: ignore[arg-type]
        return self.use.replace(self.house.actor, asked)

    def times(
        self, reading: ScheduleReading, state: OccurrenceState | None = None
    ) -> tuple[Occurrence, ...]:
        """The occurrences of a schedule."""
        return self.use.occurrences(self.house.actor, reading.schedule.id, state, None, 1000)

    def posted(self) -> list[str]:
        """The days of all transactions in the ledger."""
        with self.house.engine.connect() as connection:
            enter(connection, self.house.actor.book.id, None)
            return [str(row.date) for row in connection.execute(_POSTED)]


def home(engine: Engine, time_zone: str = "Europe/Berlin", at: str = "") -> Home:
    """A new household on a day of its own."""
    made = Home(household(engine, time_zone=time_zone))
    if at:
        made.clock.at = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return made


def days(texts: Iterable[object]) -> list[str]:
    """Days as text."""
    return [str(one) for one in texts]
