"""The bodies clients send to say a transaction: the short forms people expect, and the full one."""

from typing import Annotated

from pydantic import Field

from finance.domain.ledger import MOST_POSTINGS
from finance.domain.texts import LIMITS
from finance.web.api.kinds import (
    Amount,
    Body,
    Currency,
    Day,
    Description,
    Id,
    Memo,
    Name,
    Payee,
    PositiveAmount,
    Tag,
    Version,
)
from finance.web.api.shapes import TransactionType

Tags = Annotated[list[Tag], Field(max_length=LIMITS["tags"])]


class PartIn(Body):
    """One category's share of a split; a negative one is a refund."""

    amount: Amount
    category_id: Id | None = None
    category: Name | None = None
    memo: Memo = ""


class PostingIn(Body):
    """One signed posting; without ``currency`` it is in the account's own."""

    account_id: Id
    amount: Amount
    currency: Currency | None = None
    memo: Memo = ""


Parts = Annotated[list[PartIn], Field(min_length=1, max_length=MOST_POSTINGS - 1)]
Postings = Annotated[list[PostingIn], Field(max_length=MOST_POSTINGS)]


class FlowIn(Body):
    """An expense or income; the category by id or by name, none means Uncategorised."""

    id: Id | None = None
    amount: PositiveAmount
    currency: Currency | None = None
    category_id: Id | None = None
    category: Name | None = None
    account_id: Id | None = None
    date: Day
    payee: Payee = ""
    description: Description = ""
    tags: Tags = Field(default_factory=list)
    version: Version | None = None


class IncomeIn(FlowIn):
    """An income; ``source`` is where it came from, the same as ``payee``."""

    source: Payee = ""


class TransferIn(Body):
    """A move between own accounts; ``to_amount`` is needed between two currencies."""

    id: Id | None = None
    amount: PositiveAmount
    from_account_id: Id
    to_account_id: Id
    to_amount: PositiveAmount | None = None
    date: Day
    payee: Payee = ""
    description: Description = ""
    tags: Tags = Field(default_factory=list)
    version: Version | None = None


class AnyIn(Body):
    """What any transaction is, without its day: ``type`` with the short fields, or ``postings``.

    A split gives ``parts`` in place of a category; ``postings`` are full and signed.
    """

    type: TransactionType | None = None
    amount: PositiveAmount | None = None
    currency: Currency | None = None
    category_id: Id | None = None
    category: Name | None = None
    account_id: Id | None = None
    from_account_id: Id | None = None
    to_account_id: Id | None = None
    to_amount: PositiveAmount | None = None
    payee: Payee = ""
    source: Payee = ""
    description: Description = ""
    tags: Tags = Field(default_factory=list)
    parts: Parts | None = None
    postings: Postings | None = None


class TransactionIn(AnyIn):
    """Any transaction: ``type`` with the short fields, or the full signed ``postings``.

    A split gives ``parts`` in place of a category.
    """

    id: Id | None = None
    date: Day
    version: Version | None = None


class AnyPatch(Body):
    """The fields of ``AnyIn`` to change; what is not named stays."""

    type: TransactionType | None = None
    amount: PositiveAmount | None = None
    currency: Currency | None = None
    category_id: Id | None = None
    category: Name | None = None
    account_id: Id | None = None
    from_account_id: Id | None = None
    to_account_id: Id | None = None
    to_amount: PositiveAmount | None = None
    payee: Payee | None = None
    source: Payee | None = None
    description: Description | None = None
    tags: Tags | None = None
    parts: Parts | None = None
    postings: Postings | None = None


class TransactionPatch(AnyPatch):
    """The fields to change; what is not named stays, null in a category takes it away."""

    date: Day | None = None
    version: Version | None = None


class FlowPatch(Body):
    """The fields of an expense to change; what is not named stays."""

    amount: PositiveAmount | None = None
    currency: Currency | None = None
    category_id: Id | None = None
    category: Name | None = None
    account_id: Id | None = None
    date: Day | None = None
    payee: Payee | None = None
    description: Description | None = None
    tags: Tags | None = None
    version: Version | None = None


class IncomePatch(FlowPatch):
    """The fields of an income to change; what is not named stays."""

    source: Payee | None = None


class TransferPatch(Body):
    """The fields of a transfer to change; what is not named stays."""

    amount: PositiveAmount | None = None
    from_account_id: Id | None = None
    to_account_id: Id | None = None
    to_amount: PositiveAmount | None = None
    date: Day | None = None
    payee: Payee | None = None
    description: Description | None = None
    tags: Tags | None = None
    version: Version | None = None
