"""``finance check``: whether the database keeps every promise of the ledger."""

from argparse import ArgumentParser, Namespace
from typing import Final

from finance.adapters.postgres.inspecting import PostgresInspector
from finance.commands.command import Command
from finance.commands.ready import as_owner, there
from finance.commands.terminal import complain, counted, say
from finance.settings import Settings
from finance.usecases.inspecting import Inspection


def run(arguments: Namespace, settings: Settings) -> int:
    """Look through every book; 1 if anything is wrong."""
    with there(settings) as found:
        if arguments.rebuild:
            rebuild(found.database_owner_url)
        return inspected(found.database_owner_url)


def rebuild(owner_url: str) -> None:
    """Count all kept sums anew, and say so."""
    with as_owner(owner_url) as engine:
        books = Inspection(PostgresInspector(engine)).rebuild()
    say(f"Counted the kept sums of {counted(books, 'book')} anew.")


def inspected(owner_url: str) -> int:
    """Look through every book and name what is wrong; the exit code."""
    with as_owner(owner_url) as engine:
        inspection = Inspection(PostgresInspector(engine))
        books = len(inspection.inspector.books())
        say(f"Looking through {counted(books, 'book')} ...")
        faults = 0
        for faults, fault in enumerate(inspection.run(), 1):  # noqa: B007 - the last one counts
            where = f"book {fault.book_id}" if fault.book_id else "database"
            complain(f"{where}: {fault.check}: {fault.found}")
    if faults:
        complain(
            f"{counted(faults, 'fault')} found. The guide to administration says what each is."
        )
        return 1
    say("Everything adds up.")
    return 0


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--rebuild", action="store_true", help="count the kept sums anew from the postings first"
    )


COMMAND: Final = Command("check", "look for faults in every book", run, _configure)
