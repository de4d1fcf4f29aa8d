"""Who shares a book, and in which role."""

from typing import Final, Literal
from uuid import UUID

from finance.domain.people import Role
from finance.usecases.people_ports import Member
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Instant, Shape
from finance.web.api.people_shapes import Versioned
from finance.web.api.within import within

PART: Final = Part("members", "Who shares a book: owners decide, editors write, viewers read.")

RoleName = Literal["owner", "editor", "viewer"]


class MemberOut(Shape):
    """A person in a book; ``version`` counts the changes of their role."""

    user_id: UUID
    name: str
    role: Role
    joined_at: Instant
    version: int


class MembersOut(Shape):
    """Everybody in a book, first come first."""

    items: list[MemberOut]
    next_cursor: None = None


class RoleIn(Versioned):
    """The role to have."""

    role: RoleName


@PART.get("/books/{book_id}/members")
def list_members(call: Call, book_id: UUID) -> MembersOut:
    """Who shares a book."""
    found = call.use.people.members.all(within(call, book_id))
    return MembersOut(items=[_told(one) for one in found])


@PART.get("/books/{book_id}/members/{user_id}")
def get_member(call: Call, book_id: UUID, user_id: UUID) -> MemberOut:
    """One who shares a book."""
    return _told(call.use.people.members.get(within(call, book_id), user_id))


@PART.patch("/books/{book_id}/members/{user_id}", errors=(403, 409))
def change_role(call: Call, book_id: UUID, user_id: UUID, body: RoleIn) -> MemberOut:
    """Give a member another role; only an owner may.

    It holds from the member's next request on. A book keeps at least one owner. Invitations that an
    owner made end when they no longer own the book.
    """
    there, expected = within(call, book_id), call.expected(body.version)
    return _told(call.use.people.members.set_role(there, user_id, Role(body.role), expected))


@PART.delete("/books/{book_id}/members/{user_id}", errors=(403, 409))
def remove_member(call: Call, book_id: UUID, user_id: UUID) -> None:
    """Take a member out of a book: an owner anybody, others themselves.

    It holds from the member's next request on. What they recorded stays.
    """
    call.use.people.members.remove(within(call, book_id), user_id, call.version)


def _told(one: Member) -> MemberOut:
    return MemberOut(
        user_id=one.user.id,
        name=one.user.name,
        role=one.role,
        joined_at=one.joined_at,
        version=one.version,
    )
