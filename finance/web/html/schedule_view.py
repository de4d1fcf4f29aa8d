"""The form and the pages of what recurs, as templates draw them."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from uuid import UUID

from werkzeug.datastructures import MultiDict

from finance.domain.errors import FinanceError, Invalid, InvalidMany
from finance.domain.ledger import TransactionKind
from finance.domain.money import Bag, Money
from finance.domain.people import Actor
from finance.domain.recurrence import Due, Recurrence, shown
from finance.domain.schedules import Occurrence, ScheduleState, in_a_year
from finance.domain.texts import visible
from finance.usecases.schedule_readings import ScheduleReading
from finance.web.html.book import back, here, today
from finance.web.html.entry_form import Setting
from finance.web.html.entry_typed import typed_of
from finance.web.html.entry_view import EntryView, blank, offered, sentences
from finance.web.html.schedule_typed import (
    TypedSchedule,
    TypedWhen,
    read_when,
    typed_paused,
    when_of,
)
from finance.web.html.schedule_words import due_text, remarks, rhythm
from finance.web.messages import sentence
from finance.web.register_rows import Line, View, line
from finance.web.saying import gettext as _

_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The next times of a form as it stands: in words, or what is wrong with it."""

    rhythm: str = ""
    days: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    wrong: str = ""


def dates_of(typed: TypedSchedule, setting: Setting) -> Dates:
    """What a form would come to, drawn by the same function that posts."""
    try:
        when = read_when(typed, setting)
    except InvalidMany as faults:
        return Dates(wrong=" ".join(_told(one) for one in faults.faults))
    return said_of(when, setting.today)


def _told(fault: Invalid) -> str:
    return sentence(fault.code, fault.facts)


def said_of(when: Recurrence, now: date) -> Dates:
    """A recurrence in words with its next times, those gone by included if it starts earlier."""
    first = min(now, when.start)
    days = tuple(due_text(due, now) for due in shown(when, first - first.resolution))
    return Dates(rhythm=rhythm(when), days=days, remarks=tuple(remarks(when)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleView:
    """The form. ``entry`` is what is recorded each time; ``reading`` the schedule being changed."""

    entry: EntryView
    when: TypedWhen
    paused: bool = False
    reading: ScheduleReading | None = None
    stale: bool = False
    errors: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def drawn_from(self) -> Hashable | None:
        """All that an untouched new form is drawn from; see ``keeping``."""
        entry = self.entry.drawn_from
        if entry is None or self.errors or self.reading:
            return None
        return "schedule", entry, self.when, self.paused

    @property
    def typed(self) -> TypedSchedule:
        """All that is typed."""
        return TypedSchedule(entry=self.entry.typed, when=self.when, paused=self.paused)

    @property
    def dates(self) -> Dates:
        """The next times."""
        return dates_of(self.typed, self.entry.setting)

    @property
    def elsewhere(self) -> list[str]:
        """What is wrong with no field in view to say it at."""
        fields = {"every", "days", "until", "times", "rule"}
        left = {name: some for name, some in self.errors.items() if name not in fields}
        return replace(self.entry, errors=left).elsewhere

    def of(self, name: str) -> list[str]:
        """What is wrong at the field ``name``."""
        return self.errors.get(name, [])

    def refused(self, fault: FinanceError) -> "ScheduleView":
        """The same form, told what is wrong with it."""
        errors = sentences(fault)
        return replace(self, entry=replace(self.entry, errors=errors), errors=errors)


def new_view(
    actor: Actor, args: MultiDict[str, str], typed: TypedSchedule | None = None
) -> ScheduleView:
    """The form of something new, empty or as ``typed``; what the address names stands in it."""
    made = typed or TypedSchedule(entry=blank(actor, args), when=TypedWhen())
    action = here("schedules.create")
    return ScheduleView(entry=_entry(actor, made, action), when=made.when)


def edit_view(
    actor: Actor, reading: ScheduleReading, typed: TypedSchedule | None = None
) -> ScheduleView:
    """The form of a schedule, as it is or as ``typed``."""
    schedule = reading.schedule
    if typed is None:
        entry = replace(typed_of(reading.row, reading.chart), version=str(schedule.version))
        typed = TypedSchedule(entry=entry, when=when_of(schedule), paused=typed_paused(schedule))
    kept = replace(typed, entry=replace(typed.entry, id=str(schedule.id)))
    action = here("schedules.change", schedule_id=schedule.id)
    return ScheduleView(
        entry=_entry(actor, kept, action),
        when=kept.when,
        paused=typed_paused(schedule),
        reading=reading,
    )


def _entry(actor: Actor, typed: TypedSchedule, action: str) -> EntryView:
    setting, payees = offered(actor)
    leave = back(here("schedules.index"))
    return EntryView(
        typed=typed.entry,
        chart=setting.chart,
        setting=setting,
        payees=payees,
        action=action,
        leave=leave,
        next=leave,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleLine:
    """One schedule in a list."""

    reading: ScheduleReading
    line: Line
    rhythm: str
    next: Due | None
    fault: str

    @property
    def id(self) -> UUID:
        """Its id."""
        return self.reading.schedule.id

    @property
    def paused(self) -> bool:
        """Whether it is paused."""
        return self.reading.schedule.state is ScheduleState.PAUSED

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self.reading.schedule.state is ScheduleState.ENDED


def schedule_line(reading: ScheduleReading) -> ScheduleLine:
    """A schedule as a list shows it."""
    return ScheduleLine(
        reading=reading,
        line=line(reading.row, View(reading.row.chart)),
        rhythm=rhythm(reading.schedule.recurrence),
        next=reading.next[0] if reading.next else None,
        fault=_fault(reading),
    )


def _fault(reading: ScheduleReading) -> str:
    """Why nothing is recorded as things stand, or why the last time was not; or empty."""
    if reading.shut:
        names = ", ".join(visible(one.name) for one in reading.shut)
        return _("Not recorded while closed: %(names)s", names=names)
    fault = reading.kept.plan.fault
    return sentence(fault, {"name": _("An account it uses")}) if fault else ""


def a_month(readings: Iterable[ScheduleReading]) -> tuple[Bag, Bag]:
    """What comes in and goes out in an average month of the coming year, both positive."""
    came, went = list[Money](), list[Money]()
    for one in readings:
        if one.schedule.state is not ScheduleState.ACTIVE:
            continue
        told, times = one.row.described, in_a_year(one.schedule.recurrence, today())
        side = {TransactionKind.INCOME: came, TransactionKind.EXPENSE: went}.get(told.kind)
        if side is not None:
            share = Fraction(told.amount.minor * times, _MONTHS)
            side.append(Money(round(share), told.amount.currency))
    return Bag(came), Bag(went)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The times of one schedule: what has been, the latest first, and what comes."""

    past: tuple[Occurrence, ...]
    coming: tuple[Occurrence, ...]


def times_of(occurrences: Iterable[Occurrence]) -> Times:
    """Occurrences apart by whether something has become of them."""
    found = tuple(occurrences)
    return Times(
        past=tuple(reversed([one for one in found if not one.pending])),
        coming=tuple(one for one in found if one.pending),
    )
