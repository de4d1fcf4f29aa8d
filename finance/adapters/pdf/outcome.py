"""How the process that sets pages ends, as its exit code."""

from enum import IntEnum


class Outcome(IntEnum):
    """Any other code is a fault of the program."""

    DONE = 0
    MISSING = 10
    TOO_LARGE = 11
