"""Recording, changing and taking back transactions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.domain.accounts import AccountKind
from finance.domain.changes import Action
from finance.domain.entries import Flow, Heading, Part, Transfer
from finance.domain.errors import ChangedMeanwhile, Conflict, Forbidden, Invalid, NotFound
from finance.domain.ledger import TransactionKind
from finance.domain.money import Bag, Money
from finance.domain.people import Role
from finance.usecases.accounts import OpenAccount
from finance.usecases.transactions import Record
from tests.household import household


def eur(text: str) -> Bag:
    return Bag([Money.parse(text, "EUR")])


def test_an_expense_leaves_the_account_and_reaches_the_category(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("12.50")
    assert row.described.kind is TransactionKind.EXPENSE
    assert row.described.amount == Money(1250, "EUR")
    assert home.balance("Cash") == eur("-12.50")
    assert home.balance("Groceries") == eur("12.50")


def test_an_income_reaches_the_account_and_is_shown_positive(engine: Engine) -> None:
    home = household(engine)
    row = home.earn("2000")
    assert row.described.amount == Money(200000, "EUR")
    assert home.balance("Cash") == eur("2000")
    assert home.balance("Salary") == eur("-2000")


def test_a_refund_is_a_negative_part_of_an_expense(engine: Engine) -> None:
    home = household(engine)
    home.spend("30")
    row = home.spend("-10")
    assert row.described.kind is TransactionKind.EXPENSE
    assert row.described.amount == Money(-1000, "EUR")
    assert home.balance("Groceries") == eur("20")


def test_a_split_keeps_one_posting_on_the_paying_account(engine: Engine) -> None:
    home = household(engine)
    parts = (
        Part(Decimal("21.30"), home.account("Groceries").id),
        Part(Decimal("17.25"), home.account("Doctor and pharmacy").id, "plasters"),
    )
    body = Flow(kind=TransactionKind.EXPENSE, account_id=home.account("Cash").id, parts=parts)
    row = home.record(body)
    assert len(row.transaction.postings) == 3
    assert row.described.category is None
    assert row.described.amount == Money(3855, "EUR")
    assert home.balance("Cash") == eur("-38.55")


def test_an_expense_without_category_goes_to_uncategorised(engine: Engine) -> None:
    home = household(engine)
    body = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=home.account("Cash").id,
        parts=(Part(Decimal("1.00")),),
    )
    category = home.record(body).described.category
    assert category is not None
    assert category.name == "Uncategorised"


def test_a_transfer_between_currencies_sums_to_zero_in_each(engine: Engine) -> None:
    home = household(engine)
    home.open("Dollars", currency="USD")
    row = home.move("100", "Cash", "Dollars", arriving="108.50")
    assert row.described.kind is TransactionKind.TRANSFER
    assert row.described.to_amount == Money(10850, "USD")
    assert home.balance("Cash") == eur("-100")
    assert home.balance("Dollars") == Bag([Money(10850, "USD")])
    assert home.balance("Conversion") == Bag([Money(10000, "EUR"), Money(-10850, "USD")])


def test_a_transfer_between_currencies_needs_both_amounts(engine: Engine) -> None:
    home = household(engine)
    home.open("Dollars", currency="USD")
    with pytest.raises(Invalid, match="to_amount_missing"):
        home.move("100", "Cash", "Dollars")


@pytest.mark.parametrize("currency", ["JPY", "EUR", "KWD", "CLF"])
def test_every_number_of_decimals_is_kept_exactly(engine: Engine, currency: str) -> None:
    home = household(engine, currency)
    smallest = Money(1, currency)
    home.spend(str(smallest))
    assert home.balance("Groceries") == Bag([smallest])


def test_an_opening_balance_comes_from_opening_balances(engine: Engine) -> None:
    home = household(engine)
    home.open("Card", "-413.55", AccountKind.LIABILITY)
    assert home.balance("Card") == eur("-413.55")
    assert home.balance("Opening balances") == eur("413.55")


def test_the_same_request_again_answers_the_first_result(engine: Engine) -> None:
    home = household(engine)
    body = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=home.account("Cash").id,
        parts=(Part(Decimal(5), home.account("Groceries").id),),
    )
    request = Record(id=new_id(), heading=Heading(date=date(2026, 11, 3)), body=body)
    first = home.transactions.record(home.actor, request)
    again = home.transactions.record(home.actor, request)
    assert (first.made, again.made) == (True, False)
    assert again.row == first.row
    assert home.balance("Cash") == eur("-5")


def test_another_body_under_the_same_id_is_refused(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5")
    body = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=home.account("Cash").id,
        parts=(Part(Decimal(6), home.account("Groceries").id),),
    )
    request = Record(id=row.transaction.id, heading=Heading(date=date(2026, 11, 3)), body=body)
    with pytest.raises(Conflict, match="id_taken"):
        home.transactions.record(home.actor, request)


def test_an_edit_moves_the_sums_and_the_version(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5", on="2026-11-30")
    body = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=home.account("Cash").id,
        parts=(Part(Decimal(7), home.account("Eating out").id),),
    )
    request = Record(
        id=row.transaction.id, heading=Heading(date=date(2026, 12, 1), payee="Café"), body=body
    )
    edited = home.transactions.replace(home.actor, request, version=1)
    assert edited.transaction.version == 2
    assert home.balance("Groceries") == Bag()
    assert home.balance("Eating out") == eur("7")


def test_a_stale_version_is_told_and_changes_nothing(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5")
    body = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=home.account("Cash").id,
        parts=(Part(Decimal(7), home.account("Groceries").id),),
    )
    request = Record(id=row.transaction.id, heading=Heading(date=date(2026, 11, 3)), body=body)
    home.transactions.replace(home.actor, request, version=1)
    with pytest.raises(ChangedMeanwhile):
        home.transactions.replace(home.actor, request, version=1)
    with pytest.raises(ChangedMeanwhile):
        home.transactions.trash(home.actor, row.transaction.id, version=1)
    assert home.balance("Groceries") == eur("7")


def test_trash_takes_the_money_out_and_restore_brings_it_back(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5")
    home.transactions.trash(home.actor, row.transaction.id)
    assert home.balance("Cash") == Bag()
    kept = home.transactions.get(home.actor, row.transaction.id)
    assert kept.entry.trashed_at is not None
    assert kept.transaction.postings == row.transaction.postings
    restored = home.transactions.restore(home.actor, row.transaction.id)
    assert restored.transaction.postings == row.transaction.postings
    assert home.balance("Cash") == eur("-5")


def test_what_is_in_the_trash_cannot_be_edited_or_trashed_again(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5")
    home.transactions.trash(home.actor, row.transaction.id)
    with pytest.raises(NotFound):
        home.transactions.trash(home.actor, row.transaction.id)


def test_every_change_can_be_taken_back_and_that_too(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5")
    change_id = home.transactions.trash(home.actor, row.transaction.id)
    undo = home.changes.reverse(home.actor, change_id)
    assert undo.action is Action.RESTORED
    assert home.balance("Cash") == eur("-5")
    home.changes.reverse(home.actor, undo.id)
    assert home.balance("Cash") == Bag()
    actions = [one.action for one in home.transactions.history(home.actor, row.transaction.id)]
    assert actions == [Action.TRASHED, Action.RESTORED, Action.TRASHED, Action.CREATED]


def test_undoing_an_edit_brings_back_all_of_what_was(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5")
    body = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=home.account("Cash").id,
        parts=(Part(Decimal(7), home.account("Eating out").id),),
    )
    request = Record(id=row.transaction.id, heading=Heading(date=date(2025, 1, 1)), body=body)
    home.transactions.replace(home.actor, request, version=None)
    edit = home.transactions.history(home.actor, row.transaction.id)[0]
    home.changes.reverse(home.actor, edit.id)
    now = home.transactions.get(home.actor, row.transaction.id).transaction
    assert replace(now, version=1) == row.transaction
    with pytest.raises(Conflict, match="reversed_already"):
        home.changes.reverse(home.actor, edit.id)


def test_an_edit_cannot_be_undone_under_a_later_one(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5")
    created = home.transactions.history(home.actor, row.transaction.id)[0]
    body = Transfer(
        from_account_id=home.account("Cash").id,
        to_account_id=home.open("Savings").id,
        amount=Decimal(5),
    )
    request = Record(id=row.transaction.id, heading=Heading(date=date(2026, 11, 3)), body=body)
    home.transactions.replace(home.actor, request, version=None)
    with pytest.raises(Conflict, match="changed_since"):
        home.changes.reverse(home.actor, created.id)


def test_an_undo_does_not_close_an_account_that_holds_money(engine: Engine) -> None:
    home = household(engine)
    savings = home.open("Savings")
    home.accounts.close(home.actor, savings.id)
    home.accounts.reopen(home.actor, savings.id)
    reopened = home.accounts.history(home.actor, savings.id)[0]
    home.move("5", "Cash", "Savings")
    with pytest.raises(Conflict, match="balance_left"):
        home.changes.reverse(home.actor, reopened.id)
    home.move("5", "Savings", "Cash")
    assert home.changes.reverse(home.actor, reopened.id).action is Action.CLOSED


def test_an_opening_balance_under_a_taken_id_opens_no_account_without_it(engine: Engine) -> None:
    home = household(engine)
    request = OpenAccount(
        id=new_id(),
        opening_id=home.spend("5").transaction.id,
        kind=AccountKind.ASSET,
        name="Savings",
        balance=Money(500, "EUR"),
    )
    with pytest.raises(Conflict, match="id_taken"):
        home.accounts.open(home.actor, request)
    assert request.id not in home.chart()


def test_a_viewer_writes_nothing(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5")
    viewer = home.acting_as(Role.VIEWER)
    with pytest.raises(Forbidden):
        viewer.spend("5")
    with pytest.raises(Forbidden):
        viewer.transactions.trash(viewer.actor, row.transaction.id)
    with pytest.raises(Forbidden):
        viewer.open("Savings")
    assert viewer.balance("Cash") == eur("-5")


def test_another_books_account_is_unknown_in_a_body_and_not_found_by_id(engine: Engine) -> None:
    home, other = household(engine), household(engine)
    foreign = other.account("Groceries").id
    body = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=home.account("Cash").id,
        parts=(Part(Decimal(5), foreign),),
    )
    with pytest.raises(Invalid, match="unknown_account"):
        home.record(body)
    theirs = other.spend("5").transaction.id
    with pytest.raises(NotFound):
        home.transactions.get(home.actor, theirs)


def test_a_closed_account_takes_nothing_new_but_old_entries_can_be_mended(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5", category="Groceries")
    home.accounts.close(home.actor, home.account("Groceries").id)
    with pytest.raises(Invalid, match="account_closed"):
        home.spend("5", category="Groceries")
    body = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=home.account("Cash").id,
        parts=(Part(Decimal(6), home.account("Groceries").id),),
    )
    request = Record(id=row.transaction.id, heading=Heading(date=date(2026, 11, 3)), body=body)
    home.transactions.replace(home.actor, request, version=None)
    assert home.balance("Groceries") == eur("6")
