"""What was read of one account in one currency."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from finance.adapters.files.csv_evidence import prove, sides
from finance.domain.currencies import EXPONENTS
from finance.domain.money import Money
from finance.domain.statements import LineProblem, StatementLine

_SEVERAL: Final = 2


@dataclass(slots=True)
class Sheet:
    """What was read of one account in one currency; ``balances`` stand beside the lines."""

    account: str
    currency: str
    lines: list[StatementLine] = field(default_factory=list)
    balances: list[int | None] = field(default_factory=list)
    problems: list[LineProblem] = field(default_factory=list)
    opening: int | None = None
    closing: int | None = None
    closing_on: date | None = None
    places: int = field(init=False)
    _summed: int = 0
    _out: int = 0
    _into: int = 0

    def __post_init__(self) -> None:
        self.places = EXPONENTS[self.currency]

    def is_total(self, amount: int | None) -> bool:
        """Whether ``amount``, without regard to its sign, is what the lines add up to.

        All of them, or money out or in alone; a line or none has no total.
        """
        self._add_up()
        sums = {abs(self._out + self._into), -self._out, self._into}
        return bool(amount) and len(self.lines) >= _SEVERAL and abs(amount or 0) in sums

    def are_totals(self, out: int | None, into: int | None) -> bool:
        """Whether the amounts given are what money out and money in add up to."""
        self._add_up()
        told = bool(out or into) and len(self.lines) >= _SEVERAL
        return told and abs(out or 0) in {0, -self._out} and abs(into or 0) in {0, self._into}

    def settled(self) -> set[int]:
        """The lines of which the balance before them and their own prove the amount."""
        proof = prove([line.amount.minor for line in self.lines], self.balances)
        if not proof.holds or proof.share < 1:
            return set()
        first = len(self.lines) - 1 if proof.newest_first else 0
        return {line.line for at, line in enumerate(self.lines) if at != first}

    def take_sides(self) -> int | None:
        """Give amounts without a sign the side that the balances tell.

        The line of the first of which nothing tells, None if all are told: neither the balance, nor
        lines of the same words, nor a word for its side, nor that nothing came before it.
        """
        amounts = [line.amount.minor for line in self.lines]
        told = sides(amounts, self.balances) or [0] * len(amounts)
        alike: dict[tuple[str, str], set[int]] = {}
        for side, line in zip(told, self.lines, strict=True):
            if side:
                alike.setdefault((line.payee, line.description), set()).add(side)
        untold: int | None = None
        for at, (side, line) in enumerate(zip(told, self.lines, strict=True)):
            minor = line.amount.minor
            others = alike.get((line.payee, line.description), set())
            known = side or (next(iter(others)) if len(others) == 1 else 0)
            if known:
                self.lines[at] = replace(line, amount=Money(known * abs(minor), self.currency))
            elif minor > 0 and self.balances[at] != minor and untold is None:
                untold = line.line
        return untold

    def _add_up(self) -> None:
        """Add the lines that are new since last time, so that asking often costs little."""
        for line in self.lines[self._summed :]:
            if line.amount.minor < 0:
                self._out += line.amount.minor
            else:
                self._into += line.amount.minor
        self._summed = len(self.lines)
