"""The register in pages: neighbours, running balance, sums, and what is not in this book."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.domain.entries import Heading, as_body
from finance.domain.errors import Conflict, FinanceError, Invalid, NotFound, TryAgain
from finance.domain.filters import Filter
from finance.domain.people import Actor
from finance.domain.periods import Month, MonthStart, Span
from finance.usecases.means import TRIES, Means, retried
from finance.usecases.register import MOST, Place
from finance.usecases.transactions import Record
from tests.household import Household, household

NOVEMBER = Month(2026, 11).span(MonthStart(1))


def _lived_in(engine: Engine) -> Household:
    home = household(engine)
    for day in range(1, 8):
        home.spend(f"{day}", on=f"2026-11-{day:02d}")
    return home


def _days(home: Household, place: Place, chosen: Filter | None = None) -> list[int]:
    page = home.registers.page(home.actor, chosen or Filter(), place)
    return [row.transaction.date.day for row in page.rows.rows]


def test_pages_follow_each_other_both_ways(engine: Engine) -> None:
    home = _lived_in(engine)
    first = home.registers.page(home.actor, Filter(), Place(limit=3)).rows
    assert (first.newer, [row.transaction.date.day for row in first.rows]) == (None, [7, 6, 5])
    second = home.registers.page(home.actor, Filter(), Place(at=first.older, limit=3)).rows
    assert [row.transaction.date.day for row in second.rows] == [4, 3, 2]
    assert _days(home, Place(at=second.older, limit=3)) == [1]
    assert _days(home, Place(at=second.newer, newer=True, limit=3)) == [7, 6, 5]
    assert _days(home, Place(at=second.newer, newer=True, limit=2)) == [6, 5]


def test_the_last_page_has_nothing_older_and_an_empty_one_no_neighbours(engine: Engine) -> None:
    home = _lived_in(engine)
    whole = home.registers.page(home.actor, Filter(), Place()).rows
    assert (whole.newer, whole.older) == (None, None)
    empty = home.registers.page(home.actor, Filter(payee="nobody"), Place()).rows
    assert (empty.rows, empty.newer, empty.older) == ((), None, None)


def test_one_account_alone_shows_its_running_balance(engine: Engine) -> None:
    home = _lived_in(engine)
    cash = Filter(accounts=frozenset({home.account("Cash").id}), span=NOVEMBER)
    rows = home.registers.page(home.actor, cash, Place(limit=3)).rows
    assert [str(row.running) for row in rows.rows] == ["-28.00", "-21.00", "-15.00"]
    older = home.registers.page(home.actor, cash, Place(at=rows.older, limit=3)).rows
    assert [str(row.running) for row in older.rows] == ["-10.00", "-6.00", "-3.00"]
    narrower = replace(cash, payee="shop")
    shown = home.registers.page(home.actor, narrower, Place()).rows.rows
    assert [row.running for row in shown] == [None] * 7


def test_an_account_of_any_currency_has_no_running_balance(engine: Engine) -> None:
    home = _lived_in(engine)
    food = Filter(accounts=frozenset({home.account("Groceries").id}))
    shown = home.registers.page(home.actor, food, Place()).rows.rows
    assert [row.running for row in shown] == [None] * 7


def test_what_is_summed_is_of_a_year_at_most(engine: Engine) -> None:
    home = _lived_in(engine)
    summary = home.registers.page(home.actor, Filter(span=NOVEMBER), Place()).summary
    assert summary is not None
    assert (summary.count, str(summary.went.of("EUR"))) == (7, "28.00")
    assert not summary.came
    far = Filter(span=Span(NOVEMBER.start.replace(year=2020), NOVEMBER.before))
    for chosen in (Filter(), far, Filter(span=NOVEMBER, trashed=True)):
        assert home.registers.page(home.actor, chosen, Place()).summary is None


@pytest.mark.parametrize("limit", [0, -1, MOST + 1])
def test_a_page_holds_a_sensible_number_of_rows(limit: int) -> None:
    with pytest.raises(Invalid, match="limit_out_of_range"):
        Place(limit=limit)


@pytest.mark.parametrize("where", ["accounts", "categories"])
def test_an_account_of_another_book_is_unknown(engine: Engine, where: str) -> None:
    home, other = household(engine), household(engine)
    strange = Filter(**{where: frozenset({other.account("Cash").id})})  # type: ignore[arg-type]  # one of two fields
    with pytest.raises(FinanceError, match="unknown_account"):
        home.registers.page(home.actor, strange, Place())


def test_an_import_of_another_book_is_not_found(engine: Engine) -> None:
    home = household(engine)
    with pytest.raises(NotFound):
        home.registers.page(home.actor, Filter(import_id=new_id()), Place())


def test_what_is_not_in_the_trash_cannot_be_restored(engine: Engine) -> None:
    home = household(engine)
    with pytest.raises(Conflict, match="not_trashed"):
        home.transactions.restore(home.actor, home.spend("5").transaction.id)


def test_writing_the_same_anew_is_no_change(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5")
    value = row.transaction
    heading = Heading(date=value.date, payee=value.payee)
    body = as_body(value, home.chart(), row.described.kind)
    again = home.transactions.replace(
        home.actor, Record(id=value.id, heading=heading, body=body), None
    )
    assert again.transaction.version == 1
    assert len(home.transactions.history(home.actor, row.transaction.id)) == 1


class _Stubborn:
    """A use case that others keep getting in the way of, a number of times."""

    def __init__(self, means: Means, times: int) -> None:
        self.means = means
        self.left = times

    @retried
    def run(self, actor: Actor) -> str:
        """Give way to the others."""
        if self.left:
            self.left -= 1
            raise TryAgain("try_again")
        return actor.user.name


def test_what_others_got_in_the_way_of_is_tried_again(engine: Engine) -> None:
    home = household(engine)
    paused: list[int] = []
    means = replace(home.means, pause=paused.append)
    assert _Stubborn(means, 3).run(home.actor) == home.actor.user.name
    assert paused == [1, 2, 3]
    with pytest.raises(TryAgain):
        _Stubborn(means, TRIES).run(home.actor)
