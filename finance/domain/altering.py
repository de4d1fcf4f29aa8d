"""One alteration laid over many transactions."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from finance.domain.accounts import CATEGORIES, AccountKind, Chart
from finance.domain.errors import Invalid
from finance.domain.ledger import Transaction, TransactionKind, kind_of
from finance.domain.texts import clean

_KIND: Final = {
    TransactionKind.EXPENSE: AccountKind.EXPENSE,
    TransactionKind.INCOME: AccountKind.INCOME,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """What shall be said instead; None leaves it as it is. ``add_tags`` come to those there are."""

    category_id: UUID | None = None
    payee: str | None = None
    description: str | None = None
    tags: tuple[str, ...] | None = None
    add_tags: tuple[str, ...] = ()

    def of(self, before: Transaction, chart: Chart) -> Transaction:
        """``before`` with the alteration; everything else of it stays.

        Invalid for a fault of a text, at ``category_id`` for a category that cannot be used, or
        ``bulk_category`` at ``ids`` where the transaction has not a single category of its kind.
        """
        tags = before.tags if self.tags is None else self.tags
        value = replace(
            before,
            payee=before.payee if self.payee is None else clean(self.payee, "payee"),
            description=before.description
            if self.description is None
            else clean(self.description, "description"),
            tags=tuple(dict.fromkeys(clean(tag, "tag") for tag in (*tags, *self.add_tags))),
        )
        if self.category_id is None:
            return value
        return _in_category(value, self.category_id, chart)


def _in_category(value: Transaction, category_id: UUID, chart: Chart) -> Transaction:
    if category_id in value.account_ids:
        return value
    category = chart.open_to(category_id, CATEGORIES, "category_id")
    rest = [one for one in value.postings if not chart[one.account_id].kind.own]
    if len(rest) != 1 or _KIND.get(kind_of(value, chart)) is not category.kind:
        facts = {"name": value.payee or value.description[:40], "date": value.date}
        raise Invalid("bulk_category", "ids", facts)
    if category.currency not in {None, rest[0].amount.currency}:
        facts = {"name": category.name, "currency": category.currency}
        raise Invalid("currency_of_account", "category_id", facts)
    moved = replace(rest[0], account_id=category.id)
    return replace(value, postings=tuple(moved if p is rest[0] else p for p in value.postings))
