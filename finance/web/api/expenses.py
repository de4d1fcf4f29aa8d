"""``/api/expenses``: what was spent; the same transactions, seen by type."""

from typing import Final
from uuid import UUID

from finance.domain.ledger import TransactionKind
from finance.web.api.bodies import FlowIn, FlowPatch
from finance.web.api.declaring import Call, Part, Reply
from finance.web.api.entering import drafted
from finance.web.api.finding import Found, rows
from finance.web.api.paging import Page
from finance.web.api.shapes import Transaction, page_of
from finance.web.api.transactions import change, present, recorded, rewrite

PART: Final = Part("Expenses", "What was spent.")

_KIND: Final = TransactionKind.EXPENSE


@PART.get("/expenses")
def list_expenses(call: Call, query: Found) -> Page[Transaction]:
    """List expenses, newest first."""
    return page_of(*rows(call, query, _KIND))


@PART.post("/expenses", also=(200,))
def add_expense(call: Call, body: FlowIn) -> Reply[Transaction]:
    """Record an expense."""
    row, status = recorded(call, drafted(body, _KIND), body.id)
    return Reply(Transaction.of(row), status)


@PART.get("/expenses/{expense_id}")
def expense(call: Call, expense_id: UUID) -> Transaction:
    """One expense."""
    return Transaction.of(present(call, expense_id, _KIND))


@PART.put("/expenses/{expense_id}")
def replace_expense(call: Call, expense_id: UUID, body: FlowIn) -> Transaction:
    """Write an expense anew in place of itself."""
    present(call, expense_id, _KIND)
    row = rewrite(call, drafted(body, _KIND), expense_id, body.version)
    return Transaction.of(row)


@PART.patch("/expenses/{expense_id}")
def change_expense(call: Call, expense_id: UUID, body: FlowPatch) -> Transaction:
    """Change the fields named."""
    return Transaction.of(change(call, expense_id, body, _KIND))


@PART.delete("/expenses/{expense_id}")
def trash_expense(call: Call, expense_id: UUID) -> None:
    """Move an expense to the trash."""
    present(call, expense_id, _KIND)
    call.use.transactions.trash(call.actor, expense_id, call.version)
