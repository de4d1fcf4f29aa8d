"""``/api/transfers``: moves between own accounts; the same transactions, seen by type."""

from typing import Final
from uuid import UUID

from finance.domain.ledger import TransactionKind
from finance.web.api.bodies import TransferIn, TransferPatch
from finance.web.api.declaring import Call, Part, Reply
from finance.web.api.entering import drafted
from finance.web.api.finding import Found, rows
from finance.web.api.paging import Page
from finance.web.api.shapes import Transaction, page_of
from finance.web.api.transactions import change, present, recorded, rewrite

PART: Final = Part("Transfers", "Moves between own accounts.")

_KIND: Final = TransactionKind.TRANSFER


@PART.get("/transfers")
def list_transfers(call: Call, query: Found) -> Page[Transaction]:
    """List transfers, newest first."""
    return page_of(*rows(call, query, _KIND))


@PART.post("/transfers", also=(200,))
def add_transfer(call: Call, body: TransferIn) -> Reply[Transaction]:
    """Record a transfer."""
    row, status = recorded(call, drafted(body, _KIND), body.id)
    return Reply(Transaction.of(row), status)


@PART.get("/transfers/{transfer_id}")
def transfer(call: Call, transfer_id: UUID) -> Transaction:
    """One transfer."""
    return Transaction.of(present(call, transfer_id, _KIND))


@PART.put("/transfers/{transfer_id}")
def replace_transfer(call: Call, transfer_id: UUID, body: TransferIn) -> Transaction:
    """Write a transfer anew in place of itself."""
    present(call, transfer_id, _KIND)
    row = rewrite(call, drafted(body, _KIND), transfer_id, body.version)
    return Transaction.of(row)


@PART.patch("/transfers/{transfer_id}")
def change_transfer(call: Call, transfer_id: UUID, body: TransferPatch) -> Transaction:
    """Change the fields named."""
    return Transaction.of(change(call, transfer_id, body, _KIND))


@PART.delete("/transfers/{transfer_id}")
def trash_transfer(call: Call, transfer_id: UUID) -> None:
    """Move a transfer to the trash."""
    present(call, transfer_id, _KIND)
    call.use.transactions.trash(call.actor, transfer_id, call.version)
