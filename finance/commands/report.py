"""``finance report FILE``: a month of a book as a PDF to keep."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from finance.commands.acting import actor_of, add_actor
from finance.commands.command import Command
from finance.commands.files import add_target, check_free, size, written
from finance.commands.ready import asking, there
from finance.commands.terminal import say
from finance.domain.periods import Month
from finance.settings import Settings
from finance.usecases.printing import Paper


def run(arguments: Namespace, settings: Settings) -> int:
    """Print one month of the book, the last whole one unless said."""
    # Only here: it brings the web along, whose templates are printed.
    from finance.bootstrap import web_options
    from finance.web.printing import Press

    path: Path = arguments.file
    check_free(path, overwrite=arguments.overwrite)
    month = Month.parse(arguments.month) if arguments.month else None
    with there(settings) as found, asking(found) as use:
        actor = actor_of(use, found, arguments)
        press = Press(use, web_options(found), actor)
        told = press.month(month, arguments.paper, listed=False if arguments.without_list else None)
        with written(path, overwrite=arguments.overwrite) as file:
            file.write(told.content)
    say(f"{told.month} of {actor.book.name} is in {path} ({size(path)}).")
    return 0


def _configure(parser: ArgumentParser) -> None:
    add_target(parser)
    add_actor(parser)
    parser.add_argument("--month", default="", help="YYYY-MM; default: the last whole month")
    parser.add_argument(
        "--paper", choices=[one.value for one in Paper], default="", help="default: by the locale"
    )
    parser.add_argument(
        "--without-list", action="store_true", help="leave out the list of transactions"
    )


COMMAND: Final = Command("report", "print a month of a book as a PDF", run, _configure)
