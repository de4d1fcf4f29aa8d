"""The command line: ``finance NAME ...``.

Exit codes: 0 done, 1 could not be done, 2 asked wrongly (flags or settings), 130 interrupted.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any, Final

from finance.commands import backup, check, clock, demo, migrate, restore, serve, user
from finance.commands.command import Command
from finance.commands.sentences import sentence
from finance.commands.terminal import complain
from finance.domain.errors import FinanceError
from finance.settings import SETTINGS, Misconfigured, load_with

COMMANDS: Final[tuple[Command, ...]] = (
    serve.COMMAND,
    migrate.COMMAND,
    check.COMMAND,
    backup.COMMAND,
    restore.COMMAND,
    demo.COMMAND,
    clock.COMMAND,
    *user.COMMANDS,
)
_SETTING_NAMES: Final = frozenset(setting.name for setting in SETTINGS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command in ``arguments`` (default: those of the process); its exit code."""
    found = parser().parse_args(arguments)
    try:
        flags = {k: v for k, v in vars(found).items() if k in _SETTING_NAMES and v is not None}
        settings = load_with(flags)
        for warning in settings.warnings:
            complain(f"warning: {warning}")
        return int(found.command.run(found, settings))
    except Misconfigured as error:
        complain("These settings cannot be used:")
        for fault in error.faults:
            complain(f"  {fault}")
        return 2
    except FinanceError as error:
        complain(sentence(error))
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> ArgumentParser:
    """The parser of all ``COMMANDS``."""
    top = ArgumentParser(prog="finance", description="Farthing: every cent accounted for.")
    groups: dict[str, Any] = {"": top.add_subparsers(metavar="COMMAND", required=True)}
    for command in COMMANDS:
        group, _, name = command.name.rpartition(" ")
        if group not in groups:
            summary = f"{group} ..."
            made = groups[""].add_parser(group, help=summary)
            groups[group] = made.add_subparsers(metavar="COMMAND", required=True)
        _add(groups[group].add_parser(name, help=command.summary), command)
    return top


def _add(place: ArgumentParser, command: Command) -> None:
    place.description = command.summary
    place.add_argument(
        "--data-dir", dest="FINANCE_DATA_DIR", metavar="FOLDER", help="folder of the private data"
    )
    place.set_defaults(command=command)
    command.configure(place)


if __name__ == "__main__":
    sys.exit(main())
