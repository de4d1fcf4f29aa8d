"""Budgets: setting limits on spending, ending them, and how a month stands against them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from finance.domain.accounts import AccountKind, Chart
from finance.domain.budgets import At, Budget, MonthStatus, holds, in_order
from finance.domain.changes import Change
from finance.domain.errors import ChangedMeanwhile, Conflict, NotFound
from finance.domain.money import Money
from finance.domain.people import Actor, Role
from finance.domain.periods import EARLIEST, Month, Span, month_of
from finance.usecases.means import Means, retried
from finance.usecases.ports import Work
from finance.usecases.readings import BudgetReading, BudgetSheet

_CHANGES: Final = 200
_SPENDING: Final = frozenset({AccountKind.EXPENSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class AddBudget:
    """A limit of ``amount`` major units from ``month`` on (None: the present month).

    ``id`` is the id of the line if the category (None: all spending) has none yet.
    """

    id: UUID
    category_id: UUID | None
    amount: Decimal
    month: Month | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBudget:
    """Another limit from ``month`` on (None: the present month); ``version`` as was seen."""

    id: UUID
    amount: Decimal
    month: Month | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants as the limit of a category (None: of all spending); None ends it.

    ``version`` is that of the line as it was seen: 0 where there was none, None for any.
    """

    category_id: UUID | None
    amount: Money | None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Budgets:
    """The use cases of budgets; every one is one unit of work."""

    means: Means

    def month(self, actor: Actor) -> Month:
        """The present month of the book."""
        book = actor.book
        return month_of(book.today(self.means.clock()), book.month_start)

    def status(self, actor: Actor, month: Month | None = None) -> MonthStatus:
        """How ``month`` (None: the present one) stands."""
        return self.sheet(actor, month, 1).status

    def sheet(self, actor: Actor, month: Month | None = None, months: int = 12) -> BudgetSheet:
        """How ``month`` (None: the present one) and those before it stand, ``months`` in all."""
        book, today = actor.book, actor.book.today(self.means.clock())
        last = month or month_of(today, book.month_start)
        past = (last.year - EARLIEST.year) * 12 + last.month  # no month lies before the first year
        shown = [last.plus(-back) for back in range(max(1, min(months, past)))]
        seen = Span(
            shown[-1].span(book.month_start).start,
            last.span(book.month_start).before,
        )
        with self.means.work(actor) as work:
            accounts, totals, lines = work.budgets.seen(seen)
        return BudgetSheet(
            book=book,
            today=today,
            shown=tuple(shown),
            accounts=accounts,
            totals=totals,
            lines=lines,
        )

    def all(self, actor: Actor, month: Month | None = None) -> tuple[BudgetReading, ...]:
        """The lines with a limit in ``month``; without one, those that hold now or later.

        All spending first, then the categories in their order.
        """
        shown = month or self.month(actor)
        with self.means.work(actor) as work:
            accounts, _, lines = work.budgets.seen(_nothing(shown, actor))
        chart = accounts.chart
        order = {account.id: at for at, account in enumerate(in_order(chart))}
        at = At(actor.book, shown, actor.book.today(self.means.clock()))
        held = [one for one in lines if _shown(one, chart, at, alone=month is not None)]
        held.sort(key=lambda one: order[one.category_id] if one.category_id else -1)
        return tuple(_reading(one, chart, shown) for one in held)

    def get(self, actor: Actor, budget_id: UUID, month: Month | None = None) -> BudgetReading:
        """One line, seen in ``month`` (None: the present one); NotFound, also for an ended one."""
        shown = month or self.month(actor)
        with self.means.work(actor) as work:
            accounts, _, lines = work.budgets.seen(_nothing(shown, actor))
        chart = accounts.chart
        return _reading(_present(lines, budget_id), chart, shown)

    def changes(self, actor: Actor) -> tuple[Change, ...]:
        """The changes of limits, newest first (at most 200)."""
        with self.means.work(actor) as work:
            return work.changes.of_budgets(_CHANGES)

    @retried
    def add(self, actor: Actor, request: AddBudget) -> BudgetReading:
        """Set a limit where none begins yet; the same request again answers what is there.

        Invalid for the category or the amount; Conflict ``budget_exists`` where another limit
        begins in that very month, ``id_taken``.
        """
        actor.require(Role.EDITOR)
        month = request.month or self.month(actor)
        amount = Money.of(request.amount, actor.book.currency)
        with self.means.work(actor) as work:
            chart = work.accounts.chart(hold=True)
            lines = work.budgets.all(lock=True)
            line = _line(lines, request.category_id)
            if line is not None and line.amount(month) == amount:
                return _reading(line, chart, month)
            if any(one.id == request.id for one in lines):
                raise Conflict("id_taken", "id")
            if request.category_id is not None:
                chart.open_to(request.category_id, _SPENDING, "category_id")
            if line is not None and line.set_in(month):
                raise Conflict("budget_exists", "category_id", {"month": month})
            before = line or Budget(id=request.id, category_id=request.category_id)
            return self._written(actor, work, before, before.changed(month, amount), month)

    @retried
    def change(self, actor: Actor, request: ChangeBudget) -> BudgetReading:
        """Set another limit from a month on, until the next one already there.

        NotFound, ChangedMeanwhile, Invalid.
        """
        actor.require(Role.EDITOR)
        month = request.month or self.month(actor)
        amount = Money.of(request.amount, actor.book.currency)
        with self.means.work(actor) as work:
            chart = work.accounts.chart(hold=True)
            before = _current(work.budgets.all(lock=True), request.id, request.version)
            if before.category_id is not None:
                chart.open_to(before.category_id, _SPENDING, "category_id")
            return self._written(actor, work, before, before.changed(month, amount), month)

    @retried
    def end(
        self, actor: Actor, budget_id: UUID, month: Month | None = None, version: int | None = None
    ) -> BudgetReading:
        """End a line from ``month`` (None: the present one) on; what was planned later goes too.

        NotFound, ChangedMeanwhile.
        """
        actor.require(Role.EDITOR)
        since = month or self.month(actor)
        with self.means.work(actor) as work:
            before = _current(work.budgets.all(lock=True), budget_id, version)
            return self._written(actor, work, before, before.until(since), since)

    @retried
    def settle(self, actor: Actor, month: Month, wishes: Sequence[Wish]) -> UUID | None:
        """Set and end several limits from ``month`` on, as one change; its id.

        None where everything is as wished. Invalid, ChangedMeanwhile for a line that changed since
        it was seen; then nothing is written.
        """
        actor.require(Role.EDITOR)
        mark = self.means.mark(actor)
        with self.means.work(actor) as work:
            chart = work.accounts.chart(hold=True)
            lines = work.budgets.all(lock=True)
            pairs = [self._pair(lines, one, month) for one in wishes]
            turned = [(before, after) for before, after in pairs if before != after]
            for before, after in turned:
                if before.category_id is not None and after.amount(month) is not None:
                    chart.open_to(before.category_id, _SPENDING, "category_id")
            if not turned:
                return None
            olds, news = zip(*turned, strict=True)
            work.budgets.write(olds, news, olds[0].id if len(olds) == 1 else mark.id, mark)
            work.commit()
        return mark.id

    def _pair(self, lines: Iterable[Budget], wish: Wish, month: Month) -> tuple[Budget, Budget]:
        """The line before and after a wish came true."""
        line = _line(lines, wish.category_id)
        seen = 0 if line is None else line.version
        if wish.version not in {None, seen}:
            raise ChangedMeanwhile("changed_meanwhile", "version", {"version": seen})
        before = line or Budget(id=self.means.ids(), category_id=wish.category_id)
        if wish.amount is None:
            return before, before if before.amount(month) is None else before.until(month)
        return before, before.changed(month, wish.amount)

    def _written(
        self, actor: Actor, work: Work, before: Budget, after: Budget, month: Month
    ) -> BudgetReading:
        """The line as it now is, made to last."""
        if after != before:
            work.budgets.write((before,), (after,), before.id, self.means.mark(actor))
        chart = work.accounts.chart()
        now = next(one for one in work.budgets.all() if one.id == before.id)
        work.commit()
        return _reading(now, chart, month)


def _shown(line: Budget, chart: Chart, at: At, *, alone: bool) -> bool:
    """Whether a line has a limit in the month; unless that alone is asked for, or later."""
    if holds(line, chart, at):
        return True
    closed = line.category_id is not None and chart[line.category_id].closed
    return not (alone or closed or line.ended)


def _nothing(month: Month, actor: Actor) -> Span:
    start = month.span(actor.book.month_start).start
    return Span(start, start)


def _reading(budget: Budget, chart: Chart, month: Month) -> BudgetReading:
    category = chart[budget.category_id] if budget.category_id else None
    return BudgetReading(budget=budget, category=category, month=month)


def _line(lines: Iterable[Budget], category_id: UUID | None) -> Budget | None:
    return next((one for one in lines if one.category_id == category_id), None)


def _present(lines: Iterable[Budget], budget_id: UUID) -> Budget:
    found = next((one for one in lines if one.id == budget_id and not one.ended), None)
    if found is None:
        raise NotFound("budget", "id")
    return found


def _current(lines: Iterable[Budget], budget_id: UUID, version: int | None) -> Budget:
    found = _present(lines, budget_id)
    if version is not None and version != found.version:
        raise ChangedMeanwhile("changed_meanwhile", "version", {"version": found.version})
    return found
