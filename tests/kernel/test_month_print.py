"""A month for paper: its report and its rows of one moment, within limits."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from finance.domain.errors import Invalid
from finance.domain.periods import Month
from finance.usecases.reporting import PrintLimits
from tests.household import Household, household

NOVEMBER = Month(2026, 11)


@pytest.fixture(scope="module")
def home(engine: Engine) -> Household:
    """Three transactions in November."""
    made = household(engine)
    for amount in ("3", "1", "2"):
        made.spend(amount)
    made.spend("9", on="2026-12-01")
    return made


def test_the_rows_are_those_of_the_month_and_so_is_the_file(home: Household) -> None:
    found = home.reporting.printed(home.actor, NOVEMBER)
    assert found.rows is not None
    assert len(found.rows) == found.report.transactions == 3
    assert found.csv.count("\n") == 4


def test_what_does_not_fit_is_left_out_unless_it_is_asked_for(home: Household) -> None:
    tight = replace(home.reporting, limits=PrintLimits(usual=2, listed=2))
    found = tight.printed(home.actor, NOVEMBER)
    assert found.rows is None
    assert found.csv.count("\n") == 4
    with pytest.raises(Invalid) as caught:
        tight.printed(home.actor, NOVEMBER, listed=True)
    assert (caught.value.code, caught.value.field) == ("list_too_long", "transactions")
    assert caught.value.facts == {"count": 3, "limit": 2}


def test_the_list_can_be_left_out(home: Household) -> None:
    assert home.reporting.printed(home.actor, NOVEMBER, listed=False).rows is None


def test_a_month_beyond_any_file_is_refused(home: Household) -> None:
    tight = replace(home.reporting, limits=PrintLimits(enclosed=2))
    with pytest.raises(Invalid) as caught:
        tight.printed(home.actor, NOVEMBER, listed=False)
    assert caught.value.code == "report_too_large"


def test_all_that_is_read_is_of_one_moment(home: Household) -> None:
    with home.work() as work:
        work.hold_still()
        _, before = work.reports.month(home.actor.book, NOVEMBER)
        other = home.spend("4")
        _, after = work.reports.month(home.actor.book, NOVEMBER)
    assert before == after
    home.transactions.trash(home.actor, other.transaction.id)
