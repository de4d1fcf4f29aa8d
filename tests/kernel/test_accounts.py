"""Opening, renaming, ordering, closing accounts, and what stands in the way of each."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.domain.accounts import AccountKind
from finance.domain.changes import Action
from finance.domain.entries import Flow, Part
from finance.domain.errors import (
    ChangedMeanwhile,
    Conflict,
    FinanceError,
    Forbidden,
    Invalid,
    NotFound,
)
from finance.domain.money import Bag, Money
from finance.domain.people import Role
from finance.domain.seating import MOST_ACCOUNTS
from finance.usecases.accounts import EditAccount, OpenAccount
from tests.household import Household, household


def _request(**changed: Any) -> OpenAccount:  # noqa: ANN401 - any field of the request
    plain: dict[str, Any] = {
        "id": new_id(),
        "opening_id": new_id(),
        "kind": AccountKind.ASSET,
        "name": "Savings",
    }
    return OpenAccount(**{**plain, **changed})


def _edit(home: Household, which: str, /, **changed: Any) -> EditAccount:  # noqa: ANN401 - the same
    account = home.account(which)
    plain = {"id": account.id, "name": which, "parent_id": account.parent_id, "number": ""}
    return EditAccount(**{**plain, **changed})


def test_an_account_opens_with_what_is_on_it_today(engine: Engine) -> None:
    home = household(engine)
    opened = home.accounts.open(home.actor, _request(balance=Money(12345, "EUR")))
    assert opened.balance == Bag([Money(12345, "EUR")])
    assert opened.account.currency == "EUR"
    assert home.balance("Opening balances") == Bag([Money(-12345, "EUR")])


def test_the_same_request_again_answers_the_account_that_is_there(engine: Engine) -> None:
    home = household(engine)
    request = _request(name="Savings", balance=Money(500, "EUR"))
    first = home.accounts.open(home.actor, request)
    assert home.accounts.open(home.actor, request) == first
    with pytest.raises(Conflict, match="id_taken"):
        home.accounts.open(home.actor, replace(request, name="Other"))


def test_an_id_of_a_transaction_that_is_there_is_not_taken_for_an_opening(engine: Engine) -> None:
    home = household(engine)
    taken = home.spend("5").transaction.id
    with pytest.raises(Conflict, match="id_taken") as caught:
        home.accounts.open(home.actor, _request(opening_id=taken, balance=Money(5, "EUR")))
    assert caught.value.field == "opening_id"
    with pytest.raises(StopIteration):
        home.account("Savings")


@pytest.mark.parametrize(
    ("changed", "error", "code"),
    [
        ({"name": "cash"}, Conflict, "name_taken"),
        ({"name": ""}, Invalid, "name_missing"),
        ({"currency": "ZZZ"}, Invalid, "unknown_currency"),
        ({"parent_id": new_id()}, Invalid, "unknown_account"),
        ({"balance": Money(5, "USD")}, Invalid, "currency_of_account"),
        (
            {"kind": AccountKind.EXPENSE, "balance": Money(5, "EUR")},
            Invalid,
            "opening_balance_kind",
        ),
    ],
)
def test_what_makes_no_sense_is_not_opened(
    engine: Engine, changed: dict[str, Any], error: type[FinanceError], code: str
) -> None:
    home = household(engine)
    before = home.chart()
    with pytest.raises(error, match=code):
        home.accounts.open(home.actor, _request(**changed))
    assert dict(home.chart()) == dict(before)


def test_a_book_holds_only_so_many_accounts(engine: Engine) -> None:
    home = household(engine)
    some = home.account("Travel")
    more = [
        replace(some, id=new_id(), name=f"Travel {at}")
        for at in range(MOST_ACCOUNTS - len(home.chart()))
    ]
    with home.work() as work:
        work.accounts.add(more, [home.means.mark(home.actor) for _ in more])
        work.commit()
    with pytest.raises(Invalid, match="accounts_many"):
        home.accounts.open(home.actor, _request())


def test_one_account_is_found_and_a_stranger_is_not(engine: Engine) -> None:
    home = household(engine)
    cash = home.account("Cash")
    assert home.accounts.get(home.actor, cash.id).account == cash
    for ask in (home.accounts.get, home.accounts.history, home.accounts.close):
        with pytest.raises(NotFound):
            ask(home.actor, new_id())


def test_an_account_is_renamed_moved_and_numbered(engine: Engine) -> None:
    home = household(engine)
    leisure = home.account("Leisure").id
    request = _edit(home, "Groceries", name=" Fun ", parent_id=leisure, number="DE 1")
    edited = home.accounts.edit(home.actor, request).account
    assert (edited.name, edited.parent_id, edited.number) == ("Fun", leisure, "DE 1")
    assert edited.version == 2


def test_an_edit_that_changes_nothing_is_no_change(engine: Engine) -> None:
    home = household(engine)
    assert home.accounts.edit(home.actor, _edit(home, "Cash")).account.version == 1
    assert len(home.accounts.history(home.actor, home.account("Cash").id)) == 1


def test_an_edit_of_what_is_no_longer_so_is_told(engine: Engine) -> None:
    home = household(engine)
    home.accounts.edit(home.actor, _edit(home, "Cash", name="Purse"))
    with pytest.raises(ChangedMeanwhile):
        home.accounts.edit(home.actor, _edit(home, "Purse", name="Box", version=1))


def test_a_closed_account_keeps_its_history_and_opens_again(engine: Engine) -> None:
    home = household(engine)
    account = home.open("Savings")
    assert home.accounts.close(home.actor, account.id).account.closed
    assert home.accounts.close(home.actor, account.id).account.version == 2
    assert not home.accounts.reopen(home.actor, account.id, version=2).account.closed
    assert home.accounts.reopen(home.actor, account.id).account.version == 3
    actions = [change.action for change in home.accounts.history(home.actor, account.id)]
    assert actions == [Action.REOPENED, Action.CLOSED, Action.CREATED]


def test_a_name_that_went_to_another_keeps_an_account_closed(engine: Engine) -> None:
    home = household(engine)
    account = home.open("Savings")
    home.accounts.close(home.actor, account.id)
    home.open("Savings")
    with pytest.raises(Conflict, match="name_taken"):
        home.accounts.reopen(home.actor, account.id)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Conversion", "system_account"),
        ("Food", "has_open_children"),
        ("Cash", "default_account"),
        ("Full", "balance_left"),
    ],
)
def test_what_is_needed_is_not_closed(engine: Engine, name: str, code: str) -> None:
    home = household(engine)
    home.open("Full", "1.00")
    with pytest.raises(Conflict, match=code):
        home.accounts.close(home.actor, home.account(name).id)
    assert not home.account(name).closed


def test_siblings_are_put_into_order_with_own_accounts_of_both_kinds_together(
    engine: Engine,
) -> None:
    home = household(engine)
    home.open("Card", kind=AccountKind.LIABILITY)
    home.open("Bank")
    order = [home.account(name).id for name in ("Bank", "Card", "Cash")]
    home.accounts.arrange(home.actor, order)
    own = [one.account.name for one in home.accounts.all(home.actor) if one.account.kind.own]
    assert own == ["Bank", "Card", "Cash"]


@pytest.mark.parametrize("names", [("Cash", "Food"), ("Food", "Groceries"), ("Food", "Work")])
def test_only_siblings_are_put_into_order(engine: Engine, names: tuple[str, ...]) -> None:
    home = household(engine)
    with pytest.raises(Invalid, match="not_siblings"):
        home.accounts.arrange(home.actor, [home.account(name).id for name in names])
    with pytest.raises(Invalid, match="unknown_account"):
        home.accounts.arrange(home.actor, [new_id()])


def test_a_viewer_changes_no_account(engine: Engine) -> None:
    home = household(engine)
    viewer, cash = home.acting_as(Role.VIEWER), home.account("Cash").id
    with pytest.raises(Forbidden):
        viewer.accounts.open(viewer.actor, _request())
    with pytest.raises(Forbidden):
        viewer.accounts.edit(viewer.actor, _edit(home, "Cash"))
    for change in (viewer.accounts.close, viewer.accounts.reopen):
        with pytest.raises(Forbidden):
            change(viewer.actor, cash)
    with pytest.raises(Forbidden):
        viewer.accounts.arrange(viewer.actor, [cash])


def test_the_last_choice_for_a_payee_is_offered_again(engine: Engine) -> None:
    home = household(engine)
    groceries, cash = home.account("Groceries").id, home.account("Cash").id
    for amount in (5, 6):
        part = Part(Money(amount * 100, "EUR").number, groceries)
        kind = home.spend("1").described.kind
        home.record(Flow(kind=kind, account_id=cash, parts=(part,)), payee="Lidl 100%")
    (found,) = home.transactions.payees(home.actor, " LIDL 100% ")
    assert (found.name, found.account_id, found.category_id, found.uses) == (
        "Lidl 100%",
        cash,
        groceries,
        2,
    )
    assert home.transactions.payees(home.actor, "l_d") == ()
