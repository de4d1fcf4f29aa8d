"""Bank lines that were expected: each becomes its occurrence instead of standing beside it.

The transaction of such a line says what the schedule says (its category, its parts), on the day the
bank names; the line is joined to it, and the occurrence is posted with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.errors import Invalid
from finance.domain.ledger import Transaction
from finance.domain.matching import Loose, paired
from finance.domain.people import Actor
from finance.domain.schedules import Occurrence, OccurrenceState
from finance.usecases.import_readings import ImportHead
from finance.usecases.means import Means
from finance.usecases.ports import Work
from finance.usecases.schedule_ports import Kept
from finance.usecases.scheduling import locked, opened

AHEAD: Final = timedelta(days=60)
MOST: Final = 2000
"""The most occurrences looked at: those due by now, and what comes within ``AHEAD``."""


@dataclass(frozen=True, slots=True)
class Expecting:
    """One import, locked, in one unit of work, about to be booked."""

    means: Means
    actor: Actor
    work: Work
    head: ImportHead

    def settle(self) -> int:
        """Post what the file shows to have happened; how many occurrences that were."""
        until = self.actor.book.today(self.means.clock()) + AHEAD
        pending = {one.id: one for one in self.work.schedules.pending(until, MOST)}
        if not pending:
            return 0
        chart = self.work.accounts.chart(hold=True)
        wanted = tuple(self._wanted(pending.values(), chart))
        amounts = sorted({one.amount for one in wanted})
        lines = {one.id: one for one in self.work.imports.loose(self.head.id, amounts)}
        found: dict[UUID, list[Loose]] = defaultdict(list)
        for pair in paired(tuple(lines.values()), wanted):
            found[pair.twin_id].append(lines[pair.line_id])
        # In the order of schedules, as everybody who locks several.
        order = sorted(found, key=lambda one: (pending[one].schedule_id, one))
        return sum(self._join(pending[one], found[one], chart) for one in order)

    def _wanted(self, pending: Iterable[Occurrence], chart: Chart) -> Iterator[Loose]:
        """What each occurrence would move on own accounts."""
        kept: Mapping[UUID, Kept] = {one.schedule.id: one for one in self.work.schedules.all()}
        for one in pending:
            template = kept[one.schedule_id].schedule.template
            value = template.transaction(one.id, one.due_on, opened(chart))
            for posting in value.postings:
                if chart[posting.account_id].kind.own:
                    yield Loose(
                        id=one.id,
                        account_id=posting.account_id,
                        date=one.due_on,
                        amount=posting.amount.minor,
                        text=f"{template.payee} {template.description}",
                    )

    def _join(self, expected: Occurrence, lines: Sequence[Loose], chart: Chart) -> int:
        """Post one occurrence as the first of its lines, and join all of them to it."""
        kept, one = locked(self.work, expected)
        if not one.pending:
            return 0
        try:
            value = self._value(kept, lines[0], chart)
        except Invalid:
            return 0  # an account was closed: the line comes in by itself
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
        return 1

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
