"""``/api/transactions/bulk``: many transactions in one request, all of them or none."""

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field

from finance.domain.altering import Alteration
from finance.domain.errors import Invalid, inside
from finance.usecases.bulk import MOST, Done
from finance.web.api.bodies import Tags, TransactionIn
from finance.web.api.declaring import Call, Part
from finance.web.api.entering import Desk, drafted
from finance.web.api.kinds import Body, Description, Id, Payee, Shape
from finance.web.api.shapes import Transaction

PART: Final = Part("Transactions in bulk", "Many transactions at once: all of them, or none.")


class BulkSet(Body):
    """What shall be said instead; what is not named stays. ``add_tags`` keeps the tags there are.

    A category is only set where a transaction has a single one of that type.
    """

    category_id: Id | None = None
    payee: Payee | None = None
    description: Description | None = None
    tags: Tags | None = None
    add_tags: Tags = Field(default_factory=list)


class BulkIn(Body):
    """What to do, and to which: ``create`` takes ``transactions``, the others ``ids``.

    ``change`` takes ``set`` too.
    """

    action: Literal["create", "change", "delete", "restore"]
    transactions: Annotated[list[TransactionIn], Field(min_length=1, max_length=MOST)] | None = None
    ids: Annotated[list[Id], Field(min_length=1, max_length=MOST)] | None = None
    set: BulkSet | None = None


class BulkOut(Shape):
    """The transactions as they are now, and the changes that were made, each to be taken back.

    All of them are taken back at once by the reversal of any with ``together=true``.
    """

    items: list[Transaction]
    change_ids: list[UUID]


@PART.post("/transactions/bulk", status=200)
def bulk(call: Call, body: BulkIn) -> BulkOut:
    """Do the same to many transactions, or make many.

    Nothing is done unless all of it can be. What is so already stays without a change, so the same
    request again does no harm.
    """
    done = _create(call, body) if body.action == "create" else _turn(call, body)
    return BulkOut(items=[Transaction.of(row) for row in done.rows], change_ids=list(done.changes))


def _create(call: Call, body: BulkIn) -> Done:
    _alone(body, "transactions", ("ids", "set"))
    desk, requests = Desk(call), []
    for number, one in enumerate(body.transactions or ()):
        with inside(f"transactions.{number}"):
            requests.append(desk.request(drafted(one), one.id or call.new_id()))
    return call.use.bulk.record(call.actor, requests)


def _turn(call: Call, body: BulkIn) -> Done:
    ids, bulk = body.ids or [], call.use.bulk
    if body.action == "change":
        _alone(body, "ids", ("transactions",))
        return bulk.alter(call.actor, ids, _alteration(body.set))
    _alone(body, "ids", ("transactions", "set"))
    turn = bulk.trash if body.action == "delete" else bulk.restore
    return turn(call.actor, ids)


def _alteration(wanted: BulkSet | None) -> Alteration:
    if wanted is None:
        raise Invalid("missing", "set")
    return Alteration(
        category_id=wanted.category_id,
        payee=wanted.payee,
        description=wanted.description,
        tags=None if wanted.tags is None else tuple(wanted.tags),
        add_tags=tuple(wanted.add_tags),
    )


def _alone(body: BulkIn, needed: str, strange: tuple[str, ...]) -> None:
    """What the action has no place for would be overlooked."""
    for name in strange:
        if getattr(body, name) is not None:
            raise Invalid("fields_exclude", name, {"other": needed})
    if getattr(body, needed) is None:
        raise Invalid("missing", needed)
