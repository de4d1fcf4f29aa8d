"""Who acts in a request: the holder of a page's session cookie, or of an API token.

Both are looked up anew for every request, so that what a person may do changes at once. Pages
never look at tokens, and the API never looks at cookies.
"""

import logging
from collections.abc import Callable
from typing import Any, Final, TypeVar
from uuid import UUID

from flask import Flask, g, request, session
from flask_login import LoginManager, login_user, logout_user

from finance.domain.errors import FinanceError, NotFound, Unauthenticated, Unavailable
from finance.domain.people import Actor
from finance.domain.sessions import Device, SessionKind
from finance.usecases.people_means import SignedIn
from finance.web import tokens
from finance.web.context import usecases

BOOK: Final = "book_id"
"""The part of a page's address that names the book it is in."""

_LOG: Final = logging.getLogger(__name__)
_View = TypeVar("_View", bound=Callable[..., Any])
_PUBLIC: Final = "finance_public"
_HOLDER: Final = "_user_id"  # where flask-login keeps what get_id said


class Visitor:
    """A signed-in person as flask-login sees one: the session's id stands for the person."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_id(self) -> str:
        """The id of the session, kept in the signed cookie."""
        return str(self.actor.session_id)


def register(app: Flask) -> None:
    """Let ``app`` keep people signed in by a cookie."""
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = None  # sessions are ended in the database, never by an address
    manager.user_loader(_visitor)


def public(view: _View) -> _View:
    """Mark a page that needs nobody to be signed in; all others do."""
    setattr(view, _PUBLIC, True)
    return view


def is_public(view: Callable[..., Any] | None) -> bool:
    """Whether ``view`` was marked with ``public``."""
    return bool(getattr(view, _PUBLIC, False))


def sign_in_page(signed_in: SignedIn) -> None:
    """Give this browser the cookie of a page session."""
    note_entry(signed_in.actor)
    login_user(Visitor(signed_in.actor), remember=False)


def note_entry(actor: Actor) -> None:
    """Write down who came in, by ids alone."""
    _LOG.info(
        "user %s has session %s from %s", actor.user.id, actor.session_id, request.remote_addr
    )


def sign_out_page() -> None:
    """Take the cookie back."""
    logout_user()


def page_actor() -> Actor:
    """Who acts on this page, in the book its address names (or the session's own).

    Unauthenticated; NotFound ``book`` for a book the person is no member of.
    """
    found = g.get("actor")
    if found is None:
        found = g.actor = _asked_once()
    if not isinstance(found, Actor):
        raise TypeError(found)
    return found


def page_session() -> UUID | None:
    """The session the cookie of this request names, whether it is still good or not."""
    return _uuid(session.get(_HOLDER))


def page_actor_if_any() -> Actor | None:
    """The same, or None where nobody is signed in or the book is not theirs."""
    try:
        return page_actor()
    except FinanceError:
        return None


def api_actor() -> Actor:
    """Who acts by the access token of this request; Unauthenticated."""
    found = tokens.read(tokens.bearer_text())
    actor = usecases().people.signing.actor(found.session_id, SessionKind.API)
    if actor.user.id != found.user_id:
        raise Unauthenticated("token_invalid")
    g.actor = actor
    return actor


def device(kind: SessionKind) -> Device:
    """Where this request comes from."""
    return Device(
        kind=kind, address=request.remote_addr or "", agent=request.headers.get("User-Agent", "")
    )


def _asked_once() -> Actor:
    """Who acts; a database that is away is not asked again for the page that says so."""
    if "away" in g:
        raise Unavailable("database_away")
    try:
        return _page_actor()
    except Unavailable:
        g.away = True
        raise


def _page_actor() -> Actor:
    session_id = page_session()
    if session_id is None:
        raise Unauthenticated("sign_in_needed")
    book_id = (request.view_args or {}).get(BOOK)
    wanted = book_id if isinstance(book_id, UUID) else None
    try:
        return usecases().people.signing.actor(session_id, SessionKind.PAGE, wanted)
    except Unauthenticated:
        # Not logout_user(): it would first ask who that was, and so come here again.
        session.pop(_HOLDER, None)
        raise


def _visitor(session_id: str) -> Visitor | None:
    """The person behind a session id; None if it is over, or elsewhere than in this book."""
    if _uuid(session_id) is None:
        return None
    try:
        return Visitor(page_actor())
    except (Unauthenticated, NotFound):
        return None


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
