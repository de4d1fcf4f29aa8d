"""The clock: calls each job again and again, in UTC, never two of one job at a time."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from apscheduler.schedulers.background import BackgroundScheduler

from finance.domain.errors import Unavailable

_LOG: Final = logging.getLogger(__name__)
_LATE: Final = 3600
"""Seconds a run may be late (the machine slept) and still be made up for, once."""


@dataclass(frozen=True, slots=True)
class Job:
    """One use case and how often it is called; it must bear being called again."""

    name: str
    every: timedelta
    call: Callable[[], None]


def _bearing(job: Job) -> Callable[[], None]:
    """The call; a part that is away for now is written down in one line, and awaited."""

    def call() -> None:
        try:
            job.call()
        except Unavailable as error:
            _LOG.warning("%s: %s", job.name, error)

    return call


def keep(jobs: Sequence[Job], stop: threading.Event) -> None:
    """Run ``jobs`` until ``stop`` is set; a run that has begun is finished first."""
    scheduler = BackgroundScheduler(
        timezone=UTC,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": _LATE},
    )
    for job in jobs:
        scheduler.add_job(
            _bearing(job),
            "interval",
            seconds=job.every.total_seconds(),
            name=job.name,
            next_run_time=datetime.now(UTC),  # what was missed is made up for at once
        )
    scheduler.start()
    try:
        stop.wait()
    finally:
        scheduler.shutdown(wait=True)
