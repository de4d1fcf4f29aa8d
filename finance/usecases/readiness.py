"""Whether the program can answer right now."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Readiness:
    """``probe`` asks the database something trivial; Unavailable if it does not answer."""

    probe: Callable[[], None]

    def check(self) -> None:
        """Return if everything needed for an answer is there; Unavailable if not."""
        self.probe()
