"""The form of what recurs: texts exactly as typed, and the request they make."""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from werkzeug.datastructures import MultiDict

from finance.domain.errors import Invalid, InvalidMany
from finance.domain.recurrence import Frequency, Recurrence, ShortMonth, Weekend
from finance.domain.schedules import Mode, Schedule, ScheduleState, Template
from finance.usecases.schedules import SaveSchedule
from finance.web.filters import typed_day
from finance.web.html.entry_form import Setting, read_entry
from finance.web.html.entry_typed import Typed
from finance.web.html.typed import Faults, read_day, read_id, whole

_Choice = TypeVar("_Choice", bound=StrEnum)
_APART: Final = re.compile(r"[\s,;]+")
_MOST_DAYS: Final = 40
_FIELDS: Final = {
    "start_date": "date",
    "interval": "every",
    "count": "times",
}
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NTH: Final = ("1", "2", "3", "4", "5", "-1")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWhen:
    """When it recurs; ``on`` says how the days of a month are chosen, ``ends`` how it ends."""

    repeat: str = Frequency.MONTHLY.value
    every: str = "1"
    weekdays: tuple[str, ...] = ()
    on: str = "start"
    nth: str = "1"
    nth_day: str = "MO"
    days: str = ""
    short: str = ShortMonth.LAST.value
    weekend: str = Weekend.KEEP.value
    ends: str = "never"
    until: str = ""
    times: str = ""
    rule: str = ""
    mode: str = Mode.POST.value


_PLAIN: Final = tuple(name for name in TypedWhen.__slots__ if name != "weekdays")


def when_from(form: MultiDict[str, str]) -> TypedWhen:
    """The form as it came back; what is not sent is as in an empty one."""
    empty = TypedWhen()
    plain = {name: form.get(name, getattr(empty, name)) for name in _PLAIN}
    return TypedWhen(**plain, weekdays=tuple(form.getlist("weekday")[:7]))


def when_of(schedule: Schedule) -> TypedWhen:
    """The recurrence of a schedule, as it would have been typed."""
    when = schedule.recurrence
    ends = "until" if when.until else "times" if when.count else "never"
    return replace(
        _days_typed(when),
        repeat=when.frequency.value,
        every=str(when.interval),
        short=when.short_months.value,
        weekend=when.weekend.value,
        ends=ends,
        until=typed_day(when.until) if when.until else "",
        times=str(when.count or ""),
        rule=when.rule,
        mode=schedule.mode.value,
    )


def _days_typed(when: Recurrence) -> TypedWhen:
    days, empty = when.days, TypedWhen()
    if when.frequency is Frequency.WEEKLY:
        return replace(empty, weekdays=days)
    if not days:
        return empty
    if days in {("last",), ("last-working",)}:
        return replace(empty, on=days[0])
    if len(days) == 1 and days[0][-2:] in _WEEKDAYS:
        return replace(empty, on="nth", nth=days[0][:-2], nth_day=days[0][-2:])
    return replace(empty, on="days", days=", ".join(days))


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSchedule:
    """The whole form: what is recorded, whose date is the start, and when it recurs."""

    entry: Typed
    when: TypedWhen
    paused: bool = False


def read_schedule(typed: TypedSchedule, setting: Setting) -> SaveSchedule:
    """The request the form makes; InvalidMany with fields named as in the form."""
    found: list[Invalid] = []
    record = None
    try:
        record = read_entry(typed.entry, setting)
    except InvalidMany as faults:
        found += faults.faults
    when = _read_when(typed, setting, found)
    if record is None or when is None or found:
        raise InvalidMany(tuple(found))
    heading = record.heading
    template = Template(
        body=record.body,
        payee=heading.payee,
        description=heading.description,
        tags=heading.tags,
    )
    return SaveSchedule(
        id=read_id(typed.entry.id, "id"),
        template=template,
        recurrence=when,
        mode=_choice(Mode, typed.when.mode),
        paused=typed.paused,
    )


def read_when(typed: TypedSchedule, setting: Setting) -> Recurrence:
    """When it recurs, whatever else the form says; InvalidMany."""
    found: list[Invalid] = []
    when = _read_when(typed, setting, found)
    if when is None:
        start = Faults()
        start.of(read_day, typed.entry.date, setting.today)
        raise InvalidMany(tuple(found or start.found))
    return when


def _read_when(typed: TypedSchedule, setting: Setting, found: list[Invalid]) -> Recurrence | None:
    """The recurrence, or None and faults more; a start that cannot be read is told elsewhere."""
    faults, when = Faults(), typed.when
    start = _start(typed, setting)
    until = times = None
    if when.ends == "until":
        until = faults.of(read_day, when.until, setting.today, "until")
    if when.ends == "times":
        times = faults.of(_whole, when.times, "times")
    every = 1 if when.repeat == Frequency.RULE else faults.of(_whole, when.every, "every")
    if start is not None and not faults.found:
        made = faults.of(_made, typed.when, (start, until), (every or 0, times))
        if made is not None:
            return made
    found += [_renamed(one) for one in faults.found]
    return None


def _start(typed: TypedSchedule, setting: Setting) -> date | None:
    return Faults().of(read_day, typed.entry.date, setting.today)


def _made(
    when: TypedWhen, span: tuple[date, date | None], counts: tuple[int, int | None]
) -> Recurrence:
    frequency = _choice(Frequency, when.repeat)
    return Recurrence(
        start=span[0],
        until=span[1],
        frequency=frequency,
        interval=counts[0],
        count=counts[1],
        days=_days(when, frequency),
        weekend=_choice(Weekend, when.weekend),
        short_months=_choice(ShortMonth, when.short),
        rule=when.rule.strip() if frequency is Frequency.RULE else "",
    )


def _days(when: TypedWhen, frequency: Frequency) -> tuple[str, ...]:
    if frequency is Frequency.WEEKLY:
        return tuple(dict.fromkeys(when.weekdays))
    if frequency not in {Frequency.MONTHLY, Frequency.YEARLY}:
        return ()
    match when.on:
        case "last" | "last-working":
            return (when.on,)
        case "nth":
            number = when.nth if when.nth in _NTH else _NTH[0]
            return (f"{number}{when.nth_day}",)
        case "days":
            return _listed(when.days)
        case _:
            return ()


def _listed(text: str) -> tuple[str, ...]:
    """``1, 15 and last`` typed with commas or blanks between."""
    tokens = [one for one in _APART.split(text[:500]) if one][:_MOST_DAYS]
    if not tokens:
        raise Invalid("days_missing", "days")
    return tuple(dict.fromkeys(_token(one) for one in tokens))


def _token(text: str) -> str:
    plain = text.rstrip(".")
    return plain.upper() if plain[-2:].upper() in _WEEKDAYS else plain.lower()


def _whole(text: str, field: str) -> int:
    number = whole(text.strip())
    if number is None:
        raise Invalid("not_whole", field)
    return number


def _renamed(fault: Invalid) -> Invalid:
    return Invalid(fault.code, _FIELDS.get(fault.field or "", fault.field), fault.facts)


def _choice(kind: type[_Choice], text: str) -> _Choice:
    """One of a few, the first of them where something else was sent."""
    try:
        return kind(text)
    except ValueError:
        return next(iter(kind))


def typed_paused(schedule: Schedule) -> bool:
    """Whether the form is of a schedule that is paused."""
    return schedule.state is ScheduleState.PAUSED
