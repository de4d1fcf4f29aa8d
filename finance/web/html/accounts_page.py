"""Accounts and categories as trees, with what is on each and what it holds inside."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from finance.domain.accounts import OWN, Account, AccountKind, Chart
from finance.domain.money import Bag, Money
from finance.domain.totals import own_balance
from finance.usecases.readings import AccountReadings
from finance.web.saying import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One account in its tree. ``amounts`` holds everything inside it too, signed for the eye.

    ``first`` and ``last`` say whether it can move up or down among its open siblings.
    """

    account: Account
    depth: int
    amounts: tuple[Money, ...]
    first: bool
    last: bool
    inside: bool

    @property
    def nothing(self) -> Money:
        """Zero, in the currency of an own account."""
        return Money.zero(self.account.currency or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The accounts of one kind: those that are open, in order, and those that are closed."""

    key: str
    title: str
    nodes: tuple[Node, ...]
    closed: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """All accounts of a book with their balances."""

    readings: AccountReadings

    @property
    def chart(self) -> Chart:
        """The accounts."""
        return self.readings.chart

    def worth(self, currency: str) -> tuple[Money, ...]:
        """What all own accounts come to, by currency; zero in ``currency`` if nothing."""
        total = own_balance((one.account, one.balance) for one in self.readings)
        return tuple(total.values()) or (Money.zero(currency),)

    def group(self, key: str, title: str, kinds: frozenset[AccountKind]) -> Group:
        """The accounts of ``kinds`` as a tree."""
        chart = self.chart
        nodes = tuple(self._nodes(None, 0, kinds, chart))
        return Group(
            key=key,
            title=title,
            nodes=tuple(one for one in nodes if not one.account.closed),
            closed=tuple(one for one in nodes if one.account.closed),
        )

    def _nodes(
        self, parent: UUID | None, depth: int, kinds: frozenset[AccountKind], chart: Chart
    ) -> Iterable[Node]:
        siblings = [one for one in chart.children(parent) if one.kind in kinds]
        open_ones = [one.id for one in siblings if not one.closed]
        for account in siblings:
            inside = tuple(self._nodes(account.id, depth + 1, kinds, chart))
            yield Node(
                account=account,
                depth=depth,
                amounts=self._amounts(account, chart),
                first=open_ones[:1] == [account.id],
                last=open_ones[-1:] == [account.id],
                inside=bool(inside),
            )
            yield from inside

    def _amounts(self, account: Account, chart: Chart) -> tuple[Money, ...]:
        """What is on the account and everything inside it; income turned to be positive."""
        ids = chart.beneath(account.id)
        bags = (one.balance for one in self.readings if one.account.id in ids)
        whole = sum(bags, Bag())
        shown = -whole if account.kind is AccountKind.INCOME else whole
        return tuple(shown.values())


def own_group(tree: Tree) -> Group:
    """The accounts that hold money or debt."""
    return tree.group("own", _("Accounts"), OWN)


def category_groups(tree: Tree) -> tuple[Group, ...]:
    """The categories: where money goes, then where it comes from."""
    return (
        tree.group("expense", _("Spending"), frozenset({AccountKind.EXPENSE})),
        tree.group("income", _("Income"), frozenset({AccountKind.INCOME})),
    )


def moved(chart: Chart, account: Account, step: int) -> list[UUID]:
    """The open siblings of ``account`` in their order, with it moved by ``step`` places."""
    kinds = OWN if account.kind.own else frozenset({account.kind})
    beside = [
        one.id for one in chart.children(account.parent_id) if one.kind in kinds and not one.closed
    ]
    if account.id not in beside:
        return beside
    at = beside.index(account.id)
    beside.insert(min(max(at + step, 0), len(beside) - 1), beside.pop(at))
    return beside
