"""In and out by month."""

from hypothesis import given
from hypothesis import strategies as st

from finance.drawing.bars import Bars, Month, draw_bars
from finance.drawing.scale import Tick, round_values
from tests.drawing.reading import CAPTION, drawn, numbers, shapes, texts

AMOUNTS = st.integers(-(10**15), 10**15)


def _bars(*months: tuple[int, int]) -> Bars:
    values = [value for month in months for value in month]
    return Bars(
        caption=CAPTION,
        months=tuple(
            Month(f"m{at}", came, went, f"in {came}", f"out {went}")
            for at, (came, went) in enumerate(months)
        ),
        ticks=tuple(Tick(value, str(value)) for value in round_values(values)),
        in_label="in",
        out_label="out",
    )


def test_each_month_has_two_bars_from_the_zero_line_up() -> None:
    root = drawn(draw_bars(_bars((100, 50), (80, 100))))
    came = [shape for shape in shapes(root, "in") if shape.get("data-tip")]
    went = [shape for shape in shapes(root, "out") if shape.get("data-tip")]
    assert [shape.get("data-tip") for shape in came] == ["in 100", "in 80"]
    assert numbers(came[0], "height")[0] == 2 * numbers(went[0], "height")[0]
    feet = {sum(numbers(shape, "y", "height")) for shape in (*came, *went)}
    assert len(feet) == 1


def test_a_month_of_refunds_hangs_below_zero() -> None:
    root = drawn(draw_bars(_bars((100, -40))))
    (zero,) = shapes(root, "zero")
    (went,) = [shape for shape in shapes(root, "out") if shape.get("data-tip")]
    assert numbers(went, "y") == numbers(zero, "y1")


def test_on_a_phone_every_second_month_is_named_and_the_last_always() -> None:
    months = [(1, 1)] * 6
    wide, phone = (
        texts(drawn(draw_bars(_bars(*months), phone=narrow))) for narrow in (False, True)
    )
    assert [text for text in wide if text.startswith("m")] == [f"m{at}" for at in range(6)]
    assert [text for text in phone if text.startswith("m")] == ["m1", "m3", "m5"]


def test_the_colours_are_named_in_words() -> None:
    assert {"in", "out"} <= set(texts(drawn(draw_bars(_bars((1, 2))))))


def test_no_months_make_an_empty_sheet() -> None:
    assert texts(drawn(draw_bars(_bars()))) == ["0", "1"]


@given(months=st.lists(st.tuples(AMOUNTS, AMOUNTS), max_size=24), phone=st.booleans())
def test_any_numbers_make_sound_bars(*, months: list[tuple[int, int]], phone: bool) -> None:
    root = drawn(draw_bars(_bars(*months), phone=phone))
    for shape in (*shapes(root, "in"), *shapes(root, "out")):
        assert numbers(shape, "height")[0] >= 0
