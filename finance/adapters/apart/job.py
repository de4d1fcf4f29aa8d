"""What is said to a child that reads files, and the kinds of its answers."""

from typing import Final, NamedTuple

from finance.adapters.apart.allowance import Allowance
from finance.domain.statements import Hints

READ: Final = b"read"
REFUSED: Final = b"refused"
TOO_LARGE: Final = b"too large"
BROKEN: Final = b"broken"


class Job(NamedTuple):
    """What is to be read; the bytes of the file follow in a frame of their own."""

    name: str
    hints: Hints
    allowance: Allowance
