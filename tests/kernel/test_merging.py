"""Merging a category moves everything that was booked on it, and undo takes exactly that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from finance.adapters.clock import new_id
from finance.adapters.postgres.inspecting import PostgresInspector
from finance.domain.accounts import AccountKind
from finance.domain.changes import Action
from finance.domain.entries import Flow, Heading, Part, entered
from finance.domain.errors import ChangedMeanwhile, Conflict, Forbidden, Invalid, NotFound
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind, balances
from finance.domain.money import Bag
from finance.domain.people import Role
from finance.usecases.accounts import EditAccount, MergeCategory, OpenAccount
from finance.usecases.budgets import AddBudget
from finance.usecases.transactions import Record
from tests.household import Household, household

STATE = (
    "SELECT transaction_id, position, account_id, date, amount, currency, memo FROM posting",
    "SELECT account_id, currency, amount, count FROM account_balance WHERE count <> 0",
    "SELECT account_id, month, currency, amount, count FROM month_total WHERE count <> 0",
    "SELECT id, date, payee, trashed_postings::text FROM transaction",
    "SELECT key, name, uses, account_id, category_id FROM payee",
    "SELECT id, template::text FROM schedule",
    "SELECT id, name, parent_id, position, closed_at FROM account",
)


def state(home: Household) -> list[set[tuple[object, ...]]]:
    """All that a merge touches, versions aside."""
    with home.work() as work:
        return [{tuple(row) for row in work.connection.execute(text(one))} for one in STATE]


def merge(home: Household, name: str, into: str) -> UUID:
    """Merge one category into another, both by name; the id of the change."""
    request = MergeCategory(id=home.account(name).id, move_to=home.account(into).id)
    return home.accounts.merge(home.actor, request)


def faults(engine: Engine, home: Household) -> list[object]:
    """What ``finance check`` finds in the book."""
    return list(PostgresInspector(engine).faults(home.actor.book.id))


@dataclass(frozen=True)
class Written:
    """One expense to write: its parts by category, and whether it is thrown away again."""

    parts: tuple[tuple[str, int], ...]
    day: int
    payee: str
    trashed: bool


NAMES = st.sampled_from(["Groceries", "Eating out", "Fuel", "Uncategorised"])
PARTS = st.lists(st.tuples(NAMES, st.integers(-500, 5000).filter(bool)), min_size=1, max_size=4)
WRITTEN = st.builds(
    Written, PARTS.map(tuple), st.integers(0, 90), st.sampled_from(["Shop", "Bar"]), st.booleans()
)


def write(home: Household, one: Written) -> None:
    """Record it, and trash it where that is asked."""
    parts = tuple(
        Part(Decimal(cents).scaleb(-2), None if name == "Uncategorised" else home.account(name).id)
        for name, cents in one.parts
    )
    body = Flow(kind=TransactionKind.EXPENSE, account_id=home.account("Cash").id, parts=parts)
    day = date(2026, 9, 20) + timedelta(days=one.day)
    request = Record(id=new_id(), heading=Heading(date=day, payee=one.payee), body=body)
    home.transactions.record(home.actor, request)
    if one.trashed:
        home.transactions.trash(home.actor, request.id)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.lists(WRITTEN, max_size=8))
def test_a_merge_is_what_the_pure_ledger_says_and_its_undo_is_what_was(
    engine: Engine, writing: Sequence[Written]
) -> None:
    home = household(engine)
    for one in writing:
        write(home, one)
    before = state(home)
    origin, target = home.account("Groceries").id, home.account("Eating out").id
    with home.work() as work:
        expected = balances(one.transaction for one in work.readings.stream(Filter()))
    change = merge(home, "Groceries", "Eating out")
    both = expected.get(origin, Bag()) + expected.get(target, Bag())
    found = {one.account.id: one.balance for one in home.accounts.all(home.actor)}
    assert found == {
        **{account: expected.get(account, Bag()) for account in found},
        origin: Bag(),
        target: both,
    }
    assert faults(engine, home) == []
    merged = state(home)
    undone = home.changes.reverse(home.actor, change)
    assert state(home) == before
    assert faults(engine, home) == []
    home.changes.reverse(home.actor, undone.id)
    assert [one for at, one in enumerate(state(home)) if at < 6] == merged[:6]
    assert faults(engine, home) == []


def test_a_merged_category_is_closed_and_gives_its_children_away(engine: Engine) -> None:
    home = household(engine)
    home.spend("5", category="Groceries")
    version = home.account("Groceries").version
    merge(home, "Food", "Shopping")
    shopping = home.account("Shopping").id
    assert home.account("Food").closed
    assert {home.account(one).parent_id for one in ("Groceries", "Eating out")} == {shopping}
    assert home.account("Groceries").version == version + 1
    assert home.account("Food").version == 2


def test_children_moved_on_since_stay_where_they_are(engine: Engine) -> None:
    home = household(engine)
    food = home.account("Food").id
    change = merge(home, "Food", "Shopping")
    there = home.account("Groceries")
    edit = EditAccount(id=there.id, name=there.name, parent_id=None, number="")
    home.accounts.edit(home.actor, edit)
    home.changes.reverse(home.actor, change)
    assert home.account("Groceries").parent_id is None
    assert home.account("Eating out").parent_id == food


def test_merging_is_one_change_of_the_category(engine: Engine) -> None:
    home = household(engine)
    home.spend("5")
    last = home.changes.latest(home.actor)[0].id
    change = merge(home, "Groceries", "Fuel")
    newest, before = home.changes.latest(home.actor, limit=2)
    assert (newest.id, newest.action, before.id) == (change, Action.MERGED, last)
    assert (newest.after or {})["merged_into"] == str(home.account("Fuel").id)


def test_what_is_booked_on_the_target_since_stays_there(engine: Engine) -> None:
    home = household(engine)
    home.spend("5", category="Groceries")
    change = merge(home, "Groceries", "Fuel")
    home.spend("7", category="Fuel")
    home.changes.reverse(home.actor, change)
    assert str(home.balance("Fuel").of("EUR")) == "7.00"
    assert str(home.balance("Groceries").of("EUR")) == "5.00"


def test_a_merge_is_undone_though_a_moved_transaction_was_deleted_since(engine: Engine) -> None:
    home = household(engine)
    spent = home.spend("5", category="Groceries").transaction
    change = merge(home, "Groceries", "Fuel")
    home.transactions.trash(home.actor, spent.id)
    home.changes.reverse(home.actor, change)
    home.transactions.restore(home.actor, spent.id)
    assert str(home.balance("Groceries").of("EUR")) == "5.00"


def test_a_merge_is_not_undone_over_what_was_moved_on_since(engine: Engine) -> None:
    home = household(engine)
    spent = home.spend("5", category="Groceries").transaction
    change = merge(home, "Groceries", "Fuel")
    parts = (Part(Decimal(5), home.account("Sport").id),)
    body = Flow(kind=TransactionKind.EXPENSE, account_id=home.account("Cash").id, parts=parts)
    heading = Heading(date=spent.date)
    edit = Record(id=spent.id, heading=heading, body=body)
    edited = home.transactions.replace(home.actor, edit, None)
    with pytest.raises(Conflict, match="changed_since"):
        home.changes.reverse(home.actor, change)
    assert home.account("Groceries").closed
    newest = home.transactions.history(home.actor, edited.transaction.id)[0]
    home.changes.reverse(home.actor, newest.id)
    home.changes.reverse(home.actor, change)
    assert str(home.balance("Groceries").of("EUR")) == "5.00"


def test_merges_upon_merges_are_undone_one_after_the_other(engine: Engine) -> None:
    home = household(engine)
    home.spend("5", category="Groceries")
    home.spend("6", category="Fuel")
    before = state(home)
    first = merge(home, "Groceries", "Fuel")
    second = merge(home, "Fuel", "Sport")
    with pytest.raises(Conflict, match="changed_since"):
        home.changes.reverse(home.actor, first)
    home.changes.reverse(home.actor, second)
    home.changes.reverse(home.actor, first)
    assert state(home) == before


def test_a_merge_taken_back_is_not_done_again_onto_a_closed_target(engine: Engine) -> None:
    home = household(engine)
    change = merge(home, "Groceries", "Fuel")
    undone = home.changes.reverse(home.actor, change)
    home.accounts.close(home.actor, home.account("Fuel").id)
    with pytest.raises(Conflict, match="changed_since"):
        home.changes.reverse(home.actor, undone.id)


def test_a_merge_is_not_undone_over_a_category_opened_again_since(engine: Engine) -> None:
    home = household(engine)
    change = merge(home, "Groceries", "Fuel")
    home.accounts.reopen(home.actor, home.account("Groceries").id)
    with pytest.raises(Conflict, match="changed_since"):
        home.changes.reverse(home.actor, change)


@pytest.mark.parametrize(
    ("name", "into", "code"),
    [
        ("Groceries", "Groceries", "merge_with_itself"),
        ("Food", "Groceries", "merge_into_below"),
        ("Groceries", "Salary", "account_kind"),
        ("Groceries", "Cash", "account_kind"),
        ("Cash", "Groceries", "account_kind"),
    ],
)
def test_what_cannot_be_merged_is_refused(engine: Engine, name: str, into: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        merge(household(engine), name, into)


def test_what_the_program_needs_is_not_merged_away_but_may_take_in(engine: Engine) -> None:
    home = household(engine)
    home.spend("5")
    with pytest.raises(Conflict, match="system_account"):
        merge(home, "Uncategorised", "Groceries")
    merge(home, "Groceries", "Uncategorised")
    assert str(home.balance("Uncategorised").of("EUR")) == "5.00"


def test_nothing_is_merged_into_what_is_closed_nor_out_of_it(engine: Engine) -> None:
    home = household(engine)
    home.accounts.close(home.actor, home.account("Fuel").id)
    for name, into in (("Groceries", "Fuel"), ("Fuel", "Groceries")):
        with pytest.raises(Invalid, match="account_closed"):
            merge(home, name, into)


def test_a_target_in_one_currency_takes_in_no_other(engine: Engine) -> None:
    home = household(engine)
    request = OpenAccount(
        id=new_id(), opening_id=new_id(), kind=AccountKind.EXPENSE, name="Euros", currency="EUR"
    )
    home.accounts.open(home.actor, request)
    with pytest.raises(Invalid, match="currency_of_account"):
        merge(home, "Groceries", "Euros")
    merge(home, "Euros", "Groceries")


def test_children_of_both_called_the_same_are_in_the_way(engine: Engine) -> None:
    home = household(engine)
    request = OpenAccount(
        id=new_id(),
        opening_id=new_id(),
        kind=AccountKind.EXPENSE,
        name="groceries",
        parent_id=home.account("Shopping").id,
    )
    home.accounts.open(home.actor, request)
    with pytest.raises(Conflict, match="name_taken"):
        merge(home, "Food", "Shopping")


def test_a_merge_says_what_it_was_made_from(engine: Engine) -> None:
    home = household(engine)
    origin, target = home.account("Groceries"), home.account("Fuel")
    stale = MergeCategory(id=origin.id, move_to=target.id, version=origin.version + 1)
    with pytest.raises(ChangedMeanwhile):
        home.accounts.merge(home.actor, stale)
    for request in (
        MergeCategory(id=new_id(), move_to=target.id),
        MergeCategory(id=origin.id, move_to=new_id()),
    ):
        with pytest.raises(NotFound):
            home.accounts.merge(home.actor, request)


def test_a_viewer_merges_nothing(engine: Engine) -> None:
    with pytest.raises(Forbidden):
        merge(household(engine).acting_as(Role.VIEWER), "Groceries", "Fuel")


def test_hundreds_are_moved_in_the_same_few_statements(engine: Engine) -> None:
    home = household(engine)
    body = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=home.account("Cash").id,
        parts=(Part(Decimal(1), home.account("Groceries").id),),
    )
    heading, chart = Heading(date=date(2026, 11, 3)), home.chart()
    with home.work() as work:
        values = [entered(new_id(), heading, body, chart) for _ in range(300)]
        work.transactions.add_many(values, home.means.clock())
        work.commit()
    change = merge(home, "Groceries", "Fuel")
    assert str(home.balance("Fuel").of("EUR")) == "300.00"
    home.changes.reverse(home.actor, change)
    assert str(home.balance("Groceries").of("EUR")) == "300.00"
    assert faults(engine, home) == []


def test_a_category_with_a_limit_is_not_merged_until_that_has_ended(engine: Engine) -> None:
    home = household(engine)
    limit = AddBudget(id=new_id(), category_id=home.account("Groceries").id, amount=Decimal(100))
    line = home.budgets.add(home.actor, limit).budget
    with pytest.raises(Conflict, match="limit_left") as refused:
        merge(home, "Groceries", "Travel")
    assert refused.value.facts == {"name": "Groceries"}
    home.budgets.end(home.actor, line.id)
    merge(home, "Groceries", "Travel")
    assert home.account("Groceries").closed
