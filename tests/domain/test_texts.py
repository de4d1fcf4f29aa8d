"""What a text may hold, how long it may be, and how hidden characters are shown."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from finance.domain.errors import Invalid
from finance.domain.texts import LIMITS, MULTILINE, clean, visible

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data" / "naughty-strings" / "blns.json"
OWN = (
    "",
    "undefined",
    "Ω≈ç√∫˜µ≤≥÷",
    "田中さんにあげて下さい",
    "👨‍👩‍👧 🇫🇷 🏴",
    "הָיְתָה",
    "\u202eevil\u202c",
    "<script>alert(0)</script>",
    "'; DROP TABLE posting; --",
    "=1+1",
    "\x00",
    "\ud800",
    "\ufffe",
    "a\u0301" * 60,
)


def naughty() -> tuple[str, ...]:
    """The shared list of nasty strings where it is at hand, and always a few of our own."""
    shared = json.loads(SHARED.read_text("utf-8")) if SHARED.exists() else []
    return (*OWN, *shared)


def test_limits_page_says_what_the_code_holds() -> None:
    page = (ROOT / "docs" / "limits.md").read_text("utf-8")
    table = page.split("## Texts")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\w+) \| (\d+) \|", table, re.MULTILINE)
    told = {name: int(limit) for name, limit in rows}
    assert told == dict(LIMITS)


def cleaned(text: str, field: str) -> str | Invalid:
    """What is kept of ``text``, or the fault it is refused for."""
    try:
        return clean(text, field)
    except Invalid as fault:
        return fault


@pytest.mark.parametrize("field", ["payee", "description"])
def test_naughty_strings_are_kept_or_refused_with_a_reason(field: str) -> None:
    for text in naughty():
        kept = cleaned(text, field)
        if isinstance(kept, Invalid):
            assert kept.field == field
            assert kept.code in {"text_control", "text_too_long"}
        else:
            assert kept == unicodedata.normalize("NFC", text.strip())
            kept.encode("utf-8")


def test_outer_white_space_goes_and_inner_stays() -> None:
    assert clean(" \u00a0 Café  Noir\t\n", "payee") == "Café  Noir"


def test_a_decomposed_letter_is_kept_composed() -> None:
    assert clean("Cafe\u0301", "payee") == "Caf\u00e9"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
@example("\r\r\n\n x")
@example(" \u0301a")
def test_cleaning_twice_changes_nothing(text: str) -> None:
    for field in ("payee", "description"):
        kept = cleaned(text, field)
        assert isinstance(kept, Invalid) or clean(kept, field) == kept


@pytest.mark.parametrize("field", sorted(set(LIMITS) - {"tags"}))
def test_a_text_may_be_exactly_as_long_as_its_limit(field: str) -> None:
    limit = LIMITS[field]
    assert clean("x" * limit, field) == "x" * limit
    with pytest.raises(Invalid) as told:
        clean("x" * (limit + 1), field)
    assert told.value.code == "text_too_long"
    assert told.value.field == field
    assert told.value.facts == {"limit": limit, "length": limit + 1}


def test_length_is_counted_after_composing() -> None:
    assert len(clean("a\u0301" * 200, "payee")) == 200


def test_ten_megabytes_are_refused_by_their_length() -> None:
    with pytest.raises(Invalid) as told:
        clean("a\u0301" * 5_000_000, "description")
    assert told.value.code == "text_too_long"


def test_no_character_shrinks_more_than_fourfold_when_composed() -> None:
    every = (chr(code) for code in range(0x110000))
    assert max(len(unicodedata.normalize("NFD", character)) for character in every) == 4


@pytest.mark.parametrize(
    ("text", "character", "position"),
    [
        ("a\x00b", "U+0000", 2),
        ("ab\x7fc", "U+007F", 3),
        ("a\x9bb", "U+009B", 2),
        ("a\ud83db", "U+D83D", 2),
        ("\ufffea", "U+FFFE", 1),
        ("a\nb", "U+000A", 2),
        ("a\tb", "U+0009", 2),
    ],
)
def test_what_no_text_may_hold_is_named_with_its_place(
    text: str, character: str, position: int
) -> None:
    with pytest.raises(Invalid) as told:
        clean(text, "payee")
    assert told.value.code == "text_control"
    assert told.value.facts == {"character": character, "position": position}


def test_a_description_has_lines_and_tabs_and_one_kind_of_line_end() -> None:
    assert {"description"} == MULTILINE
    assert clean("one\r\ntwo\rthree\n\tfour", "description") == "one\ntwo\nthree\n\tfour"
    with pytest.raises(Invalid) as told:
        clean("one\x1btwo", "description")
    assert told.value.facts["character"] == "U+001B"


def test_characters_that_turn_the_direction_are_kept_and_shown() -> None:
    kept = clean("invoice\u202egpj.exe", "payee")
    assert kept == "invoice\u202egpj.exe"
    assert visible(kept) == "invoice⟨U+202E⟩gpj.exe"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u200bb", "a⟨U+200B⟩b"),
        ("\ufeffa", "⟨U+FEFF⟩a"),
        ("a\U000e0041", "a⟨U+E0041⟩"),
        ("a\x00\x85", "a⟨U+0000⟩⟨U+0085⟩"),
        ("a\u2028b", "a⟨U+2028⟩b"),
        ("a\ud800", "a⟨U+D800⟩"),
    ],
)
def test_what_cannot_be_seen_is_spelt_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["👨‍👩‍👧", "❤️", "می‌خواهم", "שלום", "a\tb\nc", "Ł€½"])
def test_what_people_write_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


@given(st.text())
def test_nothing_shown_hides_or_turns_text(text: str) -> None:
    allowed = {"\u200c", "\u200d"}
    for character in visible(text):
        hidden = unicodedata.bidirectional(character) in {
            *("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"),
        }
        assert not hidden
        assert character in allowed or character not in "\u200b\u200e\u200f\u061c\u2060\ufeff"
