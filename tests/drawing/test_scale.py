"""Scales and the values worth a gridline."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from finance.drawing.scale import Scale, Tick, round_values, vertical

AMOUNTS = st.integers(-(10**17), 10**17)


def test_a_scale_maps_its_ends_to_its_ends() -> None:
    scale = Scale(0, 10, 100, 0)
    assert [scale.at(value) for value in (0, 5, 10)] == [100, 50, 0]


def test_a_range_of_nothing_maps_to_the_middle() -> None:
    assert Scale(7, 7, 0, 10).at(7) == 5


def test_no_ticks_still_make_a_scale() -> None:
    assert vertical((), 0, 10).at(0) == 5


def test_the_lowest_tick_is_at_the_bottom() -> None:
    scale = vertical((Tick(0, "0"), Tick(50, "50")), 10, 90)
    assert (scale.at(0), scale.at(50)) == (90, 10)


def test_round_values_for_a_month_of_spending_are_whole_thousands() -> None:
    assert round_values((0, 205_048), smallest=100) == (0, 100_000, 200_000, 300_000)


def test_round_values_reach_below_zero_when_values_do() -> None:
    assert round_values((-150, 420)) == (-200, 0, 200, 400, 600)


def test_nothing_at_all_still_has_two_round_values() -> None:
    assert round_values((), smallest=100) == (0, 100)


@given(st.lists(AMOUNTS), st.integers(1, 8), st.sampled_from((1, 10, 100, 1000)))
def test_round_values_hold_zero_and_every_value_in_few_even_steps(
    values: list[int], most: int, smallest: int
) -> None:
    found = round_values(values, most, smallest)
    assert 0 in found
    assert found[0] <= min([0, *values])
    assert found[-1] >= max([0, *values])
    assert len({after - before for before, after in pairwise(found)}) == 1
    assert 2 <= len(found) <= max(most, 2) + 2
