"""Money and days as different readers write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale

from finance.domain.money import Money
from finance.domain.periods import Month
from finance.web import filters
from finance.web.html.typed import date_order, read_day, read_money
from finance.web.messages import sentence


@pytest.mark.parametrize(
    ("locale", "text"),
    [("en", "−1,234,567.50"), ("de", "−1.234.567,50"), ("de_CH", "−1’234’567.50")],
)
def test_an_amount_is_written_with_the_marks_of_the_locale(
    app: Flask, locale: str, text: str
) -> None:
    with app.test_request_context(), force_locale(locale):
        assert filters.money_text(Money(-123456750, "EUR")) == text


def test_currencies_keep_their_own_decimals(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert filters.money_text(Money(1234, "JPY"), plus=True, code=True) == "+1,234 JPY"
        assert filters.money_text(Money(1234, "KWD")) == "1.234"


def test_small_print_rounds_half_away_from_zero(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert filters.units_text(Money(199950, "EUR")) == "2,000"
        assert filters.units_text(Money(-199949, "EUR")) == "−1,999"


def test_what_a_field_holds_is_read_back_as_the_same_amount(app: Flask) -> None:
    for locale in ("en", "de", "de_CH", "fr"):
        with app.test_request_context(), force_locale(locale):
            amount = Money(-123450, "EUR")
            assert read_money(filters.typed_amount(amount), "EUR") == amount
            assert filters.typed_number(Decimal(10)) == "10"


def test_days_follow_the_locale_and_name_another_year(app: Flask) -> None:
    today = date(2026, 11, 21)
    with app.test_request_context(), force_locale("en"):
        assert filters.day(date(2026, 11, 3), today) == "Tue 3 Nov"
        assert filters.day(date(2025, 11, 3), today) == "Mon 3 Nov 2025"
        assert filters.month_name(Month(2026, 11)) == "November 2026"
        at = datetime(2026, 11, 21, 9, 12, tzinfo=UTC)
        assert filters.instant(at, "Europe/Berlin") == "21 Nov 2026, 10:12"
    with app.test_request_context(), force_locale("de"):
        assert filters.month_name(Month(2026, 3)) == "März 2026"
        assert read_day("3.11.", today) == date(2026, 11, 3)
        assert date_order().value == "dmy"


def test_shares_are_whole_per_cent_and_nothing_of_nothing(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert filters.percent(1, 3) == "33%"
        assert filters.percent(1, 0) == ""


def test_amounts_in_sentences_are_written_as_anywhere_else(app: Flask) -> None:
    facts = {"parts": Money(123450, "EUR"), "amount": Money(-5, "KWD")}
    with app.test_request_context(), force_locale("de"):
        assert "1.234,50, not to \u22120,005" in sentence("parts_sum", facts)
