"""Which account of a book each seat of a ledger's rows is: found by its path, or to be made."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from finance.domain.accounts import Account, Chart
from finance.domain.errors import Invalid
from finance.domain.interchange import Place, Seat, place_of
from finance.domain.texts import LIMITS

MOST_ACCOUNTS = 1000
"""The most accounts of a book."""


class Seating:
    """Finds accounts by kind, path (letter case aside) and currency; ``made`` has the missing.

    Closed accounts take no new transactions, so they are not found. An account of another currency
    where the seat is makes the new one bear its currency behind its name.
    """

    def __init__(self, chart: Chart, ids: Callable[[], UUID]) -> None:
        self.made: list[Account] = []
        self._ids = ids
        self._there = len(chart)
        self._open: dict[Place, Account] = {}
        for account in chart.values():
            if not account.closed:
                self._open[_folded(place_of(account, chart))] = account

    def seats(self, seats: Iterable[Seat]) -> Mapping[Seat, UUID]:
        """The account of each seat.

        Invalid ``accounts_many``, or what an ``Account`` refuses of a name.
        """
        return {seat: self._seat(*seat).id for seat in seats}

    def _seat(self, place: Place, currency: str) -> Account:
        found = self._open.get(_folded(place))
        if found is not None and found.currency in {None, currency}:
            return found
        if found is None:
            return self._make(place, currency)
        *above, name = place.path
        named = f"{name[: LIMITS['name'] - len(currency) - 3]} ({currency})"
        beside = Place(place.kind, (*above, named))
        return self._open.get(_folded(beside)) or self._make(beside, currency)

    def _make(self, place: Place, currency: str) -> Account:
        *above, name = place.path
        parent = self._above(Place(place.kind, tuple(above)), currency) if above else None
        if self._there + len(self.made) >= MOST_ACCOUNTS:
            raise Invalid("accounts_many", "file", {"limit": MOST_ACCOUNTS})
        account = Account(
            id=self._ids(),
            kind=place.kind,
            name=name,
            currency=currency if place.kind.own else None,
            parent_id=parent.id if parent else None,
            position=self._there + len(self.made),
        )
        self.made.append(account)
        self._open[_folded(place)] = account
        return account

    def _above(self, place: Place, currency: str) -> Account:
        """The account that others stand in, whatever its currency."""
        return self._open.get(_folded(place)) or self._make(place, currency)


def _folded(place: Place) -> Place:
    return Place(place.kind, tuple(name.casefold() for name in place.path))
