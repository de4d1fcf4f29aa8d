"""``finance restore FILE``: a backup back into an empty database."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from finance.adapters.postgres.backup import restore
from finance.commands.check import inspected
from finance.commands.command import Command
from finance.commands.files import told
from finance.commands.terminal import counted, say
from finance.serving.database import reached
from finance.settings import Settings


def run(arguments: Namespace, settings: Settings) -> int:
    """Bring everything back, all or nothing, and look through it."""
    path: Path = arguments.file
    with told(path), path.open("rb"):
        pass
    with reached(settings) as found:
        say("Restoring ...")
        books = restore(path, found.database_owner_url, found.database_url)
        say(f"{counted(books, 'book')} came back.")
        return inspected(found.database_owner_url)


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a backup")


COMMAND: Final = Command("restore", "bring a backup back into an empty database", run, _configure)
