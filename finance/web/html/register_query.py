"""The address of a register, read into a filter, and the filter told back in words.

Every part of the filter stands in the query string under the names the API uses: ``q`` (the
grammar of ``query_text``), ``month``, ``start_date``, ``end_date`` (inclusive), ``account``,
``category`` (an id, or ``expense`` or ``income`` for all of a kind), ``type``, ``tag``, ``min``,
``max``, ``import``; ``older`` or ``newer`` is the place of a page.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from werkzeug.datastructures import MultiDict

from finance.domain.accounts import AccountKind
from finance.domain.amount_text import read_number
from finance.domain.errors import Invalid, NotFound
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.domain.periods import Month
from finance.domain.query_text import Reader, days, merged, read_terms
from finance.usecases.readings import Position
from finance.usecases.register import Place
from finance.web.filters import query
from finance.web.html.register_words import words
from finance.web.html.typed import read_day

Values = Mapping[str, list[str]]
_PLACE: Final = ("older", "newer")
BY_ACCOUNTS: Final = ("q", "account", "category")
"""The parts of an address that cannot be read without knowing the accounts."""

_KINDS: Final = {"expense": AccountKind.EXPENSE, "income": AccountKind.INCOME}


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition in force: its words and the query string without it."""

    text: str
    remove: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for. With ``errors`` (by field) nothing can be shown for it.

    ``undated`` is what is typed, without the terms that name days.
    """

    values: Values
    chosen: Filter
    place: Place
    month: Month | None
    chips: tuple[Chip, ...]
    undated: str = ""
    errors: Mapping[str, Invalid] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The first value of ``name``, as typed; empty if there is none."""
        return next(iter(self.values.get(name, ())), "")

    def query(self, **changed: object) -> str:
        """The query string of the same filter from its first page on, with ``changed`` on top."""
        return query(self.values, **changed)

    def within(self, month: Month | None) -> str:
        """The query string of the same filter for ``month`` (None: all dates) and no other days."""
        days_of = {"month": str(month or ""), "start_date": "", "end_date": ""}
        return self.query(**days_of, q=self.undated)

    @property
    def readable(self) -> bool:
        """Whether all of it could be understood."""
        return not self.errors

    @property
    def only_account(self) -> UUID | None:
        """The account whose register this is, where there is just one."""
        return next(iter(self.chosen.accounts)) if len(self.chosen.accounts) == 1 else None


def read_asked(args: MultiDict[str, str], reader: Reader) -> Asked:
    """Read the query string ``args``.

    Faults of what a person types stay in ``errors``. NotFound for accounts and categories that
    are not in this book; Invalid ``month_unreadable`` or ``cursor_unreadable`` for an address
    nobody typed into a field.
    """
    values = {name: kept for name in _PARTS if (kept := _kept(args, name))}
    found: list[tuple[str, str, Filter]] = []
    errors: dict[str, Invalid] = {}
    for name in values:
        try:
            found += _read(name, values, reader)
        except Invalid as fault:
            if name in {"month", "import"}:
                raise
            errors[name] = fault
    month = Month.parse(values["month"][0]) if "month" in values else None
    return Asked(
        values=values,
        chosen=merged(means for _, _, means in found),
        place=_place(args),
        month=month,
        chips=tuple(_chips(found, values, reader)),
        undated=_undated(found) if "q" not in errors else " ".join(values["q"]),
        errors=errors,
    )


def _undated(found: list[tuple[str, str, Filter]]) -> str:
    return " ".join(text for name, text, means in found if name == "q" and not means.span)


def _kept(args: MultiDict[str, str], name: str) -> list[str]:
    return [text for one in args.getlist(name) if (text := one.strip())]


def _read(name: str, values: Values, reader: Reader) -> Iterator[tuple[str, str, Filter]]:
    """Each condition under ``name`` as its name, its text and the filter it means."""
    if name == "q":
        for term in read_terms(" ".join(values["q"]), reader):
            yield "q", term.text, term.means
    elif name == "end_date" and "start_date" in values:
        return
    elif name in {"start_date", "end_date"}:
        yield name, "", _dates(values, reader)
    else:
        for text in values[name]:
            yield name, text, _PARTS[name](text, reader)


def _month(text: str, reader: Reader) -> Filter:
    return Filter(span=Month.parse(text).span(reader.month_start))


def _dates(values: Values, reader: Reader) -> Filter:
    start, end = (_date(name, values, reader) for name in ("start_date", "end_date"))
    return Filter(span=days(start, end))


def _date(name: str, values: Values, reader: Reader) -> date | None:
    text = next(iter(values.get(name, ())), "")
    return read_day(text, reader.today, name) if text else None


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("account", "id") from None


def _account(text: str, reader: Reader) -> Filter:
    account = reader.chart.get(_id(text))
    if account is None:
        raise NotFound("account", "account")
    return Filter(accounts=frozenset({account.id}))


def _category(text: str, reader: Reader) -> Filter:
    if text in _KINDS:
        kind = _KINDS[text]
        return Filter(categories=frozenset(a.id for a in reader.chart.values() if a.kind is kind))
    account = reader.chart.get(_id(text))
    if account is None:
        raise NotFound("account", "category")
    return Filter(categories=reader.chart.beneath(account.id))


def _type(text: str, _: Reader) -> Filter:
    try:
        return Filter(kinds=frozenset({TransactionKind(text)}))
    except ValueError:
        raise Invalid("query_unknown_type", "type", {"name": text[:40]}) from None


def _least(text: str, reader: Reader) -> Filter:
    return Filter(minimum=read_number(text, reader.decimal_mark))


def _most(text: str, reader: Reader) -> Filter:
    return Filter(maximum=read_number(text, reader.decimal_mark))


def _tag(text: str, _: Reader) -> Filter:
    return Filter(tags=frozenset({text.removeprefix("#")}))


def _import(text: str, _: Reader) -> Filter:
    return Filter(import_id=_id(text))


def _none(_: str, __: Reader) -> Filter:
    return Filter()


_PARTS: Final[Mapping[str, Callable[[str, Reader], Filter]]] = {
    "q": _none,
    "month": _month,
    "start_date": _none,
    "end_date": _none,
    "account": _account,
    "category": _category,
    "type": _type,
    "tag": _tag,
    "min": _least,
    "max": _most,
    "import": _import,
}


def _chips(found: list[tuple[str, str, Filter]], values: Values, reader: Reader) -> Iterator[Chip]:
    typed = [text for name, text, _ in found if name == "q"]
    for name, text, means in found:
        if name == "q":
            left = [one for one in typed if one != text]
            yield Chip(words(means, text, reader), query(values, q=" ".join(left)))
        elif name in {"start_date", "end_date"}:
            yield Chip(words(means, text, reader), query(values, start_date="", end_date=""))
        else:
            others = [one for one in values[name] if one != text]
            yield Chip(words(means, text, reader), query(values, **{name: others}))


def cursor(at: Position) -> str:
    """A place in a list as it stands in an address."""
    return f"{at.date.isoformat()}.{at.id.hex}"


def _place(args: MultiDict[str, str]) -> Place:
    for name in _PLACE:
        if text := args.get(name, "").strip():
            return Place(at=_position(text), newer=name == "newer")
    return Place()


def _position(text: str) -> Position:
    day, _, hexadecimal = text.partition(".")
    try:
        return Position(date.fromisoformat(day), UUID(hexadecimal))
    except ValueError:
        raise Invalid("cursor_unreadable", "cursor", {"text": text[:80]}) from None
