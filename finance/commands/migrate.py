"""``finance migrate``: bring the database to the newest revision."""

from argparse import Namespace
from typing import Final

from finance.adapters.postgres.migrate import upgrade
from finance.commands.command import Command
from finance.commands.terminal import say
from finance.serving.database import reached
from finance.settings import Settings


def run(_arguments: Namespace, settings: Settings) -> int:
    """Migrate, and say so."""
    with reached(settings) as found:
        upgrade(found.database_owner_url, found.database_url)
    say("The database is up to date.")
    return 0


COMMAND: Final = Command("migrate", "bring the database to the newest revision", run)
