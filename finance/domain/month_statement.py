"""Income and spending of one month in one currency, as a tree of categories."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.money import Money
from finance.domain.month_facts import MonthFacts
from finance.domain.periods import MonthStart


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An amount of the month beside that of the month before and the average of the year before.

    ``average`` is rounded to whole minor units, half away from zero.
    """

    amount: Money
    previous: Money
    average: Money

    @property
    def change(self) -> Money:
        """What the month is more than the one before."""
        return self.amount - self.previous

    def __sub__(self, other: "Compared") -> "Compared":
        return Compared(
            amount=self.amount - other.amount,
            previous=self.previous - other.previous,
            average=self.average - other.average,
        )

    def __bool__(self) -> bool:
        return bool(self.amount or self.previous or self.average)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryLine:
    """A category with everything beneath it, ``depth`` steps below the outermost.

    ``direct``: not the category itself but the part of its amount that lies in none of the lines
    beneath it.
    """

    category: Account
    depth: int
    compared: Compared
    direct: bool = False

    @property
    def amount(self) -> Money:
        """What the month came to."""
        return self.compared.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Income and spending of the month in one currency, both positive as people say them.

    Lines stand in tree order, the largest first among siblings. The amounts of the lines of depth 0
    add up to the total, and those of the lines right beneath a line add up to it.
    """

    currency: str
    income: tuple[CategoryLine, ...]
    spending: tuple[CategoryLine, ...]
    total_income: Compared
    total_spending: Compared

    @property
    def net(self) -> Compared:
        """Income less spending."""
        return self.total_income - self.total_spending

    @property
    def risen(self) -> CategoryLine | None:
        """The outermost spending that grew most on the month before; None if none did."""
        top = max(self._outermost(), key=lambda line: line.compared.change.minor, default=None)
        return top if top and top.compared.change.minor > 0 else None

    @property
    def fallen(self) -> CategoryLine | None:
        """The outermost spending that shrank most on the month before; None if none did."""
        low = min(self._outermost(), key=lambda line: line.compared.change.minor, default=None)
        return low if low and low.compared.change.minor < 0 else None

    def _outermost(self) -> Iterator[CategoryLine]:
        return (line for line in self.spending if line.depth == 0)


def statement(chart: Chart, facts: MonthFacts, month_start: MonthStart, code: str) -> Statement:
    """What ``facts`` say of the currency ``code``."""
    income = _Tree(chart, facts, month_start, AccountKind.INCOME)
    spending = _Tree(chart, facts, month_start, AccountKind.EXPENSE)
    return Statement(
        currency=code,
        income=tuple(income.lines(code)),
        spending=tuple(spending.lines(code)),
        total_income=income.total(code),
        total_spending=spending.total(code),
    )


def averaged(facts: MonthFacts, month_start: MonthStart) -> int:
    """How many months an average is of: those before, from the first with anything in it."""
    first = min((total.month for total in facts.totals if total.count), default=None)
    if first is None:
        return 0
    return sum(month.span(month_start).start >= first for month in facts.months[:-1])


@dataclass(slots=True)
class _Sums:
    """Minor units of the month, of the month before, and of all the months before together."""

    this: int = 0
    before: int = 0
    year: int = 0

    def add(self, other: "_Sums") -> None:
        self.this += other.this
        self.before += other.before
        self.year += other.year

    def __bool__(self) -> bool:
        return bool(self.this or self.before or self.year)


class _Tree:
    """The categories of one kind with their sums, alone and with everything beneath."""

    def __init__(
        self, chart: Chart, facts: MonthFacts, month_start: MonthStart, kind: AccountKind
    ) -> None:
        self._chart, self._kind = chart, kind
        self._count = averaged(facts, month_start)
        self._alone: dict[tuple[UUID, str], _Sums] = {}
        self._whole: dict[tuple[UUID, str], _Sums] = {}
        starts = [month.span(month_start).start for month in facts.months]
        before = starts[-2] if len(starts) > 1 else None
        for total in facts.totals:
            if chart[total.account_id].kind is kind:
                minor = -total.amount.minor if kind is AccountKind.INCOME else total.amount.minor
                earlier = total.month != starts[-1]
                sums = _Sums(
                    this=0 if earlier else minor,
                    before=minor if total.month == before else 0,
                    year=minor if earlier else 0,
                )
                self._add(total.account_id, total.amount.currency, sums)

    def _add(self, account_id: UUID, code: str, sums: _Sums) -> None:
        self._alone.setdefault((account_id, code), _Sums()).add(sums)
        for above in self._chart.path(account_id):
            self._whole.setdefault((above.id, code), _Sums()).add(sums)

    def total(self, code: str) -> Compared:
        """Everything in the currency ``code``."""
        whole = _Sums()
        for (_, currency), sums in self._alone.items():
            if currency == code:
                whole.add(sums)
        return self._compared(whole, code)

    def lines(
        self, code: str, parent_id: UUID | None = None, depth: int = 0
    ) -> Iterator[CategoryLine]:
        """The lines beneath ``parent_id``, each followed by those beneath it."""
        for one in self._siblings(code, parent_id):
            compared = self._compared(self._whole[one.id, code], code)
            yield CategoryLine(category=one, depth=depth, compared=compared)
            inside = list(self.lines(code, one.id, depth + 1))
            yield from inside
            alone = self._alone.get((one.id, code))
            if inside and alone:
                rest = self._compared(alone, code)
                yield CategoryLine(category=one, depth=depth + 1, compared=rest, direct=True)

    def _siblings(self, code: str, parent_id: UUID | None) -> list[Account]:
        """The categories right beneath ``parent_id`` that came to anything, the largest first."""
        there: Iterable[Account] = (
            one for one in self._chart.children(parent_id) if self._whole.get((one.id, code))
        )
        return sorted(there, key=lambda one: (-self._whole[one.id, code].this, one.name, one.id))

    def _compared(self, sums: _Sums, code: str) -> Compared:
        return Compared(
            amount=Money(sums.this, code),
            previous=Money(sums.before, code),
            average=Money(_mean(sums.year, self._count), code),
        )


def _mean(total: int, count: int) -> int:
    """``total`` by ``count``, rounded half away from zero; of nothing it is zero."""
    rounded = (2 * abs(total) + count) // (2 * count) if count else 0
    return -rounded if total < 0 else rounded
