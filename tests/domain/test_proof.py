"""Whether a statement ties, and what would make it tie."""

from dataclasses import dataclass
from datetime import date

from finance.domain.money import Money
from finance.domain.periods import EARLIEST
from finance.domain.proof import Offer, offered, up_to


@dataclass(frozen=True)
class Told:
    """What a bank says of a balance."""

    opening: Money | None = None
    closing: Money | None = None
    closing_on: date | None = None


DAYS = [(date(2026, 11, 2), -500), (date(2026, 11, 5), 2000)]


def euro(minor: int) -> Money:
    """An amount in euro."""
    return Money(minor, "EUR")


def test_movements_count_up_to_and_including_the_day() -> None:
    assert up_to(DAYS, date(2026, 11, 2)) == -500
    assert up_to(DAYS, None) == 1500


def test_the_latest_closing_balance_decides_what_there_was_before() -> None:
    first = Told(closing=euro(500), closing_on=date(2026, 11, 2))
    last = Told(opening=euro(7), closing=euro(2500), closing_on=date(2026, 11, 30))
    assert offered([last, first], DAYS) == Offer(euro(1000), date(2026, 11, 1))


def test_movements_after_the_closing_day_do_not_count() -> None:
    told = Told(closing=euro(500), closing_on=date(2026, 11, 3))
    assert offered([told], DAYS) == Offer(euro(1000), date(2026, 11, 1))


def test_without_a_closing_balance_the_opening_one_is_taken() -> None:
    assert offered([Told(), Told(opening=euro(42))], DAYS) == Offer(euro(42), date(2026, 11, 1))


def test_without_movements_the_balance_stands_on_its_own_day() -> None:
    told = Told(closing=euro(99), closing_on=date(2026, 11, 3))
    assert offered([told], []) == Offer(euro(99), date(2026, 11, 3))
    assert offered([Told(opening=euro(1))], []) == Offer(euro(1), None)


def test_a_file_that_is_silent_offers_nothing() -> None:
    assert offered([Told()], DAYS) is None


def test_no_day_lies_before_the_first_day_there_is() -> None:
    told = Told(closing=euro(5))
    assert offered([told], [(EARLIEST, 5)]) == Offer(euro(0), EARLIEST)
