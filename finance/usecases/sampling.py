"""Filling a new book with the sample household."""

from dataclasses import dataclass, replace

from finance.domain.accounts import Account, Chart
from finance.domain.errors import Conflict
from finance.domain.filters import Filter
from finance.domain.people import Actor, Role
from finance.domain.periods import month_of
from finance.domain.sample import EURO, OPENED, limits, recurring, sample
from finance.domain.schedules import Plan
from finance.usecases.means import Means
from finance.usecases.ports import Work
from finance.usecases.scheduling import plan_ahead


@dataclass(frozen=True, slots=True)
class Samples:
    """The use case of looking around in somebody else's money."""

    means: Means

    def fill(self, actor: Actor) -> int:
        """Write the sample household into the actor's empty book; how many transactions.

        Conflict ``book_not_empty``: nobody's own data is touched.
        """
        actor.require(Role.OWNER)
        with self.means.work(actor) as work:
            if work.readings.entries(Filter(), start=None, limit=1):
                raise Conflict("book_not_empty")
            accounts = [
                Account(id=self.means.ids(), kind=kind, name=name, currency=currency, position=at)
                for at, (name, kind, currency, _) in enumerate(OPENED, start=1)
            ]
            work.accounts.add(accounts, [self.means.mark(actor) for _ in accounts])
            chart = work.accounts.chart()
            now = self.means.clock()
            values = list(sample(chart, actor.book.today(now), self.means.ids))
            work.transactions.add_many(values, now)
            if actor.book.currency == EURO:
                self._limit(actor, work, chart)
            self._go_on(actor, work, chart)
            work.commit()
        return len(values)

    def _limit(self, actor: Actor, work: Work, chart: Chart) -> None:
        today = actor.book.today(self.means.clock())
        lines = limits(chart, month_of(today, actor.book.month_start), self.means.ids)
        mark = self.means.mark(actor)
        work.budgets.write([replace(one, limits=()) for one in lines], lines, mark.id, mark)

    def _go_on(self, actor: Actor, work: Work, chart: Chart) -> None:
        today = actor.book.today(self.means.clock())
        for schedule in recurring(chart, today, self.means.ids):
            work.schedules.add(schedule, self.means.mark(actor))
            work.schedules.keep_plan(schedule, plan_ahead(work, schedule, Plan(), today))
