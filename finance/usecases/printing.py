"""What printing needs from outside: pages in, a file to keep out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Paper(StrEnum):
    """The sizes of paper there are to choose from."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A text file that travels inside the printed one."""

    name: str
    text: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """Pages ready to be set: HTML, its style, what is enclosed.

    ``made_on`` is the day the file says it was made on; it comes from what is told, never from a
    clock, so that the same figures are the same file.
    """

    html: str
    style: str
    enclosed: Enclosed
    made_on: date


Printer = Callable[[Printable], bytes]
"""Sets pages as PDF; the same bytes for the same pages on the same machine.

It takes seconds at most and keeps to bounds of memory. Unavailable ``printer_missing`` where
something has to be installed first, ``printer_busy`` where too many wait, ``printer_failed``;
Invalid ``print_too_large`` for more than fits its bounds.
"""
