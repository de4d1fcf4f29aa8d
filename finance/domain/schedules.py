"""Schedules: what recurs, what becomes of each time it falls due, and how far ahead it is planned.

A schedule is a template of a transaction with a recurrence. Each time of the series is an
*occurrence*, known by its nominal day; its id follows from schedule and day, and the transaction
posted for it has the same id, so that posting again meets what is there.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile
from typing import Any, Final
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.entries import (
    Amounts,
    Body,
    Compound,
    Flow,
    Heading,
    Line,
    Part,
    Transfer,
    entered,
    resized,
)
from finance.domain.ledger import Transaction, TransactionKind
from finance.domain.recurrence import (
    SHOWN,
    Due,
    Recurrence,
    coming,
    recurrence_from,
    recurrence_snapshot,
)

HORIZON: Final = timedelta(days=60)
"""Everything due within this time from today has its occurrence."""
AGAIN: Final = timedelta(days=15)
"""How long a plan holds before it is looked at again; well within the horizon."""
CHUNK: Final = 200
"""The most occurrences planned in one go."""
AS_SAID: Final = Amounts()
"""The amounts of the template itself."""


class Mode(StrEnum):
    """What happens on the due day: posted, posted once somebody agrees, or only shown."""

    POST = "post"
    ASK = "ask"
    REMIND = "remind"


class ScheduleState(StrEnum):
    """Whether the clock acts on it; one that has ended never starts again by itself."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class OccurrenceState(StrEnum):
    """What has become of one time; a pending one may be due already."""

    PENDING = "pending"
    POSTED = "posted"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A transaction without its day."""

    body: Body
    payee: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()

    @property
    def account_ids(self) -> frozenset[UUID]:
        """The accounts and categories it names."""
        match self.body:
            case Flow():
                named = {part.category_id for part in self.body.parts}
                return frozenset({self.body.account_id, *(one for one in named if one)})
            case Transfer():
                return frozenset({self.body.from_account_id, self.body.to_account_id})
            case _:
                return frozenset(line.account_id for line in self.body.lines)

    def transaction(
        self, transaction_id: UUID, day: date, chart: Chart, amounts: Amounts = AS_SAID
    ) -> Transaction:
        """The transaction it makes on ``day``, with other ``amounts`` if they say any.

        Invalid for what the accounts do not allow, or as ``entries.resized`` says.
        """
        heading = Heading(date=day, payee=self.payee, description=self.description, tags=self.tags)
        return entered(transaction_id, heading, resized(self.body, amounts, chart), chart)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What recurs, when, and what happens then."""

    id: UUID
    template: Template
    recurrence: Recurrence
    mode: Mode = Mode.POST
    state: ScheduleState = ScheduleState.ACTIVE
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One time of a schedule. ``due_on`` is where weekends or a person moved it.

    A posted one has its transaction; a settled one says when, and by whom (None: by the clock).
    """

    id: UUID
    schedule_id: UUID
    nominal_on: date
    due_on: date
    state: OccurrenceState = OccurrenceState.PENDING
    moved: bool = False
    transaction_id: UUID | None = None
    settled_at: datetime | None = None
    settled_by: UUID | None = None
    version: int = 1

    @property
    def pending(self) -> bool:
        """Whether nothing has become of it yet."""
        return self.state is OccurrenceState.PENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How far a schedule is planned: nominal days up to ``planned_to`` have their occurrence.

    ``plan_on`` is the day to look again (None: the series is complete). After a posting failed
    with ``fault``, a code, it is not tried again before ``held_until``.
    """

    planned_to: date | None = None
    plan_on: date | None = None
    held_until: date | None = None
    fault: str = ""


def occurrence_id(schedule_id: UUID, nominal: date) -> UUID:
    """The id of the time of a schedule that falls on ``nominal``, and of its transaction.

    A UUIDv8: the day in milliseconds since 1970 first, so that ids sort by day, then a hash.
    """
    told = f"{schedule_id}/{nominal.isoformat()}".encode()
    mixed = int.from_bytes(hashlib.blake2b(told, digest_size=10).digest())
    noon = datetime.combine(nominal, time(12), UTC)
    milliseconds = max(0, int(noon.timestamp() * 1000))
    high, low = (mixed >> 62) & 0xFFF, mixed & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | (0x8 << 76) | (high << 64) | (0b10 << 62) | low)


def occurrence_of(schedule: Schedule, due: Due) -> Occurrence:
    """The occurrence of one time, as planned."""
    return Occurrence(
        id=occurrence_id(schedule.id, due.nominal),
        schedule_id=schedule.id,
        nominal_on=due.nominal,
        due_on=due.on,
    )


def planned(recurrence: Recurrence, plan: Plan, today: date) -> tuple[tuple[Due, ...], Plan]:
    """The times to be planned next, at most ``CHUNK``, and the plan with them in it.

    Planned is all of the past, all within ``HORIZON``, and always ``SHOWN`` times ahead.
    """
    seen, ahead, found = plan.planned_to, 0, list[Due]()
    begin = today if seen is None or seen > today else seen
    after = None if seen is None else begin
    for due in coming(recurrence, after):
        if due.nominal > today:
            if due.nominal > today + HORIZON and ahead >= SHOWN:
                return tuple(found), _grown(plan, found, today + AGAIN)
            ahead += 1
        if seen is not None and due.nominal <= seen:
            continue
        if len(found) == CHUNK:
            return tuple(found), _grown(plan, found, today)
        found.append(due)
    return tuple(found), _grown(plan, found, None)


def _grown(plan: Plan, found: list[Due], plan_on: date | None) -> Plan:
    to = found[-1].nominal if found else plan.planned_to
    return replace(plan, planned_to=to, plan_on=plan_on)


def replanned(plan: Plan, today: date, *, resumed: bool = False) -> Plan:
    """The plan of a schedule changed today: what lies before today stays as it was planned.

    ``resumed`` after a pause, what was not planned while it lasted never will be.
    """
    before = today - timedelta(days=1)
    to = before if plan.planned_to is None or resumed else min(plan.planned_to, before)
    return Plan(planned_to=to, plan_on=today)


def waking(schedule: Schedule, plan: Plan, first_due: date | None) -> date | None:
    """The next day on which the clock has something to do; ``first_due`` is what it would post."""
    if schedule.state is not ScheduleState.ACTIVE:
        return None
    posting = first_due if schedule.mode is Mode.POST else None
    if posting is not None and plan.held_until is not None:
        posting = max(posting, plan.held_until)
    return min((day for day in (plan.plan_on, posting) if day is not None), default=None)


def posts_again(schedule: Schedule, occurrence: Occurrence, today: date) -> bool:
    """Whether the clock would post the occurrence at once if it were left pending."""
    acts = schedule.state is ScheduleState.ACTIVE and schedule.mode is Mode.POST
    return acts and occurrence.pending and occurrence.due_on <= today


@lru_cache(maxsize=4096)
def in_a_year(recurrence: Recurrence, today: date) -> int:
    """How many times the series falls in the year from ``today`` on."""
    before = today + timedelta(days=365)
    days = coming(recurrence, today - timedelta(days=1))
    return sum(1 for _ in takewhile(lambda due: due.nominal < before, days))


def schedule_snapshot(schedule: Schedule) -> dict[str, Any]:
    """All that a schedule says, without its version."""
    return {
        "template": template_snapshot(schedule.template),
        "recurrence": recurrence_snapshot(schedule.recurrence),
        "mode": schedule.mode.value,
        "state": schedule.state.value,
    }


def schedule_from(snapshot: Mapping[str, Any], schedule_id: UUID, version: int) -> Schedule:
    """The schedule a snapshot was taken of, as ``version``."""
    return Schedule(
        id=schedule_id,
        template=template_from(snapshot["template"]),
        recurrence=recurrence_from(snapshot["recurrence"]),
        mode=Mode(snapshot["mode"]),
        state=ScheduleState(snapshot["state"]),
        version=version,
    )


def occurrence_snapshot(occurrence: Occurrence) -> dict[str, Any]:
    """What has become of an occurrence."""
    posted = occurrence.transaction_id
    return {
        "schedule_id": str(occurrence.schedule_id),
        "nominal_on": occurrence.nominal_on.isoformat(),
        "due_on": occurrence.due_on.isoformat(),
        "state": occurrence.state.value,
        "moved": occurrence.moved,
        "transaction_id": str(posted) if posted else None,
    }


def template_snapshot(template: Template) -> dict[str, Any]:
    """A template as a JSON object; amounts are decimals in text."""
    return {
        "payee": template.payee,
        "description": template.description,
        "tags": list(template.tags),
        "body": _body_snapshot(template.body),
    }


def template_from(snapshot: Mapping[str, Any]) -> Template:
    """The template a snapshot was taken of."""
    return Template(
        payee=snapshot["payee"],
        description=snapshot["description"],
        tags=tuple(snapshot["tags"]),
        body=_body_from(snapshot["body"]),
    )


def _body_snapshot(body: Body) -> dict[str, Any]:
    match body:
        case Flow():
            return {
                "form": "flow",
                "kind": body.kind.value,
                "account_id": str(body.account_id),
                "currency": body.currency,
                "parts": [
                    {
                        "amount": str(one.amount),
                        "category_id": str(one.category_id) if one.category_id else None,
                        "memo": one.memo,
                    }
                    for one in body.parts
                ],
            }
        case Transfer():
            return {
                "form": "transfer",
                "from_account_id": str(body.from_account_id),
                "to_account_id": str(body.to_account_id),
                "amount": str(body.amount),
                "to_amount": None if body.to_amount is None else str(body.to_amount),
                "currency": body.currency,
            }
        case _:
            return {
                "form": "compound",
                "lines": [
                    {
                        "account_id": str(one.account_id),
                        "amount": str(one.amount),
                        "currency": one.currency,
                        "memo": one.memo,
                    }
                    for one in body.lines
                ],
            }


def _body_from(kept: Mapping[str, Any]) -> Body:
    match kept["form"]:
        case "flow":
            return Flow(
                kind=TransactionKind(kept["kind"]),
                account_id=UUID(kept["account_id"]),
                currency=kept["currency"],
                parts=tuple(
                    Part(
                        Decimal(one["amount"]),
                        UUID(one["category_id"]) if one["category_id"] else None,
                        one["memo"],
                    )
                    for one in kept["parts"]
                ),
            )
        case "transfer":
            arriving = kept["to_amount"]
            return Transfer(
                from_account_id=UUID(kept["from_account_id"]),
                to_account_id=UUID(kept["to_account_id"]),
                amount=Decimal(kept["amount"]),
                to_amount=None if arriving is None else Decimal(arriving),
                currency=kept["currency"],
            )
        case _:
            return Compound(
                tuple(
                    Line(
                        UUID(one["account_id"]),
                        Decimal(one["amount"]),
                        one["currency"],
                        one["memo"],
                    )
                    for one in kept["lines"]
                )
            )
