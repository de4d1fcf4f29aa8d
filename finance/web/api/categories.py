"""``/api/categories``: income and expense accounts, as people call them."""

from typing import Final, Literal
from uuid import UUID

from pydantic import Field

from finance.domain.accounts import AccountKind
from finance.domain.errors import NotFound
from finance.usecases.accounts import EditAccount, MergeCategory, OpenAccount
from finance.usecases.readings import AccountReading
from finance.web.api import accounts
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Asked, Body, Flag, Id, Name, Shape, Version
from finance.web.api.shapes import Category

PART: Final = Part("Categories", "What money is spent on, and where it comes from.")

CategoryType = Literal["expense", "income"]


class CategoriesAsked(Asked):
    """Which categories; closed ones only if asked for."""

    type: list[CategoryType] = Field(default_factory=list, max_length=2)
    closed: Flag = False


class DeletionAsked(Asked):
    """Where to what was booked on the category goes."""

    move_to: Id | None = None


class CategoryIn(Body):
    """A new category, beneath ``parent_id`` of the same type if that is given."""

    id: Id | None = None
    name: Name
    type: CategoryType
    parent_id: Id | None = None


class CategoryPut(Body):
    """All that may change of a category."""

    name: Name
    parent_id: Id | None = None
    closed: bool = False
    version: Version | None = None


class CategoryPatch(accounts.Renaming):
    """The fields to change; what is not named stays."""


class CategoryList(Shape):
    """The categories, parents and siblings in their order."""

    items: list[Category]
    next_cursor: None = None


@PART.get("/categories")
def categories(call: Call, query: CategoriesAsked) -> CategoryList:
    """List categories."""
    found = [one for one in call.use.accounts.all(call.actor) if one.account.kind.category]
    chosen = [one for one in found if not query.type or one.account.kind.value in query.type]
    kept = [one for one in chosen if query.closed or not one.account.closed]
    return CategoryList(items=[Category.of(one) for one in kept if not accounts.deleted(one)])


@PART.post("/categories")
def add_category(call: Call, body: CategoryIn) -> Category:
    """Make a category."""
    request = OpenAccount(
        id=body.id or call.new_id(),
        opening_id=call.new_id(),
        kind=AccountKind(body.type),
        name=body.name,
        parent_id=body.parent_id,
    )
    return Category.of(call.use.accounts.open(call.actor, request))


@PART.get("/categories/{category_id}")
def category(call: Call, category_id: UUID) -> Category:
    """One category."""
    return Category.of(_present(call, category_id))


@PART.put("/categories/{category_id}")
def replace_category(call: Call, category_id: UUID, body: CategoryPut) -> Category:
    """Name and place of a category anew, open or closed."""
    before = _present(call, category_id).account
    request = EditAccount(
        id=category_id,
        name=body.name,
        parent_id=body.parent_id,
        number=before.number,
        version=call.expected(body.version),
    )
    return Category.of(accounts.settled(call, request, closed=body.closed))


@PART.patch("/categories/{category_id}")
def change_category(call: Call, category_id: UUID, body: CategoryPatch) -> Category:
    """Change the fields named."""

    def once(expected: int | None) -> AccountReading:
        before = _present(call, category_id).account
        request = accounts.patched(before, body, expected)
        return accounts.settled(call, request, closed=body.closed)

    return Category.of(call.patched(body.version, once))


@PART.delete("/categories/{category_id}")
def delete_category(call: Call, category_id: UUID, query: DeletionAsked) -> None:
    """Delete a category nothing was ever booked on; one with a history only by merging it.

    With ``move_to`` all that was booked on it moves to that category of the same type, its
    subcategories go beneath it, and it is closed: one change, which can be taken back.
    """
    found = _present(call, category_id)
    if query.move_to is None:
        accounts.delete(call, found)
    else:
        request = MergeCategory(id=category_id, move_to=query.move_to, version=call.version)
        call.use.accounts.merge(call.actor, request)


def _present(call: Call, category_id: UUID) -> AccountReading:
    found = accounts.present(call, category_id)
    if not found.account.kind.category:
        raise NotFound("account", "id")
    return found
