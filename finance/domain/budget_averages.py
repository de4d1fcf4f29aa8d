"""Limits proposed from what was spent before."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.budgets import MonthStatus, in_order
from finance.domain.money import Bag, Money, exponent


def average_limits(
    now: MonthStatus, past: Sequence[MonthStatus], chart: Chart
) -> Mapping[UUID | None, Money]:
    """What was spent in the months ``past`` on average, as limits for the month ``now``.

    Averages are rounded up to whole major units; where nothing was spent there is none. All that
    has a limit gets one anew; besides, each open category with spending of its own that no limit
    above it, there or new, would count already.
    """
    unit: int = 10 ** exponent(now.currency)

    def average(bags: Iterable[Bag]) -> Money:
        minor = sum(bag.of(now.currency).minor for bag in bags)
        return Money(-(-minor // (len(past) * unit)) * unit, now.currency)

    found: dict[UUID | None, Money] = {}
    if None in now.limits:
        found[None] = average(month.spent for month in past)
    for category in in_order(chart):
        above = {one.id for one in chart.path(category.id)[:-1]}
        spent = any(category.id in month.alone for month in past)
        covered = any(one in found or one in now.limits for one in above)
        if not category.closed and (category.id in now.limits or (spent and not covered)):
            found[category.id] = average(month.within.get(category.id, Bag()) for month in past)
    return {one: amount for one, amount in found.items() if amount.minor > 0}
