"""``/api/schedules`` and ``/api/occurrences``: recurring income, expenses and transfers."""

from datetime import date
from typing import Final, Literal, Self
from uuid import UUID

from finance.domain.entries import Amounts
from finance.domain.recurrence import Frequency
from finance.domain.schedules import Occurrence, OccurrenceState
from finance.usecases.readings import Position
from finance.usecases.schedule_readings import ScheduleReading
from finance.web.api.declaring import Call, Part, Reply
from finance.web.api.kinds import (
    Asked,
    Body,
    Day,
    Decimals,
    Flag,
    Id,
    Instant,
    PositiveAmount,
    Shape,
)
from finance.web.api.paging import Page, Paged, cursor_of, position_of
from finance.web.api.schedule_bodies import (
    ModeName,
    ScheduleIn,
    SchedulePatch,
    ShortMonthName,
    WeekendName,
    asked,
    patched,
)
from finance.web.api.shapes import Named, PostingShape, Transaction, TransactionType

PART: Final = Part("Schedules", "What recurs: income, expenses and transfers, posted on their day.")

StateName = Literal["active", "paused", "ended"]
OccurrenceStateName = Literal["pending", "posted", "skipped"]


class DueShape(Shape):
    """One coming time: the day of the series, and the day it is due on."""

    nominal_date: date
    date: date


class ScheduleShape(Shape):
    """What recurs, as a transaction of its type, and when.

    ``next`` are the coming times by the rule; ``fault`` is why the last due one could not be
    posted, empty if all is well. ``closed`` are accounts and categories it names that are closed:
    while they are, nothing is posted.
    """

    id: UUID
    type: TransactionType
    amount: Decimals
    currency: str
    account: Named | None
    to_account: Named | None
    to_amount: Decimals | None
    category: Named | None
    payee: str
    description: str
    tags: list[str]
    postings: list[PostingShape]
    start_date: date
    frequency: Literal["daily", "weekly", "monthly", "yearly", "rule"]
    interval: int
    days: list[str]
    until: date | None
    count: int | None
    weekend: WeekendName
    short_months: ShortMonthName
    rule: str | None
    mode: ModeName
    state: StateName
    next: list[DueShape]
    fault: str
    closed: list[Named]
    version: int
    created_at: Instant
    updated_at: Instant

    @classmethod
    def of(cls, reading: ScheduleReading) -> Self:
        """The schedule as it is answered."""
        told, when = reading.row.described, reading.schedule.recurrence
        value = reading.row.transaction
        return cls(
            id=reading.schedule.id,
            type=told.kind.value,
            amount=str(told.amount),
            currency=told.amount.currency,
            account=Named.of(told.account),
            to_account=Named.of(told.to_account),
            to_amount=str(told.to_amount) if told.to_amount is not None else None,
            category=Named.of(told.category),
            payee=value.payee,
            description=value.description,
            tags=list(value.tags),
            postings=[PostingShape.of(posting) for posting in value.postings],
            start_date=when.start,
            frequency=when.frequency.value,
            interval=when.interval,
            days=list(when.days),
            until=when.until,
            count=when.count,
            weekend=when.weekend.value,
            short_months=when.short_months.value,
            rule=when.rule if when.frequency is Frequency.RULE else None,
            mode=reading.schedule.mode.value,
            state=reading.schedule.state.value,
            next=[DueShape(nominal_date=due.nominal, date=due.on) for due in reading.next],
            fault=reading.kept.plan.fault,
            closed=[Named(id=one.id, name=one.name) for one in reading.shut],
            version=reading.schedule.version,
            created_at=reading.kept.created_at,
            updated_at=reading.kept.updated_at,
        )


class SchedulesAsked(Asked):
    """Which schedules; those that have ended only if asked for.

    With ``account_id`` those that have not ended and name that account or category: what stops if
    it is closed.
    """

    ended: Flag = False
    account_id: Id | None = None


class ScheduleList(Shape):
    """The schedules, what comes next first."""

    items: list[ScheduleShape]
    next_cursor: None = None


class OccurrencesAsked(Paged):
    """Which occurrences of a schedule; of every state unless said."""

    state: OccurrenceStateName | None = None


class OccurrenceShape(Shape):
    """One time of a schedule and what became of it."""

    id: UUID
    schedule_id: UUID
    nominal_date: date
    date: date
    moved: bool
    state: OccurrenceStateName
    transaction_id: UUID | None
    settled_at: Instant | None
    version: int

    @classmethod
    def of(cls, one: Occurrence) -> Self:
        """The occurrence as it is answered."""
        return cls(
            id=one.id,
            schedule_id=one.schedule_id,
            nominal_date=one.nominal_on,
            date=one.due_on,
            moved=one.moved,
            state=one.state.value,
            transaction_id=one.transaction_id,
            settled_at=one.settled_at,
            version=one.version,
        )


class PostingIn(Body):
    """On which day to record it; without one on the due day, or today if that lies ahead.

    ``amount``, and of a transfer into another currency ``to_amount``, are of this time alone; the
    parts of a split share another amount as they share the schedule's.
    """

    date: Day | None = None
    amount: PositiveAmount | None = None
    to_amount: PositiveAmount | None = None


class Preview(Shape):
    """The coming times of a schedule that is not made yet."""

    next: list[DueShape]


class MoveIn(Body):
    """The day it is to be due on; the series stays where it is."""

    date: Day


@PART.get("/schedules")
def schedules(call: Call, query: SchedulesAsked) -> ScheduleList:
    """List what recurs, what comes next first."""
    if query.account_id is not None:
        found = call.use.schedules.using(call.actor, query.account_id)
    else:
        found = call.use.schedules.all(call.actor, ended=query.ended)
    return ScheduleList(items=[ScheduleShape.of(one) for one in found])


@PART.post("/schedules", also=(200,))
def add_schedule(call: Call, body: ScheduleIn) -> Reply[ScheduleShape]:
    """Let something recur.

    One that starts in the past is caught up by the clock at once, in the mode ``post``.
    """
    request = asked(call, body, body.id or call.new_id())
    reading, made = call.use.schedules.add(call.actor, request)
    return Reply(ScheduleShape.of(reading), 201 if made else 200)


@PART.post("/schedules/preview", status=200, repeatable=False)
def preview_schedule(call: Call, body: ScheduleIn) -> Preview:
    """The times a schedule would fall, before it is made; nothing is kept."""
    request = asked(call, body, call.new_id())
    reading = call.use.schedules.preview(call.actor, request)
    return Preview(next=[DueShape(nominal_date=due.nominal, date=due.on) for due in reading])


@PART.get("/schedules/{schedule_id}")
def schedule(call: Call, schedule_id: UUID) -> ScheduleShape:
    """One schedule."""
    return ScheduleShape.of(call.use.schedules.get(call.actor, schedule_id))


@PART.put("/schedules/{schedule_id}")
def replace_schedule(call: Call, schedule_id: UUID, body: ScheduleIn) -> ScheduleShape:
    """Change a schedule from today on; what was due before stays as it was."""
    call.use.schedules.get(call.actor, schedule_id)
    request = asked(call, body, schedule_id)
    expected = call.expected(body.version)
    return ScheduleShape.of(call.use.schedules.replace(call.actor, request, expected))


@PART.patch("/schedules/{schedule_id}")
def change_schedule(call: Call, schedule_id: UUID, body: SchedulePatch) -> ScheduleShape:
    """Change the fields named, from today on; ``paused`` pauses and resumes."""

    def once(expected: int | None) -> ScheduleReading:
        before = call.use.schedules.get(call.actor, schedule_id)
        seen = before.schedule.version if expected is None else expected
        request = patched(call, before, body)
        return call.use.schedules.replace(call.actor, request, seen)

    return ScheduleShape.of(call.patched(body.version, once))


@PART.delete("/schedules/{schedule_id}")
def end_schedule(call: Call, schedule_id: UUID) -> None:
    """End a schedule: nothing further falls due, what was posted stays."""
    call.use.schedules.end(call.actor, schedule_id, call.version)


@PART.get("/schedules/{schedule_id}/occurrences")
def occurrences(call: Call, schedule_id: UUID, query: OccurrencesAsked) -> Page[OccurrenceShape]:
    """List the times of a schedule that are planned or have passed, in their order."""
    state = OccurrenceState(query.state) if query.state else None
    start = position_of(query.cursor)
    after = start.date if start else None
    found = call.use.schedules.occurrences(call.actor, schedule_id, state, after, query.limit + 1)
    shown = found[: query.limit]
    more = len(found) > query.limit
    place = Position(shown[-1].nominal_on, shown[-1].id) if more else None
    return Page[OccurrenceShape](
        items=[OccurrenceShape.of(one) for one in shown], next_cursor=cursor_of(place)
    )


@PART.post("/occurrences/{occurrence_id}/posting", body_optional=True)
def post_occurrence(call: Call, occurrence_id: UUID, body: PostingIn) -> Transaction:
    """Post one time now, early or late; posted already, it answers its transaction."""
    amounts = Amounts(amount=body.amount, to_amount=body.to_amount)
    done = call.use.occurrences.post(call.actor, occurrence_id, body.date, amounts)
    return Transaction.of(done.row)


@PART.post("/occurrences/{occurrence_id}/skip", status=200)
def skip_occurrence(call: Call, occurrence_id: UUID) -> OccurrenceShape:
    """Let one time not happen."""
    return OccurrenceShape.of(call.use.occurrences.skip(call.actor, occurrence_id).occurrence)


@PART.post("/occurrences/{occurrence_id}/move", status=200)
def move_occurrence(call: Call, occurrence_id: UUID, body: MoveIn) -> OccurrenceShape:
    """Let one time be due on another day."""
    done = call.use.occurrences.move(call.actor, occurrence_id, body.date)
    return OccurrenceShape.of(done.occurrence)
