"""One's own account: profile, settings, password, sessions."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from finance.domain.people import Actor
from finance.domain.sessions import Session, SessionKind
from finance.usecases.people_books import EditBook
from finance.usecases.people_profile import ChangePassword, EditProfile
from finance.web.actor import device
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Body, Currency, Instant, Shape
from finance.web.api.people_shapes import (
    Email,
    FirstName,
    LastName,
    LocaleName,
    Password,
    Secret,
    StartDay,
    Username,
    UserOut,
    Versioned,
    ZoneName,
    as_clients_say,
    user_out,
)

PART: Final = Part("user", "One's own account.")


class ProfileIn(Versioned):
    """The whole profile."""

    username: Username = ""
    email: Email = ""
    first_name: FirstName = ""
    last_name: LastName = ""
    locale: LocaleName


class ProfileChange(Versioned):
    """What shall change of the profile; the rest stays."""

    username: Username | None = None
    email: Email | None = None
    first_name: FirstName | None = None
    last_name: LastName | None = None
    locale: LocaleName | None = None


class AddressOut(Shape):
    """One's address, whether it is verified, and whether letters leave at all."""

    email: str
    verified: bool
    mail: bool


class SettingsOut(Shape):
    """The person's locale, and the settings of the book the token acts in."""

    locale: str
    currency: Currency
    timezone: str
    month_start: int


class SettingsChange(Body):
    """What shall change of the settings; the rest stays."""

    locale: LocaleName | None = None
    currency: Currency | None = None
    timezone: ZoneName | None = None
    month_start: StartDay | None = None


class PasswordIn(Body):
    """The password so far and the one to come."""

    current_password: Secret
    new_password: Password


class SessionOut(Shape):
    """One place the user is signed in at; ``current`` is the one that asks."""

    id: UUID
    kind: SessionKind
    agent: str
    created_at: Instant
    seen_at: Instant
    expires_at: Instant
    current: bool


class SessionsOut(Shape):
    """All of them, the one used last first."""

    items: list[SessionOut]
    next_cursor: None = None


class EndedOut(Shape):
    """How many sessions were ended."""

    ended: int


@PART.get("/user/profile")
def get_profile(call: Call) -> UserOut:
    """The profile."""
    return user_out(call.actor.user)


@PART.put("/user/profile", errors=(409,))
def replace_profile(call: Call, body: ProfileIn) -> UserOut:
    """Write the whole profile anew."""
    asked = EditProfile(
        username=body.username,
        email=body.email,
        first_name=body.first_name,
        last_name=body.last_name,
        locale=body.locale,
        version=body.version,
    )
    return user_out(call.use.people.profile.edit(call.actor, asked))


@PART.patch("/user/profile", errors=(409,))
def change_profile(call: Call, body: ProfileChange) -> UserOut:
    """Change parts of the profile."""
    kept = _profile(call.actor)
    asked = EditProfile(
        username=kept.username if body.username is None else body.username,
        email=kept.email if body.email is None else body.email,
        first_name=kept.first_name if body.first_name is None else body.first_name,
        last_name=kept.last_name if body.last_name is None else body.last_name,
        locale=kept.locale if body.locale is None else body.locale,
        version=kept.version if body.version is None else body.version,
    )
    return user_out(call.use.people.profile.edit(call.actor, asked))


@PART.get("/user/email")
def get_address(call: Call) -> AddressOut:
    """One's address, and whether letters reach it.

    Notices are mailed only to an address that is ``verified``. Where ``mail`` is false no letters
    leave, and none can be verified.
    """
    found = call.use.people.verifying.address(call.actor)
    mail = call.use.people.verifying.mails
    return AddressOut(email=found.email, verified=found.verified, mail=mail)


@PART.post("/user/email/letter", repeatable=False, errors=(409, 429))
def send_letter(call: Call) -> None:
    """Let a further letter leave with a link that verifies the address.

    One leaves by itself after registering and after a change of the address.
    """
    call.use.people.verifying.ask(call.actor)


@PART.get("/user/settings")
def get_settings(call: Call) -> SettingsOut:
    """Locale, and the settings of the book the token acts in."""
    return _settings(call.actor)


@PART.put("/user/settings", errors=(403, 409))
def replace_settings(call: Call, body: SettingsChange) -> SettingsOut:
    """Change settings; what is not named stays.

    Currency, time zone and month start belong to the book, so only its owner may change them.
    """
    return _change_settings(call, body)


@PART.patch("/user/settings", errors=(403, 409))
def change_settings(call: Call, body: SettingsChange) -> SettingsOut:
    """Change settings; what is not named stays.

    The same as PUT.
    """
    return _change_settings(call, body)


@PART.post("/user/password", repeatable=False, errors=(409, 429))
def change_password(call: Call, body: PasswordIn) -> None:
    """Change the password; every other session ends."""
    asked = ChangePassword(
        current=body.current_password,
        new=body.new_password,
        address=device(SessionKind.API).address,
    )
    call.use.people.profile.change_password(call.actor, asked)


@PART.get("/user/sessions")
def list_sessions(call: Call) -> SessionsOut:
    """Where one is signed in."""
    found = call.use.people.profile.sessions(call.actor).live
    return SessionsOut(items=[_session(one, call.actor) for one in found])


@PART.delete("/user/sessions")
def end_other_sessions(call: Call) -> EndedOut:
    """End every session but this one."""
    return EndedOut(ended=call.use.people.profile.end_others(call.actor))


@PART.delete("/user/sessions/{session_id}")
def end_session(call: Call, session_id: UUID) -> None:
    """End one session; its tokens are dead at once."""
    call.use.people.profile.end_session(call.actor, session_id)


def _session(one: Session, actor: Actor) -> SessionOut:
    return SessionOut(
        id=one.id,
        kind=one.kind,
        agent=one.agent,
        created_at=one.created_at,
        seen_at=one.seen_at,
        expires_at=one.expires_at,
        current=one.id == actor.session_id,
    )


def _profile(actor: Actor) -> EditProfile:
    user = actor.user
    return EditProfile(
        username=user.username,
        email=user.email,
        first_name=user.first_name,
        last_name=user.last_name,
        locale=user.locale,
        version=user.version,
    )


def _settings(actor: Actor) -> SettingsOut:
    return SettingsOut(
        locale=actor.user.locale,
        currency=actor.book.currency,
        timezone=actor.book.time_zone,
        month_start=int(actor.book.month_start),
    )


def _change_settings(call: Call, body: SettingsChange) -> SettingsOut:
    """The book first: it may refuse, and then nothing has changed."""
    actor, people = call.actor, call.use.people
    if body.locale is not None:
        locale = people.profile.means.checks.locale(body.locale)
    if body.currency or body.timezone is not None or body.month_start is not None:
        with as_clients_say():
            book = people.books.edit(actor, _book(actor, body))
        actor = replace(actor, book=book)
    if body.locale is not None:
        user = people.profile.edit(actor, replace(_profile(actor), locale=locale))
        actor = replace(actor, user=user)
    return _settings(actor)


def _book(actor: Actor, body: SettingsChange) -> EditBook:
    book = actor.book
    return EditBook(
        name=book.name,
        currency=body.currency or book.currency,
        time_zone=book.time_zone if body.timezone is None else body.timezone,
        month_start=int(book.month_start) if body.month_start is None else body.month_start,
        version=book.version,
    )
