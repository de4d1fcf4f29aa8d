"""How templates write money and days: in the reader's locale, the same everywhere.

Names and symbols of a locale are looked up once and kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from flask import Flask, g
from flask_babel import get_locale
from markupsafe import Markup

from finance.domain.money import Money
from finance.domain.periods import Month
from finance.domain.query_text import ENGLISH_MONTHS
from finance.domain.texts import visible

MINUS: Final = "\u2212"
_THREE: Final = 3
_HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Marks:
    """The decimal mark and the group mark of a locale."""

    decimal: str
    group: str


@lru_cache(maxsize=64)
def _marks(tag: str) -> Marks:
    return Marks(get_decimal_symbol(tag), get_group_symbol(tag))


def locale_tag() -> str:
    """The locale of this request as Babel writes it (``de_AT``); English where there is none."""
    try:
        return cast("str", g.locale_tag)
    except AttributeError:
        g.locale_tag = tag = str(get_locale() or "en")
        return tag
    except RuntimeError:  # nobody asks: there is no request
        return "en"


def marks() -> Marks:
    """The marks of this request's locale."""
    return _marks(locale_tag())


def decimal_mark() -> str:
    """``.`` or ``,``: how this reader writes decimals (other marks are typed as a point)."""
    return "," if marks().decimal == "," else "."


def _grouped(digits: str, mark: str) -> str:
    first = len(digits) % _THREE
    groups = [digits[:first]] if first else []
    groups += [digits[at : at + _THREE] for at in range(first, len(digits), _THREE)]
    return mark.join(groups)


def money_parts(amount: Money) -> tuple[str, str, str, str, str]:
    """Minus or nothing, grouped units, decimal mark, decimals (or nothing), currency code."""
    return _money_parts(amount, locale_tag())


@lru_cache(maxsize=8192)
def _money_parts(amount: Money, tag: str) -> tuple[str, str, str, str, str]:
    known = _marks(tag)
    whole, _, decimals = str(abs(amount)).partition(".")
    sign = MINUS if amount.minor < 0 else ""
    return sign, _grouped(whole, known.group), known.decimal, decimals, amount.currency


def money(amount: Money, kind: str = "", *, plus: bool = False, code: bool = False) -> Markup:
    """The amount as markup.

    ``kind``: empty (ink), ``in``, ``move`` (between own accounts), ``over``, ``warn``, ``quiet``,
    or ``auto``: ``in`` when positive, ink when not. ``plus``: a positive amount carries its sign.
    ``code``: the currency is named.
    """
    return _money(amount, kind, plus, code, locale_tag())


@lru_cache(maxsize=8192)
def _money(amount: Money, kind: str, plus: bool, code: bool, tag: str) -> Markup:  # noqa: FBT001 - parts of a key
    sign, units, mark, decimals, currency = _money_parts(amount, tag)
    positive = amount.minor > 0
    said = ("in" if positive else "") if kind == "auto" else kind
    look = f"money money-{said}" if said else "money"
    lead = sign or ("+" if plus and positive else "")
    cents = Markup('<span class="cents">{}{}</span>').format(mark, decimals) if decimals else ""
    named = Markup('<span class="code">{}</span>').format(currency) if code else ""
    drawn = Markup('<span class="{}">{}{}{}{}</span>')
    return drawn.format(look, lead, units, cents, named)


def money_text(amount: Money, *, plus: bool = False, code: bool = False) -> str:
    """The amount as one text, for places without markup."""
    sign, units, mark, decimals, currency = money_parts(amount)
    lead = "+" if plus and amount.minor > 0 else sign
    number = f"{lead}{units}{mark}{decimals}" if decimals else f"{lead}{units}"
    return f"{number} {currency}" if code else number


def units_text(amount: Money) -> str:
    """The amount without its decimals, rounded half away from zero: for small print in charts."""
    sign, units, _, decimals, _ = money_parts(amount)
    if decimals[:1] >= "5":
        units = _grouped(str(abs(int(amount.number)) + 1), marks().group)
    return f"{sign}{units}"


def typed_amount(amount: Money) -> str:
    """The amount as a person would type it into a field: no grouping, a plain hyphen."""
    return str(amount).replace(".", decimal_mark())


def typed_number(value: Decimal) -> str:
    """A plain number as a person would type it."""
    text = f"{value:.0f}" if value == value.to_integral_value() else f"{value:f}"
    return text.replace(".", decimal_mark())


@lru_cache(maxsize=4096)
def _day(day: date, pattern: str, tag: str) -> str:
    return format_date(day, pattern, tag)


@lru_cache(maxsize=64)
def _day_first(tag: str) -> bool:
    pattern = Locale.parse(tag).date_formats["short"].pattern
    return bool(pattern.find("d") < pattern.find("M"))


def day(value: date, today: date | None = None) -> str:
    """``Sat 21 Nov``, with the year when it is not this year's."""
    tag = locale_tag()
    pattern = "EEE d MMM" if _day_first(tag) or tag == "en" else "EEE MMM d"
    if today is None or value.year != today.year:
        pattern += " y"
    return _day(value, pattern, tag)


def weekday(value: date) -> str:
    """``Sat``, in the locale."""
    return _day(value, "EEE", locale_tag())


def long_day(value: date) -> str:
    """``Saturday 21 November 2026``, as the locale orders it."""
    tag = locale_tag()
    return _day(value, "EEEE d MMMM y" if tag == "en" else "full", tag)


def typed_day(value: date) -> str:
    """The day as it stands in a field: ISO, which every reader of dates here takes."""
    return value.isoformat()


def month_name(month: Month, *, short: bool = False) -> str:
    """``November 2026``, or ``Nov`` in small print."""
    first = date(month.year, month.month, 1)
    return _day(first, "LLL" if short else "LLLL y", locale_tag())


def month_numbers() -> Mapping[str, int]:
    """The names of months, folded: those of the locale, and the English ones everywhere."""
    return _month_numbers(locale_tag())


@lru_cache(maxsize=64)
def _month_numbers(tag: str) -> Mapping[str, int]:
    known = Locale.parse(tag).months
    named = [known[context]["wide"] for context in ("format", "stand-alone")]
    local = {name.casefold(): number for names in named for number, name in names.items()}
    return {**ENGLISH_MONTHS, **local}


def instant(at: datetime, time_zone: str) -> str:
    """An instant as the clock of the book showed it: ``21 Nov 2026, 10:12``."""
    return _instant(at, time_zone, locale_tag())


@lru_cache(maxsize=4096)
def _instant(at: datetime, time_zone: str, tag: str) -> str:
    return format_datetime(at.astimezone(ZoneInfo(time_zone)), "d MMM y, HH:mm", locale=tag)


def number(value: int) -> str:
    """A count with its groups."""
    return _grouped(str(value), marks().group)


def percent(part: int, whole: int) -> str:
    """``part`` of ``whole`` in whole per cent; empty where there is no whole."""
    if whole <= 0:
        return ""
    return f"{format_decimal(round(part * _HUNDRED / whole), locale=locale_tag())}%"


def query(values: Mapping[str, object], **changed: object) -> str:
    """A query string of what is set, with ``changed`` on top; empty values are left out."""
    kept = {name: value for name, value in {**values, **changed}.items() if value}
    return f"?{urlencode(kept, doseq=True)}" if kept else ""


def known_locale(tag: str) -> bool:
    """Whether Babel knows the locale."""
    try:
        Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return False
    return True


FILTERS: Final = {
    "money": money,
    "money_text": money_text,
    "units_text": units_text,
    "typed_amount": typed_amount,
    "day": day,
    "long_day": long_day,
    "weekday": weekday,
    "typed_day": typed_day,
    "month_name": month_name,
    "instant": instant,
    "number": number,
    "visible": visible,
}


def register(app: Flask) -> None:
    """Give the templates of ``app`` these filters."""
    app.jinja_env.filters.update(FILTERS)
