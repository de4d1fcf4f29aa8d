"""One transaction in full: its postings, what is known of it, what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from finance.domain.accounts import AccountRole
from finance.domain.ledger import TransactionKind
from finance.domain.money import Money
from finance.domain.people import Actor
from finance.domain.texts import visible
from finance.usecases.readings import Row
from finance.web.context import usecases
from finance.web.filters import typed_amount
from finance.web.html.entry_view import setting_of
from finance.web.html.history_lines import HistoryLine, history_lines
from finance.web.register_rows import Line, View, line
from finance.web.saying import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingLine:
    """One posting: what account, how much into (positive) or out of it; ``own`` is no category."""

    account_id: UUID
    name: str
    amount: Money
    memo: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """All of a transaction; ``leave`` is the page it was opened from.

    Postings on the conversion account are left out: they say nothing the two ends do not.
    """

    row: Row
    line: Line
    postings: tuple[PostingLine, ...]
    history: tuple[HistoryLine, ...]
    leave: str

    @property
    def parts(self) -> tuple[PostingLine, ...]:
        """What it was for, in people's signs: the categories of an expense or income, else all."""
        match self.row.described.kind:
            case TransactionKind.EXPENSE:
                return tuple(one for one in self.postings if not one.own)
            case TransactionKind.INCOME:
                return tuple(
                    replace(one, amount=-one.amount) for one in self.postings if not one.own
                )
            case _:
                return self.postings

    @property
    def typed_amount(self) -> str:
        """Its amount as a form takes it."""
        return typed_amount(self.row.described.amount)

    @property
    def trashed(self) -> bool:
        """Whether it lies in the trash."""
        return self.row.entry.trashed_at is not None


def details_of(actor: Actor, transaction_id: UUID, leave: str) -> Details:
    """Everything about one transaction, trashed or not; NotFound."""
    chart = setting_of(actor).chart
    row = usecases().transactions.get(actor, transaction_id)
    changes = usecases().transactions.history(actor, transaction_id)
    return Details(
        row=row,
        line=line(row, View(chart)),
        postings=tuple(
            PostingLine(
                account_id=posting.account_id,
                name=" › ".join(step.name for step in chart.path(posting.account_id)),
                amount=posting.amount,
                memo=visible(posting.memo),
                own=chart[posting.account_id].kind.own,
            )
            for posting in row.transaction.postings
            if chart[posting.account_id].role is not AccountRole.CONVERSION
        ),
        history=history_lines(changes, chart, people(actor)),
        leave=leave,
    )


def people(actor: Actor) -> Mapping[UUID, str]:
    """Who shares the book or did, by id; whoever looks is called *You*."""
    names = usecases().people.members.names(actor)
    called = {user_id: visible(name) for user_id, name in names.items()}
    return {**called, actor.user.id: _("You")}
