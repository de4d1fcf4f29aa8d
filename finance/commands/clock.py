"""``finance clock``: what has to happen by itself, in a process of its own."""

import logging
import signal
import threading
from argparse import Namespace
from datetime import timedelta
from typing import Final

from finance.commands.command import Command
from finance.commands.terminal import say
from finance.jobs.clock import Job, keep
from finance.serving.database import reached
from finance.serving.logs import write_logs
from finance.settings import Settings, completed
from finance.usecases.waking import Waking

EVERY: Final = timedelta(seconds=15)
"""How often it is asked what is due."""

_LOG: Final = logging.getLogger(__name__)


def jobs(settings: Settings) -> tuple[Job, ...]:
    """What is due again and again; ``settings`` are complete."""
    from finance.bootstrap import use_cases_of

    waking = use_cases_of(settings).waking
    return (Job("schedules", EVERY, lambda: _post(waking)),)


def _post(waking: Waking) -> None:
    """Post what is due in all books."""
    done = waking.everywhere()
    if done.posted or done.failed:
        _LOG.info("schedules: %d posted, %d could not be posted", done.posted, done.failed)


def run(_arguments: Namespace, settings: Settings) -> int:
    """Keep time until a signal ends it."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    write_logs(settings.log_level)
    with reached(settings) as found:
        known = jobs(completed(found))
        say(f"The clock runs; jobs: {', '.join(job.name for job in known)}.")
        keep(known, stop)
    return 0


COMMAND: Final = Command("clock", "run the recurring jobs until stopped", run)
