"""Registering, signing in and out, and keeping a session alive."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final

from flask_babel import gettext as _
from pydantic import Field

from finance.domain.errors import Invalid, NotFound, Unauthenticated
from finance.domain.sessions import SessionKind
from finance.usecases.people_means import SignedIn
from finance.usecases.people_registering import Register
from finance.usecases.people_signing import Refresh, SignIn
from finance.web import tokens
from finance.web.actor import device, note_entry
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Body, Currency, Id, Shape
from finance.web.api.people_shapes import (
    Email,
    FirstName,
    LastName,
    LocaleName,
    Password,
    Secret,
    TokensOut,
    Username,
    ZoneName,
    as_clients_say,
    book_out,
    user_out,
)

PART: Final = Part("auth", "Registering, signing in and out. Tokens are sent as bearer tokens.")


class RegisterIn(Body):
    """A new person: a user name, an e-mail address, or both.

    ``invitation`` is the token of an invitation: it lets one person register where registration is
    closed.
    """

    username: Username | None = None
    email: Email | None = None
    password: Password
    first_name: FirstName | None = None
    last_name: LastName | None = None
    currency: Currency | None = None
    timezone: ZoneName | None = None
    locale: LocaleName | None = None
    invitation: Secret | None = None


class LoginIn(Body):
    """Who (user name or e-mail address), and optionally in which book.

    The further fields of an OAuth 2 password form are taken and not looked at.
    """

    username: Annotated[str, Field(max_length=4096)]
    password: Secret
    book_id: Id | None = None
    grant_type: Annotated[str, Field(max_length=100)] | None = None
    scope: Annotated[str, Field(max_length=1000)] | None = None
    client_id: Annotated[str, Field(max_length=1000)] | None = None
    client_secret: Annotated[str, Field(max_length=1000)] | None = None


class RefreshIn(Body):
    """The refresh token, where it is not sent as the bearer."""

    refresh_token: Secret | None = None


class VerifyIn(Body):
    """The last part of the link in the letter."""

    token: Annotated[str, Field(max_length=200)]


class VerifiedOut(Shape):
    """The address that is verified now."""

    email: str


class TokenIn(Body):
    """The book to act in."""

    book_id: Id


@PART.post("/auth/register", public=True, errors=(403, 409, 429))
def register(call: Call, body: RegisterIn) -> TokensOut:
    """Register.

    Makes a user, and a book of theirs with starter categories and one cash account at 0.00. A
    taken name is 409; a password easy to guess is 422 with the reason.
    """
    asked = Register(
        username=body.username or "",
        email=body.email or "",
        password=body.password,
        first_name=body.first_name or "",
        last_name=body.last_name or "",
        currency=body.currency or "",
        time_zone=body.timezone or "",
        locale=body.locale or "",
        invitation=body.invitation or "",
        say=_,
    )
    with as_clients_say():
        signed_in = call.use.people.registering.register(asked, device(SessionKind.API))
    return _tokens(signed_in)


@PART.post("/auth/login", public=True, status=200, takes_form=True, errors=(401, 429))
def login(call: Call, body: LoginIn) -> TokensOut:
    """Sign in.

    An unknown name and a wrong password are told alike. Ten failures for one account from one
    address within 15 minutes are 429 until these are over.
    """
    asked = SignIn(login=body.username, password=body.password, book_id=body.book_id, say=_)
    with _book_in_body():
        signed_in = call.use.people.signing.sign_in(asked, device(SessionKind.API))
    return _tokens(signed_in)


@PART.post("/auth/verify", public=True, repeatable=False, status=200, errors=(404, 429))
def verify(call: Call, body: VerifyIn) -> VerifiedOut:
    """Verify an address by the token of the link that a letter brought; it is good once."""
    place = device(SessionKind.API).address
    return VerifiedOut(email=call.use.people.verifying.verify(body.token, place))


@PART.post("/auth/refresh", public=True, status=200, body_optional=True, errors=(401,))
def refresh(call: Call, body: RefreshIn) -> TokensOut:
    """Exchange a refresh token for a new pair.

    It is sent as the bearer, or as ``refresh_token`` in the body. The old one is dead at once; if
    it is seen again, the whole session ends.
    """
    found = tokens.read(body.refresh_token or tokens.bearer_text(), "refresh")
    if found.refresh_id is None:
        raise Unauthenticated("token_invalid")
    asked = Refresh(user_id=found.user_id, session_id=found.session_id, refresh_id=found.refresh_id)
    return _tokens(call.use.people.signing.refresh(asked))


@PART.post("/auth/logout", repeatable=False)
def logout(call: Call) -> None:
    """Sign out.

    Every token of this session is dead at once.
    """
    call.use.people.signing.sign_out(call.actor)


@PART.post("/auth/token", repeatable=False, status=200)
def token(call: Call, body: TokenIn) -> TokensOut:
    """Tokens for another book.

    They belong to a session of their own.
    """
    with _book_in_body():
        signed_in = call.use.people.signing.move(call.actor, body.book_id, device(SessionKind.API))
    return _tokens(signed_in)


@contextmanager
def _book_in_body() -> Iterator[None]:
    """A book named in a body that is not the person's is a fault of the body."""
    try:
        yield
    except NotFound as absent:
        raise Invalid("unknown_book", "book_id") from absent


def _tokens(signed_in: SignedIn) -> TokensOut:
    pair, actor = tokens.issue(signed_in), signed_in.actor
    note_entry(actor)
    return TokensOut(
        user=user_out(actor.user),
        book=book_out(actor.book, actor.role),
        access_token=pair.access,
        refresh_token=pair.refresh,
        token_type="Bearer",  # noqa: S106 - the scheme, not a secret
        expires_in=int(tokens.ACCESS.total_seconds()),
    )
