"""What a command of the program is."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

from finance.settings import Settings


def _nothing(_parser: ArgumentParser) -> None:
    """Most commands take no arguments of their own."""


@dataclass(frozen=True, slots=True)
class Command:
    """``finance <name>``; a name of two words is a command of a group (``user create``).

    ``run`` returns the exit code. An argument whose ``dest`` is the name of a setting overrides
    that setting; the settings come checked, but not ``completed`` and without a database.
    ``run`` may raise any FinanceError: the command line says it in words and exits with 1.
    """

    name: str
    summary: str
    run: Callable[[Namespace, Settings], int]
    configure: Callable[[ArgumentParser], None] = _nothing
