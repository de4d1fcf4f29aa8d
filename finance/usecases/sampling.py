"""Filling a new book with the sample household."""

from dataclasses import dataclass

from finance.domain.accounts import Account
from finance.domain.errors import Conflict
from finance.domain.filters import Filter
from finance.domain.people import Actor, Role
from finance.domain.sample import OPENED, sample
from finance.usecases.means import Means


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
            work.commit()
        return len(values)
