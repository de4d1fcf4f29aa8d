"""The filter people type means what it says, and each term can be taken away alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.errors import Invalid
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.domain.periods import EARLIEST, LATEST, MonthStart, Span
from finance.domain.query_text import Reader, days, read_query, read_terms

CASH, CARD, CARD2, FOOD, BAKER, FUN, PAY = (UUID(int=number) for number in range(1, 8))
CHART = Chart(
    [
        Account(id=CASH, kind=AccountKind.ASSET, name="Cash", currency="EUR"),
        Account(id=CARD, kind=AccountKind.LIABILITY, name="Card", currency="EUR"),
        Account(id=CARD2, kind=AccountKind.LIABILITY, name="Card Gold", currency="EUR"),
        Account(id=FOOD, kind=AccountKind.EXPENSE, name="Food"),
        Account(id=BAKER, kind=AccountKind.EXPENSE, name="Baker", parent_id=FOOD),
        Account(id=FUN, kind=AccountKind.EXPENSE, name="Fun and Games"),
        Account(id=PAY, kind=AccountKind.INCOME, name="Pay"),
    ]
)
READER = Reader(chart=CHART, today=date(2026, 11, 21), month_start=MonthStart(1))
BY_COMMA = Reader(
    chart=CHART, today=date(2026, 11, 26), month_start=MonthStart(25), decimal_mark=","
)
ids = frozenset[UUID]


def span(start: str, before: str) -> Filter:
    """The filter of the days from ``start`` to before ``before``."""
    return Filter(span=Span(date.fromisoformat(start), date.fromisoformat(before)))


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("", Filter()),
        ('""', Filter()),
        ("lidl", Filter(text=("lidl",))),
        ('"weekly shop" lidl', Filter(text=("weekly shop", "lidl"))),
        ('"open end', Filter(text=("open end",))),
        ("-lidl", Filter(without=("lidl",))),
        ('-"two words"', Filter(without=("two words",))),
        ('-""', Filter()),
        ("-", Filter(text=("-",))),
        ("payee:uber", Filter(payee="uber")),
        ('payee:"Corner Shop"', Filter(payee="Corner Shop")),
        ("acct:cash", Filter(accounts=ids({CASH}))),
        ("acct:card", Filter(accounts=ids({CARD}))),
        ("account:ca", Filter(accounts=ids({CASH, CARD, CARD2}))),
        ('acct:cash,"card gold"', Filter(accounts=ids({CASH, CARD2}))),
        ("cat:food", Filter(categories=ids({FOOD, BAKER}))),
        ("CAT:fun,pay", Filter(categories=ids({FUN, PAY}))),
        ("cat:baker cat:pay", Filter(categories=ids({BAKER, PAY}))),
        ("is:transfer", Filter(kinds=frozenset({TransactionKind.TRANSFER}))),
        (
            "type:Expense,other",
            Filter(kinds=frozenset({TransactionKind.EXPENSE, TransactionKind.OTHER})),
        ),
        ("#work", Filter(tags=frozenset({"work"}))),
        ('#""', Filter()),
        ("tag:work #home", Filter(tags=frozenset({"work", "home"}))),
        (">50", Filter(minimum=Decimal(50))),
        (">=50", Filter(minimum=Decimal(50))),
        ("<99.50", Filter(maximum=Decimal("99.50"))),
        ("=12.50", Filter(minimum=Decimal("12.50"), maximum=Decimal("12.50"))),
        (">10 <20 >15", Filter(minimum=Decimal(15), maximum=Decimal(20))),
        ("http://x.org", Filter(text=("http://x.org",))),
        ("cat:", Filter(text=("cat:",))),
        ("2026-11-03", span("2026-11-03", "2026-11-04")),
        ("2026-11", span("2026-11-01", "2026-12-01")),
        ("2026", span("2026-01-01", "2027-01-01")),
        ("2200", span("2200-01-01", "2201-01-01")),
        ("1234", Filter(text=("1234",))),
        ("today", span("2026-11-21", "2026-11-22")),
        ("month", span("2026-11-01", "2026-12-01")),
        ("Month-1", span("2026-10-01", "2026-11-01")),
        ("year", span("2026-01-01", "2027-01-01")),
        ("year-1", span("2025-01-01", "2026-01-01")),
        ("2026-09..2026-11", span("2026-09-01", "2026-12-01")),
        ("2026-11-03..2026-11-09", span("2026-11-03", "2026-11-10")),
        ("2025..today", span("2025-01-01", "2026-11-22")),
        ("..2026-10", Filter(span=Span(EARLIEST, date(2026, 11, 1)))),
        ("2026-10..", Filter(span=Span(date(2026, 10, 1), date(2201, 1, 1)))),
        ("..", Filter(text=("..",))),
        ("a..b", Filter(text=("a..b",))),
        ("2026-11 2026-11-20..2026-12-05", span("2026-11-20", "2026-12-01")),
        ("2026-11 2026-12", span("2026-11-01", "2026-11-01")),
    ],
)
def test_a_typed_filter_means_what_it_says(text: str, means: Filter) -> None:
    assert read_query(text, READER) == means


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2026-11", span("2026-10-25", "2026-11-25")),
        ("month", span("2026-11-25", "2026-12-25")),
        ("2026", span("2025-12-25", "2026-12-25")),
        ("=12,50", Filter(minimum=Decimal("12.50"), maximum=Decimal("12.50"))),
        (">1.234", Filter(minimum=Decimal(1234))),
    ],
)
def test_months_and_marks_are_those_of_book_and_reader(text: str, means: Filter) -> None:
    assert read_query(text, BY_COMMA) == means


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("acct:savings", "query_unknown_name"),
        ("acct:food", "query_unknown_name"),
        ("cat:cash", "query_unknown_name"),
        ("is:lost", "query_unknown_type"),
        (">much", "amount_unreadable"),
        ("=1+1", "amount_unreadable"),
        ("2026-13", "month_unreadable"),
        ("2026-02-30", "date_unreadable"),
        ("2201-01-01", "date_out_of_range"),
        ("year-900", "date_out_of_range"),
        ("2026-11..2026-10", "span_reversed"),
        ("a\x00b", "text_control"),
        ("x" * 501, "text_too_long"),
    ],
)
def test_what_means_nothing_is_told_at_the_field(text: str, code: str) -> None:
    with pytest.raises(Invalid) as told:
        read_query(text, READER)
    assert (told.value.code, told.value.field) == (code, "q")


def test_each_term_stands_alone_as_it_was_typed() -> None:
    terms = read_terms(' cat:food  "weekly shop" >10 ', READER)
    assert [term.text for term in terms] == ["cat:food", '"weekly shop"', ">10"]
    assert terms[2].means == Filter(minimum=Decimal(10))


pieces = st.sampled_from(
    [
        "lidl",
        "-rent",
        "#a",
        "cat:food",
        "acct:cash,card",
        ">5",
        "<9",
        "2026-11",
        '"a b"',
        "is:other",
    ]
)


@given(st.lists(pieces, max_size=6))
def test_the_terms_put_together_again_mean_the_same(typed: list[str]) -> None:
    text = " ".join(typed)
    again = " ".join(term.text for term in read_terms(text, READER))
    assert read_query(again, READER) == read_query(text, READER)


@given(st.text(max_size=60))
@example('"' * 60)
@example("a:" * 30)
@example("..")
def test_any_text_is_read_or_refused_at_the_field(text: str) -> None:
    told: object
    try:
        told = read_query(text, READER)
    except Invalid as fault:
        told = fault.field
    assert told == "q" or isinstance(told, Filter)


def test_dates_of_two_fields_are_inclusive_and_either_may_be_open() -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    assert days(None, None) is None
    assert days(first, last) == Span(first, date(2026, 12, 1))
    assert days(first, None) == Span.inclusive(first, LATEST)
    assert days(None, last) == Span.inclusive(EARLIEST, last)
    with pytest.raises(Invalid) as told:
        days(last, first)
    assert (told.value.code, told.value.field) == ("span_reversed", "end_date")


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("march", span("2026-03-01", "2026-04-01")),
        ("November", span("2026-11-01", "2026-12-01")),
        ("december", span("2025-12-01", "2026-01-01")),
        ("march 2025", span("2025-03-01", "2025-04-01")),
        ("january..march", span("2026-01-01", "2026-04-01")),
        ('"march"', Filter(text=("march",))),
        ("-march", Filter(without=("march",))),
        ("marching", Filter(text=("marching",))),
        ("märz", Filter(text=("märz",))),
    ],
)
def test_a_month_is_known_by_its_name(text: str, means: Filter) -> None:
    assert read_query(text, READER) == means


def test_a_month_is_known_by_its_name_in_the_language_of_the_reader() -> None:
    german = replace(READER, months={"märz": 3})
    assert read_query("März 2025", german) == span("2025-03-01", "2025-04-01")
    assert [one.text for one in read_terms("Rewe märz 2025 >5", german)] == [
        "Rewe",
        "märz 2025",
        ">5",
    ]
