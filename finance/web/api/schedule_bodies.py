"""Bodies that say a schedule: what a transaction says, without its date, and when it recurs."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from finance.domain.errors import Invalid
from finance.domain.recurrence import (
    MOST_DAYS,
    Frequency,
    Recurrence,
    ShortMonth,
    Weekend,
)
from finance.domain.rrule import LONGEST
from finance.domain.schedules import Mode, ScheduleState, Template
from finance.usecases.schedule_readings import ScheduleReading
from finance.usecases.schedules import SaveSchedule
from finance.web.api.bodies import (
    AnyIn,
    AnyPatch,
    TransactionIn,
    TransactionPatch,
)
from finance.web.api.declaring import Call
from finance.web.api.entering import Desk, Draft, drafted, redrafted
from finance.web.api.kinds import (
    Body,
    Day,
    Id,
    Version,
    refused,
)

_Model = TypeVar("_Model", bound=BaseModel)
_DAY: Final = re.compile(r"[A-Za-z0-9-]{1,12}", re.ASCII)


def _day(value: object) -> str:
    """``15``, ``"15"``, ``-1``, ``"MO"``, ``"2TU"``, ``"last"``; which fit, the domain knows."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise refused("day_unknown", text=str(value)[:40])
    text = str(value)
    if not _DAY.fullmatch(text):
        raise refused("day_unknown", text=text[:40])
    if text == "-1":
        return "last"
    return text.upper() if text[-2:].isalpha() and len(text) <= len("-1MO") else text.lower()


def _rule(value: object) -> str:
    if not isinstance(value, str):
        raise refused("not_text")
    if len(value) > LONGEST:
        raise refused("text_too_long", limit=LONGEST, length=len(value))
    return value.strip()


DayToken = Annotated[
    str,
    BeforeValidator(_day),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": "^[A-Za-z0-9-]{1,12}$"},
                {"type": "integer", "minimum": -1, "maximum": 31},
            ],
            "description": "Of a week `MO` to `SU`; of a month 1 to 31, `last` (or -1), "
            "`last-working`, `2TU` (the second Tuesday), `-1FR` (the last Friday).",
            "examples": ["MO"],
        }
    ),
]
Days = Annotated[list[DayToken], Field(max_length=MOST_DAYS)]
RuleText = Annotated[
    str, BeforeValidator(_rule), WithJsonSchema({"type": "string", "maxLength": LONGEST})
]
Interval = Annotated[int, Field(strict=True, ge=-(2**31), le=2**31)]
"""Read whole here, so that one out of range is told with the limit."""

FrequencyName = Literal["daily", "weekly", "monthly", "yearly"]
WeekendName = Literal["keep", "before", "after"]
ShortMonthName = Literal["last", "skip"]
ModeName = Literal["post", "ask", "remind"]


class ScheduleIn(AnyIn):
    """What recurs, in the fields of a transaction, and when: ``frequency`` or an RRULE as ``rule``.

    ``short_months`` says what a month does that has no such day: ``last`` takes its last day.
    ``post`` records it by itself on the due day, ``ask`` waits for a yes, ``remind`` only shows it.
    """

    id: Id | None = None
    start_date: Day
    frequency: FrequencyName | None = None
    interval: Interval = 1
    days: Days = Field(default_factory=list)
    until: Day | None = None
    count: Interval | None = None
    weekend: WeekendName = "keep"
    short_months: ShortMonthName = "last"
    rule: RuleText | None = None
    mode: ModeName = "post"
    paused: bool = False
    version: Version | None = None


class SchedulePatch(AnyPatch):
    """The fields to change from today on; what is not named stays."""

    start_date: Day | None = None
    frequency: FrequencyName | None = None
    interval: Interval | None = None
    days: Days | None = None
    until: Day | None = None
    count: Interval | None = None
    weekend: WeekendName | None = None
    short_months: ShortMonthName | None = None
    rule: RuleText | None = None
    mode: ModeName | None = None
    paused: bool | None = None
    version: Version | None = None


def asked(call: Call, body: ScheduleIn, schedule_id: UUID) -> SaveSchedule:
    """The request a whole body makes."""
    draft = drafted(_part(TransactionIn, body, {"date": body.start_date}))
    return SaveSchedule(
        id=schedule_id,
        template=_template(call, draft, schedule_id),
        recurrence=_recurrence(body),
        mode=Mode(body.mode),
        paused=body.paused,
    )


def patched(call: Call, before: ScheduleReading, patch: SchedulePatch) -> SaveSchedule:
    """The request to change the fields that ``patch`` names; null takes ``until`` or so away."""
    schedule, named = before.schedule, patch.model_fields_set
    draft = redrafted(before.row, _part(TransactionPatch, patch, {}))
    told = {name: getattr(patch, name) for name in named}
    paused = told.get("paused")
    if paused is None:
        paused = schedule.state is ScheduleState.PAUSED
    return SaveSchedule(
        id=schedule.id,
        template=_template(call, draft, schedule.id),
        recurrence=_recurrence(_whole(schedule.recurrence, told)),
        mode=Mode(told.get("mode") or schedule.mode),
        paused=paused,
    )


def _part(model: type[_Model], body: Body, more: Mapping[str, Any]) -> _Model:
    """The fields of ``body`` that ``model`` has too; they are checked already."""
    named = (body.model_fields_set & set(model.model_fields)) - {"id", "version"}
    values = {**{name: getattr(body, name) for name in named}, **more}
    return model.model_construct(_fields_set=set(values), **values)


def _template(call: Call, draft: Draft, schedule_id: UUID) -> Template:
    record = Desk(call).request(draft, schedule_id)
    heading = record.heading
    return Template(
        body=record.body,
        payee=heading.payee,
        description=heading.description,
        tags=heading.tags,
    )


def _whole(before: Recurrence, told: Mapping[str, Any]) -> ScheduleIn:
    """The recurrence that is there as a body, with what is told on top.

    Naming a rule forgets the short fields, naming a frequency forgets the rule.
    """
    ruled = before.frequency is Frequency.RULE
    values: dict[str, Any] = {
        "start_date": before.start,
        "frequency": None if ruled else before.frequency.value,
        "interval": before.interval,
        "days": list(before.days),
        "until": before.until,
        "count": before.count,
        "weekend": before.weekend.value,
        "short_months": before.short_months.value,
        "rule": before.rule or None,
    }
    if told.get("rule"):
        values |= {"frequency": None, "interval": 1, "days": []}
    elif told.get("frequency"):
        values |= {"rule": None}
        if told["frequency"] != before.frequency:
            values |= {"days": []}
    clearing = {"until", "count"}
    values |= {
        name: value
        for name, value in told.items()
        if name in values and (value is not None or name in clearing)
    }
    return ScheduleIn.model_construct(**values)


def _recurrence(body: ScheduleIn) -> Recurrence:
    if body.rule is not None and body.frequency is not None:
        raise Invalid("days_beside_rule", "frequency")
    if body.rule is None and body.frequency is None:
        raise Invalid("missing", "frequency")
    return Recurrence(
        start=body.start_date,
        frequency=Frequency(body.frequency or Frequency.RULE),
        interval=body.interval,
        days=tuple(dict.fromkeys(body.days)),
        until=body.until,
        count=body.count,
        weekend=Weekend(body.weekend),
        short_months=ShortMonth(body.short_months),
        rule=body.rule or "",
    )
