"""What to show of a register: the filter and its meaning.

The grammar people type it in is ``query_text``. The SQL of lists must choose what ``matches`` does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.ledger import Transaction, TransactionKind, kind_of
from finance.domain.periods import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which transactions to show; every condition that is set must hold.

    ``accounts`` and ``categories``: at least one posting on one of them. ``kinds``: its type is
    one of them. ``tags``: it has all of them, letter case aside. ``text``: every word occurs in
    payee, description or a memo, letter case aside; ``without``: none of these does. ``payee``:
    occurs in the payee. ``minimum`` and ``maximum`` (major units, inclusive): an own-account
    posting is of that size, sign aside. ``trashed`` shows the trash instead of the ledger, by the
    same conditions.
    """

    span: Span | None = None
    accounts: frozenset[UUID] = frozenset()
    categories: frozenset[UUID] = frozenset()
    kinds: frozenset[TransactionKind] = frozenset()
    tags: frozenset[str] = frozenset()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    text: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    payee: str = ""
    import_id: UUID | None = None
    trashed: bool = False


def matches(
    chosen: Filter, transaction: Transaction, chart: Chart, *, trashed: bool = False
) -> bool:
    """Whether ``chosen`` shows ``transaction``, which is in the trash if ``trashed``."""
    return (
        chosen.trashed is trashed
        and (chosen.span is None or transaction.date in chosen.span)
        and chosen.import_id in {None, transaction.import_id}
        and _touches(chosen, transaction, chart)
        and _sized(chosen, transaction, chart)
        and _says(chosen, transaction)
    )


def _touches(chosen: Filter, transaction: Transaction, chart: Chart) -> bool:
    wanted = (chosen.accounts, chosen.categories)
    on_all = all(not ids or ids & transaction.account_ids for ids in wanted)
    return on_all and (not chosen.kinds or kind_of(transaction, chart) in chosen.kinds)


def _sized(chosen: Filter, transaction: Transaction, chart: Chart) -> bool:
    """Whether one own-account posting is within both bounds."""
    least, most = chosen.minimum, chosen.maximum
    if least is None and most is None:
        return True
    sizes = (
        abs(posting.amount.number)
        for posting in transaction.postings
        if chart[posting.account_id].kind.own
    )
    return any((least is None or least <= s) and (most is None or s <= most) for s in sizes)


def folded(text: str) -> str:
    """``text`` with letter case aside, as the database does it: each character by itself.

    So the last letter of a Greek word is as any other, and a dotted capital I is a plain i.
    """
    if text.isascii():
        return text.lower()
    return "".join(character.lower()[0] for character in text)


def _says(chosen: Filter, transaction: Transaction) -> bool:
    memos = (posting.memo for posting in transaction.postings)
    texts = [folded(text) for text in (transaction.payee, transaction.description, *memos)]
    tags = {folded(tag) for tag in transaction.tags}
    return (
        all(_within(word, texts) for word in chosen.text)
        and not any(_within(word, texts) for word in chosen.without)
        and folded(chosen.payee) in texts[0]
        and all(folded(tag) in tags for tag in chosen.tags)
    )


def _within(word: str, texts: Iterable[str]) -> bool:
    return any(folded(word) in text for text in texts)
