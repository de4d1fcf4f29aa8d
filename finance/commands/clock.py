"""``finance clock``: what has to happen by itself, in a process of its own."""

from argparse import Namespace
from typing import Final

from finance.commands.command import Command
from finance.commands.terminal import say
from finance.serving.database import reached
from finance.settings import Settings, completed


def run(_arguments: Namespace, settings: Settings) -> int:
    """Keep time until a signal ends it; several may run, each due thing happens once."""
    from finance.jobs.clock import keep
    from finance.serving.clock import jobs, stopping
    from finance.serving.logs import write_logs

    stop = stopping()
    write_logs(settings.log_level)
    with reached(settings) as found:
        known = jobs(completed(found))
        say(f"The clock runs; jobs: {', '.join(job.name for job in known)}.")
        keep(known, stop)
    return 0


COMMAND: Final = Command("clock", "run the recurring jobs until stopped", run)
