"""The ring of parts of a whole."""

from hypothesis import given
from hypothesis import strategies as st

from finance.drawing.ring import Part, Ring, draw_ring, largest, swatch
from tests.drawing.reading import CAPTION, SVG, drawn, shapes, texts


def _ring(*values: int, total: str = "2,050") -> Ring:
    parts = tuple(Part(value, f"part {value}") for value in values)
    return Ring(caption=CAPTION, parts=parts, total=total, total_label="spent")


def test_every_part_has_its_colour_its_fill_and_its_words() -> None:
    root = drawn(draw_ring(_ring(50, 30, 20)))
    found = [shapes(root, name)[0] for name in ("s1", "s2", "s3")]
    assert [shape.get("fill") for shape in found] == ["#1f5f57", "#3f9483", "#8cc3b3"]
    assert [shape.get("data-tip") for shape in found] == ["part 50", "part 30", "part 20"]


def test_the_total_stands_in_the_middle() -> None:
    assert texts(drawn(draw_ring(_ring(1, 2)))) == ["2,050", "spent"]


def test_a_long_total_is_set_smaller() -> None:
    short = drawn(draw_ring(_ring(1))).find(f"{SVG}text")
    long = drawn(draw_ring(_ring(1, total="12,345,678"))).find(f"{SVG}text")
    assert short is not None
    assert long is not None
    assert float(short.get("font-size", "0")) > float(long.get("font-size", "0"))


def test_a_single_part_is_a_whole_ring() -> None:
    root = drawn(draw_ring(_ring(0, 70, -5)))
    (whole,) = shapes(root, "whole")
    assert whole.get("stroke") == "#3f9483"
    assert whole.get("data-tip") == "part 70"
    assert not list(root.iter(f"{SVG}path"))


def test_nothing_spent_is_an_empty_ring() -> None:
    for ring in (_ring(), _ring(0, 0), _ring(-3)):
        (whole,) = shapes(drawn(draw_ring(ring)), "whole")
        assert whole.get("stroke") == "#c5d0cb"


def test_a_part_of_more_than_half_goes_the_long_way_round() -> None:
    (large,) = shapes(drawn(draw_ring(_ring(75, 25))), "s1")
    (small,) = shapes(drawn(draw_ring(_ring(75, 25))), "s2")
    assert " 0 1 1 " in large.get("d", "")
    assert " 0 0 1 " in small.get("d", "")


@given(st.lists(st.integers(-(10**15), 10**15), max_size=9))
def test_any_numbers_make_a_sound_ring(values: list[int]) -> None:
    root = drawn(draw_ring(_ring(*values)))
    assert len(shapes(root, "gap")) <= sum(value > 0 for value in values)


def test_the_largest_are_named_and_the_rest_left_together() -> None:
    assert largest((5, 9, 0, 7, -4, 1, 2, 3, 8)) == ((1, 8, 3, 0, 7), (6, 5))


def test_a_rest_of_one_is_named_as_well() -> None:
    assert largest((1, 2, 3), most=2) == ((2, 1, 0), ())


@given(st.lists(st.integers(-9, 9)), st.integers(1, 6))
def test_named_and_others_are_all_that_is_positive_once(values: list[int], most: int) -> None:
    named, others = largest(values, most)
    assert sorted((*named, *others)) == [at for at, value in enumerate(values) if value > 0]
    assert all(values[a] >= values[b] for a in named for b in others)


def test_squares_beside_the_ring_follow_its_colours() -> None:
    assert [swatch(at) for at in range(7)] == ["s1", "s2", "s3", "s4", "s5", "s6", "s6"]
