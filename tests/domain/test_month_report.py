"""The report of a month, made of facts and of nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.budgets import Budget, Limit, State
from finance.domain.ledger import Transaction
from finance.domain.money import Bag, Money
from finance.domain.month_facts import MonthFacts, Turnover, facts_of, largest, months_told
from finance.domain.month_proofs import ProofKind
from finance.domain.month_report import MonthReport, month_report
from finance.domain.people import Book
from finance.domain.periods import FIRST_DAY, Month, MonthStart
from tests.domain.book import CHART, entry, named

NOVEMBER = Month(2026, 11)
BOOK = Book(id=UUID(int=1), name="Home", currency="EUR", time_zone="UTC", month_start=FIRST_DAY)
ENTRIES = [
    entry(("Bank", 100_00), ("Opening balances", -100_00), day=date(2026, 9, 1)),
    entry(("Bank", 2000_00), ("Salary", -2000_00), day=date(2026, 10, 1)),
    entry(("Bank", -50_00), ("Groceries", 50_00), day=date(2026, 10, 5)),
    entry(("Bank", -21_00), ("Travel", 21_00), day=date(2026, 10, 6)),
    entry(("Bank", 2000_00), ("Salary", -2000_00), day=date(2026, 11, 1)),
    entry(("Bank", -80_00), ("Groceries", 80_00), day=date(2026, 11, 5)),
    entry(("Card", -30_00), ("Food", 30_00), day=date(2026, 11, 6)),
    entry(("Bank", -30_00), ("Card", 30_00), day=date(2026, 11, 7)),
    entry(("Bank", 5_00), ("Groceries", -5_00), day=date(2026, 11, 8)),
    entry(("Yen", 900), ("Opening balances", -900), currency="JPY", day=date(2026, 11, 9)),
    entry(("Bank", -1_00), ("Groceries", 1_00), day=date(2026, 12, 1)),
]


def reported(
    entries: list[Transaction] = ENTRIES, month: Month = NOVEMBER, chart: Chart = CHART
) -> MonthReport:
    """The report of ``month``."""
    return month_report(BOOK, chart, facts_of(entries, chart, month, BOOK.month_start))


def eur(minor: int) -> Money:
    """So many cents."""
    return Money(minor, "EUR")


def test_income_and_spending_are_positive_and_net_is_their_difference() -> None:
    main = reported().main
    assert main.total_income.amount == eur(2000_00)
    assert main.total_spending.amount == eur(105_00)
    assert main.net.amount == eur(1895_00)


def test_a_category_holds_what_lies_beneath_it_and_its_own_part_has_a_line() -> None:
    lines = [
        (one.category.name, one.depth, one.direct, one.amount.minor)
        for one in reported().main.spending
    ]
    assert lines == [
        ("Food", 0, False, 105_00),
        ("Groceries", 1, False, 75_00),
        ("Food", 1, True, 30_00),
        ("Leisure", 0, False, 0),
        ("Travel", 1, False, 0),
    ]


def test_each_figure_stands_beside_the_month_before_and_the_average() -> None:
    report = reported()
    assert report.averaged == 2
    spending = report.main.total_spending
    assert (spending.previous, spending.average) == (eur(71_00), eur(35_50))
    assert spending.change == eur(34_00)


def test_an_average_is_rounded_half_away_from_zero() -> None:
    entries = [
        entry(("Bank", -5), ("Groceries", 5), day=date(2026, 9, 1)),
        entry(("Bank", 5), ("Salary", -5), day=date(2026, 9, 1)),
        entry(("Bank", 5), ("Travel", -5), day=date(2026, 9, 1)),
    ]
    found = {one.category.name: one.compared.average for one in reported(entries).main.spending}
    assert (found["Groceries"], found["Travel"]) == (eur(3), eur(-3))


def test_what_rose_and_what_fell_most_is_told_of_the_outermost() -> None:
    main = reported().main
    assert main.risen is not None
    assert main.fallen is not None
    assert (main.risen.category.name, main.fallen.category.name) == ("Food", "Leisure")
    nothing = reported(month=Month(2020, 1)).main
    assert (nothing.risen, nothing.fallen) == (None, None)


def test_what_rose_is_none_where_all_fell_and_the_other_way_round() -> None:
    fell = reported(ENTRIES[:4]).main
    assert fell.risen is None
    rose = reported(ENTRIES[:4], Month(2026, 10)).main
    assert rose.fallen is None


def test_an_account_begins_with_something_and_ends_with_that_plus_in_less_out() -> None:
    lines = {one.account.name: one for one in reported().accounts}
    bank = lines["Bank"]
    assert bank.opening == eur(2029_00)
    assert (bank.came, bank.went) == (eur(2005_00), eur(110_00))
    assert bank.closing == bank.opening + bank.came - bank.went
    assert lines["Card"].closing == eur(0)
    assert [one.account.kind.own for one in reported().accounts] == [True] * len(lines)


def test_assets_come_before_debts() -> None:
    kinds = [one.account.kind for one in reported().accounts]
    assert kinds == sorted(kinds)


def test_a_closed_account_is_told_of_only_while_it_held_or_moved_something() -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    shut = Chart(
        replace(one, closed_at=at) if one.name in {"Card", "Dollars"} else one
        for one in CHART.values()
    )
    names = [one.account.name for one in reported(chart=shut).accounts]
    assert "Card" in names
    assert "Dollars" not in names


def test_an_account_beneath_another_follows_it() -> None:
    pot = Account(
        id=UUID(int=500),
        kind=AccountKind.ASSET,
        name="Pot",
        currency="EUR",
        parent_id=named("Bank").id,
    )
    names = [one.account.name for one in reported(chart=Chart((*CHART.values(), pot))).accounts]
    assert names[names.index("Bank") + 1] == "Pot"


def test_worth_moves_by_what_was_kept_entered_and_exchanged() -> None:
    entries = [
        *ENTRIES,
        Transaction(
            id=UUID(int=7),
            date=date(2026, 11, 10),
            postings=(
                *entry(("Bank", -10_00), ("Conversion", 10_00)).postings,
                *entry(("Dollars", 11_00), ("Conversion", -11_00), currency="USD").postings,
            ),
        ),
    ]
    euro, yen, dollars = reported(entries).bridges
    assert (euro.opening, euro.net, euro.entered, euro.exchanged, euro.closing) == (
        eur(2029_00),
        eur(1895_00),
        eur(0),
        eur(-10_00),
        eur(3914_00),
    )
    assert euro.change == eur(1885_00)
    assert (yen.entered, yen.closing) == (Money(900, "JPY"), Money(900, "JPY"))
    assert dollars.exchanged == dollars.closing == Money(11_00, "USD")


def test_the_books_own_currency_comes_first_and_nothing_is_added_across() -> None:
    report = reported()
    assert [one.currency for one in report.statements] == ["EUR", "JPY"]
    assert report.worth.closing == eur(3924_00)


def test_the_largest_come_by_their_effect_the_earlier_first_among_equals() -> None:
    found = [(amount.minor, one.date.day) for amount, one in reported().largest]
    assert found == [(2000_00, 1), (-80_00, 5), (-30_00, 6), (5_00, 8)]


def test_at_most_so_many_are_named_of_each_currency() -> None:
    euros = [entry(("Bank", -n), ("Travel", n), day=date(2026, 11, n)) for n in range(1, 20)]
    yen = [entry(("Yen", -1), ("Travel", 1), currency="JPY", day=date(2026, 11, 1))]
    assert len(largest([*euros, *yen], CHART, 3)) == 4


def test_a_month_before_everything_is_a_true_report_of_nothing() -> None:
    report = reported(month=Month(1950, 1))
    assert report.transactions == report.averaged == 0
    assert not report.main.net
    assert report.largest == ()
    assert {one.closing.minor for one in report.accounts} == {0}
    assert report.proven


def test_the_first_months_there_are_have_fewer_before_them() -> None:
    assert months_told(Month(1899, 12)) == (Month(1899, 12),)
    assert len(months_told(Month(1900, 6))) == 7
    assert len(months_told(NOVEMBER)) == 13
    assert reported(month=Month(1899, 12)).averaged == 0


def test_the_report_follows_the_day_the_months_begin_on() -> None:
    payday = replace(BOOK, month_start=MonthStart(25))
    facts = facts_of(ENTRIES, CHART, NOVEMBER, payday.month_start)
    report = month_report(payday, CHART, facts)
    assert report.span.start == date(2026, 10, 25)
    assert report.transactions == 6
    assert report.proven


def test_limits_stand_beside_what_was_spent_of_the_whole_month() -> None:
    food = Budget(
        id=UUID(int=70),
        category_id=named("Food").id,
        limits=(Limit(Month(2026, 10), eur(100_00)),),
    )
    facts = facts_of(ENTRIES, CHART, NOVEMBER, FIRST_DAY)
    (standing,) = month_report(BOOK, CHART, replace(facts, budgets=(food,))).budget.standings
    assert (standing.budgeted, standing.spent, standing.state) == (
        eur(100_00),
        eur(105_00),
        State.OVER,
    )
    assert standing.elapsed.left == 0


def _off(facts: MonthFacts) -> dict[ProofKind, Bag]:
    return {one.kind: one.off for one in month_report(BOOK, CHART, facts).proofs if not one.holds}


def test_every_proof_holds_of_a_ledger_that_is_whole() -> None:
    assert _off(facts_of(ENTRIES, CHART, NOVEMBER, FIRST_DAY)) == {}


def test_a_lost_posting_breaks_the_proofs_it_concerns() -> None:
    facts = facts_of(ENTRIES, CHART, NOVEMBER, FIRST_DAY)
    bank = named("Bank").id
    lost = Turnover(account_id=bank, came=eur(2005_00), went=eur(109_00), count=3)
    changed = tuple(lost if one.account_id == bank else one for one in facts.turnovers)
    assert _off(replace(facts, turnovers=changed)) == {
        ProofKind.POSTINGS: Bag([eur(1_00)]),
        ProofKind.ACCOUNTS: Bag([eur(1_00)]),
        ProofKind.WORTH: Bag([eur(1_00)]),
    }


def test_two_faults_never_hide_one_another() -> None:
    facts = facts_of(ENTRIES, CHART, NOVEMBER, FIRST_DAY)
    food, travel = named("Food").id, named("Travel").id
    moved = tuple(
        replace(one, account_id=travel) if one.account_id == food else one
        for one in facts.turnovers
    )
    assert _off(replace(facts, turnovers=moved)) == {ProofKind.CATEGORIES: Bag([eur(60_00)])}
