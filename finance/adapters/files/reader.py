"""The one door for bank files: finds the format and reads."""

from collections.abc import Callable
from typing import Final

from finance.adapters.files import ofx
from finance.domain.statements import BankFile, Fault, Hints, unreadable

_HEAD: Final = 8192
Reader = Callable[[str, bytes, Hints], BankFile]
FORMATS: Final[tuple[tuple[Callable[[bytes], bool], Reader], ...]] = ((ofx.recognises, ofx.read),)
"""Formats in the order in which they are asked whether a file is theirs."""


def read(name: str, content: bytes, hints: Hints | None = None) -> BankFile:
    """Read ``content`` of the file called ``name``.

    Unreadable, with ``file``, ``line`` and ``reason`` among its facts, if it cannot be read.
    """
    if not content.strip():
        raise unreadable(Fault.EMPTY, name)
    head = content[:_HEAD]
    for recognises, reader in FORMATS:
        if recognises(head):
            return reader(name, content, hints or Hints())
    raise unreadable(Fault.UNKNOWN_FORMAT, name)
