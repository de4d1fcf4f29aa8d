"""The sample household: two years of a plausible life, the same every time."""

from datetime import date

import pytest

from finance.domain.accounts import Account, Chart
from finance.domain.ledger import TransactionKind, balances, kind_of
from finance.domain.sample import OPENED, sample
from finance.domain.starter import starter
from tests.domain.book import ids


def _chart() -> Chart:
    new_id = ids()
    start = starter(new_id, "EUR", "UTC").accounts
    own = (
        Account(id=new_id(), kind=kind, name=name, currency=currency)
        for name, kind, currency, _ in OPENED
    )
    return Chart((*start, *own))


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2024, 2, 29), date(2026, 1, 31)])
def test_the_sample_ends_today_and_lasts_two_years(today: date) -> None:
    made = list(sample(_chart(), today, ids()))
    days = [one.date for one in made]
    assert days == sorted(days)
    assert today.year - days[0].year == 2
    assert (today - days[-1]).days <= 7


def test_the_sample_has_every_kind_and_is_the_same_each_time() -> None:
    chart, today = _chart(), date(2026, 11, 21)
    made = list(sample(chart, today, ids()))
    assert {kind_of(one, chart) for one in made} == set(TransactionKind)
    assert made == list(sample(chart, today, ids()))
    held = {chart[one].name: bag for one, bag in balances(made).items() if chart[one].kind.own}
    assert held["Everyday"].of("EUR").minor > 0
