"""The line the size of a word."""

from hypothesis import given
from hypothesis import strategies as st

from finance.drawing.spark import Spark, draw_spark
from tests.drawing.reading import CAPTION, drawn, numbers, shapes


def _spark(*values: int) -> Spark:
    return Spark(caption=CAPTION, values=values)


def test_the_last_value_is_marked() -> None:
    root = drawn(draw_spark(_spark(1, 5, 3)))
    (dot,) = shapes(root, "in")
    assert numbers(dot, "cx", "cy") == [93, 12]


def test_a_zero_line_shows_only_between_the_two_sides() -> None:
    assert len(shapes(drawn(draw_spark(_spark(-2, 2))), "zero")) == 1
    assert not shapes(drawn(draw_spark(_spark(1, 2))), "zero")


def test_nothing_draws_nothing() -> None:
    assert not shapes(drawn(draw_spark(_spark())), "spark")


@given(st.lists(st.integers(-(10**15), 10**15), max_size=60))
def test_any_values_stay_on_the_paper(values: list[int]) -> None:
    for dot in shapes(drawn(draw_spark(_spark(*values))), "in"):
        x, y = numbers(dot, "cx", "cy")
        assert 0 <= x <= 96
        assert 0 <= y <= 24
