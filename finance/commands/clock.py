"""``finance clock``: what has to happen by itself, in a process of its own."""

import signal
import threading
from argparse import Namespace
from typing import Final

from finance.commands.command import Command
from finance.commands.terminal import say
from finance.jobs.clock import Job, keep
from finance.settings import Settings


def jobs(_settings: Settings) -> tuple[Job, ...]:
    """What is due again and again; nothing so far."""
    return ()


def run(_arguments: Namespace, settings: Settings) -> int:
    """Keep time until a signal ends it."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    known = jobs(settings)
    say(f"The clock runs; jobs: {', '.join(job.name for job in known) or 'none'}.")
    keep(known, stop)
    return 0


COMMAND: Final = Command("clock", "run the recurring jobs until stopped", run)
