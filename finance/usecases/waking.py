"""What the clock does: everything that is due, in every book, once, whoever else does the same.

Each step is one unit of work in one book: it locks one schedule that nobody else has, plans it
ahead and posts what is due of it. Killed at any moment, a step has happened or it has not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.errors import Conflict, Invalid
from finance.domain.ledger import describe
from finance.domain.money import Money
from finance.domain.people import Actor, Role
from finance.domain.schedules import Mode, Occurrence, Plan
from finance.usecases.means import Means, patiently
from finance.usecases.ports import Mark, Work
from finance.usecases.schedule_ports import DueBooks, Kept
from finance.usecases.scheduling import Posting, opened, plan_ahead

AT_ONCE: Final = 20
"""The most that one step posts: long catching up gives others their turn."""
STEPS: Final = 25
"""The most steps of a book while somebody waits for them."""
EVERY_STEP: Final = 10**9
TURN: Final = timedelta(seconds=30)
"""How long one call of the clock goes on before it looks again at what is due."""


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
        """Post what is due by now in all books, one step in each in turn.

        So a book with much to catch up with keeps no other waiting, nor does one in which nothing
        works: its error is raised once the others are served. After ``TURN`` what is left waits
        for the next call, which sees what fell due meanwhile.
        """
        done, errors = Woken(), list[Exception]()
        books, until = self.due_books(self.means.clock()), self.means.clock() + TURN
        while books and self.means.clock() < until:
            going = []
            for book_id in books:
                try:
                    step = self._stepped(book_id)
                except Exception as error:  # noqa: BLE001 - raised below, after the other books
                    errors.append(error)
                    continue
                if step is not None:
                    done += step
                    going.append(book_id)
            books = tuple(going)
        if errors:
            raise errors[0]
        return done

    def here(self, actor: Actor) -> Woken:
        """Post what is due by now in the actor's book, not waiting for the clock.

        At most ``STEPS`` steps, since somebody waits for the answer; the clock does the rest.
        """
        actor.require(Role.EDITOR)
        return self.within(actor.book.id, STEPS)

    def within(self, book_id: UUID, most: int = EVERY_STEP) -> Woken:
        """Post what is due by now in one book; what others are posting is left to them."""
        done = Woken()
        for _ in range(most):
            step = self._stepped(book_id)
            if step is None:
                break
            done += step
        return done

    def _stepped(self, book_id: UUID) -> Woken | None:
        return patiently(self.means.pause, lambda: self._step(book_id))

    def _step(self, book_id: UUID) -> Woken | None:
        """Do one schedule's part; None if nothing is due. What refuses it holds it for a day."""
        at, found = self.means.clock(), None
        try:
            with self.means.works(book_id, None) as work:
                today = work.books.get().today(at)
                chart = work.accounts.chart(hold=True)  # before any schedule, as everybody does
                found = work.schedules.waking(today)
                if found is None:
                    return None
                done = self._woken(work, found, chart, (today, at))
                work.commit()
        except (Invalid, Conflict) as fault:  # the database speaks at the end of the work
            if found is None:
                raise
            self._hold(book_id, found, fault.code)
            return Woken(failed=1)
        return done

    def _woken(self, work: Work, kept: Kept, chart: Chart, now: tuple[date, datetime]) -> Woken:
        (today, at), done = now, Woken()
        plan = replace(kept.plan, held_until=None, fault="")
        if plan.plan_on is not None and plan.plan_on <= today:
            plan = plan_ahead(work, kept.schedule, plan, today)
        if kept.schedule.mode is Mode.POST:
            due = work.schedules.due(kept.schedule.id, today, AT_ONCE)
            done, fault = self._post(work, kept, due, chart, at)
            if fault:
                plan = held(plan, today, fault)
                work.notices.held(kept.schedule.id, _amount(kept, chart), at)
        work.schedules.keep_plan(kept.schedule, plan)
        return done

    def _post(
        self, work: Work, kept: Kept, due: Sequence[Occurrence], chart: Chart, at: datetime
    ) -> tuple[Woken, str]:
        """Post what is due of one schedule; how much, and the code of what stood in the way."""
        for number, one in enumerate(due):
            # An instant of its own for each, since what bears the same was done together.
            sign = partial(self._mark, at + timedelta(microseconds=number))
            posting = Posting(kept=kept, occurrence=one, day=one.due_on, sign=sign)
            try:
                posting.write(work, chart)
            except (Invalid, Conflict) as fault:
                return Woken(posted=number, failed=1), fault.code
        return Woken(posted=len(due)), ""

    def _hold(self, book_id: UUID, kept: Kept, fault: str) -> None:
        def once() -> None:
            with self.means.works(book_id, None) as work:
                today = work.books.get().today(self.means.clock())
                now = work.schedules.get(kept.schedule.id, lock=True)
                work.schedules.keep_plan(now.schedule, held(now.plan, today, fault))
                amount = _amount(now, work.accounts.chart())
                work.notices.held(now.schedule.id, amount, self.means.clock())
                work.commit()

        patiently(self.means.pause, once)

    def _mark(self, at: datetime) -> Mark:
        """The signature of the clock itself."""
        return Mark(id=self.means.ids(), user_id=None, at=at)


def _amount(kept: Kept, chart: Chart) -> Money:
    """What a schedule records each time, whether or not its accounts are open."""
    one, whole = kept.schedule, opened(chart)
    return describe(one.template.transaction(one.id, one.recurrence.start, whole), whole).amount


def held(plan: Plan, today: date, fault: str) -> Plan:
    """The plan of a schedule that is not tried again before tomorrow, and why."""
    return replace(plan, held_until=today + today.resolution, fault=fault)
