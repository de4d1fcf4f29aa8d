"""``finance backup FILE``: everything in one sealed file, and the proof that it comes back."""

import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from finance.adapters.postgres.backup import back_up, restore, verify
from finance.adapters.private_postgres import PrivatePostgres
from finance.commands.check import inspected
from finance.commands.command import Command
from finance.commands.files import add_target, check_free, size, told
from finance.commands.ready import as_owner
from finance.commands.terminal import counted, say
from finance.serving.database import insist, reached
from finance.settings import Settings


def run(arguments: Namespace, settings: Settings) -> int:
    """Write a backup, or prove one."""
    if arguments.verify:
        return proved(arguments.file)
    path: Path = arguments.file
    check_free(path, overwrite=arguments.overwrite)
    insist(settings)
    with reached(settings) as found, as_owner(found.database_owner_url) as engine, told(path):
        say("Backing up ...")
        books = back_up(engine, path)
        verify(path)
        say(f"{counted(books, 'book')} in {path} ({size(path)}), every byte read back.")
    return 0


def proved(path: Path) -> int:
    """Restore the backup into a database of its own and look through it; the exit code.

    Unreadable ``backup_damaged`` for a single wrong byte.
    """
    with tempfile.TemporaryDirectory(prefix="farthing-drill-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)  # the database's own user must get through
        with told(path):
            verify(path)
        say("Every byte is as it was written. Restoring it beside everything else ...")
        with PrivatePostgres(folder).running() as urls:
            books = restore(path, urls.owner, urls.app)
            say(f"{counted(books, 'book')} came back.")
            return inspected(urls.owner)


def _configure(parser: ArgumentParser) -> None:
    add_target(parser)
    parser.add_argument(
        "--verify", action="store_true", help="prove that FILE, a backup, can be restored"
    )


COMMAND: Final = Command("backup", "write everything into one file", run, _configure)
