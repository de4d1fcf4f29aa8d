"""What every view reaches for: the use cases and options of the running program."""

from typing import Final

from flask import Flask, current_app

from finance.usecases.catalogue import UseCases
from finance.web.options import WebOptions

_USE_CASES: Final = "finance.usecases"
_OPTIONS: Final = "finance.options"


def furnish(app: Flask, known: UseCases, chosen: WebOptions) -> None:
    """Put use cases and options where views find them."""
    app.extensions[_USE_CASES] = known
    app.extensions[_OPTIONS] = chosen


def usecases() -> UseCases:
    """Everything that can be asked of the program."""
    found = current_app.extensions[_USE_CASES]
    if not isinstance(found, UseCases):
        raise TypeError(found)
    return found


def options() -> WebOptions:
    """How this installation is set up."""
    found = current_app.extensions[_OPTIONS]
    if not isinstance(found, WebOptions):
        raise TypeError(found)
    return found
