"""Who sits at a socket: proved by a page's cookie, a ticket, or a first message with a token."""

import json
from dataclasses import dataclass, replace
from uuid import UUID

from flask import request

from finance.domain.errors import Forbidden, Invalid, Unauthenticated
from finance.domain.people import Actor
from finance.domain.sessions import SessionKind
from finance.web import tokens
from finance.web.actor import page_session
from finance.web.context import usecases
from finance.web.security import from_here


@dataclass(frozen=True, slots=True)
class Seat:
    """A session and the book it listens in; what the person may hear is asked anew each time.

    ``drawn_at`` is when the page that listens was drawn, in seconds of the epoch, if it is a page.
    """

    session_id: UUID
    kind: SessionKind
    user_id: UUID
    book_id: UUID
    drawn_at: float | None = None

    def actor(self) -> Actor:
        """Who sits there now; Unauthenticated or NotFound once the session or membership ends."""
        return usecases().people.signing.actor(self.session_id, self.kind, self.book_id)


def seat_of_request() -> Seat | None:
    """Who asks, by a ticket or by a page's cookie; None if that is to follow by a message.

    Forbidden ``from_elsewhere`` for a page of another site, or a cookie without an ``Origin``.
    """
    session_id = page_session()
    origin = request.headers.get("Origin")
    if origin is None and session_id is not None and "ticket" not in request.args:
        raise Forbidden("from_elsewhere")
    if origin is not None and not from_here(origin):
        raise Forbidden("from_elsewhere")
    if "ticket" in request.args:
        return _by_ticket(request.args["ticket"])
    if session_id is None:
        return None
    return replace(_seat(session_id, SessionKind.PAGE, _wanted()), drawn_at=drawn_at())


def seat_of_message(text: str) -> Seat:
    """Who says ``{"token": ...}`` or ``{"ticket": ...}``; Unauthenticated."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise Unauthenticated("token_missing") from None
    if not isinstance(said, dict):
        raise Unauthenticated("token_missing")
    if isinstance(said.get("ticket"), str):
        return _by_ticket(said["ticket"])
    if not isinstance(said.get("token"), str):
        raise Unauthenticated("token_missing")
    bearer = tokens.read(said["token"])
    seat = _seat(bearer.session_id, SessionKind.API, None)
    if seat.user_id != bearer.user_id:
        raise Unauthenticated("token_invalid")
    return seat


def _by_ticket(text: str) -> Seat:
    return _seat(usecases().live.redeem(text), SessionKind.API, None)


def _seat(session_id: UUID, kind: SessionKind, book_id: UUID | None) -> Seat:
    actor = usecases().people.signing.actor(session_id, kind, book_id)
    return Seat(session_id, kind, actor.user.id, actor.book.id)


def drawn_at() -> float | None:
    """When the page that asks was drawn, as it says by ``drawn``; None if it says nothing."""
    return request.args.get("drawn", type=float)


def _wanted() -> UUID | None:
    """The book a page listens in; Invalid ``not_uuid``."""
    text = request.args.get("book")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Invalid("not_uuid", "book") from None
