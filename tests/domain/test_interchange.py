"""Rows for a spreadsheet say all of a transaction, and accounts are found again by their paths."""

from dataclasses import replace
from uuid import UUID

import pytest

from finance.domain.accounts import Account, AccountKind, AccountRole, Chart
from finance.domain.errors import Invalid, Unreadable
from finance.domain.interchange import Place, Rows, path_from, path_text, seats, transactions_from
from finance.domain.ledger import Posting, Transaction
from finance.domain.money import Money
from finance.domain.seating import MOST_ACCOUNTS, Seating
from tests.domain.book import CHART, closed, entry, ids, named

ASSET, EXPENSE = AccountKind.ASSET, AccountKind.EXPENSE
CONVERSION = CHART.having(AccountRole.CONVERSION).id


def _posted(*sides: tuple[str, int, str, str]) -> Transaction:
    postings = tuple(
        Posting(named(name).id, Money(minor, currency), memo)
        for name, minor, currency, memo in sides
    )
    return replace(entry(("Cash", 0), ("Bank", 0)), postings=postings)


TRANSACTIONS = [
    entry(("Cash", -500), ("Groceries", 500)),
    entry(("Cash", -500), ("Groceries", 200), ("Travel", 300)),
    entry(("Cash", 700), ("Salary", -700)),
    entry(("Cash", -500), ("Bank", 500)),
    entry(("Cash", 500), ("Opening balances", -500)),
    _posted(("Cash", -500, "EUR", "mine"), ("Groceries", 500, "EUR", "")),
    _posted(("Cash", -5, "EUR", ""), ("Travel", 5, "EUR", ""), ("Travel", 0, "JPY", "")),
    _posted(("Cash", -5, "EUR", ""), ("Bank", 5, "EUR", "memo")),
    _posted(("Cash", -5, "EUR", ""), ("Bank", 5, "EUR", ""), ("Conversion", 0, "EUR", "")),
    _posted(
        ("Cash", -100, "EUR", ""),
        ("Dollars", 108, "USD", ""),
        ("Conversion", 100, "EUR", ""),
        ("Conversion", -108, "USD", ""),
    ),
    _posted(
        ("Cash", -100, "EUR", ""),
        ("Dollars", 108, "USD", ""),
        ("Conversion", 60, "EUR", ""),
        ("Conversion", 40, "EUR", ""),
        ("Conversion", -108, "USD", ""),
    ),
]


@pytest.mark.parametrize("one", TRANSACTIONS)
def test_rows_say_all_of_a_transaction(one: Transaction) -> None:
    rows = Rows(CHART).of(one)
    accounts = Seating(CHART, ids()).seats(seats(rows))
    (again,) = transactions_from(rows, accounts, CONVERSION, UUID(int=4))
    assert again == replace(one, import_id=UUID(int=4))


def test_people_see_one_row_for_each_part_and_one_for_a_transfer() -> None:
    counts = [len(Rows(CHART).of(one)) for one in TRANSACTIONS]
    assert counts == [1, 2, 1, 1, 2, 2, 3, 2, 3, 1, 5]


def test_a_transfer_is_told_from_where_the_money_left() -> None:
    (row,) = Rows(CHART).of(entry(("Bank", 500), ("Cash", -500)))
    assert (row.account.path, row.amount) == (("Cash",), Money(-500, "EUR"))
    assert row.other == Place(ASSET, ("Bank",))


def test_rows_that_contradict_each_other_are_refused() -> None:
    rows = Rows(CHART).of(TRANSACTIONS[1])
    broken = [rows[0], replace(rows[1], payee="other", line=3)]
    accounts = Seating(CHART, ids()).seats(seats(broken))
    with pytest.raises(Unreadable, match="rows_differ"):
        list(transactions_from(broken, accounts, CONVERSION))


def test_what_is_no_transaction_is_told_by_its_line() -> None:
    row = replace(Rows(CHART).of(TRANSACTIONS[4])[0], line=7)
    accounts = Seating(CHART, ids()).seats(seats([row]))
    with pytest.raises(Unreadable, match="row_unreadable") as caught:
        list(transactions_from([row], accounts, CONVERSION))
    assert caught.value.facts["line"] == 7


def test_a_slash_within_a_name_is_no_joint() -> None:
    assert path_text(("a/b", "c / d")) == "a//b / c // d"
    assert path_from("a//b / c // d") == ("a/b", "c / d")


def test_an_account_that_is_there_is_found_letter_case_aside() -> None:
    seating = Seating(CHART, ids())
    seat = (Place(EXPENSE, ("FOOD", "groceries")), "EUR")
    assert seating.seats([seat])[seat] == named("Groceries").id
    assert seating.made == []


def test_a_missing_account_is_made_with_those_it_stands_in() -> None:
    seating = Seating(CHART, ids())
    seating.seats(
        [
            (Place(ASSET, ("Bank", "Box")), "EUR"),
            (Place(EXPENSE, ("Garden", "Seeds")), "EUR"),
            (Place(EXPENSE, ("Garden",)), "USD"),
        ]
    )
    box, garden, seeds = seating.made
    assert (box.name, box.currency, box.parent_id) == ("Box", "EUR", named("Bank").id)
    assert (garden.name, garden.currency, garden.parent_id) == ("Garden", None, None)
    assert (seeds.name, seeds.parent_id) == ("Seeds", garden.id)
    for account in seating.made:
        Chart((*CHART.values(), *seating.made)).placed(account)


def test_an_account_of_another_currency_gets_one_beside_it() -> None:
    seating = Seating(CHART, ids())
    seat = (Place(ASSET, ("Cash",)), "USD")
    first = seating.seats([seat])[seat]
    assert [(one.name, one.currency) for one in seating.made] == [("Cash (USD)", "USD")]
    assert seating.seats([seat])[seat] == first
    assert len(seating.made) == 1


def test_a_closed_account_is_not_found() -> None:
    seating = Seating(closed("Bank"), ids())
    seating.seats([(Place(ASSET, ("Bank",)), "EUR")])
    assert [one.name for one in seating.made] == ["Bank"]


def test_a_book_holds_only_so_many_accounts() -> None:
    new_id = ids()
    many = Chart(Account(id=new_id(), kind=EXPENSE, name=str(at)) for at in range(MOST_ACCOUNTS))
    with pytest.raises(Invalid, match="accounts_many"):
        Seating(many, new_id).seats([(Place(EXPENSE, ("More",)), "EUR")])
