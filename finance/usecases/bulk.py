"""Many transactions at once: all of them, or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.altering import Alteration
from finance.domain.entries import entered
from finance.domain.errors import Invalid, NotFound, inside
from finance.domain.people import Actor, Role
from finance.usecases.means import Means, retried
from finance.usecases.ports import Mark, Work
from finance.usecases.readings import Entry, Row, row
from finance.usecases.transactions import Record, same_again

MOST: Final = 200
"""The most transactions that one request may name."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of them, and the changes made: one each, none for what was so already.

    All changes of one request are of one instant, so that they can be taken back together.
    """

    rows: tuple[Row, ...]
    changes: tuple[UUID, ...]


_Turn = Callable[[Work, Chart, Entry, Mark], bool]
"""Does it to one entry; whether there was anything to do."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """The use cases of many transactions; every one is one unit of work, and safe to repeat."""

    means: Means

    @retried
    def record(self, actor: Actor, requests: Sequence[Record]) -> Done:
        """Write new transactions; those sent before with the same body are answered as they are.

        Faults are at ``transactions.<number>`` and the field.
        """
        actor.require(Role.EDITOR)
        _check_many(len(requests), "transactions")
        made: list[UUID] = []
        with self.means.work(actor) as work:
            chart = _alone(work)
            for number, mark in enumerate(self._marks(actor, len(requests))):
                with inside(f"transactions.{number}"):
                    if _recorded(work, requests[number], chart, mark):
                        made.append(mark.id)
            rows = _rows(work, chart, [one.id for one in requests])
            work.commit()
        return Done(rows, tuple(made))

    @retried
    def alter(self, actor: Actor, ids: Sequence[UUID], alteration: Alteration) -> Done:
        """Lay an alteration over transactions of the ledger.

        Invalid ``unknown_transaction`` at ``ids`` for what is not there or in the trash, or what
        ``Alteration.of`` says.
        """

        def turn(work: Work, chart: Chart, entry: Entry, mark: Mark) -> bool:
            before = entry.transaction
            if entry.trashed_at is not None:
                raise _unknown(before.id)
            after = alteration.of(before, chart)
            if after == before:
                return False
            work.transactions.replace(before, after, mark)
            return True

        return self._turned(actor, ids, turn)

    @retried
    def trash(self, actor: Actor, ids: Sequence[UUID]) -> Done:
        """Move transactions to the trash; Invalid ``unknown_transaction`` at ``ids``."""

        def turn(work: Work, _: Chart, entry: Entry, mark: Mark) -> bool:
            if entry.trashed_at is not None:
                return False
            work.transactions.trash(entry.transaction, mark)
            return True

        return self._turned(actor, ids, turn)

    @retried
    def restore(self, actor: Actor, ids: Sequence[UUID]) -> Done:
        """Take transactions out of the trash.

        Invalid ``unknown_transaction`` at ``ids``; Conflict ``account_closed``.
        """

        def turn(work: Work, chart: Chart, entry: Entry, mark: Mark) -> bool:
            if entry.trashed_at is None:
                return False
            chart.open_since(entry.transaction.account_ids, entry.trashed_at)
            work.transactions.restore(entry.transaction, mark)
            return True

        return self._turned(actor, ids, turn)

    def _turned(self, actor: Actor, ids: Sequence[UUID], turn: _Turn) -> Done:
        actor.require(Role.EDITOR)
        _check_many(len(ids), "ids")
        # In one order, so that two who name the same never wait for each other in a circle.
        wanted = sorted(set(ids))
        made: list[UUID] = []
        with self.means.work(actor) as work:
            chart = _alone(work)
            for one, mark in zip(wanted, self._marks(actor, len(wanted)), strict=True):
                if turn(work, chart, _locked(work, one), mark):
                    made.append(mark.id)
            rows = _rows(work, chart, list(dict.fromkeys(ids)))
            work.commit()
        return Done(rows, tuple(made))

    def _marks(self, actor: Actor, count: int) -> list[Mark]:
        """Signatures of one instant."""
        first = self.means.mark(actor)
        return [first, *(replace(first, id=self.means.ids()) for _ in range(count - 1))]


def _alone(work: Work) -> Chart:
    """The accounts, while nobody else writes money: many at once would wait in a circle."""
    work.accounts.quiet()
    return work.accounts.chart()


def _check_many(count: int, field: str) -> None:
    if not count:
        raise Invalid("missing", field)
    if count > MOST:
        raise Invalid("too_many", field, {"limit": MOST})


def _recorded(work: Work, request: Record, chart: Chart, mark: Mark) -> bool:
    value = entered(request.id, request.heading, request.body, chart)
    made = work.transactions.add(value, mark)
    if not made:
        same_again(work, value)
    return made


def _locked(work: Work, transaction_id: UUID) -> Entry:
    try:
        return work.transactions.get(transaction_id, lock=True)
    except NotFound:
        raise _unknown(transaction_id) from None


def _unknown(transaction_id: UUID) -> Invalid:
    return Invalid("unknown_transaction", "ids", {"id": str(transaction_id)})


def _rows(work: Work, chart: Chart, ids: Sequence[UUID]) -> tuple[Row, ...]:
    return tuple(row(work.transactions.get(one), chart) for one in ids)
