"""Bank lines that were expected: each becomes its occurrence instead of standing beside it.

Which lines that are is found when the file is looked at, shown, and may be decided otherwise. The
transaction of such a line says what the schedule says (its category, its parts), on the day the
bank names; the line is joined to it, and the occurrence is posted with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from finance.domain.accounts import Chart
from finance.domain.errors import Invalid, TryAgain
from finance.domain.ledger import Transaction
from finance.domain.matching import Loose
from finance.domain.people import Actor
from finance.domain.schedules import Occurrence, OccurrenceState, Template
from finance.usecases.import_readings import ImportHead
from finance.usecases.means import Means
from finance.usecases.ports import Work
from finance.usecases.schedule_ports import Kept
from finance.usecases.scheduling import locked

AHEAD: Final = timedelta(days=60)
MOST: Final = 2000
"""The most occurrences looked at: those due by now, and what comes within ``AHEAD``."""


def expecting(work: Work, today: date) -> tuple[Loose, ...]:
    """What schedules would move on own accounts by now and soon; nothing of closed accounts."""
    pending = work.schedules.pending(today + AHEAD, MOST)
    if not pending:
        return ()
    chart = work.accounts.chart()
    kept = {one.schedule.id: one.schedule.template for one in work.schedules.all()}
    return tuple(loose for one in pending for loose in _moves(one, kept[one.schedule_id], chart))


def _moves(one: Occurrence, template: Template, chart: Chart) -> Iterator[Loose]:
    try:
        value = template.transaction(one.id, one.due_on, chart)
    except Invalid:
        return  # an account was closed: a line of it comes in by itself
    for posting in value.postings:
        if chart[posting.account_id].kind.own:
            yield Loose(
                id=one.id,
                account_id=posting.account_id,
                date=one.due_on,
                amount=posting.amount.minor,
                text=f"{template.payee} {template.description}",
                expected=True,
            )


def _moves_as(value: Transaction, line: Loose) -> bool:
    """Whether the transaction moves the account of a bank line by just what the line says."""
    moved = ((one.account_id, one.amount.minor) for one in value.postings)
    return (line.account_id, line.amount) in moved


@dataclass(frozen=True, slots=True)
class Expecting:
    """One import, locked, in one unit of work, about to be booked."""

    means: Means
    actor: Actor
    work: Work
    head: ImportHead

    def settle(self) -> None:
        """Post the times that lines of the file were found to be, each as its line says."""
        found = self.work.imports.expected(self.head.id)
        if not found:
            return
        chart = self.work.accounts.chart(hold=True)
        ones = [self.work.schedules.occurrence(one) for one in found]
        # In the order of schedules, as everybody who locks several.
        for one in sorted(ones, key=lambda one: (one.schedule_id, one.id)):
            self._join(one, found[one.id], chart)

    def _join(self, expected: Occurrence, lines: Sequence[Loose], chart: Chart) -> None:
        """Post one occurrence as the first of its lines, and join all of them to it.

        TryAgain if something became of it a moment ago, or of what its schedule says: the preview
        must be looked at again.
        """
        kept, one = locked(self.work, expected)
        if not one.pending:
            raise TryAgain("try_again")
        value = self._value(kept, lines[0], chart)
        if not all(_moves_as(value, line) for line in lines):
            raise TryAgain("try_again")  # its schedule was changed since the lines were paired
        self.work.transactions.add(value, self.means.mark(self.actor))
        mark = self.means.mark(self.actor)
        after = replace(
            one,
            state=OccurrenceState.POSTED,
            transaction_id=value.id,
            settled_at=mark.at,
            settled_by=mark.user_id,
        )
        self.work.schedules.settle(one, after, mark)
        self.work.schedules.keep_plan(kept.schedule, kept.plan)
        self.work.imports.join(self.head.id, [line.id for line in lines], value.id)

    def _value(self, kept: Kept, line: Loose, chart: Chart) -> Transaction:
        value = kept.schedule.template.transaction(line.id, line.date, chart)
        return replace(value, import_id=self.head.id)

    def let_go(self) -> None:
        """Expect again what the import posted, now that its transactions are in the trash."""
        for one in self.work.schedules.settled_by(self.head.id):
            kept, now = locked(self.work, one)
            mark = self.means.mark(self.actor)
            back = replace(
                now,
                state=OccurrenceState.PENDING,
                transaction_id=None,
                settled_at=None,
                settled_by=None,
            )
            self.work.schedules.settle(now, back, mark)
            self.work.schedules.keep_plan(kept.schedule, kept.plan)
