"""The clock: calls each job again and again, in UTC, never two of one job at a time."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

_LATE = 3600
"""Seconds a run may be late (the machine slept) and still be made up for, once."""


@dataclass(frozen=True, slots=True)
class Job:
    """One use case and how often it is called; it must bear being called again."""

    name: str
    every: timedelta
    call: Callable[[], None]


def keep(jobs: Sequence[Job], stop: threading.Event) -> None:
    """Run ``jobs`` until ``stop`` is set; a run that has begun is finished first."""
    scheduler = BackgroundScheduler(
        timezone=UTC,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": _LATE},
    )
    for job in jobs:
        scheduler.add_job(job.call, "interval", seconds=job.every.total_seconds(), name=job.name)
    scheduler.start()
    try:
        stop.wait()
    finally:
        scheduler.shutdown(wait=True)
