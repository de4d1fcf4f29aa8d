"""The append-only change log."""

from functools import cached_property
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import RowMapping, Select, literal_column, select

from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.pipeline import Statement, together
from finance.adapters.postgres.tables import change
from finance.adapters.postgres.word import CHANNEL, said
from finance.domain.changes import Action, Change, Snapshot, Subject
from finance.domain.errors import NotFound
from finance.usecases.ports import Mark

_HISTORY: Final = 200
_BELOW_MOMENT: Final = 80  # bits of a UUIDv7 after its milliseconds
_CLOSE: Final = 60_000  # milliseconds
_undo = change.alias("undo")
_WITH_UNDO: Final[Select[Any]] = select(change, _undo.c.id.label("reversed_by")).join_from(
    change,
    _undo,
    (_undo.c.book_id == change.c.book_id) & (_undo.c.reverses == change.c.id),
    isouter=True,
)

_OF_MEMBERS: Final = """
    SELECT c.id, c.subject, c.subject_id, c.action, c.before, c.after, c.user_id, c.at, c.reverses,
        undo.id
    FROM change c LEFT JOIN change undo ON undo.book_id = %(book)s AND undo.reverses = c.id
    WHERE c.book_id = %(book)s AND c.subject IN ('invitation', 'member')
    ORDER BY c.id DESC LIMIT %(limit)s
"""

_RECORD: Final = """
    WITH recorded AS (
        INSERT INTO change
            (book_id, id, subject, subject_id, action, before, after, user_id, at, reverses)
        VALUES (%(book)s, %(id)s, %(subject)s, %(subject_id)s, %(action)s, %(before)s, %(after)s,
            %(user)s, %(at)s, %(reverses)s)
    )
    SELECT pg_notify(%(channel)s, %(said)s)
"""
"""A change is recorded and told of by one statement, so that none is ever kept to itself."""

What = tuple[Subject, UUID, Action]
"""What kind of thing changed, which one, and what was done to it."""


def recording(
    book_id: UUID, what: What, states: tuple[Snapshot | None, Snapshot | None], mark: Mark
) -> Statement:
    """The statement that appends one change from the first state to the second."""
    before, after = (None if state is None else Jsonb(state) for state in states)
    subject, subject_id, action = what
    return _RECORD, {
        "book": book_id,
        "id": mark.id,
        "subject": subject.value,
        "subject_id": subject_id,
        "action": action.value,
        "before": before,
        "after": after,
        "user": mark.user_id,
        "at": mark.at,
        "reverses": mark.reverses,
        "channel": CHANNEL,
        "said": said(book_id, subject.value),
    }


def _value(row: RowMapping) -> Change:
    return Change(
        id=row["id"],
        subject=Subject(row["subject"]),
        subject_id=row["subject_id"],
        action=Action(row["action"]),
        before=row["before"],
        after=row["after"],
        user_id=row["user_id"],
        at=row["at"],
        reverses=row["reverses"],
        reversed_by=row["reversed_by"],
    )


def of_members(book_id: UUID, limit: int) -> Statement:
    """The statement for the changes of members and invitations; they have an index of their own."""
    return _OF_MEMBERS, {"book": book_id, "limit": limit}


def change_made(row: tuple[Any, ...]) -> Change:
    """The change that a row of ``of_members`` holds."""
    change_id, subject, subject_id, action, before, after, user_id, at, reverses, undone = row
    return Change(
        id=change_id,
        subject=Subject(subject),
        subject_id=subject_id,
        action=Action(action),
        before=before,
        after=after,
        user_id=user_id,
        at=at,
        reverses=reverses,
        reversed_by=undone,
    )


class PostgresChanges(BookPart):
    """The ``Changes`` port, and the one place where changes are written."""

    @cached_property
    def _all(self) -> Select[Any]:
        """All of the book; most works ask for none, and putting it together takes its time."""
        return _WITH_UNDO.where(change.c.book_id == self._book_id)

    def record(
        self,
        what: What,
        before: Snapshot | None,
        after: Snapshot | None,
        mark: Mark,
    ) -> None:
        """Append one change."""
        together(self._connection, [recording(self._book_id, what, (before, after), mark)])

    def get(self, change_id: UUID) -> Change:
        """One change; NotFound."""
        found = self._connection.execute(self._all.where(change.c.id == change_id))
        row = found.mappings().first()
        if row is None:
            raise NotFound("change", "id")
        return _value(row)

    def of(self, subject_id: UUID) -> tuple[Change, ...]:
        """The changes of one thing, newest first (at most 200)."""
        chosen = self._all.where(change.c.subject_id == subject_id)
        found = self._connection.execute(chosen.order_by(change.c.id.desc()).limit(_HISTORY))
        return tuple(_value(row) for row in found.mappings())

    def together(self, one: Change) -> tuple[Change, ...]:
        """The changes of the same act, oldest first: by the same person at the same instant."""
        # Ids begin with the moment they were made, so only what lies close by is looked at.
        moment = one.id.int >> _BELOW_MOMENT
        first, last = (UUID(int=(moment + by) << _BELOW_MOMENT) for by in (-_CLOSE, _CLOSE))
        chosen = self._all.where(
            change.c.id.between(first, last),
            change.c.at == one.at,
            change.c.user_id.is_not_distinct_from(one.user_id),
        )
        found = self._connection.execute(chosen.order_by(change.c.id).limit(_HISTORY))
        return tuple(_value(row) for row in found.mappings())

    def first(self, subject: Subject, subject_id: UUID) -> Change | None:
        """The change that made the thing, if one was recorded for it alone."""
        chosen = self._all.where(
            change.c.subject_id == subject_id,
            change.c.subject == subject.value,
            change.c.action == Action.CREATED.value,
        )
        row = self._connection.execute(chosen).mappings().first()
        return _value(row) if row else None

    def of_budgets(self, limit: int) -> tuple[Change, ...]:
        """The changes of limits, newest first; they have an index of their own."""
        of_limits = change.c.subject == literal_column(f"'{Subject.BUDGET.value}'")
        chosen = self._all.where(of_limits).order_by(change.c.id.desc()).limit(limit)
        return tuple(_value(row) for row in self._connection.execute(chosen).mappings())

    def latest(self, before: UUID | None, limit: int) -> tuple[Change, ...]:
        """The book's changes, newest first, from before the change ``before`` on."""
        chosen = self._all if before is None else self._all.where(change.c.id < before)
        found = self._connection.execute(chosen.order_by(change.c.id.desc()).limit(limit))
        return tuple(_value(row) for row in found.mappings())
