"""``finance import``: bank files taken over from the terminal."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final
from uuid import UUID

from finance.commands.acting import actor_of, add_actor
from finance.commands.command import Command
from finance.commands.files import told as file_told
from finance.commands.ready import asking, there
from finance.commands.sentences import sentence
from finance.commands.terminal import complain, counted, say
from finance.domain.accounts import OWN
from finance.domain.errors import FinanceError, Invalid
from finance.domain.matching import Decision, LineStatus
from finance.domain.people import Actor
from finance.settings import Settings
from finance.usecases.catalogue import UseCases
from finance.usecases.import_readings import ImportReading, LineReading, StatementReading
from finance.usecases.imports import PreviewImport

_MOST_SHOWN: Final = 20


def run(arguments: Namespace, settings: Settings) -> int:
    """Take the files over, one after the other; 1 if any could not be."""
    with there(settings) as found, asking(found) as use:
        actor = actor_of(use, found, arguments)
        account_id = _account(use, actor, arguments.account)
        faults = 0
        for path in arguments.files:
            try:
                _take(use, actor, path, account_id, commit=not arguments.preview)
            except FinanceError as error:
                complain(f"{path}: {sentence(error)}")
                faults += 1
    return 1 if faults else 0


def _account(use: UseCases, actor: Actor, name: str) -> UUID | None:
    """The own account called ``name``; None without a name; Invalid ``unknown_account``."""
    if not name:
        return None
    for reading in use.accounts.all(actor):
        account = reading.account
        if account.kind in OWN and not account.closed and account.name == name:
            return account.id
    raise Invalid("unknown_account", "account")


def _take(
    use: UseCases, actor: Actor, path: Path, account_id: UUID | None, *, commit: bool
) -> None:
    with file_told(path):
        content = path.read_bytes()
    request = PreviewImport(
        id=use.ids(), file_name=path.name, content=content, account_id=account_id
    )
    reading = use.imports.preview(actor, request)
    _show(use, actor, reading)
    if not commit:
        say(f"Nothing is booked yet: the preview is import {reading.head.id}.")
        return
    done = use.imports.commit(actor, reading.head.id)
    say(
        f"{counted(done.imported + done.posted, 'transaction')} made,"
        f" {done.merged - done.posted} joined to what was there,"
        f" {done.skipped} left out."
    )
    for one in done.reading.statements:
        _prove(one)


def _show(use: UseCases, actor: Actor, reading: ImportReading) -> None:
    counts = ", ".join(
        f"{reading.count(status)} {word}" for status, word in _WORDS if reading.count(status)
    )
    say(f"{reading.head.file_name}: {counted(reading.lines, 'line')}: {counts or 'nothing in it'}.")
    for status in (LineStatus.PROBABLE, LineStatus.INVALID):
        shown = use.imports.lines(actor, reading.head.id, status, limit=_MOST_SHOWN)
        for line in shown:
            say(_line(line))
        if reading.count(status) > len(shown):
            say(f"  ... and {reading.count(status) - len(shown)} more")


_WORDS: Final = (
    (LineStatus.NEW, "new"),
    (LineStatus.KNOWN, "here already"),
    (LineStatus.PROBABLE, "probably here already"),
    (LineStatus.INVALID, "unreadable"),
)


def _line(line: LineReading) -> str:
    if line.awaited is not None:
        kept = "becomes" if line.decision is Decision.MERGE else "is taken over beside"
        return (
            f"  line {line.line}: {line.date} {line.payee} {line.amount} {line.currency} {kept}"
            f" what was expected on {line.awaited.due_on}: {line.awaited.payee}"
        )
    if line.twin is None:
        return f"  line {line.line}: {line.reason}: {line.description}"
    kept = "is joined to" if line.decision is Decision.MERGE else "is taken over beside"
    return (
        f"  line {line.line}: {line.date} {line.payee} {line.amount} {line.currency} {kept}"
        f" {line.twin.date} {line.twin.payee}"
    )


def _prove(one: StatementReading) -> None:
    if one.difference is None or one.head.closing is None:
        return
    closing = f"{one.head.closing} {one.head.currency}"
    if one.difference:
        complain(
            f"The bank says {closing} on {one.head.closing_on}, the ledger {one.expected}:"
            f" {one.difference} apart."
        )
    else:
        say(f"The bank says {closing} on {one.head.closing_on}, and so does the ledger.")


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="OFX, QFX or CSV file")
    add_actor(parser)
    parser.add_argument(
        "--account", default="", help="name of the account (else found by its number, or made)"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--commit", action="store_true", help="book the files (the default)")
    how.add_argument("--preview", action="store_true", help="only look; nothing is booked")


COMMAND: Final = Command("import", "take bank files over", run, _configure)
