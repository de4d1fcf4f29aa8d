"""Rows of the ledger as pages draw them: in days, signed for the eye, named by what they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from finance.domain.accounts import AccountKind, AccountRole, Chart
from finance.domain.ledger import TransactionKind
from finance.domain.money import Bag, Money
from finance.domain.texts import visible
from finance.usecases.readings import Row, Rows
from finance.web.saying import gettext as _
from finance.web.saying import ngettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row. ``amounts`` are signed as they touch the accounts in view; ``kind`` is a colour.

    ``category`` is what the pill says, ``category_id`` what it leads to (None: nowhere).
    """

    id: UUID
    row: Row
    title: str
    note: str
    category: str
    category_id: UUID | None
    account: str
    amounts: tuple[Money, ...]
    kind: str
    running: Money | None

    @property
    def key(self) -> str:
        """The id as it stands in addresses."""
        return str(self.id)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the row."""
        return self.row.transaction.tags


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The rows of one day; ``net`` is empty where the day goes on on another page."""

    date: date
    net: tuple[Money, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class View:
    """How rows are seen: from which accounts (none: all own ones), in which chart."""

    chart: Chart
    accounts: frozenset[UUID] = frozenset()

    def effect(self, row: Row) -> Bag:
        """What the row brought into (or, negative, took out of) the accounts in view."""
        return Bag(
            posting.amount for posting in row.transaction.postings if self._seen(posting.account_id)
        )

    def _seen(self, account_id: UUID) -> bool:
        if self.accounts:
            return account_id in self.accounts
        return self.chart[account_id].kind.own


def days_of(rows: Rows, view: View) -> tuple[Day, ...]:
    """The rows of one page, grouped by day."""
    whole = in_days(rows.rows, view)
    cut = {whole[-1].date} if rows.older and whole else set()
    if rows.newer and whole:
        cut.add(whole[0].date)
    return tuple(
        Day(date=one.date, net=() if one.date in cut else one.net, lines=one.lines) for one in whole
    )


def in_days(rows: Iterable[Row], view: View) -> tuple[Day, ...]:
    """All of the rows of some days, grouped by day."""
    days = []
    for at, group in groupby(rows, key=lambda row: row.transaction.date):
        inside = tuple(group)
        net = sum((view.effect(row) for row in inside), Bag())
        lines = tuple(line(row, view) for row in inside)
        days.append(Day(date=at, net=tuple(net.values()), lines=lines))
    return tuple(days)


def line(row: Row, view: View) -> Line:
    """One row as a page draws it."""
    amounts, kind = _amounts(row, view)
    category, category_id = _category(row, view.chart)
    heading = row.transaction.description.partition("\n")[0]
    title = row.transaction.payee or heading or _untitled(row, view.chart)
    return Line(
        id=row.transaction.id,
        row=row,
        title=visible(title),
        note=visible(heading) if heading != title else "",
        category=visible(category),
        category_id=category_id,
        account=visible(_account(row)),
        amounts=amounts,
        kind=kind,
        running=row.running,
    )


def _amounts(row: Row, view: View) -> tuple[tuple[Money, ...], str]:
    """The amounts in view and their colour: ``move`` between own accounts, else by sign."""
    effect = tuple(view.effect(row).values())
    if row.described.kind is TransactionKind.TRANSFER:
        whole_move = -row.described.amount, *_arrived(row)
        return (effect if view.accounts and effect else whole_move), "move"
    return (effect or (row.described.amount,)), "auto"


def _arrived(row: Row) -> Sequence[Money]:
    return [row.described.to_amount] if row.described.to_amount else []


def _untitled(row: Row, chart: Chart) -> str:
    said = row.described
    if said.kind is TransactionKind.TRANSFER and said.to_account:
        return _("To %(account)s", account=said.to_account.name)
    if _opens(row, chart):
        return _("Opening balance")
    return said.category.name if said.category else _("No payee")


def _opens(row: Row, chart: Chart) -> bool:
    return any(chart[p.account_id].role is AccountRole.OPENING for p in row.transaction.postings)


def _category(row: Row, chart: Chart) -> tuple[str, UUID | None]:
    said = row.described
    if said.category:
        return said.category.name, said.category.id
    if said.kind is TransactionKind.TRANSFER:
        return _("Transfer"), None
    if _opens(row, chart):
        return _("Opening"), None
    parts = sum(
        chart[p.account_id].kind is not AccountKind.EQUITY for p in row.transaction.postings
    )
    count = parts - (said.kind is not TransactionKind.OTHER)
    return ngettext("%(num)s part", "%(num)s parts", count), None


def _account(row: Row) -> str:
    said = row.described
    names = [one.name for one in (said.account, said.to_account) if one]
    return " → ".join(names)
