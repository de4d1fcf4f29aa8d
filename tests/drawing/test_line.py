"""The running total against what is usual."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.drawing.line import Line, draw_line
from finance.drawing.scale import Tick, round_values
from tests.drawing.reading import CAPTION, SVG, drawn, numbers, shapes, texts

AMOUNTS = st.integers(-(10**15), 10**15)


def _ticks(*values: int) -> tuple[Tick, ...]:
    return tuple(Tick(value, str(value)) for value in round_values(values))


LINE = Line(
    caption=CAPTION,
    days=5,
    points=(10, 20, 40),
    points_label="you, 40",
    ticks=_ticks(80),
    days_named=((0, "1"), (4, "5")),
    usual=(15, 30, 45, 60, 75),
    usual_label="usual",
    band=((10, 20), (25, 35), (40, 50), (55, 65), (70, 80)),
    today="today",
    tips=("1: 10", "2: 20", "3: 40"),
)


@pytest.mark.parametrize("phone", [False, True])
def test_lines_are_labelled_where_they_end(*, phone: bool) -> None:
    found = texts(drawn(draw_line(LINE, phone=phone)))
    assert {"usual", "today", "you, 40", "1", "5"} <= set(found)


def test_the_telephone_has_a_shape_of_its_own_with_letters_as_large() -> None:
    wide, phone = drawn(draw_line(LINE)), drawn(draw_line(LINE, phone=True))
    assert (wide.get("viewBox"), phone.get("viewBox")) == ("0 0 600 210", "0 0 360 230")
    sizes = {text.get("font-size") for root in (wide, phone) for text in root.iter(f"{SVG}text")}
    assert sizes == {"12"}


def test_today_is_a_line_at_the_last_point() -> None:
    root = drawn(draw_line(LINE))
    (rule,), (dot,) = shapes(root, "today"), shapes(root, "you-dot")
    assert rule.get("x1") == rule.get("x2") == dot.get("cx")


def test_labels_turn_inwards_near_the_end() -> None:
    late = replace(LINE, points=(10, 20, 40, 50, 60), tips=())
    anchors = {
        text.text: text.get("text-anchor") for text in drawn(draw_line(late)).iter(f"{SVG}text")
    }
    assert anchors["today"] == anchors["you, 40"] == "end"
    early = drawn(draw_line(LINE)).iter(f"{SVG}text")
    assert {text.text: text.get("text-anchor") for text in early}["today"] is None


def test_a_label_without_room_beneath_stands_above_its_point() -> None:
    low = drawn(draw_line(replace(LINE, points=(0, 0, 0))))
    (dot,) = shapes(low, "you-dot")
    (label,) = [text for text in low.iter(f"{SVG}text") if text.text == "you, 40"]
    assert numbers(label, "y") < numbers(dot, "cy")


def test_the_zero_line_stands_out_from_the_grid() -> None:
    root = drawn(draw_line(replace(LINE, ticks=_ticks(-40, 80))))
    assert len(shapes(root, "zero")) == 1
    assert len(shapes(root, "grid")) >= 2


def test_a_bare_line_shows_only_itself() -> None:
    bare = replace(LINE, usual=(), band=(), today="", tips=())
    root = drawn(draw_line(bare))
    assert not any(shapes(root, look) for look in ("usual", "band", "today", "tip"))
    assert len(shapes(root, "you")) == 1


def test_the_usual_without_a_band_keeps_its_label() -> None:
    root = drawn(draw_line(replace(LINE, band=())))
    assert "usual" in texts(root)


def test_a_period_not_begun_shows_the_usual_alone() -> None:
    root = drawn(draw_line(replace(LINE, points=(), tips=())))
    assert not shapes(root, "you")
    assert not shapes(root, "today")
    assert len(shapes(root, "usual")) == 1


def test_every_day_says_its_number_under_the_pointer() -> None:
    tips = [shape.get("data-tip") for shape in shapes(drawn(draw_line(LINE)), "tip")]
    assert tips == ["1: 10", "2: 20", "3: 40"]


@given(values=st.lists(AMOUNTS, max_size=40), days=st.integers(1, 31), phone=st.booleans())
def test_any_numbers_make_a_sound_line(*, values: list[int], days: int, phone: bool) -> None:
    points = tuple(values[:days])
    line = replace(LINE, days=days, points=points, ticks=_ticks(*points), usual=(), band=())
    root = drawn(draw_line(line, phone=phone))
    for dot in shapes(root, "you-dot"):
        x, y = numbers(dot, "cx", "cy")
        assert 0 <= x <= 600
        assert 0 <= y <= 230
