"""Inviting somebody into a book, and joining it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from flask import url_for

from finance.domain.errors import Invalid, NotFound
from finance.domain.invitations import Invitation, InvitationState
from finance.domain.people import Role
from finance.domain.sessions import SessionKind
from finance.usecases.people_inviting import Invite
from finance.web.actor import device
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Body, Id, Instant, Shape
from finance.web.api.members import RoleName
from finance.web.api.people_shapes import BookOut, Email, Secret, membership_out
from finance.web.api.within import within

PART: Final = Part(
    "invitations",
    "Letting somebody into a book by a link that works once. Its secret is told once, and never"
    " kept: a link that was lost is made anew.",
)


class InvitationIn(Body):
    """Whom to let in; ``email`` is where a letter with a link of its own goes, if letters leave."""

    id: Id | None = None
    role: RoleName
    email: Email = ""


class LinkIn(Body):
    """The secret of a link."""

    token: Secret


class InvitationOut(Shape):
    """An invitation into a book, as told to its owners."""

    id: UUID
    role: Role
    email: str
    state: InvitationState
    invited_by: UUID
    created_at: Instant
    expires_at: Instant
    version: int


class InvitationMade(InvitationOut):
    """A new invitation with the one link to it: ``token`` is its secret, told this once.

    ``mailed`` says that a letter with a link of its own leaves for the address.
    """

    token: str
    link: str
    mailed: bool


class InvitationsOut(Shape):
    """The invitations into a book, newest first; those that ended stay for 30 days."""

    items: list[InvitationOut]
    next_cursor: None = None


class InvitedOut(Shape):
    """What whoever holds a link may know."""

    book_name: str
    inviter: str
    role: Role
    state: InvitationState
    expires_at: Instant


@PART.get("/books/{book_id}/invitations", errors=(403,))
def list_invitations(call: Call, book_id: UUID) -> InvitationsOut:
    """The invitations into a book; only for its owners."""
    at = call.use.clock()
    found = call.use.people.inviting.all(within(call, book_id))
    return InvitationsOut(items=[InvitationOut(**_said(one, at)) for one in found])


@PART.post("/books/{book_id}/invitations", repeatable=False, errors=(403, 409, 429))
def invite(call: Call, book_id: UUID, body: InvitationIn) -> InvitationMade:
    """Invite somebody; only an owner may.

    The link is good for 7 days and lets one person in. The same again, under the same ``id``, gives
    a further link to the same invitation; no Idempotency-Key is needed, or kept, for that.
    """
    asked = Invite(id=body.id or call.new_id(), role=Role(body.role), email=body.email)
    made = call.use.people.inviting.invite(within(call, book_id), asked)
    link = url_for("joining.show", token=made.secret, _external=True)
    said = _said(made.invitation, call.use.clock())
    return InvitationMade(**said, token=made.secret, link=link, mailed=made.mailed)


@PART.get("/books/{book_id}/invitations/{invitation_id}", errors=(403,))
def get_invitation(call: Call, book_id: UUID, invitation_id: UUID) -> InvitationOut:
    """One invitation, without its link; only for owners of the book."""
    found = call.use.people.inviting.get(within(call, book_id), invitation_id)
    return InvitationOut(**_said(found, call.use.clock()))


@PART.delete("/books/{book_id}/invitations/{invitation_id}", errors=(403, 409))
def revoke(call: Call, book_id: UUID, invitation_id: UUID) -> None:
    """End an invitation: its links lead nowhere from now on.

    One that was accepted is 409: remove the member instead.
    """
    call.use.people.inviting.revoke(within(call, book_id), invitation_id, call.version)


@PART.post("/invitations/preview", public=True, status=200, errors=(429,))
def preview(call: Call, body: LinkIn) -> InvitedOut:
    """Which book a link leads to, who invites, and in which role; whoever holds it may ask."""
    with _token_in_body():
        found = call.use.people.inviting.look(body.token, device(SessionKind.API).address)
    return InvitedOut(
        book_name=found.book_name,
        inviter=found.inviter,
        role=found.invitation.role,
        state=found.invitation.state(call.use.clock()),
        expires_at=found.invitation.expires_at,
    )


@PART.post("/invitations/acceptance", repeatable=False, status=200, errors=(409, 429))
def accept(call: Call, body: LinkIn) -> BookOut:
    """Join the book a link leads to.

    Doing it again is harmless, and so is it for who shares the book already: nothing changes, and
    the link stays good for somebody else. Tokens for the book come from ``/auth/token``.
    """
    address = device(SessionKind.API).address
    with _token_in_body():
        return membership_out(call.use.people.inviting.accept(call.actor, body.token, address))


@contextmanager
def _token_in_body() -> Iterator[None]:
    """A link that leads nowhere is a fault of the body."""
    try:
        yield
    except NotFound as absent:
        raise Invalid("unknown_invitation", "token") from absent


def _said(one: Invitation, at: datetime) -> dict[str, Any]:
    return {
        "id": one.id,
        "role": one.role,
        "email": one.email,
        "state": one.state(at),
        "invited_by": one.invited_by,
        "created_at": one.created_at,
        "expires_at": one.expires_at,
        "version": one.version,
    }
