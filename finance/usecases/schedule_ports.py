"""What schedules need of the book's storage; a part of ``Work``, see ``ports``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from finance.domain.schedules import Occurrence, OccurrenceState, Plan, Schedule

if TYPE_CHECKING:
    from finance.usecases.ports import Mark

DueBooks = Callable[[datetime], Sequence[UUID]]
"""The books in which the clock may have something to do at an instant, the longest due first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A schedule as it is kept, with how far it is planned."""

    schedule: Schedule
    plan: Plan
    created_at: datetime
    updated_at: datetime


class Schedules(Protocol):
    """The schedules of the book and their occurrences.

    Whoever changes a schedule or an occurrence of it has locked the schedule first.
    """

    def get(self, schedule_id: UUID, *, lock: bool = False) -> Kept:
        """The schedule; NotFound. ``lock`` keeps the clock and everybody else from it."""

    def all(self) -> tuple[Kept, ...]:
        """All schedules, ended ones too, by id."""

    def naming(self, account_id: UUID) -> tuple[Kept, ...]:
        """The schedules that have not ended and name the account or category, by id."""

    def count(self) -> int:
        """How many schedules there are, ended ones too."""

    def add(self, schedule: Schedule, mark: "Mark") -> bool:
        """Write a new schedule and its change; False if the id is there already."""

    def replace(self, before: Schedule, after: Schedule, mark: "Mark") -> Schedule:
        """Write ``after`` in place of ``before`` and the change; it with its new version.

        ChangedMeanwhile if ``before`` is not the current version.
        """

    def waking(self, today: date) -> Kept | None:
        """One schedule the clock has something to do for, locked; those others lock are passed."""

    def keep_plan(self, schedule: Schedule, plan: Plan) -> None:
        """Write how far it is planned, and when the clock is to wake for it."""

    def plan(self, occurrences: Sequence[Occurrence]) -> None:
        """Write new occurrences; one whose schedule and nominal day are there already stays."""

    def unplan(self, schedule_id: UUID, first: date) -> None:
        """Forget the pending occurrences whose nominal day is ``first`` or later."""

    def put_back(self, moved: Sequence[Occurrence]) -> None:
        """Move those of the occurrences that are pending to the days they say."""

    def skip_missed(self, schedule_id: UUID, today: date, mark: "Mark") -> None:
        """Skip what was due before ``today`` and is pending still; no change is recorded."""

    def due(self, schedule_id: UUID, today: date, limit: int) -> tuple[Occurrence, ...]:
        """Pending occurrences due by ``today``, the longest due first, locked."""

    def pending(self, until: date, limit: int) -> tuple[Occurrence, ...]:
        """Pending occurrences of active schedules, due by ``until``, in that order."""

    def around(self, schedule_id: UUID, back: int, ahead: int) -> tuple[Occurrence, ...]:
        """The last ``back`` settled and the next ``ahead`` pending ones, in nominal order."""

    def settled_by(self, import_id: UUID) -> tuple[Occurrence, ...]:
        """The occurrences posted as lines of an import whose transactions are in the trash."""

    def seen(self, user_id: UUID, at: datetime) -> None:
        """Note that the user has seen what was posted up to ``at``; never less than before."""

    def occurrence(self, occurrence_id: UUID) -> Occurrence:
        """One occurrence; NotFound."""

    def settle(self, before: Occurrence, after: Occurrence, mark: "Mark") -> Occurrence:
        """Write what became of an occurrence and the change; it with its new version."""

    def occurrences(
        self, schedule_id: UUID, state: OccurrenceState | None, after: date | None, limit: int
    ) -> tuple[Occurrence, ...]:
        """Occurrences of one schedule in nominal order, of one state, from beyond ``after`` on."""
