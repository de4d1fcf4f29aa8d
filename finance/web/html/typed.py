"""What people type into fields, read in their locale's manner."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import ParamSpec, TypeVar
from uuid import UUID

from babel import Locale

from finance.domain.amount_text import read_amount
from finance.domain.date_text import WORDS, DateOrder, read_date
from finance.domain.errors import Invalid
from finance.domain.money import Money
from finance.web.filters import decimal_mark, locale_tag
from finance.web.saying import gettext as _

_P = ParamSpec("_P")
_T = TypeVar("_T")
_DIGITS = 9  # as in If-Match; no form of ours has a longer number


@lru_cache(maxsize=64)
def _order(tag: str) -> DateOrder:
    pattern = Locale.parse(tag).date_formats["short"].pattern.lower()
    places = sorted("dmy", key=pattern.find)
    return {"y": DateOrder.YMD, "m": DateOrder.MDY, "d": DateOrder.DMY}[places[0]]


def date_order() -> DateOrder:
    """In which order this reader writes day, month and year."""
    return _order(locale_tag())


def _words() -> Mapping[str, int]:
    here = {_("today"): 0, _("yesterday"): -1, _("tomorrow"): 1}
    return {**WORDS, **{word.casefold(): days for word, days in here.items()}}


def read_day(text: str, today: date, field: str = "date") -> date:
    """The day typed into ``field``; Invalid there, ``date_missing`` if nothing was typed."""
    if not text.strip():
        raise Invalid("date_missing", field)
    try:
        return read_date(text, today, date_order(), _words())
    except Invalid as fault:
        raise Invalid(fault.code, field, fault.facts) from fault


def read_money(text: str, currency: str, field: str = "amount") -> Money:
    """The amount typed into ``field``; Invalid there, ``amount_missing`` if nothing was typed."""
    if not text.strip():
        raise Invalid("amount_missing", field)
    try:
        return read_amount(text, currency, decimal_mark())
    except Invalid as fault:
        raise Invalid(fault.code, field, fault.facts) from fault


def read_id(text: str, field: str) -> UUID:
    """The id chosen in ``field``; Invalid ``unknown_account`` there if it is none."""
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("unknown_account", field) from None


def read_version(text: str) -> int | None:
    """The version a form was made from; None if it names none, which means any."""
    return whole(text)


def whole(text: str) -> int | None:
    """A small whole number, in plain digits; None if it is anything else."""
    plain = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return int(text) if plain else None


def read_category(text: str, field: str) -> UUID | None:
    """The category chosen in ``field``; None if none was."""
    return read_id(text, field) if text else None


class Faults:
    """Reads on after a fault, so that a form is told everything at once."""

    def __init__(self) -> None:
        self.found: list[Invalid] = []

    def of(self, read: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T | None:
        """What ``read`` answers, or None and one fault more."""
        try:
            return read(*args, **kwargs)
        except Invalid as fault:
            self.found.append(fault)
            return None
