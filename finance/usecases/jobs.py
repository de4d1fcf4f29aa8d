"""What the clock does again and again, and how it went."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from finance.domain.errors import FinanceError
from finance.usecases.ports import Clock

ASLEEP: Final = timedelta(minutes=5)
"""A job that should have run so long ago, and did not, has no clock that runs it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobReading:
    """How one job went; ``fault`` is the code of its last failure, empty once it went well."""

    name: str
    started_at: datetime
    ended_at: datetime | None
    next_at: datetime
    runs: int
    failures: int
    failed_at: datetime | None
    fault: str

    def asleep(self, now: datetime) -> bool:
        """Whether no clock runs it."""
        return self.next_at + ASLEEP < now


class JobLog(Protocol):
    """Where it is kept; several clocks write over each other, the last one tells."""

    def begin(self, name: str, at: datetime, next_at: datetime) -> None:
        """Note that a run begins, and when the next one will."""

    def end(self, name: str, at: datetime, fault: str) -> None:
        """Note that a run ended, well if ``fault`` is empty."""

    def all(self) -> tuple[JobReading, ...]:
        """Every job that ever ran, by name."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """The use cases of jobs."""

    log: JobLog
    clock: Clock

    def run(self, name: str, every: timedelta, act: Callable[[], None]) -> None:
        """Do ``act`` and note how it went; what it raises is passed on."""
        at = self.clock()
        self.log.begin(name, at, at + every)
        try:
            act()
        except FinanceError as error:
            self.log.end(name, self.clock(), error.code)
            raise
        except Exception:
            self.log.end(name, self.clock(), "internal")
            raise
        self.log.end(name, self.clock(), "")

    def all(self) -> tuple[JobReading, ...]:
        """How every job went; nothing of anybody's book is in it."""
        return self.log.all()
