"""``finance export FILE``: a book's transactions as a file."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from finance.adapters.files.writers import WRITERS
from finance.commands.acting import actor_of, add_actor
from finance.commands.command import Command
from finance.commands.files import add_target, size, written
from finance.commands.ready import asking, there
from finance.commands.terminal import say
from finance.domain.errors import Invalid
from finance.domain.filters import Filter
from finance.settings import Settings


def run(arguments: Namespace, settings: Settings) -> int:
    """Write every transaction of the book, oldest first."""
    path: Path = arguments.file
    form = arguments.format or _form_of(path)
    with there(settings) as found, asking(found) as use:
        actor = actor_of(use, found, arguments)
        with written(path, overwrite=arguments.overwrite) as file:
            for piece in use.exports.file(actor, Filter(), form):
                file.write(piece.encode())
    say(f"The transactions of {actor.book.name} are in {path} ({size(path)}).")
    return 0


def _form_of(path: Path) -> str:
    """The format the ending says; Invalid ``unknown_format`` for one that would be no such file."""
    ending = path.suffix.removeprefix(".").lower() or "csv"
    if ending not in WRITERS:
        raise Invalid("unknown_format", "format", {"formats": ", ".join(WRITERS)})
    return ending


def _configure(parser: ArgumentParser) -> None:
    add_target(parser)
    add_actor(parser)
    parser.add_argument(
        "--format", choices=tuple(WRITERS), help="default: by the ending of FILE; csv without one"
    )


COMMAND: Final = Command("export", "write the transactions of a book to a file", run, _configure)
