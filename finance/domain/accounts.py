"""Accounts: where money is, where it comes from and where it goes.

A *category* is what people call an income or expense account. Own accounts are assets and
liabilities; their sum is the balance of the book (liabilities hold negative sums).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from finance.domain.errors import Conflict, Invalid
from finance.domain.money import Bag, exponent
from finance.domain.texts import clean


class AccountKind(StrEnum):
    """The five kinds of account of double-entry bookkeeping."""

    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    EXPENSE = "expense"
    EQUITY = "equity"

    @property
    def own(self) -> bool:
        """Whether the account holds the household's own money or debt."""
        return self in OWN

    @property
    def category(self) -> bool:
        """Whether people call it a category."""
        return self in CATEGORIES


OWN: Final = frozenset({AccountKind.ASSET, AccountKind.LIABILITY})
CATEGORIES: Final = frozenset({AccountKind.INCOME, AccountKind.EXPENSE})


class AccountRole(StrEnum):
    """What an account is to its book; such accounts cannot be closed."""

    UNCATEGORISED_EXPENSE = "uncategorised_expense"
    UNCATEGORISED_INCOME = "uncategorised_income"
    OPENING = "opening"
    CONVERSION = "conversion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of a book.

    ``currency`` is the only currency it holds; None (income, expense, equity) means any.
    ``number`` is the bank's number for it, by which imported files find it. ``position`` orders
    siblings, lowest first.
    """

    id: UUID
    kind: AccountKind
    name: str
    currency: str | None = None
    parent_id: UUID | None = None
    position: int = 0
    role: AccountRole | None = None
    number: str = ""
    closed_at: datetime | None = None
    version: int = 1

    def __post_init__(self) -> None:
        if not self.name:
            raise Invalid("name_missing", "name")
        if clean(self.name, "name") != self.name:
            raise Invalid("text_unclean", "name")
        if self.kind.own and self.currency is None:
            raise Invalid("currency_missing", "currency")
        if self.currency is not None:
            exponent(self.currency)
        if self.parent_id == self.id:
            raise Invalid("parent_is_self", "parent_id")

    @property
    def closed(self) -> bool:
        """Whether nothing new may be written to it."""
        return self.closed_at is not None


def _among_siblings(account: Account) -> tuple[int, str, UUID]:
    return account.position, account.name.casefold(), account.id


class Chart(Mapping[UUID, Account]):
    """All accounts of one book by id, and what can be asked of them together."""

    __slots__ = ("_accounts", "_beneath")

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._accounts = {account.id: account for account in accounts}
        self._beneath: dict[UUID | None, tuple[Account, ...]] | None = None

    def __getitem__(self, account_id: UUID) -> Account:
        return self._accounts[account_id]

    def __iter__(self) -> Iterator[UUID]:
        return iter(self._accounts)

    def __len__(self) -> int:
        return len(self._accounts)

    def having(self, role: AccountRole) -> Account:
        """The account that plays ``role``; every book has one of each."""
        return next(account for account in self.values() if account.role is role)

    def known(self, account_id: UUID, field: str) -> Account:
        """The account named in a request body; Invalid ``unknown_account`` at ``field``."""
        account = self._accounts.get(account_id)
        if account is None:
            raise Invalid("unknown_account", field)
        return account

    def open_to(self, account_id: UUID, kinds: frozenset[AccountKind], field: str) -> Account:
        """The account, if it is of one of ``kinds`` and open; Invalid at ``field`` if not."""
        account = self.known(account_id, field)
        if account.kind not in kinds:
            raise Invalid("account_kind", field, {"name": account.name, "kind": account.kind})
        if account.closed:
            raise Invalid("account_closed", field, {"name": account.name})
        return account

    def open_since(self, account_ids: Iterable[UUID], at: datetime) -> None:
        """Check that money may go back to where it was at ``at``.

        Conflict ``account_closed`` if one of the accounts was closed after it. One that was closed
        already may have back what it held while it was.
        """
        for account_id in account_ids:
            account = self._accounts[account_id]
            if account.closed_at is not None and account.closed_at > at:
                raise Conflict("account_closed", "id", {"name": account.name})

    def named(self, name: str, kind: AccountKind) -> Account | None:
        """The open account of ``kind`` called ``name``, letter case aside; the first of several."""
        folded = name.strip().casefold()
        alike = (a for a in self.values() if a.kind is kind and a.name.casefold() == folded)
        return min(
            (account for account in alike if not account.closed),
            key=lambda account: (account.parent_id is not None, account.position),
            default=None,
        )

    def path(self, account_id: UUID) -> tuple[Account, ...]:
        """The account and its parents, outermost first."""
        steps: list[Account] = []
        at: UUID | None = account_id
        while at is not None and (account := self._accounts.get(at)) is not None:
            steps.append(account)
            at = account.parent_id
        return tuple(reversed(steps))

    def beneath(self, account_id: UUID) -> frozenset[UUID]:
        """The ids of the account and of everything below it."""
        return frozenset(
            other.id for other in self.values() if account_id in {a.id for a in self.path(other.id)}
        )

    def children(self, parent_id: UUID | None) -> tuple[Account, ...]:
        """The accounts directly beneath ``parent_id`` (None: the outermost), in order."""
        if self._beneath is None:
            groups: dict[UUID | None, list[Account]] = {}
            for account in sorted(self.values(), key=_among_siblings):
                groups.setdefault(account.parent_id, []).append(account)
            self._beneath = {parent: tuple(group) for parent, group in groups.items()}
        return self._beneath.get(parent_id, ())

    def closable(self, account: Account, default_id: UUID | None, balance: Bag) -> None:
        """Check that ``account``, which holds ``balance``, may be closed.

        Conflict ``system_account``, ``has_open_children``, ``default_account`` (where money goes
        by default, ``default_id``) or, for an own account, ``balance_left``.
        """
        for code, stands in (
            ("system_account", account.role is not None),
            ("has_open_children", any(not one.closed for one in self.children(account.id))),
            ("default_account", account.id == default_id),
            ("balance_left", account.kind.own and bool(balance)),
        ):
            if stands:
                raise Conflict(code, "id", {"name": account.name})

    def mergeable(self, account: Account, target: Account) -> None:
        """Check that the category ``account`` may be merged into ``target``.

        Invalid ``account_kind`` for what is no category. Conflict ``system_account``. Invalid at
        ``move_to``: ``account_kind`` for a target of another kind, ``account_closed``,
        ``merge_with_itself``, ``merge_into_below`` for one beneath the account, or
        ``currency_of_account``. Conflict ``name_taken`` if children of both are called the same.
        """
        self.open_to(account.id, CATEGORIES, "id")
        if account.role is not None:
            raise Conflict("system_account", "id", {"name": account.name})
        self.open_to(target.id, frozenset({account.kind}), "move_to")
        if target.id in self.beneath(account.id):
            code = "merge_with_itself" if target.id == account.id else "merge_into_below"
            raise Invalid(code, "move_to", {"name": target.name})
        if target.currency not in {None, account.currency}:
            facts = {"name": target.name, "currency": target.currency}
            raise Invalid("currency_of_account", "move_to", facts)
        for child in self.children(account.id):
            if not child.closed:
                self.placed(replace(child, parent_id=target.id))

    def placed(self, account: Account) -> None:
        """Check that ``account`` may stand where it says.

        The parent exists, is of the same kind and open, is not beneath the account itself, and no
        open sibling has the same name. Invalid for the parent, Conflict ``name_taken`` for the
        name.
        """
        if account.parent_id is not None:
            self.open_to(account.parent_id, frozenset({account.kind}), "parent_id")
            if account.id in {above.id for above in self.path(account.parent_id)}:
                raise Invalid("parent_is_below", "parent_id")
        for sibling in self.children(account.parent_id):
            same = sibling.kind is account.kind and sibling.id != account.id
            if same and not sibling.closed and sibling.name.casefold() == account.name.casefold():
                raise Conflict("name_taken", "name", {"name": account.name})
