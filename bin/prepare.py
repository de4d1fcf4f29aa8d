"""Prepares this checkout and hands over: ``prepare.py serve|test|pin-libraries [ARGUMENT...]``.

Needs nothing but Python's standard library. What is in place already is left alone.
"""

import signal
import sys


def serve(arguments: list[str]) -> int:
    """Prepare what running needs, then become ``finance serve``."""
    from set_up import environment, libraries, native
    from set_up.places import locked, run_in_place

    with locked():
        environment.ensure("run")
        native.ensure_pango()
        libraries.ensure("run")
    return run_in_place("finance", "serve", *arguments)


def test(arguments: list[str]) -> int:
    """Prepare what testing needs, then check and test."""
    from set_up import checks, environment, libraries, native
    from set_up.places import locked

    with locked():
        environment.ensure("dev")
        native.ensure_pango()
        native.ensure_chromium()
        libraries.ensure("dev")
    return checks.run(arguments)


def pin_libraries(_arguments: list[str]) -> int:
    """Write down what the browser libraries are now; for whoever changes a version."""
    from set_up import environment, libraries
    from set_up.places import locked

    with locked():
        environment.ensure("dev")
        libraries.pin()
    return 0


def main(name: str, arguments: list[str]) -> int:
    """Do what ``name`` says; the exit code. What fails is told in words."""
    from set_up.console import Failed, complain

    try:
        return COMMANDS[name](arguments)
    except Failed as failure:
        complain(str(failure))
        return 1


COMMANDS = {"serve": serve, "test": test, "pin-libraries": pin_libraries}

if __name__ == "__main__":
    # Before anything is loaded, so that Ctrl-C is quiet from the first moment on.
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
    sys.exit(main(sys.argv[1], sys.argv[2:]))
