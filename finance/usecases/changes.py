"""Taking changes back: one way for everything, and always itself a change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from finance.domain.changes import (
    Action,
    Change,
    Subject,
    account_from,
    account_snapshot,
    alert_from,
    alert_snapshot,
    book_from,
    book_snapshot,
    budgets_from,
    budgets_snapshot,
    transaction_from,
    transaction_snapshot,
)
from finance.domain.errors import Conflict, Invalid, NotFound
from finance.domain.people import Actor, Role
from finance.domain.schedules import (
    ScheduleState,
    occurrence_snapshot,
    posts_again,
    schedule_from,
    schedule_snapshot,
)
from finance.usecases.means import Means, retried
from finance.usecases.merging import merge_again, part
from finance.usecases.ports import Mark, Work
from finance.usecases.scheduling import locked, occurrence_from, rearrange, skipped, try_again


@dataclass(frozen=True, slots=True)
class Changes:
    """The use cases of the change log."""

    means: Means

    def latest(
        self, actor: Actor, before: UUID | None = None, limit: int = 50
    ) -> tuple[Change, ...]:
        """The book's changes, newest first, from before the change ``before`` on."""
        with self.means.work(actor) as work:
            return work.changes.latest(before, limit)

    @retried
    def reverse(self, actor: Actor, change_id: UUID) -> Change:
        """Put what the change touched back to what it was before it; the new change.

        NotFound; Conflict ``reversed_already``, ``changed_since`` when something later touched the
        same thing, ``account_closed`` when money would go back to what was closed since,
        ``not_reversible``, or what stands in the way of its being so again: an account closed
        since, a name taken since, money left on what was closed.
        """
        mark = self.means.mark(actor, reverses=change_id)
        with self.means.work(actor) as work:
            change = work.changes.get(change_id)
            actor.require(Role.OWNER if change.subject is Subject.BOOK else Role.EDITOR)
            if change.reversed_by is not None:
                raise Conflict("reversed_already", "id")
            self._back(actor, work, change, mark)
            made = work.changes.get(mark.id)
            work.commit()
        return made

    @retried
    def reverse_together(self, actor: Actor, change_id: UUID) -> Change:
        """The same for all changes made by the same act; the new change of the one named.

        All of them or none. What was taken back by itself already stays so.
        """
        first = self.means.mark(actor, reverses=change_id)
        with self.means.work(actor) as work:
            named = work.changes.get(change_id)
            if named.reversed_by is not None:
                raise Conflict("reversed_already", "id")
            if named.subject is Subject.TRANSACTION:
                work.accounts.quiet()  # many at once: others would wait for them in a circle
            changes = work.changes.together(named)
            posted = {_posted(change) for change in changes}
            for change in reversed(changes):
                if change.subject is Subject.TRANSACTION and change.subject_id in posted:
                    continue  # it goes with its occurrence
                actor.require(Role.OWNER if change.subject is Subject.BOOK else Role.EDITOR)
                mark = replace(first, id=self.means.ids(), reverses=change.id)
                if change.reversed_by is None:
                    self._back(actor, work, change, mark)
            done = work.changes.get(change_id).reversed_by or change_id
            made = work.changes.get(done)
            work.commit()
        return made

    def _back(self, actor: Actor, work: Work, change: Change, mark: Mark) -> None:
        try:
            self._put_back(actor, work, change, mark)
        except Invalid as fault:  # what it was before is not allowed any more
            raise Conflict(fault.code, "id", fault.facts) from fault

    def _put_back(self, actor: Actor, work: Work, change: Change, mark: Mark) -> None:
        if change.subject is Subject.OCCURRENCE:
            _occurrence(work, change, mark, self.means.mark(actor))
            return
        back = _BACK.get(change.subject)
        if back is None:
            raise Conflict("not_reversible", "id", {"subject": change.subject})
        back(work, change, mark)


def _posted(change: Change) -> UUID | None:
    """The transaction that an occurrence became by the change."""
    if change.subject is not Subject.OCCURRENCE:
        return None
    found = (change.after or {}).get("transaction_id")
    return UUID(found) if found else None


def _transaction(work: Work, change: Change, mark: Mark) -> None:
    chart = work.accounts.chart(hold=True)
    entry = work.transactions.get(change.subject_id, lock=True)
    now = None if entry.trashed_at else transaction_snapshot(entry.transaction)
    if now != change.after:
        raise Conflict("changed_since", "id")
    match change.action:
        case Action.CREATED | Action.RESTORED:
            work.transactions.trash(entry.transaction, mark)
        case Action.TRASHED:
            chart.open_since(entry.transaction.account_ids, change.at)
            work.transactions.restore(entry.transaction, mark)
        case _:
            before = transaction_from(
                change.before or {}, change.subject_id, entry.transaction.version
            )
            returning = before.account_ids - entry.transaction.account_ids
            chart.open_since(returning, change.at)
            work.transactions.replace(entry.transaction, before, mark)


def _account(work: Work, change: Change, mark: Mark) -> None:
    match change.action:
        case Action.MERGED:
            part(work, change, mark)
        case Action.PARTED:
            merge_again(work, change, mark)
        case _:
            _account_alone(work, change, mark)


def _account_alone(work: Work, change: Change, mark: Mark) -> None:
    chart = work.accounts.chart(lock=True)
    account = chart[change.subject_id]  # accounts are never deleted
    if change.before is None:
        raise Conflict("not_reversible", "id", {"subject": change.subject})
    # The order among siblings is not part of the history.
    now = {**account_snapshot(account), "position": None}
    if now != {**(change.after or {}), "position": None}:
        raise Conflict("changed_since", "id")
    back = {**change.before, "position": account.position}
    before = account_from(back, account.id, account.version)
    chart.placed(before)
    if before.closed and not account.closed:
        work.accounts.quiet()
        held = {one.account.id: one.balance for one in work.readings.accounts()}
        chart.closable(account, work.books.get().default_account_id, held[account.id])
    work.accounts.replace(account, before, mark)
    if account.closed and not before.closed:
        try_again(work)


def _book(work: Work, change: Change, mark: Mark) -> None:
    book = work.books.get()
    if book_snapshot(book) != change.after:
        raise Conflict("changed_since", "id")
    # Another currency came with another default account; what is recorded since is in that one.
    if change.before is None or change.before["currency"] != book.currency:
        raise Conflict("not_reversible", "id", {"subject": change.subject})
    work.books.replace(book, book_from(change.before, book.id, book.version), mark)


def _schedule(work: Work, change: Change, mark: Mark) -> None:
    chart = work.accounts.chart(hold=True)
    kept = work.schedules.get(change.subject_id, lock=True)
    if schedule_snapshot(kept.schedule) != change.after:
        raise Conflict("changed_since", "id")
    before = change.before or {**(change.after or {}), "state": ScheduleState.ENDED.value}
    after = schedule_from(before, kept.schedule.id, kept.schedule.version)
    if after.state is not ScheduleState.ENDED:
        after.template.transaction(after.id, after.recurrence.start, chart)
    rearrange(work, kept, work.schedules.replace(kept.schedule, after, mark), mark)


def _occurrence(work: Work, change: Change, mark: Mark, spare: Mark) -> None:
    """``spare`` signs what happens to its transaction, which is a change of its own."""
    work.accounts.chart(hold=True)
    kept, one = locked(work, work.schedules.occurrence(change.subject_id))
    if change.before is None or occurrence_snapshot(one) != change.after:
        raise Conflict("changed_since", "id")
    back = occurrence_from(change.before, one, mark)
    today = work.books.get().today(mark.at)
    if one.transaction_id is not None:
        _trash(work, one.transaction_id, spare)
        if posts_again(kept.schedule, back, today):
            back = skipped(back, mark)
    elif back.transaction_id is not None:
        _put_back(work, back.transaction_id, spare)
    work.schedules.settle(one, back, mark)
    work.schedules.keep_plan(kept.schedule, kept.plan)


def _trash(work: Work, transaction_id: UUID, mark: Mark) -> None:
    entry = work.transactions.get(transaction_id, lock=True)
    if entry.trashed_at is None:
        work.transactions.trash(entry.transaction, mark)


def _put_back(work: Work, transaction_id: UUID, mark: Mark) -> None:
    chart = work.accounts.chart(hold=True)
    entry = work.transactions.get(transaction_id, lock=True)
    if entry.trashed_at is not None:
        chart.open_since(entry.transaction.account_ids, entry.trashed_at)
        work.transactions.restore(entry.transaction, mark)


def _budgets(work: Work, change: Change, mark: Mark) -> None:
    lines = {one.id: one for one in work.budgets.all(lock=True)}
    versions = {line_id: line.version for line_id, line in lines.items()}
    back = budgets_from(change.before or {}, versions)  # no line is ever deleted
    now, currency = tuple(lines[one.id] for one in back), work.books.get().currency
    amounts = [limit.amount for one in back for limit in one.limits if limit.amount is not None]
    foreign = any(amount.currency != currency for amount in amounts)
    if foreign or budgets_snapshot(now) != change.after:
        raise Conflict("changed_since", "id")
    work.budgets.write(now, back, change.subject_id, mark)


def _alert(work: Work, change: Change, mark: Mark) -> None:
    try:
        rule = work.alerts.get(change.subject_id, lock=True)
    except NotFound:
        rule = None
    if (alert_snapshot(rule) if rule else None) != change.after:
        raise Conflict("changed_since", "id")
    if rule is None:
        work.alerts.add(alert_from(change.before or {}, change.subject_id), mark)
    elif change.before is None:
        work.alerts.remove(rule, mark)
    else:
        work.alerts.replace(rule, alert_from(change.before, rule.id, rule.version), mark)


_BACK: Final[Mapping[Subject, Callable[[Work, Change, Mark], None]]] = {
    Subject.TRANSACTION: _transaction,
    Subject.ACCOUNT: _account,
    Subject.BOOK: _book,
    Subject.SCHEDULE: _schedule,
    Subject.BUDGET: _budgets,
    Subject.ALERT: _alert,
}
