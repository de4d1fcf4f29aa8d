"""Prepares this checkout and hands over: ``prepare.py serve|test|pin-libraries [ARGUMENT...]``.

Needs nothing but Python's standard library. What is in place already is left alone.
"""

import sys

from set_up import checks, environment, libraries, native
from set_up.console import Failed, complain
from set_up.places import locked, run_in_place


def serve(arguments: list[str]) -> int:
    """Prepare what running needs, then become ``finance serve``."""
    with locked():
        environment.ensure("run")
        native.ensure_pango()
        libraries.ensure("run")
    return run_in_place("finance", "serve", *arguments)


def test(arguments: list[str]) -> int:
    """Prepare what testing needs, then check and test."""
    with locked():
        environment.ensure("dev")
        native.ensure_pango()
        native.ensure_chromium()
        libraries.ensure("dev")
    return checks.run(arguments)


def pin_libraries(_arguments: list[str]) -> int:
    """Write down what the browser libraries are now; for whoever changes a version."""
    with locked():
        environment.ensure("dev")
        libraries.pin()
    return 0


COMMANDS = {"serve": serve, "test": test, "pin-libraries": pin_libraries}

if __name__ == "__main__":
    try:
        sys.exit(COMMANDS[sys.argv[1]](sys.argv[2:]))
    except Failed as failure:
        complain(str(failure))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
