"""Several clocks as real processes on a time that jumps, killed at any moment.

What must have been posted in the end is worked out by another library, from rules written down
beside ours.
"""

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Sequence
from ctypes import c_double
from dataclasses import astuple, dataclass, field
from datetime import UTC, date, datetime, timedelta
from multiprocessing.context import ForkServerProcess
from typing import Any, Final
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from sqlalchemy import create_engine, text

from finance.adapters.clock import new_id, pause
from finance.adapters.postgres.schedules import PostgresDueBooks
from finance.adapters.postgres.work import PostgresWork, enter
from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.money import Money
from finance.domain.recurrence import Weekend
from finance.usecases.alerts import Alerts
from finance.usecases.means import Means
from finance.usecases.waking import Waking
from tests.schedules.calendar import Home, home

ZONES: Final = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Santiago",
)
_DAY: Final = 86_400.0
_FORKS: Final = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Pattern:
    """A series in our words, and the same for the other library."""

    frequency: str
    days: tuple[str, ...]
    rule: str
    more: dict[str, Any] = field(default_factory=dict)

    def due(self, start: date, last: date) -> set[date]:
        """The days on which it is due, by the other library."""
        begin = datetime(start.year, start.month, start.day)  # noqa: DTZ001 - days
        end = datetime(last.year, last.month, last.day) + timedelta(days=4)  # noqa: DTZ001
        found = {
            _moved(at.date(), self.more)
            for at in rrulestr(self.rule, dtstart=begin).between(begin, end, inc=True)
        }
        return {day for day in found if day <= last}


def _moved(day: date, more: dict[str, Any]) -> date:
    step = {Weekend.BEFORE: -1, Weekend.AFTER: 1}.get(more.get("weekend", Weekend.KEEP), 0)
    while step and day.weekday() > 4:
        day += timedelta(days=step)
    return day


PATTERNS: Final = (
    Pattern("monthly", ("31",), "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
    Pattern("weekly", ("MO", "FR"), "FREQ=WEEKLY;BYDAY=MO,FR"),
    Pattern("monthly", ("last-working",), "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    Pattern("monthly", ("15",), "FREQ=MONTHLY;BYMONTHDAY=15", {"weekend": Weekend.BEFORE}),
    Pattern("daily", (), "FREQ=DAILY;INTERVAL=9", {"interval": 9}),
    Pattern("monthly", ("2TU",), "FREQ=MONTHLY;BYDAY=2TU"),
    Pattern("monthly", ("1",), "FREQ=MONTHLY;BYMONTHDAY=1", {"weekend": Weekend.AFTER}),
    Pattern("rule", (), "FREQ=MONTHLY;BYDAY=SA;BYSETPOS=2", {"rule": "FREQ=MONTHLY;BYDAY=2SA"}),
)


def keep_time(url: str, at: Any) -> None:  # noqa: ANN401 - a shared number
    """One clock: it posts what is due at the time everybody is told, again and again."""
    engine = create_engine(url)
    means = Means(
        works=lambda book, user: PostgresWork(engine, book, user),
        clock=lambda: datetime.fromtimestamp(at.value, UTC),
        ids=new_id,
        pause=pause,
    )
    waking = Waking(means, PostgresDueBooks(engine))
    while True:
        waking.everywhere()
        time.sleep(0.01)


@dataclass
class Play:
    """Households in five zones, clocks that are killed, and a time that jumps."""

    url: str
    homes: Sequence[Home]
    begin: datetime
    chance: random.Random
    clocks: int = 3
    kills: int = 0
    leaps: int = 0

    def __post_init__(self) -> None:
        _FORKS.set_forkserver_preload(["tests.schedules.clockwork"])
        self.at = _FORKS.RawValue(c_double, self.begin.timestamp())
        self.running = [self._started() for _ in range(self.clocks)]

    def _started(self) -> ForkServerProcess:
        process = _FORKS.Process(target=keep_time, args=(self.url, self.at), daemon=True)
        process.start()
        return process

    def _kill_one(self) -> None:
        place = self.chance.randrange(self.clocks)
        self.running[place].kill()
        self.running[place].join()
        self.running[place] = self._started()
        self.kills += 1

    def until(self, end: datetime, longest: float = 0.06) -> None:
        """Let time pass to ``end``: in leaps and back, with one stop of 40 days.

        A leap is of a day and a half on average; ``longest`` are the most seconds to the next.
        """
        middle = self.begin + (end - self.begin) / 2
        stopped = False
        while self.at.value < end.timestamp():
            self.at.value += self.chance.choice((0.3, 1.0, 2.7, 6.0, -1 / 24, 1 / 24, -1.0)) * _DAY
            self.leaps += 1
            time.sleep(self.chance.uniform(0, longest))
            if self.chance.random() < 0.2:
                self._kill_one()
            if not stopped and self.at.value > middle.timestamp():
                self._forty_days_of_nothing()
                stopped = True
        self.at.value = end.timestamp()

    def _forty_days_of_nothing(self) -> None:
        for process in self.running:
            process.kill()
            process.join()
        self.at.value += 40 * _DAY
        self.running = [self._started() for _ in range(self.clocks)]

    def stop(self) -> None:
        """End all clocks."""
        for process in self.running:
            process.kill()
            process.join()


MONTHLY: Final = tuple(one for one in PATTERNS if one.frequency in {"monthly", "rule"})
"""Those that fall about twelve times a year, as most of what a household has."""


@dataclass(frozen=True)
class Cast:
    """``each`` series in every household, by the patterns in turn."""

    each: int
    patterns: Sequence[Pattern] = PATTERNS

    def pattern(self, number: int) -> Pattern:
        """The pattern of one of them."""
        return self.patterns[number % len(self.patterns)]


def households(url: str, begin: datetime, cast: Cast) -> list[Home]:
    """A household in every zone, its series starting at the beginning.

    Each time of the first one is large enough to be told by a notice.
    """
    engine = create_engine(url)
    made = []
    for zone in ZONES:
        one = home(engine, zone)
        one.clock.at = begin
        told = AlertRule(id=new_id(), kind=AlertKind.LARGE, amount=Money(200, "EUR"))
        Alerts(one.means).add(one.house.actor, told)
        for number in range(cast.each):
            pattern = cast.pattern(number)
            amount = "2" if number == 0 else "1"
            template = one.template(one.rent(amount).body, f"series {number}")
            start = (begin.date() + timedelta(days=number % 5)).isoformat()
            one.made(start, pattern.frequency, *pattern.days, template=template, **pattern.more)
        made.append(one)
    return made


def expected(one: Home, begin: datetime, end: datetime, cast: Cast) -> list[tuple[str, date]]:
    """What must have been posted in a household, by the other library."""
    last = end.astimezone(ZoneInfo(one.house.actor.book.time_zone)).date()
    return sorted(
        (f"series {number}", day)
        for number in range(cast.each)
        for day in cast.pattern(number).due(begin.date() + timedelta(days=number % 5), last)
    )


_POSTED: Final = text("""
    SELECT payee, date, created_at FROM transaction WHERE trashed_at IS NULL ORDER BY payee, date
""")


def posted(one: Home) -> list[tuple[str, date, datetime]]:
    """What was posted in a household, and when the clock said it was."""
    with one.house.engine.connect() as connection:
        enter(connection, one.house.actor.book.id, None)
        return [(row.payee, row.date, row.created_at) for row in connection.execute(_POSTED)]


_TOLD: Final = text("SELECT count(*) FROM notice WHERE kind = 'large'")


@dataclass(frozen=True)
class Verdict:
    """What came of a play: how much was ``due`` by the other library, and what is wrong with it.

    ``early`` are recorded before their day had come in the household's zone; ``untold`` is how far
    the notices are from one for each that is to be told.
    """

    due: int = 0
    missing: int = 0
    doubled: int = 0
    early: int = 0
    untold: int = 0

    def __add__(self, other: "Verdict") -> "Verdict":
        return Verdict(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return self == Verdict(due=self.due)


def judged(one: Home, begin: datetime, end: datetime, cast: Cast) -> Verdict:
    """What a household has against what it must have."""
    found, wanted = posted(one), Counter(expected(one, begin, end, cast))
    there = Counter(entry[:2] for entry in found)
    zone = ZoneInfo(one.house.actor.book.time_zone)
    with one.house.engine.connect() as connection:
        enter(connection, one.house.actor.book.id, None)
        told = connection.execute(_TOLD).scalar_one()
    return Verdict(
        due=wanted.total(),
        missing=(wanted - there).total(),
        doubled=(there - wanted).total(),
        early=sum(at.astimezone(zone).date() < day for _, day, at in found),
        untold=abs(told - sum(series == "series 0" for series, _ in wanted.elements())),
    )


_LEFT: Final = text("SELECT count(*) FROM schedule WHERE wake_on <= :today")


def settled(one: Home) -> bool:
    """Whether nothing is left to do in a household, not even by a clock that is at it."""
    with one.house.engine.connect() as connection:
        enter(connection, one.house.actor.book.id, None)
        left: int = connection.execute(_LEFT, {"today": one.today}).scalar_one()
    return left == 0
