"""The clock as a process: what has to happen by itself, until a signal or its parent ends it."""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from finance.bootstrap import mailing_of, use_cases_of
from finance.jobs.clock import Job, keep
from finance.serving.logs import write_logs
from finance.serving.web import await_parent
from finance.settings import Settings, completed, load
from finance.usecases.mailing import Mailing
from finance.usecases.waking import Waking

EVERY: Final = timedelta(seconds=15)
"""How often it is asked what is due."""

_LOG: Final = logging.getLogger("finance.clock")


def jobs(settings: Settings) -> tuple[Job, ...]:
    """What is due again and again; ``settings`` are complete."""
    use, mailing = use_cases_of(settings), mailing_of(settings)

    def kept(name: str, do: Callable[[], None]) -> Job:
        return Job(name, EVERY, lambda: use.jobs.run(name, EVERY, do))

    return (
        kept("schedules", lambda: _post(use.waking)),
        kept("mail", lambda: _send(mailing)),
    )


def _post(waking: Waking) -> None:
    """Post what is due in all books."""
    done = waking.everywhere()
    if done.posted or done.failed:
        _LOG.info("schedules: %d posted, %d could not be posted", done.posted, done.failed)


def _send(mailing: Mailing) -> None:
    """Send the letters that are due."""
    done = mailing.everywhere()
    if done.sent or done.failed:
        _LOG.info("mail: %d sent, %d could not be sent", done.sent, done.failed)


def stopping() -> threading.Event:
    """An event that a signal sets."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    return stop


def main() -> None:
    """Keep time for the parent, once it says that the database is there."""
    settings = completed(load())
    write_logs(settings.log_level)
    known, stop = jobs(settings), stopping()
    await_parent()
    keep(known, stop)


if __name__ == "__main__":
    main()
