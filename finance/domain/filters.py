"""What to show of a register: the filter, and the grammar people type it in."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from finance.domain.ledger import TransactionKind
from finance.domain.periods import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which transactions to show; every condition that is set must hold.

    ``accounts`` and ``categories``: at least one posting on one of them. ``kinds``: its type is
    one of them. ``tags``: it has all of them, letter case aside. ``text``: every word occurs in
    payee, description or a memo, letter case aside; ``without``: none of these does. ``payee``:
    occurs in the payee. ``minimum`` and ``maximum`` (major units, inclusive): an own-account
    posting is of that size, sign aside. ``trashed`` shows the trash instead of the ledger.
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
