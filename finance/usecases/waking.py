"""What the clock does: everything that is due, in every book, once, whoever else does the same.

Each step is one unit of work in one book: it locks one schedule that nobody else has, plans it
ahead and posts what is due of it. Killed at any moment, a step has happened or it has not.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from finance.domain.errors import Invalid
from finance.domain.people import Actor, Role
from finance.domain.schedules import Mode
from finance.usecases.means import Means, patiently
from finance.usecases.ports import Mark, Work
from finance.usecases.schedule_ports import DueBooks, Kept
from finance.usecases.scheduling import Posting, plan_ahead

AT_ONCE: Final = 20
"""The most that one step posts: long catching up gives others their turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Woken:
    """What one round came to: how many were posted, and how many schedules could not post."""

    posted: int = 0
    failed: int = 0

    def __add__(self, other: "Woken") -> "Woken":
        return Woken(posted=self.posted + other.posted, failed=self.failed + other.failed)


@dataclass(frozen=True, slots=True)
class Waking:
    """The use cases of the clock."""

    means: Means
    due_books: DueBooks

    def everywhere(self) -> Woken:
        """Post all that is due by now in all books."""
        done = Woken()
        for book_id in self.due_books(self.means.clock()):
            done += self.within(book_id)
        return done

    def here(self, actor: Actor) -> Woken:
        """Post all that is due by now in the actor's book, not waiting for the clock."""
        actor.require(Role.EDITOR)
        return self.within(actor.book.id)

    def within(self, book_id: UUID) -> Woken:
        """Post all that is due by now in one book; what others are posting is left to them."""
        done = Woken()
        while (step := patiently(self.means.pause, lambda: self._step(book_id))) is not None:
            done += step
        return done

    def _step(self, book_id: UUID) -> Woken | None:
        at = self.means.clock()
        with self.means.works(book_id, None) as work:
            today = work.books.get().today(at)
            kept = work.schedules.waking(today)
            if kept is None:
                return None
            plan, done = replace(kept.plan, held_until=None, fault=""), Woken()
            if plan.plan_on is not None and plan.plan_on <= today:
                plan = plan_ahead(work, kept.schedule, plan, today)
            if kept.schedule.mode is Mode.POST:
                done, fault = self._post(work, kept, today, at)
                if fault:
                    plan = replace(plan, held_until=today + today.resolution, fault=fault)
            work.schedules.keep_plan(kept.schedule, plan)
            work.commit()
        return done

    def _post(self, work: Work, kept: Kept, today: date, at: datetime) -> tuple[Woken, str]:
        """Post what is due of one schedule; how much, and the code of what stood in the way."""
        due = work.schedules.due(kept.schedule.id, today, AT_ONCE)
        chart = work.accounts.chart(hold=True)
        for number, one in enumerate(due):
            posting = Posting(kept=kept, occurrence=one, day=one.due_on)
            try:
                posting.write(work, chart, (self._mark(at), self._mark(at)))
            except Invalid as fault:
                return Woken(posted=number, failed=1), fault.code
        return Woken(posted=len(due)), ""

    def _mark(self, at: datetime) -> Mark:
        """The signature of the clock itself."""
        return Mark(id=self.means.ids(), user_id=None, at=at)
