"""The ledger out: any filtered view as a file."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from finance.domain.accounts import Chart
from finance.domain.errors import Invalid
from finance.domain.filters import Filter
from finance.domain.people import Actor
from finance.usecases.filtering import check_known
from finance.usecases.means import Means
from finance.usecases.readings import Entry

Writer = Callable[[Iterable[Entry], Chart], Iterator[str]]
"""Writes entries of one book, piece by piece, in constant memory."""

TableWriter = Callable[[Iterable[Sequence[str]]], str]
"""Writes rows of texts as a file for spreadsheets."""


@dataclass(frozen=True, slots=True)
class Exports:
    """The use cases of taking data out; whoever may read may take."""

    means: Means
    writers: Mapping[str, Writer]

    def file(self, actor: Actor, chosen: Filter, form: str) -> Generator[str, None, None]:
        """All transactions that match, oldest first, as a file of the format ``form``.

        It comes in pieces, in constant memory, all of one moment. Nothing is read before the first
        piece is asked for; whoever stops early closes it. Invalid ``choice`` for an unknown
        format, NotFound or ``unknown_account`` for a filter by what is not in this book.
        """
        if form not in self.writers:
            raise Invalid("choice", "format", {"expected": ", ".join(self.writers)})
        return self._pieces(actor, chosen, self.writers[form])

    def _pieces(self, actor: Actor, chosen: Filter, write: Writer) -> Generator[str, None, None]:
        with self.means.work(actor) as work:
            entries = iter(work.readings.stream(chosen))
            # The accounts are read after the entries, so that there is one for every posting.
            first = list(islice(entries, 1))
            chart = work.accounts.chart()
            check_known(work, chosen, chart)
            yield from write(chain(first, entries), chart)
