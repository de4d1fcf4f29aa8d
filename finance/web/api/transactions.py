"""``/api/transactions``: the whole ledger."""

from typing import Final
from uuid import UUID

from finance.domain.errors import NotFound
from finance.domain.ledger import TransactionKind
from finance.usecases.readings import Row
from finance.web.api.bodies import FlowPatch, TransactionIn, TransactionPatch, TransferPatch
from finance.web.api.declaring import Call, Part, Reply
from finance.web.api.entering import Desk, Draft, drafted, redrafted
from finance.web.api.finding import FoundOfAny, rows
from finance.web.api.kinds import Shape
from finance.web.api.paging import Page
from finance.web.api.shapes import ChangeShape, Transaction, page_of

PART: Final = Part("Transactions", "The whole ledger: expenses, income, transfers and the rest.")


class History(Shape):
    """What happened to one thing, newest first."""

    items: list[ChangeShape]


@PART.get("/transactions")
def transactions(call: Call, query: FoundOfAny) -> Page[Transaction]:
    """List transactions, newest first."""
    return page_of(*rows(call, query))


@PART.post("/transactions", also=(200,))
def add_transaction(call: Call, body: TransactionIn) -> Reply[Transaction]:
    """Record a transaction.

    With ``type`` and the short fields, or with the full signed ``postings``. A client may send its
    own UUID as ``id``: sent again with the same body it answers (200) what was recorded.
    """
    row, status = recorded(call, drafted(body), body.id)
    return Reply(Transaction.of(row), status)


@PART.get("/transactions/trash")
def trash(call: Call, query: FoundOfAny) -> Page[Transaction]:
    """List what is in the trash, by date."""
    return page_of(*rows(call, query, trashed=True))


@PART.get("/transactions/{transaction_id}")
def transaction(call: Call, transaction_id: UUID) -> Transaction:
    """One transaction."""
    return Transaction.of(present(call, transaction_id))


@PART.put("/transactions/{transaction_id}")
def replace_transaction(call: Call, transaction_id: UUID, body: TransactionIn) -> Transaction:
    """Write a transaction anew in place of itself."""
    present(call, transaction_id)
    return Transaction.of(rewrite(call, drafted(body), transaction_id, body.version))


@PART.patch("/transactions/{transaction_id}")
def change_transaction(call: Call, transaction_id: UUID, body: TransactionPatch) -> Transaction:
    """Change the fields named."""
    return Transaction.of(change(call, transaction_id, body))


@PART.delete("/transactions/{transaction_id}")
def trash_transaction(call: Call, transaction_id: UUID) -> None:
    """Move a transaction to the trash."""
    call.use.transactions.trash(call.actor, transaction_id, call.version)


@PART.post("/transactions/{transaction_id}/restore", status=200)
def restore_transaction(call: Call, transaction_id: UUID) -> Transaction:
    """Take a transaction out of the trash."""
    return Transaction.of(call.use.transactions.restore(call.actor, transaction_id))


@PART.get("/transactions/{transaction_id}/history")
def transaction_history(call: Call, transaction_id: UUID) -> History:
    """What happened to a transaction, newest first."""
    found = call.use.transactions.history(call.actor, transaction_id)
    return History(items=[ChangeShape.of(change) for change in found])


def recorded(call: Call, draft: Draft, own_id: UUID | None) -> tuple[Row, int]:
    """The row of a draft recorded, and the status that tells it."""
    request = Desk(call).request(draft, own_id or call.new_id())
    found = call.use.transactions.record(call.actor, request)
    return found.row, 201 if found.made else 200


def present(call: Call, transaction_id: UUID, kind: TransactionKind | None = None) -> Row:
    """A transaction of the ledger, of one type where that is asked; NotFound in the trash too."""
    row = call.use.transactions.get(call.actor, transaction_id)
    if row.entry.trashed_at is not None or kind not in {None, row.described.kind}:
        raise NotFound("transaction", "id")
    return row


def rewrite(call: Call, draft: Draft, transaction_id: UUID, version: int | None) -> Row:
    """Write a draft in place of a transaction."""
    request = Desk(call).request(draft, transaction_id)
    return call.use.transactions.replace(call.actor, request, call.expected(version))


def change(
    call: Call,
    transaction_id: UUID,
    patch: TransactionPatch | FlowPatch | TransferPatch,
    kind: TransactionKind | None = None,
) -> Row:
    """Change the fields ``patch`` names.

    The rest stays what it is at that moment.
    """

    def once(expected: int | None) -> Row:
        row = present(call, transaction_id, kind)
        seen = row.transaction.version if expected is None else expected
        request = Desk(call).request(redrafted(row, patch), transaction_id)
        return call.use.transactions.replace(call.actor, request, seen)

    return call.patched(patch.version, once)
