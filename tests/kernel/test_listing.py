"""The database lists exactly what the domain's filter shows, on any ledger and for any filter."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from finance.adapters.clock import new_id, now
from finance.domain.accounts import Account, AccountKind
from finance.domain.filters import Filter, folded, matches
from finance.domain.ledger import Posting, Transaction, TransactionKind
from finance.domain.money import Money
from finance.domain.periods import Span
from finance.usecases.readings import Position
from tests.household import Household, household

WORDS = ("", "Shop", "shoP 100%", "a_b\\c", "Ärger", "ΟΔΟΣ", "İstanbul", "ǅ", "straße", "x")
PARTS = (
    "shop",
    "SHOP",
    "%",
    "_",
    "\\",
    "är",
    "ΆΡ",
    "οδος",
    "ΟΔΟΣ",
    "istanbul",
    "İ",
    "ss",
    "ß",
    "ǆ",
)
TAGS = ("Home", "HOME", "öl", "ΣΑΣ")
DAY = date(2026, 1, 1)
CURRENCIES = ("EUR", "JPY", "KWD")


@st.composite
def _transactions(draw: st.DrawFn, accounts: list[Account]) -> Transaction:
    sides = [
        (draw(st.sampled_from(accounts)), draw(st.integers(-1200, 1200)))
        for _ in range(draw(st.integers(1, 3)))
    ]
    words = st.sampled_from(WORDS)
    postings = [
        Posting(one.id, Money(minor, one.currency or "EUR"), draw(words)) for one, minor in sides
    ]
    left = dict.fromkeys(CURRENCIES, 0)
    for posting in postings:
        left[posting.amount.currency] -= posting.amount.minor
    free = [one for one in accounts if one.currency is None]
    rests = {code: minor for code, minor in left.items() if minor} or {"EUR": 0}
    postings += [
        Posting(draw(st.sampled_from(free)).id, Money(minor, code)) for code, minor in rests.items()
    ]
    if draw(st.booleans()):
        ends = draw(st.permutations([one for one in accounts if one.currency == "EUR"]))[:2]
        size = draw(st.integers(0, 1200))
        postings = [
            Posting(ends[0].id, Money(-size, "EUR")),
            Posting(ends[1].id, Money(size, "EUR")),
        ]
    return Transaction(
        id=new_id(),
        date=DAY + timedelta(days=draw(st.integers(0, 4))),
        postings=tuple(postings),
        payee=draw(words),
        description=draw(words),
        tags=tuple(draw(st.lists(st.sampled_from(TAGS), max_size=2, unique=True))),
    )


_T = TypeVar("_T")


def _some(choices: st.SearchStrategy[_T], most: int = 2) -> st.SearchStrategy[frozenset[_T]]:
    """No condition half of the time."""
    return st.one_of(st.just(frozenset[_T]()), st.frozensets(choices, max_size=most))


@st.composite
def _filters(draw: st.DrawFn, accounts: list[Account]) -> Filter:
    ids = st.sampled_from([one.id for one in accounts])
    size = st.none() | st.sampled_from([Decimal(n) / 100 for n in (0, 1, 250, 900)])
    parts = st.lists(st.sampled_from(PARTS), max_size=1)
    start = DAY + timedelta(days=draw(st.integers(-1, 4)))
    span = Span(start, start + timedelta(days=draw(st.integers(0, 3))))
    return Filter(
        span=draw(st.sampled_from((None, span))),
        accounts=draw(_some(ids)),
        categories=draw(_some(ids)),
        kinds=draw(_some(st.sampled_from(TransactionKind))),
        tags=draw(_some(st.sampled_from(TAGS), 1)),
        minimum=draw(size),
        maximum=draw(size),
        text=tuple(draw(parts)),
        without=tuple(draw(parts)),
        payee=draw(st.sampled_from(("", *PARTS))),
        trashed=draw(st.booleans()),
    )


def _furnished(engine: Engine) -> tuple[Household, list[Account]]:
    home = household(engine)
    home.open("Bank")
    home.open("Card", kind=AccountKind.LIABILITY)
    for currency in CURRENCIES[1:]:
        home.open(currency, currency=currency)
    names = ("Bank", "Card", "Cash", "JPY", "KWD", "Groceries", "Travel", "Salary", "Conversion")
    return home, [home.account(name) for name in names]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_database_lists_what_the_domain_shows(engine: Engine, data: st.DataObject) -> None:
    home, accounts = _furnished(engine)
    values = data.draw(st.lists(_transactions(accounts), min_size=1, max_size=12))
    with home.work() as work:
        work.transactions.add_many(values, now())
        work.commit()
    trashed = data.draw(st.integers(0, len(values)))
    for one in values[:trashed]:
        home.transactions.trash(home.actor, one.id)
    for _ in range(12):
        chosen = data.draw(_filters(accounts))
        _check(home, chosen, values, trashed)


def _check(home: Household, chosen: Filter, values: list[Transaction], trashed: int) -> None:
    chart = home.chart()
    wanted = sorted(
        (one.date, one.id)
        for at, one in enumerate(values)
        if matches(chosen, one, chart, trashed=at < trashed)
    )
    with home.work() as work:
        all_ = work.readings.entries(chosen, start=None, limit=50)
        assert [_place(one.transaction) for one in reversed(all_)] == wanted
        assert [_place(one.transaction) for one in work.readings.stream(chosen)] == wanted
        if len(wanted) > 1:
            beyond = Position(*wanted[0])
            rest = work.readings.entries(chosen, start=beyond, limit=50, newest_first=False)
            assert [_place(one.transaction) for one in rest] == wanted[1:]
        if not chosen.trashed:
            assert work.readings.summary(chosen).count == len(wanted)


def _place(one: Transaction) -> tuple[object, object]:
    return one.date, one.id


@pytest.mark.parametrize("word", [*WORDS, *PARTS, *TAGS, "ǰΐΰ", "ŉ", "ﬁ", "Ω", "K"])
def test_letter_case_is_put_aside_as_the_database_does_it(engine: Engine, word: str) -> None:
    with engine.connect() as connection:
        assert connection.execute(text("SELECT lower(:word)"), {"word": word}).scalar() == folded(
            word
        )


def test_a_trashed_transaction_is_found_by_what_it_was(engine: Engine) -> None:
    home = household(engine)
    cash, travel = home.account("Cash").id, home.account("Travel").id
    home.transactions.trash(home.actor, home.spend("5").transaction.id)
    for chosen, found in (
        (Filter(accounts=frozenset({cash})), 1),
        (Filter(categories=frozenset({travel})), 0),
        (Filter(kinds=frozenset({TransactionKind.EXPENSE})), 1),
        (Filter(minimum=Decimal(6)), 0),
    ):
        with home.work() as work:
            trash = replace(chosen, trashed=True)
            assert len(work.readings.entries(trash, start=None, limit=9)) == found
