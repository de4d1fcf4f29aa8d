"""Progress for people, and programs run quietly with their output kept for when they fail."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_TAIL = 3000


class Failed(Exception):
    """A step that cannot be done; the text says why and what to do."""


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print a line where errors go."""
    sys.stdout.flush()
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def strict() -> bool:
    """Whether something missing is a failure rather than a warning."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def missing(text: str) -> None:
    """Tell what is missing and go on; Failed where that is not allowed."""
    if strict():
        raise Failed(text)
    complain(f"warning: {text}")


def quietly(
    command: Sequence[str | Path],
    *,
    folder: Path | None = None,
    more: Mapping[str, str] | None = None,
) -> None:
    """Run ``command`` with its output hidden; Failed with the end of it if it fails."""
    line = [str(part) for part in command]
    environ = {**os.environ, **(more or {})}
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands, no shell
            line,
            cwd=folder,
            env=environ,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        raise Failed(f"{line[0]} does not run: {error}") from error
    if done.returncode != 0:
        said = done.stdout.decode(errors="replace")[-_TAIL:]
        raise Failed(f"{' '.join(line[:4])} ... failed:\n{said}")


def works(command: Sequence[str | Path]) -> bool:
    """Whether ``command`` runs and succeeds."""
    try:
        quietly(command)
    except Failed:
        return False
    return True
