"""The duplicate rules as pure functions."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.domain.matching import (
    NEAR,
    Decision,
    LineStatus,
    Loose,
    Occurrences,
    Reason,
    alike,
    checked_decision,
    fingerprint,
    normalised,
    paired,
)
from finance.domain.money import Money
from finance.domain.statements import StatementLine

HERE = UUID(int=1)
DAY = date(2026, 11, 3)


def line(
    reference: str = "", text: str = "Baker", minor: int = -250, day: date = DAY
) -> StatementLine:
    """A bank line."""
    return StatementLine(1, day, Money(minor, "EUR"), text, "", reference)


def loose(number: int, days: int = 0, minor: int = -250, **more: object) -> Loose:
    """A line or a movement, ``days`` after the third."""
    return Loose(UUID(int=number), HERE, DAY + timedelta(days=days), minor, **more)  # type: ignore[arg-type]  # named fields


def test_the_text_does_not_matter_where_there_is_a_reference() -> None:
    assert fingerprint(line("R", "Baker")) == fingerprint(line("R", "BAKER STREET"))
    assert fingerprint(line("R")) != fingerprint(line("S"))


def test_without_a_reference_the_text_matters_but_not_its_spacing() -> None:
    assert fingerprint(line(text="The  Baker ")) == fingerprint(line(text="the baker"))
    assert fingerprint(line(text="Ｂaker")) == fingerprint(line(text="baker"))
    assert fingerprint(line(text="Baker")) != fingerprint(line(text="Butcher"))


@pytest.mark.parametrize("reference", ["", "R"])
def test_day_and_amount_always_matter(reference: str) -> None:
    keys = {
        fingerprint(line(reference)),
        fingerprint(line(reference, minor=-251)),
        fingerprint(line(reference, day=DAY + timedelta(days=1))),
    }
    assert len(keys) == 3


@given(st.text())
def test_no_two_blanks_are_left_by_normalising(text: str) -> None:
    assert "  " not in normalised(f" {text}  {text} ")


def test_equal_lines_are_counted_and_reused_references_are_seen() -> None:
    seen = Occurrences()
    assert [seen.next(5), seen.next(5), seen.next(6)] == [1, 2, 1]
    assert [seen.reused("", 5), seen.reused("R", 5), seen.reused("R", 5)] == [False] * 3
    assert seen.reused("R", 6)


KEYS = st.integers(-(2**63), 2**63 - 1).filter(bool)
ALIKE = st.integers(-(2**22), 2**22 - 1).map(lambda high: (high << 41) | 7)


@given(st.lists(st.one_of(KEYS, ALIKE, st.integers(1, 3)), max_size=200))
def test_every_line_is_counted_however_alike_the_keys_are(keys: list[int]) -> None:
    seen, wanted = Occurrences(), Counter[int]()
    for key in keys:
        wanted[key] += 1
        assert seen.next(key) == wanted[key]


def test_many_lines_are_counted_as_few_are() -> None:
    seen = Occurrences()
    keys = [(at * 0x9E3779B97F4A7C15 % 2**64 - 2**63) or 1 for at in range(5000)]
    assert {seen.next(key) for key in keys} == {1}
    assert {seen.next(key) for key in keys} == {2}


def test_the_nearest_day_is_taken_first_and_each_movement_once() -> None:
    lines = [loose(1, 0), loose(2, 2)]
    pairs = list(paired(lines, [loose(10, 1), loose(11, 2), loose(12, 9)]))
    assert [(one.line_id.int, one.twin_id.int, one.days) for one in pairs] == [
        (2, 11, 0),
        (1, 10, 1),
    ]
    assert [one.reason for one in pairs] == [Reason.SAME_DAY, Reason.NEAR]


def test_what_was_compared_line_by_line_is_nobodys_twin() -> None:
    same_source = loose(10, compared=frozenset({False}))
    assert list(paired([loose(1)], [same_source])) == []
    assert len(list(paired([loose(1, has_reference=True)], [same_source]))) == 1


def test_joining_is_proposed_on_the_same_day_or_for_the_same_word() -> None:
    def proposed(days: int, text: str) -> Decision:
        [pair] = paired([loose(1, text="The baker 77")], [loose(9, days, text=text)])
        return pair.decision

    assert proposed(0, "anything") is Decision.MERGE
    assert proposed(2, "BAKER & sons") is Decision.MERGE
    assert proposed(2, "Kiosk 77") is Decision.IMPORT


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 3)), max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 3)), max_size=12),
)
def test_pairs_are_one_to_one_near_and_leave_nothing_that_fits(
    ours: list[tuple[int, int]], theirs: list[tuple[int, int]]
) -> None:
    lines = {UUID(int=at): loose(at, *one) for at, one in enumerate(ours, 1)}
    there = {UUID(int=100 + at): loose(100 + at, *one) for at, one in enumerate(theirs, 1)}
    pairs = list(paired(list(lines.values()), there.values()))
    assert len({one.line_id for one in pairs}) == len(pairs)
    assert len({one.twin_id for one in pairs}) == len(pairs)
    for one in pairs:
        mine, other = lines.pop(one.line_id), there.pop(one.twin_id)
        assert mine.amount == other.amount
        assert abs((mine.date - other.date).days) == one.days <= NEAR
    for mine in lines.values():
        for other in there.values():
            assert mine.amount != other.amount or abs((mine.date - other.date).days) > NEAR


def test_words_of_three_letters_make_texts_alike() -> None:
    assert alike("PAYPAL *BAKER 12", "baker")
    assert not alike("12 34 56", "12 34 56")


@pytest.mark.parametrize(
    ("status", "twin", "wanted", "possible"),
    [
        (LineStatus.NEW, None, Decision.IMPORT, True),
        (LineStatus.NEW, None, Decision.MERGE, False),
        (LineStatus.KNOWN, HERE, Decision.MERGE, False),
        (LineStatus.KNOWN, HERE, Decision.IMPORT, True),
        (LineStatus.PROBABLE, HERE, Decision.MERGE, True),
        (LineStatus.INVALID, None, Decision.SKIP, True),
        (LineStatus.INVALID, None, Decision.IMPORT, False),
    ],
)
def test_only_what_can_be_done_can_be_decided(
    status: LineStatus,
    twin: UUID | None,
    wanted: Decision,
    possible: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert checked_decision(status, twin, wanted) is possible
