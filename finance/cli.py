"""The command line: ``finance NAME ...``.

Exit codes: 0 done, 1 could not be done, 2 asked wrongly (flags or settings), 130 interrupted,
141 nobody reads what is said.
"""

import os
import sys
from argparse import Action, ArgumentParser
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from finance.commands.command import Command
from finance.commands.terminal import complain, say
from finance.domain.errors import FinanceError
from finance.settings import SETTINGS, Misconfigured, load_with

COMMANDS: Final = {
    "serve": "serve",
    "migrate": "migrate",
    "import": "importing",
    "export": "exporting",
    "report": "report",
    "check": "check",
    "backup": "backup",
    "restore": "restore",
    "demo": "demo",
    "clock": "clock",
    "user": "user",
}
"""What is typed -> its module in `finance/commands/`, in the order of the help. Only what is asked
for is loaded: the others bring half the program with them, and starting has to be quick."""
_SETTING_NAMES: Final = frozenset(setting.name for setting in SETTINGS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command in ``arguments`` (default: those of the process); its exit code."""
    line = sys.argv[1:] if arguments is None else list(arguments)
    try:
        found = parser(line[:1]).parse_args(line)
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
        from finance.commands.sentences import sentence

        complain(sentence(error))
        return 1
    except BrokenPipeError:  # whoever read along, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{error.strerror or error}.")
        return 1
    except KeyboardInterrupt:
        return 130


def parser(asked: Sequence[str] = ()) -> ArgumentParser:
    """The parser of the command ``asked`` for, else of all of them."""
    top = ArgumentParser(prog="finance", description="Farthing: every cent accounted for.")
    top.add_argument("--version", action=Version, nargs=0, help="say which version this is")
    groups: dict[str, Any] = {"": top.add_subparsers(metavar="COMMAND", required=True)}
    known = [COMMANDS[name] for name in asked if name in COMMANDS] or COMMANDS.values()
    for command in (command for name in known for command in _commands(name)):
        group, _, name = command.name.rpartition(" ")
        if group not in groups:
            summary = f"several; see finance {group} --help"
            made = groups[""].add_parser(group, help=summary)
            groups[group] = made.add_subparsers(metavar="COMMAND", required=True)
        _add(groups[group].add_parser(name, help=command.summary), command)
    return top


class Version(Action):
    """Says the version, which is looked up only when asked for, and ends."""

    def __call__(self, parser: ArgumentParser, *_: object, **__: object) -> None:
        """Print it."""
        from importlib.metadata import version

        say(f"Farthing {version('farthing')}")
        parser.exit()


def _commands(name: str) -> tuple[Command, ...]:
    """What the module holds: one ``COMMAND``, or several ``COMMANDS``."""
    found = vars(import_module(f"finance.commands.{name}"))
    return tuple(found.get("COMMANDS") or (found["COMMAND"],))


def _add(place: ArgumentParser, command: Command) -> None:
    place.description = command.summary
    place.add_argument(
        "--data-dir", dest="FINANCE_DATA_DIR", metavar="FOLDER", help="folder of the private data"
    )
    place.set_defaults(command=command)
    command.configure(place)


if __name__ == "__main__":
    sys.exit(main())
