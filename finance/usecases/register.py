"""The register: transactions found, paged and summed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from finance.domain.accounts import Chart
from finance.domain.errors import Invalid
from finance.domain.filters import Filter
from finance.domain.ledger import Transaction
from finance.domain.money import Money
from finance.domain.people import Actor
from finance.usecases.filtering import check_known
from finance.usecases.means import Means
from finance.usecases.ports import Work
from finance.usecases.readings import AccountReadings, Entry, Position, Register, Row, Rows, row

MOST: Final = 200
"""The most rows of one page."""

_SUMMED_DAYS: Final = 370
_NO_ROWS: Final = Rows(rows=(), older=None, newer=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page begins: beyond ``at``, towards older rows or, if ``newer``, newer ones."""

    at: Position | None = None
    newer: bool = False
    limit: int = 50

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MOST:
            raise Invalid("limit_out_of_range", "limit", {"most": MOST})


class Wish(Protocol):
    """What somebody wants to see, once the accounts are known."""

    @property
    def chosen(self) -> Filter:
        """Which transactions."""

    @property
    def place(self) -> Place:
        """Which page of them."""

    @property
    def readable(self) -> bool:
        """Whether it could be understood."""


@dataclass(frozen=True, slots=True)
class _Wish:
    chosen: Filter
    place: Place
    readable: bool = True


_W = TypeVar("_W", bound=Wish)


@dataclass(frozen=True, slots=True)
class Registers:
    """The use cases of lists of transactions."""

    means: Means

    def page(self, actor: Actor, chosen: Filter, place: Place) -> Register:
        """One page, newest first.

        With one account alone (and at most a span) in the filter each row says that account's
        balance right after it. A list over more than a year has no summary.
        """
        return self.shown(actor, _Wish(chosen, place))

    def shown(self, actor: Actor, wish: Wish) -> Register:
        """The same for a wish that is known without looking at the accounts."""
        chosen, place = wish.chosen, wish.place
        with self.means.work(actor) as work:
            if not wish.readable:
                return _unreadable(work.readings.accounts())
            accounts, entries = work.readings.listed(
                chosen, start=place.at, limit=place.limit + 1, newest_first=not place.newer
            )
            return _shown(work, wish, accounts, entries)

    def asked(self, actor: Actor, read: Callable[[Chart], _W]) -> tuple[_W, Register]:
        """The same for what ``read`` makes of the accounts; no rows if that is not readable."""
        with self.means.work(actor) as work:
            accounts = work.readings.accounts()
            wish = read(accounts.chart)
            if not wish.readable:
                return wish, _unreadable(accounts)
            chosen, place = wish.chosen, wish.place
            entries = work.readings.entries(
                chosen, start=place.at, limit=place.limit + 1, newest_first=not place.newer
            )
            return wish, _shown(work, wish, accounts, entries)


def _unreadable(accounts: AccountReadings) -> Register:
    return Register(rows=_NO_ROWS, summary=None, accounts=accounts)


def _shown(work: Work, wish: Wish, accounts: AccountReadings, found: tuple[Entry, ...]) -> Register:
    """The page of ``found``, which holds one entry more than it shows if others follow."""
    chosen, place = wish.chosen, wish.place
    check_known(work, chosen, accounts.chart)
    entries = found[: place.limit]
    in_order = tuple(reversed(entries)) if place.newer else entries
    shown = tuple(_rows(work, chosen, in_order, accounts.chart))
    return Register(
        rows=_neighbours(shown, place, more=len(found) > place.limit),
        summary=work.readings.summary(chosen) if _summable(chosen) else None,
        accounts=accounts,
    )


def _summable(chosen: Filter) -> bool:
    if chosen.trashed:
        return False
    bounded = chosen.span is not None and chosen.span.days <= _SUMMED_DAYS
    return bounded or chosen.import_id is not None


def _rows(work: Work, chosen: Filter, entries: Iterable[Entry], chart: Chart) -> Iterator[Row]:
    running: Money | None = None
    only = next(iter(chosen.accounts)) if _one_register(chosen, chart) else None
    for entry in entries:
        transaction = entry.transaction
        if only is not None and running is None:
            at = Position(transaction.date, transaction.id)
            running = work.readings.balance_after(only, at).of(chart[only].currency or "")
        yield row(entry, chart, running)
        if only is not None and running is not None:
            running -= effect(transaction, chosen, running.currency)


def _one_register(chosen: Filter, chart: Chart) -> bool:
    alone = Filter(span=chosen.span, accounts=chosen.accounts)
    if len(chosen.accounts) != 1 or chosen != alone:
        return False
    return chart[next(iter(chosen.accounts))].currency is not None


def effect(transaction: Transaction, chosen: Filter, currency: str) -> Money:
    """What the transaction did to the filtered accounts, in ``currency``."""
    sides = (
        posting.amount
        for posting in transaction.postings
        if posting.account_id in chosen.accounts and posting.amount.currency == currency
    )
    return sum(sides, Money.zero(currency))


def _neighbours(shown: tuple[Row, ...], place: Place, *, more: bool) -> Rows:
    if not shown:
        return _NO_ROWS
    first, last = shown[0].transaction, shown[-1].transaction
    before = more if place.newer else place.at is not None
    after = (place.at is not None) if place.newer else more
    return Rows(
        rows=shown,
        older=Position(last.date, last.id) if after else None,
        newer=Position(first.date, first.id) if before else None,
    )
