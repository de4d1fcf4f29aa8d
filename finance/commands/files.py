"""The files a command is given: written whole or not at all, and their faults told."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from finance.domain.errors import Conflict, Unavailable, Unreadable

_THOUSAND: Final = 1000


def add_target(parser: ArgumentParser) -> None:
    """Let the command take a file to write, and leave to write over one that is there."""
    parser.add_argument("file", metavar="FILE", type=Path, help="file to write")
    parser.add_argument("--overwrite", action="store_true", help="replace FILE if it is there")


def check_free(path: Path, *, overwrite: bool) -> None:
    """Conflict ``file_there`` unless nothing is at ``path`` or it may be overwritten.

    Unreadable ``file_missing`` if there is no folder to write it into.
    """
    if not path.absolute().parent.exists():
        raise Unreadable("file_missing", "file", {"path": path.parent})
    if path.exists() and not overwrite:
        raise Conflict("file_there", "file", {"path": path})


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Work on ``path``; Unreadable ``file_missing`` or Unavailable ``file_fault`` if it fails."""
    try:
        yield
    except FileNotFoundError as error:
        facts = {"path": error.filename or path}
        raise Unreadable("file_missing", "file", facts) from error
    except OSError as error:
        facts = {"path": path, "reason": error.strerror or str(error)}
        raise Unavailable("file_fault", "file", facts) from error


@contextmanager
def written(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """A file that only its owner may read; it appears at ``path`` when the block has ended well."""
    check_free(path, overwrite=overwrite)
    partial = path.with_name(f"{path.name}.partial")
    with told(path):
        try:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


def size(path: Path) -> str:
    """The size of a file in words: ``12 bytes``, ``3.4 kB``, ``1.2 MB``."""
    count = float(path.stat().st_size)
    if count < _THOUSAND:
        return f"{count:.0f} bytes"
    for unit in ("kB", "MB"):
        count /= _THOUSAND
        if count < _THOUSAND:
            return f"{count:.1f} {unit}"
    return f"{count / _THOUSAND:.1f} GB"
