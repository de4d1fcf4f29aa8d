"""``/api/income``: what came in; the same transactions, seen by type."""

from typing import Final
from uuid import UUID

from finance.domain.ledger import TransactionKind
from finance.web.api.bodies import IncomeIn, IncomePatch
from finance.web.api.declaring import Call, Part, Reply
from finance.web.api.entering import drafted
from finance.web.api.finding import Found, rows
from finance.web.api.paging import Page
from finance.web.api.shapes import Income
from finance.web.api.transactions import change, present, recorded, rewrite

PART: Final = Part("Income", "What came in.")

_KIND: Final = TransactionKind.INCOME


@PART.get("/income")
def list_income(call: Call, query: Found) -> Page[Income]:
    """List income, newest first."""
    found, cursor = rows(call, query, _KIND)
    return Page[Income](items=[Income.of(row) for row in found], next_cursor=cursor)


@PART.post("/income", also=(200,))
def add_income(call: Call, body: IncomeIn) -> Reply[Income]:
    """Record an income."""
    row, status = recorded(call, drafted(body, _KIND), body.id)
    return Reply(Income.of(row), status)


@PART.get("/income/{income_id}")
def income(call: Call, income_id: UUID) -> Income:
    """One income."""
    return Income.of(present(call, income_id, _KIND))


@PART.put("/income/{income_id}")
def replace_income(call: Call, income_id: UUID, body: IncomeIn) -> Income:
    """Write an income anew in place of itself."""
    present(call, income_id, _KIND)
    row = rewrite(call, drafted(body, _KIND), income_id, body.version)
    return Income.of(row)


@PART.patch("/income/{income_id}")
def change_income(call: Call, income_id: UUID, body: IncomePatch) -> Income:
    """Change the fields named."""
    return Income.of(change(call, income_id, body, _KIND))


@PART.delete("/income/{income_id}")
def trash_income(call: Call, income_id: UUID) -> None:
    """Move an income to the trash."""
    present(call, income_id, _KIND)
    call.use.transactions.trash(call.actor, income_id, call.version)
