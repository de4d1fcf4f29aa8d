"""What recurs, in words: how often, what happens on days a month does not have, and by whom."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from flask_babel import format_date

from finance.domain.changes import Snapshot
from finance.domain.entries import Body, Flow, Transfer
from finance.domain.recurrence import (
    Due,
    Frequency,
    Recurrence,
    ShortMonth,
    Weekend,
    recurrence_from,
)
from finance.domain.schedules import Mode, OccurrenceState, template_from
from finance.domain.texts import visible
from finance.web.filters import day as short_day
from finance.web.filters import locale_tag, typed_number
from finance.web.saying import gettext as _
from finance.web.saying import ngettext

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SAFE = 28  # every month has so many days


@lru_cache(maxsize=64)
def _names(tag: str, width: str) -> tuple[str, ...]:
    """The days of the week from Monday on, in the reader's language."""
    names = Locale.parse(tag).days["stand-alone"][width]
    return tuple(names[number] for number in range(7))


def weekdays(width: str = "wide") -> tuple[tuple[str, str], ...]:
    """The days of the week to choose from: what stands for each, and its name."""
    return tuple(zip(_WEEKDAYS, _names(locale_tag(), width), strict=True))


def rhythm(when: Recurrence) -> str:
    """``every month on day 31, until 31 Dec 2027``."""
    said = _pattern(when)
    if when.count is not None:
        said += ", " + ngettext("%(num)s time", "%(num)s times", when.count)
    if when.until is not None:
        said += ", " + _("until %(day)s", day=format_date(when.until, "medium"))
    return said


def _pattern(when: Recurrence) -> str:
    match when.frequency:
        case Frequency.DAILY:
            return ngettext("every day", "every %(num)s days", when.interval)
        case Frequency.WEEKLY:
            every = ngettext("every week", "every %(num)s weeks", when.interval)
            days = dict(weekdays())
            chosen = when.days or (_WEEKDAYS[when.start.weekday()],)
            ordered = sorted(chosen, key=_WEEKDAYS.index)
            return _(
                "%(every)s on %(days)s", every=every, days=", ".join(days[one] for one in ordered)
            )
        case Frequency.MONTHLY:
            every = ngettext("every month", "every %(num)s months", when.interval)
            return f"{every} {_places(when)}"
        case Frequency.YEARLY:
            return _yearly(when)
        case _:
            return _("by the rule %(rule)s", rule=when.rule)


def _yearly(when: Recurrence) -> str:
    every = ngettext("every year", "every %(num)s years", when.interval)
    if not when.days:
        return _("%(every)s on %(day)s", every=every, day=format_date(when.start, "d MMMM"))
    month = format_date(when.start, "LLLL")
    return _("%(every)s in %(month)s %(days)s", every=every, month=month, days=_places(when))


def _places(when: Recurrence) -> str:
    """``on days 1 and 15``, ``on the last Friday``."""
    tokens = when.days or (str(when.start.day),)
    numbers = sorted(int(one) for one in tokens if one.isdigit())
    said = [_place(one) for one in tokens if not one.isdigit()]
    if numbers:
        listed = ", ".join(map(str, numbers))
        said.insert(0, ngettext("on day %(days)s", "on days %(days)s", len(numbers), days=listed))
    return _(" and ").join(said)


def _place(place: str) -> str:
    if place == "last":
        return _("on the last day")
    if place == "last-working":
        return _("on the last working day")
    number, name = place[:-2], dict(weekdays())[place[-2:]]
    return {
        "1": _("on the first %(weekday)s", weekday=name),
        "2": _("on the second %(weekday)s", weekday=name),
        "3": _("on the third %(weekday)s", weekday=name),
        "4": _("on the fourth %(weekday)s", weekday=name),
        "5": _("on the fifth %(weekday)s", weekday=name),
    }.get(number, _("on the last %(weekday)s", weekday=name))


def remarks(when: Recurrence) -> Iterator[str]:
    """What is worth knowing of this pattern: months without the day, fifth weekdays, weekends."""
    yield from _short_months(when)
    if any(token.startswith("5") and token[-1].isalpha() for token in when.days):
        yield _("Months without a fifth one are left out.")
    if when.weekend is Weekend.BEFORE:
        yield _("On a weekend it is due on the working day before. The series does not move.")
    if when.weekend is Weekend.AFTER:
        yield _("On a weekend it is due on the working day after. The series does not move.")


def _short_months(when: Recurrence) -> Iterator[str]:
    if when.frequency not in {Frequency.MONTHLY, Frequency.YEARLY}:
        return
    tokens = when.days or (str(when.start.day),)
    late = max((int(one) for one in tokens if one.isdigit()), default=0)
    if late <= _SAFE:
        return
    keeps = when.short_months is ShortMonth.LAST
    if when.frequency is Frequency.YEARLY:
        if when.start.month != _FEBRUARY:
            return
        yield (
            _("In years without 29 February it is the last day of February.")
            if keeps
            else _("Years without 29 February are left out.")
        )
        return
    yield (
        _("In months without day %(day)s it is their last day, then day %(day)s again.", day=late)
        if keeps
        else _("Months without day %(day)s are left out.", day=late)
    )


_FEBRUARY = 2


def due_text(due: Due, today: date) -> str:
    """``Fri 30 Jan``, and where a weekend moved it ``Fri 30 Jan, for Sat 31 Jan``."""
    told = short_day(due.on, today)
    if due.on == due.nominal:
        return told
    return _("%(day)s, for %(nominal)s", day=told, nominal=short_day(due.nominal, today))


def mode_name(mode: Mode) -> str:
    """What happens on the day."""
    return {
        Mode.POST: _("recorded by itself"),
        Mode.ASK: _("asks first"),
        Mode.REMIND: _("only reminds"),
    }[mode]


def mode_options() -> list[tuple[str, str]]:
    """What may happen on the day, to choose from."""
    return [
        (Mode.POST.value, _("Record it by itself")),
        (Mode.ASK.value, _("Ask me first")),
        (Mode.REMIND.value, _("Only remind me")),
    ]


def outcome(state: OccurrenceState) -> str:
    """What has become of one time."""
    return {
        OccurrenceState.PENDING: _("planned"),
        OccurrenceState.POSTED: _("recorded"),
        OccurrenceState.SKIPPED: _("skipped"),
    }[state]


def said_of_snapshot(snapshot: Snapshot) -> dict[str, str]:
    """What a kept schedule says, by name."""
    template = template_from(snapshot["template"])
    return {
        _("Amount"): _amount(template.body),
        _("Payee"): visible(template.payee),
        _("Note"): visible(template.description),
        _("Repeats"): rhythm(recurrence_from(snapshot["recurrence"])),
        _("On the day"): mode_name(Mode(snapshot["mode"])),
    }


def _amount(body: Body) -> str:
    match body:
        case Flow():
            return typed_number(sum((one.amount for one in body.parts), Decimal(0)))
        case Transfer():
            return typed_number(body.amount)
        case _:
            return ", ".join(typed_number(one.amount) for one in body.lines)
