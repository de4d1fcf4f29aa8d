"""Accounts and categories: opening, renaming, ordering, closing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from finance.domain.accounts import OWN, Account, AccountKind, Chart
from finance.domain.changes import Change, Subject, account_snapshot
from finance.domain.entries import opening
from finance.domain.errors import ChangedMeanwhile, Conflict, Invalid, NotFound
from finance.domain.money import Money
from finance.domain.people import Actor, Role
from finance.domain.seating import MOST_ACCOUNTS
from finance.domain.texts import clean
from finance.usecases.means import Means, retried
from finance.usecases.merging import merge
from finance.usecases.ports import Work
from finance.usecases.readings import AccountReading, AccountReadings
from finance.usecases.schedule_readings import ScheduleReading
from finance.usecases.scheduling import try_again


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccount:
    """A new account or category; an own account may start with ``balance`` on ``day``.

    ``opening_id`` is the id of the transaction that brings the opening balance in. Without a
    currency an own account gets the book's.
    """

    id: UUID
    opening_id: UUID
    kind: AccountKind
    name: str
    currency: str | None = None
    parent_id: UUID | None = None
    number: str = ""
    balance: Money | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAccount:
    """New values for what may change of an account; ``version`` as the caller saw it."""

    id: UUID
    name: str
    parent_id: UUID | None
    number: str
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeCategory:
    """Merge the category ``id`` into ``move_to``; ``version`` as the caller saw it."""

    id: UUID
    move_to: UUID
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClose:
    """What stands beside an account that is looked at: its changes, and what recurs on it."""

    changes: tuple[Change, ...]
    recurring: tuple[ScheduleReading, ...]


@dataclass(frozen=True, slots=True)
class Accounts:
    """The use cases of accounts; every one is one unit of work."""

    means: Means

    def all(self, actor: Actor) -> AccountReadings:
        """Every account of the book with its balance, in tree order among siblings."""
        with self.means.work(actor) as work:
            return work.readings.accounts()

    def get(self, actor: Actor, account_id: UUID) -> AccountReading:
        """One account with its balance; NotFound."""
        for reading in self.all(actor):
            if reading.account.id == account_id:
                return reading
        raise NotFound("account", "id")

    @retried
    def open(self, actor: Actor, request: OpenAccount) -> AccountReading:
        """Open an account. The same request again answers the account that is there.

        Invalid, or Conflict ``name_taken`` or ``id_taken``.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            chart = work.accounts.chart(lock=True)
            if request.id in chart:
                _same_again(work, _new(actor, request, chart))
            else:
                self._open(actor, request, work, chart)
            return _written(work, request.id)

    def _open(self, actor: Actor, request: OpenAccount, work: Work, chart: Chart) -> None:
        if len(chart) >= MOST_ACCOUNTS:
            raise Invalid("accounts_many", None, {"limit": MOST_ACCOUNTS})
        account = _new(actor, request, chart)
        chart.placed(account)
        work.accounts.add([account], [self.means.mark(actor)])
        if request.balance:
            if not account.kind.own:
                raise Invalid("opening_balance_kind", "opening_balance")
            if request.balance.currency != account.currency:
                raise Invalid("currency_of_account", "opening_balance")
            day = request.day or actor.book.today(self.means.clock())
            full = Chart((*chart.values(), account))
            entry = opening(request.opening_id, account, request.balance, day, full)
            if not work.transactions.add(entry, self.means.mark(actor)):
                raise Conflict("id_taken", "opening_id")

    @retried
    def edit(self, actor: Actor, request: EditAccount) -> AccountReading:
        """Rename or move an account; NotFound, ChangedMeanwhile, Invalid or Conflict."""
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            chart = work.accounts.chart(lock=True)
            before = _current(chart, request.id, request.version)
            after = replace(
                before,
                name=clean(request.name, "name"),
                parent_id=request.parent_id,
                number=clean(request.number, "number"),
            )
            if after != before:
                chart.placed(after)
                work.accounts.replace(before, after, self.means.mark(actor))
            return _written(work, request.id)

    @retried
    def close(self, actor: Actor, account_id: UUID, version: int | None = None) -> AccountReading:
        """Close an account to anything new; its history stays.

        Conflict as for ``Chart.closable``.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            chart = work.accounts.chart(lock=True)
            before = _current(chart, account_id, version)
            if not before.closed:
                work.accounts.quiet()
                default_id = work.books.get().default_account_id
                chart.closable(before, default_id, _reading(work, account_id).balance)
                after = replace(before, closed_at=self.means.clock())
                work.accounts.replace(before, after, self.means.mark(actor))
            return _written(work, account_id)

    @retried
    def merge(self, actor: Actor, request: MergeCategory) -> UUID:
        """Move all that was booked on a category to another one and close it.

        The id of the change, for its undo. NotFound at ``id`` or ``move_to``, ChangedMeanwhile, or
        what ``Chart.mergeable`` says.
        """
        actor.require(Role.EDITOR)
        mark = self.means.mark(actor)
        with self.means.work(actor) as work:
            chart = work.accounts.chart(lock=True)
            account = _current(chart, request.id, request.version)
            target = chart.get(request.move_to)
            if target is None:
                raise NotFound("account", "move_to")
            work.accounts.quiet()
            merge(work, chart, (account, target), mark)
            work.commit()
        return mark.id

    @retried
    def reopen(self, actor: Actor, account_id: UUID, version: int | None = None) -> AccountReading:
        """Open a closed account again; what recurs on it goes on at once.

        Conflict ``name_taken`` if its name has gone to another.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            chart = work.accounts.chart(lock=True)
            before = _current(chart, account_id, version)
            if before.closed:
                after = replace(before, closed_at=None)
                chart.placed(after)
                work.accounts.replace(before, after, self.means.mark(actor))
                try_again(work)
            return _written(work, account_id)

    @retried
    def arrange(self, actor: Actor, order: Sequence[UUID]) -> None:
        """Put siblings into the given order; Invalid ``unknown_account`` or ``not_siblings``."""
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            chart = work.accounts.chart()
            accounts = [chart.known(account_id, "order") for account_id in order]
            if len({(one.kind in OWN or one.kind, one.parent_id) for one in accounts}) > 1:
                raise Invalid("not_siblings", "order")
            work.accounts.arrange({one.id: place for place, one in enumerate(accounts)})
            work.commit()

    def close_up(self, actor: Actor, account_id: UUID) -> AccountClose:
        """What happened to an account, and what recurs on it; NotFound."""
        today = actor.book.today(self.means.clock())
        with self.means.work(actor) as work:
            chart = work.accounts.chart()
            _current(chart, account_id, None)
            found = work.schedules.naming(account_id)
            return AccountClose(
                changes=work.changes.of(account_id),
                recurring=tuple(
                    ScheduleReading(kept=one, chart=chart, today=today) for one in found
                ),
            )

    def history(self, actor: Actor, account_id: UUID) -> tuple[Change, ...]:
        """What happened to an account itself, newest first; NotFound."""
        with self.means.work(actor) as work:
            _current(work.accounts.chart(), account_id, None)
            return work.changes.of(account_id)


def _new(actor: Actor, request: OpenAccount, chart: Chart) -> Account:
    currency = request.currency
    if currency is None and request.kind.own:
        currency = actor.book.currency
    last = max((one.position for one in chart.children(request.parent_id)), default=-1)
    return Account(
        id=request.id,
        kind=request.kind,
        name=clean(request.name, "name"),
        currency=currency,
        parent_id=request.parent_id,
        position=last + 1,
        number=clean(request.number, "number"),
    )


def _same_again(work: Work, account: Account) -> None:
    first = work.changes.first(Subject.ACCOUNT, account.id)
    again = {**account_snapshot(account), "position": None}
    if first is None or first.after is None or {**first.after, "position": None} != again:
        raise Conflict("id_taken", "id")


def _current(chart: Chart, account_id: UUID, version: int | None) -> Account:
    account = chart.get(account_id)
    if account is None:
        raise NotFound("account", "id")
    if version is not None and version != account.version:
        raise ChangedMeanwhile("changed_meanwhile", "version", {"version": account.version})
    return account


def _reading(work: Work, account_id: UUID) -> AccountReading:
    return next(one for one in work.readings.accounts() if one.account.id == account_id)


def _written(work: Work, account_id: UUID) -> AccountReading:
    """The account as it now is, made to last."""
    reading = _reading(work, account_id)
    work.commit()
    return reading
