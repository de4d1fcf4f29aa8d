"""What rows say is made once of equal rows, and not kept of many."""

from datetime import date

from finance.adapters.clock import new_id
from finance.adapters.postgres import span_sums, total_texts
from finance.adapters.postgres.read_once import MOST


def test_equal_rows_are_read_once() -> None:
    account_id = new_id()
    first, again = (
        span_sums.week_sums([(date(2026, 11, 2), account_id, "EUR", 500)]) for _ in range(2)
    )
    assert first is again
    assert first[0].amount.minor == 500


def test_many_rows_are_read_and_forgotten() -> None:
    rows = [(date(2026, 11, 2), new_id(), "EUR", at) for at in range(MOST + 1)]
    assert span_sums.week_sums(rows) is not span_sums.week_sums(rows)
    assert span_sums.week_sums(rows) == span_sums.week_sums(rows)


def test_long_texts_are_read_and_forgotten() -> None:
    text = "\n".join(f"{new_id()} EUR {at} 1" for at in range(2 * MOST))
    rows = [(date(2026, 11, 1), text)]
    assert total_texts.totals(rows) is not total_texts.totals(rows)
    assert len(total_texts.totals(rows)) == 2 * MOST
