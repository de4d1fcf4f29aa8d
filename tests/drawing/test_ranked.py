"""Parts of a whole as bars one beneath another."""

from hypothesis import given
from hypothesis import strategies as st

from finance.drawing.ranked import Ranked, Ranking, cut, draw_ranking
from tests.drawing.reading import CAPTION, drawn, numbers, shapes, texts


def _ranking(*values: int) -> Ranking:
    bars = tuple(Ranked(f"Part {value}", value, str(value)) for value in values)
    return Ranking(caption=CAPTION, bars=bars)


def test_lengths_are_in_proportion_and_start_on_one_line() -> None:
    root = drawn(draw_ranking(_ranking(100, 50, 0)))
    bars = shapes(root, "s1")
    assert len({numbers(bar, "x")[0] for bar in bars}) == 1
    wide = [numbers(bar, "width")[0] for bar in bars]
    assert wide[0] == 2 * wide[1]
    assert wide[2] == 0


def test_every_bar_says_its_name_and_its_amount() -> None:
    said = texts(drawn(draw_ranking(_ranking(100, 50))))
    assert {"Part 100", "100", "Part 50", "50"} <= set(said)


def test_a_name_too_long_is_cut_and_told_whole_under_the_pointer() -> None:
    name = "A category with a very long name that nobody could ever print in one line"
    one = Ranking(caption=CAPTION, bars=(Ranked(name, 5, "5"),))
    root = drawn(draw_ranking(one, phone=True))
    assert any(text.endswith("…") for text in texts(root))
    assert (shapes(root, "s1")[0].get("data-tip") or "").startswith(name)
    assert cut("short", 100) == "short"


def test_nothing_at_all_is_a_picture_too() -> None:
    assert shapes(drawn(draw_ranking(_ranking())), "s1") == []


@given(st.lists(st.integers(-(10**15), 10**15), max_size=8))
def test_no_bar_leaves_the_paper(values: list[int]) -> None:
    root = drawn(draw_ranking(_ranking(*values)))
    for bar in shapes(root, "s1"):
        x, width = numbers(bar, "x", "width")
        assert 0 <= width <= 600 - x
