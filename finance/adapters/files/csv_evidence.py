"""What the numbers of a statement prove: that this column is the amount and that one the balance.

If each balance is the one before plus the amount, no header can say it more clearly; the same
arithmetic tells the sign and whether the file runs forwards or backwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Values = Sequence[int | None]

_ENOUGH: Final = 0.8
_TURNED_STEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Proof:
    """``share`` of ``steps`` agree; ``sign`` is -1 where the file writes money out as positive."""

    share: float
    steps: int
    sign: int
    newest_first: bool

    @property
    def holds(self) -> bool:
        """Whether the steps that agree are enough to believe it; a turned sign needs more."""
        needed = 1 if self.sign > 0 else _TURNED_STEPS
        return self.steps >= needed and self.share >= _ENOUGH


NOTHING: Final = Proof(0.0, 0, 1, newest_first=False)


def prove(amounts: Values, balances: Values) -> Proof:
    """The best reading of ``balances`` as the running balance of ``amounts``, all in minor units.

    Rows without a balance add up until the next one has it, as banks that print one balance a day
    mean it.
    """
    both = list(zip(amounts, balances, strict=True))
    tries = [
        Proof(*_follow(list(reversed(both)) if newest_first else both, sign), sign, newest_first)
        for newest_first in (False, True)
        for sign in (1, -1)
    ]
    return max(tries, key=lambda proof: (proof.holds, proof.share * min(proof.steps, 5)))


def _follow(rows: Sequence[tuple[int | None, int | None]], sign: int) -> tuple[float, int]:
    """The share of steps that agree, and how many steps there are."""
    last: int | None = None
    due = 0
    steps = agreed = 0
    for amount, balance in rows:
        due += sign * (amount or 0)
        if balance is None:
            continue
        if last is not None and due:
            steps += 1
            agreed += balance - last == due
        last, due = balance, 0
    return (agreed / steps if steps else 0.0), steps
