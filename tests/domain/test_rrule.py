"""Rules as calendars write them: a library's own vectors, and the library itself as the oracle."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.domain.errors import Invalid
from finance.domain.rrule import parse
from finance.domain.rule_days import moments

VECTORS = Path(__file__).parents[3] / "shared/data/recurrence-dateutil/rrule_vectors.tsv"
LAST = date(9999, 12, 31)


OWN = [
    "a rule without its last day",
    r"DTSTART:20261101T090000\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261103T090000",
    "20261101T090000,20261102T090000",
]
"""One vector of our own, where the others are not."""


def _vectors() -> list[list[str]]:
    lines = VECTORS.read_text().splitlines()[1:] if VECTORS.exists() else []
    return [OWN, *(line.split("\t") for line in lines)]


def _at(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - days of a calendar


def _played(rule: str) -> list[datetime]:
    """The moments of a whole set: rules and dates, less the excluded ones."""
    start, found, gone = datetime(1970, 1, 1), set[datetime](), set[datetime]()  # noqa: DTZ001
    for line in rule.replace("\\n", "\n").upper().split():
        name, _, value = line.partition(":")
        match name:
            case "DTSTART":
                start = _at(value)
            case "RDATE" | "EXDATE":
                (found if name == "RDATE" else gone).add(_at(value))
            case _:
                whole = moments(parse(value), start, LAST)
                (gone if name == "EXRULE" else found).update(whole)
    return sorted(found - gone)


@pytest.mark.parametrize("vector", _vectors(), ids=lambda vector: vector[0])
def test_the_vectors_of_dateutil_come_out(vector: list[str]) -> None:
    _, rule, expected = vector
    assert _played(rule) == [_at(text) for text in expected.split(",") if text]


EXAMPLES = [
    ("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-01", "2026-01-30 2026-02-27 2026-03-27"),
    ("RRULE:FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31", "2026-01-31 2026-03-31 2026-05-31"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-05", "2026-01-30 2026-02-27"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-01-01", "2028-02-29 2032-02-29"),
    ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "2026-01-01", "2026-12-28 2032-12-27"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "2026-11-03", "2026-11-03 2026-11-15"),
    ("FREQ=DAILY;UNTIL=20261105", "2026-11-03", "2026-11-03 2026-11-04 2026-11-05"),
]


@pytest.mark.parametrize(("rule", "start", "expected"), EXAMPLES)
def test_examples_of_everyday_rules(rule: str, start: str, expected: str) -> None:
    wanted = [date.fromisoformat(text) for text in expected.split()]
    found = moments(parse(rule), datetime.fromisoformat(start), LAST)
    assert [at.date() for at in islice(found, len(wanted))] == wanted


def _listed(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=3, unique=True).map(",".join)


_DAYS = st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules of every frequency with up to three of their parts."""
    frequency = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    parts = {
        "BYMONTH": _listed(st.integers(1, 12).map(str)),
        "BYMONTHDAY": _listed(st.integers(-31, 31).filter(bool).map(str)),
        "BYDAY": _listed(_DAYS),
        "WKST": _DAYS,
    }
    if frequency == "YEARLY":
        parts["BYYEARDAY"] = _listed(st.integers(-366, 366).filter(bool).map(str))
        parts["BYWEEKNO"] = _listed(st.integers(1, 52).map(str))
    if frequency in {"MONTHLY", "YEARLY"}:
        nth = st.tuples(st.sampled_from(("1", "2", "-1", "-2", "+4")), _DAYS).map("".join)
        parts["BYDAY"] |= _listed(nth)
    names = draw(st.lists(st.sampled_from(sorted(parts)), max_size=3, unique=True))
    said = [f"{name}={draw(parts[name])}" for name in names]
    if any(name != "WKST" for name in names) and draw(st.booleans()):
        said.append(f"BYSETPOS={draw(_listed(st.integers(-4, 4).filter(bool).map(str)))}")
    return ";".join((f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}", *said))


@settings(max_examples=40)
@given(rules(), st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(0, 400))
def test_every_rule_falls_when_dateutil_says(rule: str, start: date, later: int) -> None:
    begin, last = datetime(start.year, start.month, start.day), date(start.year + 4, 12, 31)  # noqa: DTZ001
    oracle = rrulestr(f"{rule};UNTIL={last:%Y%m%d}T000000", dtstart=begin)
    expected = [at.date() for at in islice(oracle, 60)]
    found = moments(parse(rule), begin, last)
    assert [at.date() for at in islice(found, 60)] == expected
    if expected:
        after = expected[min(later, len(expected) - 1)]
        rest = [at.date() for at in oracle if at.date() > after]
        assert [at.date() for at in moments(parse(rule), begin, last, after)] == rest


def _broken() -> Iterator[str]:
    yield from ("", "FREQ", "FREQ=", "FREQ=HOURLY", "FREQ=SECONDLY", "COUNT=3", "FREQ=DAILY;X=1")
    yield from ("FREQ=DAILY;COUNT=0", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=1001")
    yield from ("FREQ=DAILY;COUNT=10001", "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;COUNT=1e3")
    yield from ("FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;UNTIL=20260230", "FREQ=DAILY;UNTIL=tomorrow")
    yield from ("FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=DAILY;BYDAY=XX")
    yield from ("FREQ=MONTHLY;BYDAY=0MO", "FREQ=DAILY;WKST=DAY", "FREQ=DAILY;BYHOUR=24", "X" * 501)
    hours, sixty = ",".join(map(str, range(24))), ",".join(map(str, range(60)))
    yield f"FREQ=DAILY;BYHOUR={hours};BYMINUTE={sixty}"
    yield from ("FREQ=YEARLY;BYMONTH=٣", "FREQ=DAILY;UNTIL=20260101T250000", "FREQ=DAILY;BYMONTH=")


@pytest.mark.parametrize("rule", list(_broken()))
def test_what_is_no_rule_is_refused_at_its_field(rule: str) -> None:
    with pytest.raises(Invalid, match="rule_unreadable") as caught:
        parse(rule)
    assert caught.value.field == "rule"
