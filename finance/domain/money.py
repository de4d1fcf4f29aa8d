"""Money: whole minor units and a currency, never a float.

Positive and negative amounts are both money; what a sign means is said by whoever holds it.
Every amount fits 64 bits with room for sums (``LARGEST`` minor units either way).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Self

from finance.domain.currencies import EXPONENTS
from finance.domain.errors import Invalid

LARGEST: Final = 10**15
"""The largest amount of one posting, in minor units: ten trillion euro."""

_FAR: Final = 40  # decimal places away from the point: beyond any amount, and cheap to see
_PLAIN: Final = re.compile(r"[+-]?\d{1,40}(\.\d{1,40})?", re.ASCII)


def exponent(currency: str) -> int:
    """The number of decimals of ``currency``; Invalid ``unknown_currency`` if there is none."""
    try:
        return EXPONENTS[currency]
    except KeyError:
        raise Invalid("unknown_currency", "currency", {"currency": currency}) from None


def _too_precise(currency: str) -> Invalid:
    facts = {"currency": currency, "decimals": exponent(currency)}
    return Invalid("amount_decimals", "amount", facts)


@dataclass(frozen=True, slots=True)
class Money:
    """``minor`` whole minor units (cents, fils, yen) of ``currency`` (ISO 4217 code)."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        # A float or a bool would pass for a number everywhere else, so it stops here.
        if type(self.minor) is not int:
            raise TypeError(type(self.minor))
        exponent(self.currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """No money at all, in ``currency``."""
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Self:
        """Read a plain decimal such as ``-12.50``; no grouping, no exponent notation.

        Invalid ``amount_unreadable``, ``amount_decimals`` (more decimals than the currency has;
        trailing zeros are fine) or ``amount_too_large``.
        """
        if not _PLAIN.fullmatch(text):
            raise Invalid("amount_unreadable", "amount", {"text": text[:40]})
        return cls.of(Decimal(text), currency)

    @classmethod
    def of(cls, number: Decimal, currency: str) -> Self:
        """The exact amount ``number`` major units; Invalid as for ``parse``.

        More than 40 decimals are ``amount_decimals`` even if all are zero: nobody means them, and
        reading them would cost.
        """
        if not number.is_finite():
            raise Invalid("amount_unreadable", "amount", {"text": str(number)[:40]})
        if not number:
            return cls(0, currency)
        if number.adjusted() > _FAR:
            raise Invalid("amount_too_large", "amount", {"currency": currency})
        if len(number.as_tuple().digits) - 1 - number.adjusted() > _FAR:
            raise _too_precise(currency)
        return cls.of_fraction(Fraction(number), currency)

    @classmethod
    def of_fraction(cls, number: Fraction, currency: str) -> Self:
        """The exact amount ``number`` major units; Invalid ``amount_decimals`` or too large."""
        scaled = number * 10 ** exponent(currency)
        if scaled.denominator != 1:
            raise _too_precise(currency)
        if abs(scaled.numerator) > LARGEST:
            raise Invalid("amount_too_large", "amount", {"currency": currency})
        return cls(scaled.numerator, currency)

    @property
    def number(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __str__(self) -> str:
        """A plain decimal with all decimals of the currency, ``-`` for negative: ``-12.50``."""
        places = exponent(self.currency)
        whole, rest = divmod(abs(self.minor), 10**places)
        sign = "-" if self.minor < 0 else ""
        return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            facts = {"currency": self.currency, "other": other.currency}
            raise Invalid("currencies_differ", "currency", facts)
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def allocate(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Split by non-negative ``weights`` so that the parts add up to the whole.

        Largest remainder method (Hamilton): every part is rounded towards zero, then the units
        left over go one each to the largest remainders, earlier parts first among equals.
        Invalid ``weights`` if there is none, one is negative, or all are zero.
        """
        total = sum(weights)
        if not weights or min(weights) < 0 or total == 0:
            raise Invalid("weights", "weights")
        sign = -1 if self.minor < 0 else 1
        shares = [divmod(abs(self.minor) * weight, total) for weight in weights]
        left = abs(self.minor) - sum(share for share, _ in shares)
        order = sorted(range(len(shares)), key=lambda at: (-shares[at][1], at))
        extra = set(order[:left])
        parts = (share + (at in extra) for at, (share, _) in enumerate(shares))
        return tuple(Money(sign * part, self.currency) for part in parts)


class Bag(Mapping[str, Money]):
    """Amounts of several currencies at once, by code in alphabetical order; zeros are dropped."""

    __slots__ = ("_minor",)

    def __init__(self, amounts: Iterable[Money] = ()) -> None:
        sums: dict[str, int] = {}
        for amount in amounts:
            sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
        self._minor = {code: sums[code] for code in sorted(sums) if sums[code]}

    def __getitem__(self, currency: str) -> Money:
        return Money(self._minor[currency], currency)

    def __iter__(self) -> Iterator[str]:
        return iter(self._minor)

    def __len__(self) -> int:
        return len(self._minor)

    def __hash__(self) -> int:
        return hash(tuple(self._minor.items()))

    def __repr__(self) -> str:
        return f"Bag({', '.join(f'{money} {code}' for code, money in self.items())})"

    def __add__(self, other: "Bag") -> "Bag":
        return Bag((*self.values(), *other.values()))

    def __neg__(self) -> "Bag":
        return Bag(-amount for amount in self.values())

    def of(self, currency: str) -> Money:
        """The amount in ``currency``, zero where there is none."""
        return Money(self._minor.get(currency, 0), currency)
