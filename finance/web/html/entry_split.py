"""The parts of a split: what each is given, and what the one left open takes."""

from dataclasses import dataclass, replace

from finance.domain.entries import Part
from finance.domain.errors import Invalid
from finance.domain.money import Money
from finance.web.html.entry_typed import Typed, TypedPart
from finance.web.html.typed import Faults, read_category, read_money


@dataclass(frozen=True, slots=True)
class _Share:
    """A part at its place in the form, with its amount once there is one."""

    at: int
    typed: TypedPart
    amount: Money | None

    @property
    def open(self) -> bool:
        """Whether no amount was typed."""
        return not self.typed.amount.strip()

    @property
    def says(self) -> bool:
        """Whether anything at all was typed or chosen."""
        return not self.open or bool(self.typed.target or self.typed.memo.strip())


def read_split(typed: Typed, currency: str, faults: Faults) -> tuple[Part, ...]:
    """The parts that say anything, and the first open one with what the others leave.

    Of no use once ``faults`` has any: an amount missing or unreadable, a category that is none, or
    ``parts_sum`` where the parts do not come to the whole.
    """
    total = faults.of(read_money, typed.amount, currency) if typed.amount.strip() else None
    shares = _completed([_share(*one, currency, faults) for one in enumerate(typed.parts)], total)
    parts = tuple(part for one in shares if (part := faults.of(_part, one)))
    placed = _sum(shares, currency)
    if total and not faults.found and placed != total:
        faults.found.append(Invalid("parts_sum", "parts", {"parts": placed, "amount": total}))
    return parts


def _share(at: int, part: TypedPart, currency: str, faults: Faults) -> _Share:
    share = _Share(at, part, None)
    if share.open:
        return share
    return replace(share, amount=faults.of(read_money, part.amount, currency, f"part-{at}-amount"))


def _completed(shares: list[_Share], total: Money | None) -> list[_Share]:
    rest = total - _sum(shares, total.currency) if total else None
    taker = next((one for one in shares if one.open), None) if rest else None
    return [
        replace(one, amount=rest) if one is taker else one
        for one in shares
        if one is taker or one.says
    ]


def _sum(shares: list[_Share], currency: str) -> Money:
    return sum((one.amount for one in shares if one.amount), Money.zero(currency))


def _part(share: _Share) -> Part | None:
    if share.amount is None and share.open:
        raise Invalid("amount_missing", f"part-{share.at}-amount")
    category = read_category(share.typed.target, f"part-{share.at}-target")
    amount = share.amount
    return None if amount is None else Part(amount.number, category, share.typed.memo)


def left_over(typed: Typed, currency: str) -> Money | None:
    """What of the whole amount no part has been given; None where that cannot be said yet."""
    faults = Faults()
    total = faults.of(read_money, typed.amount, currency)
    shares = [_share(*one, currency, faults) for one in enumerate(typed.parts)]
    if total is None or faults.found:
        return None
    return total - _sum(shares, currency)
