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
_CERTAIN: Final = 5
_SELDOM: Final = 20


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


def prove(amounts: Values, balances: Values, *, newest_first: bool | None = None) -> Proof:
    """The best reading of ``balances`` as the running balance of ``amounts``, all in minor units.

    Rows without a balance add up until the next one has it, as banks that print one balance a day
    mean it. ``newest_first`` is what the days say of the order, None where they do not: a balance
    *before* each line, read backwards, looks like the balance after it with every sign turned.
    """
    both = list(zip(amounts, balances, strict=True))
    tries: list[Proof] = []
    for backwards in (False, True):
        ordered = both[::-1] if backwards else both
        for sign in (1, -1) if newest_first in {None, backwards} else (1,):
            proof = Proof(*_follow(ordered, sign), sign, backwards)
            if proof.holds and proof.share == 1.0 and proof.steps >= _CERTAIN:
                return proof
            tries.append(proof)
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
        if last is not None and (due or balance != last):
            steps += 1
            agreed += balance - last == due
        last, due = balance, 0
    return (agreed / steps if steps else 0.0), steps


def sides(amounts: Values, balances: Values) -> list[int]:
    """For each of ``amounts`` without a sign: 1 for in, -1 for out, 0 where nothing tells.

    Each balance must be the one before plus or less the amount, in one order of the rows or the
    other; the first row has none before it, unless its amount is all there is. Empty where the
    balances tell nothing.
    """
    forwards = _steps(amounts, balances)
    backwards = _steps(amounts[::-1], balances[::-1])[::-1]
    return max(forwards, backwards, key=lambda told: sum(map(abs, told)))


def _steps(amounts: Values, balances: Values) -> list[int]:
    told: list[int] = []
    last: int | None = None
    missed = 0
    for amount, balance in zip(amounts, balances, strict=True):
        step = balance if last is None and balance == amount else None
        step = step if balance is None or last is None else balance - last
        fits = bool(step) and amount is not None and abs(step or 0) == abs(amount)
        told.append((1 if (step or 0) > 0 else -1) if fits else 0)
        missed += not fits and last is not None
        last = last if balance is None else balance
    return told if missed * _SELDOM <= len(told) else []
