"""Schedules and their occurrences."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from psycopg.rows import dict_row
from psycopg.types.json import Jsonb
from sqlalchemy import Engine, text

from finance.adapters.postgres import schedule_texts as texts
from finance.adapters.postgres.changes import PostgresChanges
from finance.adapters.postgres.errors import translated
from finance.adapters.postgres.line import Line
from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.pipeline import Statement, beneath, together
from finance.domain.changes import Action, Subject
from finance.domain.errors import ChangedMeanwhile, NotFound
from finance.domain.schedules import (
    Mode,
    Occurrence,
    OccurrenceState,
    Plan,
    Schedule,
    ScheduleState,
    occurrence_snapshot,
    schedule_from,
    schedule_snapshot,
    template_from,
)
from finance.usecases.ports import Mark
from finance.usecases.readings import Ahead
from finance.usecases.schedule_ports import Kept
from finance.usecases.schedule_readings import Near

_BOOKS: Final = text("SELECT * FROM books_to_wake(:moment)")

_ACTIONS: Final = {
    OccurrenceState.PENDING: Action.EDITED,
    OccurrenceState.POSTED: Action.POSTED,
    OccurrenceState.SKIPPED: Action.SKIPPED,
}


def kept(row: Mapping[str, Any]) -> Kept:
    """A schedule as its row holds it."""
    return Kept(
        schedule=schedule_from(row, row["id"], row["version"]),
        plan=Plan(
            planned_to=row["planned_to"],
            plan_on=row["plan_on"],
            held_until=row["held_until"],
            fault=row["fault"],
        ),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def occurrence(row: Mapping[str, Any]) -> Occurrence:
    """An occurrence as its row holds it."""
    return Occurrence(
        id=row["id"],
        schedule_id=row["schedule_id"],
        nominal_on=row["nominal_on"],
        due_on=row["due_on"],
        state=OccurrenceState(row["state"]),
        moved=row["moved"],
        transaction_id=row["transaction_id"],
        settled_at=row["settled_at"],
        settled_by=row["settled_by"],
        version=row["version"],
    )


def near_of(book_id: UUID, ahead: Ahead) -> Statement:
    """The statement for what is near of what recurs, to be read by ``near``."""
    return texts.NEAR, {
        "book": book_id,
        "user_id": ahead.user_id,
        "until": ahead.until,
        "coming": ahead.coming,
        "posted": ahead.posted,
    }


def near(rows: Sequence[tuple[Any, ...]]) -> tuple[Near, ...]:
    """What is near, as the rows of ``near_of`` say."""
    return tuple(
        Near(
            occurrence=occurrence(dict(zip(texts.TOLD, told, strict=True))),
            template=template_from(template),
            mode=Mode(mode),
        )
        for *told, template, mode in rows
    )


class PostgresSchedules(BookPart):
    """The ``Schedules`` port."""

    def __init__(self, line: Line, book_id: UUID, changes: PostgresChanges) -> None:
        super().__init__(line, book_id)
        self._changes = changes

    def _rows(self, statement: Statement) -> list[dict[str, Any]]:
        query, given = statement
        cursor = beneath(self._connection).cursor(row_factory=dict_row)
        return cursor.execute(query, {"book": self._book_id, **given}, prepare=True).fetchall()

    def _looked(self, statement: Statement) -> list[dict[str, Any]]:
        """The rows of a statement that only looks."""
        query, given = statement
        return self._line.look_by_name((query, {"book": self._book_id, **given}))

    def _do(self, statement: Statement) -> int:
        query, given = statement
        return together(self._connection, [(query, {"book": self._book_id, **given})])[0]

    def get(self, schedule_id: UUID, *, lock: bool = False) -> Kept:
        """The schedule; NotFound."""
        found = self._rows((texts.LOCK if lock else texts.GET, {"id": schedule_id}))
        if not found:
            raise NotFound("schedule", "id")
        return kept(found[0])

    def all(self) -> tuple[Kept, ...]:
        """All schedules, ended ones too, by id."""
        return tuple(map(kept, self._looked((f"{texts.KEPT} ORDER BY id", {}))))

    def naming(self, account_id: UUID) -> tuple[Kept, ...]:
        """The schedules that have not ended and name the account or category, by id."""
        found = map(kept, self._rows((texts.NAMING, {"account": str(account_id)})))
        return tuple(one for one in found if account_id in one.schedule.template.account_ids)

    def count(self) -> int:
        """How many schedules there are, ended ones too."""
        return int(self._rows((texts.COUNT, {}))[0]["count"])

    def add(self, schedule: Schedule, mark: Mark) -> bool:
        """Write a new schedule and its change; False if the id is there already."""
        if self._do((texts.INSERT, _given(schedule, mark))) == 0:
            return False
        what = (Subject.SCHEDULE, schedule.id, Action.CREATED)
        self._changes.record(what, None, schedule_snapshot(schedule), mark)
        return True

    def replace(self, before: Schedule, after: Schedule, mark: Mark) -> Schedule:
        """Write ``after`` in place of ``before`` and the change; it with its new version."""
        given = {**_given(after, mark), "version": before.version}
        if self._do((texts.EDIT, given)) == 0:
            raise ChangedMeanwhile("changed_meanwhile", "version", {"version": before.version})
        states = (schedule_snapshot(before), schedule_snapshot(after))
        self._changes.record((Subject.SCHEDULE, before.id, _action(before, after)), *states, mark)
        return schedule_from(states[1], before.id, before.version + 1)

    def waking(self, today: date) -> Kept | None:
        """One schedule the clock has something to do for, locked; those others lock are passed."""
        found = self._rows((texts.WAKING, {"today": today}))
        return kept(found[0]) if found else None

    def keep_plan(self, schedule: Schedule, plan: Plan) -> None:
        """Write how far it is planned, and when the clock is to wake for it."""
        given = {
            "id": schedule.id,
            "mode": schedule.mode.value,
            "planned_to": plan.planned_to,
            "plan_on": plan.plan_on,
            "held_until": plan.held_until,
            "fault": plan.fault,
        }
        self._do((texts.KEEP_PLAN, given))

    def plan(self, occurrences: Sequence[Occurrence]) -> None:
        """Write new occurrences; one whose schedule and nominal day are there already stays."""
        if not occurrences:
            return
        given = {
            "schedule": occurrences[0].schedule_id,
            "ids": [one.id for one in occurrences],
            "nominal": [one.nominal_on for one in occurrences],
            "due": [one.due_on for one in occurrences],
        }
        self._do((texts.PLAN, given))

    def unplan(self, schedule_id: UUID, first: date) -> None:
        """Forget the pending occurrences whose nominal day is ``first`` or later."""
        self._do((texts.UNPLAN, {"schedule": schedule_id, "first": first}))

    def put_back(self, moved: Sequence[Occurrence]) -> None:
        """Move those of the occurrences that are pending to the days they say."""
        ids, due = [one.id for one in moved], [one.due_on for one in moved]
        self._do((texts.PUT_BACK, {"ids": ids, "due": due}))

    def skip_missed(self, schedule_id: UUID, today: date, mark: Mark) -> None:
        """Skip what was due before ``today`` and is pending still; no change is recorded."""
        given = {"schedule": schedule_id, "today": today, "at": mark.at, "user": mark.user_id}
        self._do((texts.SKIP_MISSED, given))

    def due(self, schedule_id: UUID, today: date, limit: int) -> tuple[Occurrence, ...]:
        """Pending occurrences due by ``today``, the longest due first, locked."""
        given = {"schedule": schedule_id, "today": today, "limit": limit}
        return tuple(map(occurrence, self._rows((texts.DUE, given))))

    def pending(self, until: date, limit: int) -> tuple[Occurrence, ...]:
        """Pending occurrences of active schedules, due by ``until``, in that order."""
        given = {"until": until, "limit": limit}
        return tuple(map(occurrence, self._looked((texts.PENDING, given))))

    def around(self, schedule_id: UUID, back: int, ahead: int) -> tuple[Occurrence, ...]:
        """The last ``back`` settled and the next ``ahead`` pending ones, in nominal order."""
        given = {"schedule": schedule_id, "back": back, "ahead": ahead}
        return tuple(map(occurrence, self._rows((texts.AROUND, given))))

    def settled_by(self, import_id: UUID) -> tuple[Occurrence, ...]:
        """The occurrences posted as lines of an import whose transactions are in the trash."""
        return tuple(map(occurrence, self._rows((texts.SETTLED_BY, {"import": import_id}))))

    def seen(self, user_id: UUID, at: datetime) -> None:
        """Note that the user has seen what was posted up to ``at``; never less than before."""
        self._do((texts.SEEN, {"user": user_id, "at": at}))

    def occurrence(self, occurrence_id: UUID) -> Occurrence:
        """One occurrence; NotFound."""
        found = self._rows((texts.ONE, {"id": occurrence_id}))
        if not found:
            raise NotFound("occurrence", "id")
        return occurrence(found[0])

    def settle(self, before: Occurrence, after: Occurrence, mark: Mark) -> Occurrence:
        """Write what became of an occurrence and the change; it with its new version."""
        given = {
            "id": before.id,
            "version": before.version,
            "due_on": after.due_on,
            "state": after.state.value,
            "moved": after.moved,
            "transaction": after.transaction_id,
            "settled_at": after.settled_at,
            "settled_by": after.settled_by,
        }
        if self._do((texts.SETTLE, given)) == 0:
            raise ChangedMeanwhile("changed_meanwhile", "version", {"version": before.version})
        states = (occurrence_snapshot(before), occurrence_snapshot(after))
        what = (Subject.OCCURRENCE, before.id, _ACTIONS[after.state])
        self._changes.record(what, *states, mark)
        return self.occurrence(before.id)

    def occurrences(
        self, schedule_id: UUID, state: OccurrenceState | None, after: date | None, limit: int
    ) -> tuple[Occurrence, ...]:
        """Occurrences of one schedule in nominal order, of one state, from beyond ``after`` on."""
        given = {
            "schedule": schedule_id,
            "state": state.value if state else None,
            "after": after,
            "limit": limit,
        }
        return tuple(map(occurrence, self._rows((texts.OCCURRENCES, given))))


def _given(schedule: Schedule, mark: Mark) -> dict[str, Any]:
    told = schedule_snapshot(schedule)
    return {
        "id": schedule.id,
        "template": Jsonb(told["template"]),
        "recurrence": Jsonb(told["recurrence"]),
        "mode": told["mode"],
        "state": told["state"],
        "at": mark.at,
    }


def _action(before: Schedule, after: Schedule) -> Action:
    if before.state is after.state:
        return Action.EDITED
    return {
        ScheduleState.ENDED: Action.CLOSED,
        ScheduleState.PAUSED: Action.PAUSED,
        ScheduleState.ACTIVE: Action.REOPENED,
    }[after.state]


class PostgresDueBooks:
    """The ``DueBooks`` port: it looks over all books, and sees of them that they are due."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, moment: datetime) -> tuple[UUID, ...]:
        """The books in which the clock may have something to do at ``moment``."""
        with translated(), self._engine.connect() as connection:
            return tuple(connection.execute(_BOOKS, {"moment": moment}).scalars())
