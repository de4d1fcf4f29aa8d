"""The database begins a book's months on the days the domain says."""

from datetime import date, timedelta

from sqlalchemy import Engine, text

from finance.domain.periods import MonthStart, first_day

_STARTS = text("""
    SELECT day::date, start, period_start(day::date, start::smallint)
    FROM generate_series(date '2023-12-01', date '2025-01-31', interval '1 day') AS day,
        unnest(CAST(:starts AS int[])) AS start
""")
_EDGES = text("SELECT period_start(CAST(:day AS date), CAST(:start AS smallint))")
STARTS = [*range(1, 29), 31]


def test_on_every_day_of_a_leap_year_and_for_every_start(engine: Engine) -> None:
    with engine.connect() as connection:
        found = connection.execute(_STARTS, {"starts": STARTS}).all()
    assert len(found) == (date(2025, 2, 1) - date(2023, 12, 1)) // timedelta(1) * len(STARTS)
    assert [one for one in found if one[2] != first_day(one[0], MonthStart(one[1]))] == []


def test_at_both_ends_of_what_a_date_may_be(engine: Engine) -> None:
    with engine.connect() as connection:
        for day in (date(1900, 1, 1), date(2200, 12, 31)):
            for start in (1, 28, 31):
                given = {"day": day, "start": start}
                found = connection.execute(_EDGES, given).scalar_one()
                assert found == first_day(day, MonthStart(start))
