"""What the database lists is what the domain's filter shows, whatever is asked together."""

from decimal import Decimal
from itertools import product
from uuid import UUID

from sqlalchemy import Engine

from finance.domain.filters import Filter, matches
from finance.domain.ledger import TransactionKind
from finance.usecases.register import Place
from tests.household import Household, household


def _filters(house: Household) -> list[Filter]:
    """One account or all, with every other condition there is."""
    cash, bank = (house.account(name).id for name in ("Cash", "Bank"))
    texts = ((), ("shop",))
    sides: tuple[frozenset[UUID], ...] = (frozenset(), frozenset({cash}), frozenset({cash, bank}))
    kinds: tuple[frozenset[TransactionKind], ...] = (
        frozenset(),
        frozenset({TransactionKind.TRANSFER}),
    )
    sizes = (None, Decimal(10))
    return [
        Filter(accounts=accounts, text=words, kinds=chosen, minimum=least, payee="".join(words))
        for accounts, words, chosen, least in product(sides, texts, kinds, sizes)
    ]


def test_the_list_of_an_account_takes_every_further_condition(engine: Engine) -> None:
    house = household(engine)
    house.open("Bank", "100.00")
    house.spend("4.00")
    house.earn("30.00", on="2026-11-04")
    house.move("12.00", "Bank", "Cash")
    with house.work() as work:
        kept = [one.transaction for one in work.readings.stream(Filter())]
    for chosen in _filters(house):
        page = house.registers.page(house.actor, chosen, Place())
        shown = {row.transaction.id for row in page.rows.rows}
        assert shown == {one.id for one in kept if matches(chosen, one, house.chart())}
