"""The parts every drawing is made of."""

from hypothesis import given
from hypothesis import strategies as st

from finance.drawing.svg import element, number, picture, words
from tests.drawing.reading import CAPTION, SVG, drawn, texts

READABLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
)


def test_numbers_are_short_and_never_a_negative_zero() -> None:
    assert [number(at) for at in (0.0, -0.001, 1.5, 2.0, 3.14159, -7)] == [
        "0",
        "0",
        "1.5",
        "2",
        "3.14",
        "-7",
    ]


def test_a_picture_is_an_image_named_by_its_title_and_description() -> None:
    root = drawn(picture(CAPTION, 10, 20, ""))
    title, text = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert text is not None
    assert root.get("role") == "img"
    assert root.get("viewBox") == "0 0 10 20"
    assert root.get("aria-labelledby") == f"{title.get('id')} {text.get('id')}"
    assert (title.text, text.text) == (CAPTION.title, CAPTION.description)


@given(READABLE)
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    root = drawn(picture(CAPTION, 1, 1, words((0, 0), text) + element("rect", {"data_tip": text})))
    assert texts(root) == [text] or (not text and texts(root) == [""])
    rect = root.find(f"{SVG}rect")
    assert rect is not None
    assert rect.get("data-tip") == text


def test_words_carry_their_anchor_weight_and_size() -> None:
    strong = words((1, 2), "you", anchor="end", look="strong display", size=24)
    assert strong == (
        '<text x="1" y="2" fill="#4b5d58" font-size="24" text-anchor="end" '
        'class="strong display" font-weight="600">you</text>'
    )
    assert words((1, 2), "usual", look="quiet").count("font-weight") == 0
