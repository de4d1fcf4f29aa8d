"""How much a file may cost: little for a small one, so that none can be made to cost much."""

from dataclasses import dataclass
from typing import Final, Self

_MEGABYTE: Final = 1_000_000
_SECONDS: Final = 1.5
_SECONDS_A_MEGABYTE: Final = 2.0  # honest files take 0.2 to 0.8, on an old machine more
_MEMORY: Final = 50 * _MEGABYTE
_MEMORY_A_BYTE: Final = 30  # honest files take 8 to 19
_PATIENCE: Final = 5.0
_CROWDED: Final = 4.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """What reading one file may use: ``seconds`` of a processor, ``memory`` in bytes.

    ``patience`` is how many seconds may pass by the clock, which on a busy machine are more.
    """

    seconds: float
    memory: int
    patience: float

    @classmethod
    def of(cls, size: int) -> Self:
        """The allowance of a file of ``size`` bytes."""
        seconds = _SECONDS + _SECONDS_A_MEGABYTE * size / _MEGABYTE
        patience = _PATIENCE + _CROWDED * seconds
        return cls(seconds, _MEMORY + _MEMORY_A_BYTE * size, patience)
