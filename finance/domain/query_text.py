"""The filter as people type it: ``2026-11 acct:everyday,card >10 #work -rent``.

Terms stand apart by spaces; quotes keep a name of several words together; a comma means or. All
terms must hold, except that naming more accounts, categories or types widens the choice.

========================  ====================================================================
``lidl "weekly shop"``    occurs in payee, description or memo; ``-lidl`` does not
``payee:lidl``            occurs in the payee
``acct:cash,card``        touches one of these own accounts, by name or its beginning
``cat:food``              touches this category or one beneath it
``is:expense``            also ``income``, ``transfer``, ``other``
``#work``                 carries the tag
``>10 <99.50 =12,50``     of that size, bounds included, sign aside
``2026-11``               also ``2026``, ``2026-11-03``, ``2026-11-03..2026-11-09``, ``today``,
                          ``month``, ``month-1``, ``year``, ``year-1``; ``march``, the last one
                          there was, and ``march 2025``
========================  ====================================================================
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Final
from uuid import UUID

from finance.domain.accounts import CATEGORIES, OWN, AccountKind, Chart
from finance.domain.amount_text import read_number
from finance.domain.errors import Invalid
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.domain.periods import EARLIEST, LATEST, Month, MonthStart, Span, checked_day, month_of
from finance.domain.texts import clean

_PIECE: Final = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
_KEYED: Final = re.compile(r"([a-z]+):(.+)", re.IGNORECASE | re.DOTALL)
_BACK: Final = re.compile(r"(month|year)(?:-(\d{1,3}))?", re.IGNORECASE | re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH: Final = re.compile(r"\d{4}-\d{2}", re.ASCII)
_YEAR: Final = re.compile(r"(?:19|20|21)\d{2}|2200", re.ASCII)
_MONTHS: Final = 12
_ENGLISH: Final = (
    "january february march april may june july august september october november december"
)
ENGLISH_MONTHS: Final[Mapping[str, int]] = {
    name: number for number, name in enumerate(_ENGLISH.split(), start=1)
}
"""The names of months that are read in every language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What a filter text is read against: the book's accounts and days, the reader's marks.

    ``months`` are the names of months, folded, with their numbers.
    """

    chart: Chart
    today: date
    month_start: MonthStart
    decimal_mark: str = "."
    months: Mapping[str, int] = field(default_factory=lambda: ENGLISH_MONTHS)


@dataclass(frozen=True, slots=True)
class Term:
    """One term as typed and the filter it alone means."""

    text: str
    means: Filter


def read_terms(text: str, reader: Reader) -> tuple[Term, ...]:
    """The terms of ``text``, in order.

    Invalid at ``q``: ``query_unknown_name``, ``query_unknown_type``, ``date_unreadable``,
    ``month_unreadable``, ``amount_unreadable`` or a fault of the text.
    """
    try:
        pieces = _joined(_PIECE.findall(clean(text, "query")), reader)
        return tuple(Term(piece, _term(piece, reader)) for piece in pieces)
    except Invalid as fault:
        raise Invalid(fault.code, "q", fault.facts) from fault


def _joined(pieces: Iterable[str], reader: Reader) -> list[str]:
    """The pieces, with the name of a month and the year behind it in one."""
    joined: list[str] = []
    for piece in pieces:
        if joined and joined[-1].casefold() in reader.months and _YEAR.fullmatch(piece):
            joined[-1] += f" {piece}"
        else:
            joined.append(piece)
    return joined


def read_query(text: str, reader: Reader) -> Filter:
    """The filter ``text`` means; Invalid as for ``read_terms``."""
    return merged(term.means for term in read_terms(text, reader))


def merged(filters: Iterable[Filter]) -> Filter:
    """The filter that asks for what all of ``filters`` ask; choices of the same kind widen."""
    return reduce(_both, filters, Filter())


def _both(one: Filter, other: Filter) -> Filter:
    return Filter(
        span=_overlap(one.span, other.span),
        accounts=one.accounts | other.accounts,
        categories=one.categories | other.categories,
        kinds=one.kinds | other.kinds,
        tags=one.tags | other.tags,
        minimum=_bound(max, one.minimum, other.minimum),
        maximum=_bound(min, one.maximum, other.maximum),
        text=one.text + other.text,
        without=one.without + other.without,
        payee=other.payee or one.payee,
        import_id=other.import_id or one.import_id,
        trashed=one.trashed or other.trashed,
    )


def _overlap(one: Span | None, other: Span | None) -> Span | None:
    """The days of both; no days at all where they do not meet."""
    if one is None or other is None:
        return one or other
    return one.intersection(other) or Span(one.start, one.start)


def _bound(
    pick: Callable[[Decimal, Decimal], Decimal], one: Decimal | None, other: Decimal | None
) -> Decimal | None:
    if one is None or other is None:
        return other if one is None else one
    return pick(one, other)


def _bare(text: str) -> str:
    return text.replace('"', "").strip()


def _term(piece: str, reader: Reader) -> Filter:
    keyed = _KEYED.fullmatch(piece)
    if keyed and keyed[1].lower() in _KEYS:
        return _KEYS[keyed[1].lower()](keyed[2], reader)
    if len(piece) > 1 and piece[0] in _SIGNS:
        return _SIGNS[piece[0]](piece[1:], reader)
    span = _span(piece, reader)
    return Filter(span=span) if span else Filter(text=(_bare(piece),)) if _bare(piece) else Filter()


def _accounts(names: str, reader: Reader) -> Filter:
    return Filter(accounts=frozenset(_named(_listed(names), OWN, reader.chart)))


def _categories(names: str, reader: Reader) -> Filter:
    found = _named(_listed(names), CATEGORIES, reader.chart)
    return Filter(categories=frozenset().union(*(reader.chart.beneath(one) for one in found)))


def _listed(text: str) -> list[str]:
    return [name for part in text.split(",") if (name := _bare(part))]


def _named(names: Iterable[str], kinds: frozenset[AccountKind], chart: Chart) -> set[UUID]:
    """All accounts of ``kinds`` called one of ``names``, else those whose name begins so."""
    found: set[UUID] = set()
    for name in names:
        folded = name.casefold()
        eligible = [(one.name.casefold(), one.id) for one in chart.values() if one.kind in kinds]
        exact = {one for called, one in eligible if called == folded}
        near = exact or {one for called, one in eligible if called.startswith(folded)}
        if not near:
            raise Invalid("query_unknown_name", "q", {"name": name})
        found |= near
    return found


def _kinds(names: str, _: Reader) -> Filter:
    known = {kind.value: kind for kind in TransactionKind}
    listed = [name.lower() for name in _listed(names)]
    for name in listed:
        if name not in known:
            raise Invalid("query_unknown_type", "q", {"name": name})
    return Filter(kinds=frozenset(known[name] for name in listed))


def _tag(text: str, _: Reader) -> Filter:
    return Filter(tags=frozenset({_bare(text)})) if _bare(text) else Filter()


def _payee(text: str, _: Reader) -> Filter:
    return Filter(payee=_bare(text))


def _least(text: str, reader: Reader) -> Filter:
    return Filter(minimum=_number(text, reader))


def _most(text: str, reader: Reader) -> Filter:
    return Filter(maximum=_number(text, reader))


def _exactly(text: str, reader: Reader) -> Filter:
    return replace(_least(text, reader), maximum=_number(text, reader))


def _number(text: str, reader: Reader) -> Decimal:
    return read_number(text.removeprefix("="), reader.decimal_mark)


def _without(text: str, _: Reader) -> Filter:
    return Filter(without=(_bare(text),)) if _bare(text) else Filter()


def _span(piece: str, reader: Reader) -> Span | None:
    """The days a piece names; None if it names none."""
    start, dots, end = piece.partition("..")
    if not dots:
        return _plain_span(piece, reader)
    first = _plain_span(start, reader) if start else Span.of_day(EARLIEST)
    last = _plain_span(end, reader) if end else Span.of_day(LATEST)
    if first is None or last is None or not (start or end):
        return None
    if last.before <= first.start:
        raise Invalid("span_reversed", "q", {"start": first.start, "end": last.last})
    return Span(first.start, last.before)


def _plain_span(piece: str, reader: Reader) -> Span | None:
    if piece.lower() == "today":
        return Span.of_day(reader.today)
    if back := _BACK.fullmatch(piece):
        return _ago(back[1].lower(), int(back[2] or 0), reader)
    if _DAY.fullmatch(piece):
        return Span.of_day(_day(piece))
    if _MONTH.fullmatch(piece):
        return Month.parse(piece).span(reader.month_start)
    if _YEAR.fullmatch(piece):
        return _year(int(piece), reader.month_start)
    return _named_month(piece, reader)


def _named_month(piece: str, reader: Reader) -> Span | None:
    """``march 2025``; without a year the last one that has begun."""
    name, _, year = piece.casefold().partition(" ")
    number = reader.months.get(name)
    if number is None or (year and not _YEAR.fullmatch(year)):
        return None
    this = month_of(reader.today, reader.month_start)
    last = this.year - (number > this.month)
    return Month(int(year) if year else last, number).span(reader.month_start)


def _ago(unit: str, count: int, reader: Reader) -> Span:
    this = month_of(reader.today, reader.month_start)
    if unit == "year":
        return _year(this.year - count, reader.month_start)
    return this.plus(-count).span(reader.month_start)


def _year(year: int, month_start: MonthStart) -> Span:
    first, last = Month(year, 1).span(month_start), Month(year, _MONTHS).span(month_start)
    return Span(first.start, last.before)


def _day(text: str) -> date:
    try:
        return checked_day(date.fromisoformat(text), "q")
    except ValueError:
        raise Invalid("date_unreadable", "q", {"text": text}) from None


def days(start: date | None, end: date | None) -> Span | None:
    """From ``start`` to ``end``, both inclusive and either open; Invalid as ``Span.inclusive``."""
    if start is None and end is None:
        return None
    return Span.inclusive(start or EARLIEST, end or LATEST)


_Read = Callable[[str, Reader], Filter]
_KEYS: Final[Mapping[str, _Read]] = {
    "acct": _accounts,
    "account": _accounts,
    "cat": _categories,
    "category": _categories,
    "is": _kinds,
    "type": _kinds,
    "tag": _tag,
    "payee": _payee,
}
_SIGNS: Final[Mapping[str, _Read]] = {
    "#": _tag,
    ">": _least,
    "<": _most,
    "=": _exactly,
    "-": _without,
}
