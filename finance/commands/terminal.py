"""Words to whoever sits at the terminal."""

import sys


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print one line where errors go."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def counted(number: int, thing: str) -> str:
    """``1 book``, ``2 books``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
