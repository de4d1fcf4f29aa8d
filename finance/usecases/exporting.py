"""The ledger out: any filtered view as plain rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from finance.domain.filters import Filter
from finance.domain.interchange import LedgerRow, rows_of
from finance.domain.people import Actor
from finance.usecases.means import Means


@dataclass(frozen=True, slots=True)
class Exports:
    """The use cases of taking data out; whoever may read may take."""

    means: Means

    def rows(self, actor: Actor, chosen: Filter) -> Iterator[LedgerRow]:
        """The rows of all transactions that match, oldest first, in constant memory.

        They are of one moment; nothing is read before the first is asked for.
        """
        with self.means.work(actor) as work:
            chart = work.accounts.chart()
            for entry in work.readings.stream(chosen):
                yield from rows_of(entry.transaction, chart)
