"""A front desk for tests: the real use cases on the real database, with a clock of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Final
from uuid import UUID

from sqlalchemy import Engine, text

from finance.adapters.checks import TypedChecks
from finance.adapters.clock import new_id, pause
from finance.adapters.passwords import Argon2Passwords
from finance.adapters.postgres.people import PostgresPeopleWork
from finance.adapters.postgres.work import PostgresWork
from finance.domain.people import Actor, Role
from finance.domain.sessions import Device, SessionKind
from finance.usecases.people import People
from finance.usecases.people_means import PeopleMeans, Policy, SignedIn
from finance.usecases.people_registering import Register
from finance.usecases.people_signing import Refresh, SignIn

CHEAP: Final = Argon2Passwords(memory=8, passes=1)
"""Argon2id at its least cost: tests are about what is kept, not how dearly."""

PASSWORD: Final = "violet-anvil-under-glass"
_JOIN: Final = text("""
    INSERT INTO member (book_id, user_id, role, joined_at) VALUES (:book, :user, :role, :at)
""")


class Meanwhile(Argon2Passwords):
    """Passwords during whose verification something else happens, once."""

    def __init__(self, happening: Callable[[], object]) -> None:
        super().__init__(memory=8, passes=1)
        self._happening: Callable[[], object] | None = happening

    def verify(self, password: str, kept: str | None) -> bool:
        """Whether it is right, as of before what happens meanwhile."""
        right = super().verify(password, kept)
        happening, self._happening = self._happening, None
        if happening:
            happening()
        return right


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The instant it shows."""
        return self.at

    def move(self, **by: float) -> None:
        """Go on by days, hours, minutes or seconds."""
        self.at += timedelta(**by)


def login() -> str:
    """A user name nobody has."""
    return f"u{new_id().hex[-14:]}"


def address() -> str:
    """A network address nobody has tried from, from the documentation's block of version 6."""
    part = f"{new_id().int & 0xFFFFFFFF:08x}"
    return f"2001:db8:{part[:4]}:{part[4:]}::1"


def _request(said: Mapping[str, str]) -> Register:
    plain = Register(username=login(), password=PASSWORD)
    return replace(plain, **said)  # type: ignore[arg-type]  # only texts are given


@dataclass
class Desk:
    """People's use cases, and short words for what tests do again and again."""

    engine: Engine
    clock: Clock = field(default_factory=Clock)
    passwords: Argon2Passwords = CHEAP
    policy: Policy = field(default_factory=Policy)

    @property
    def people(self) -> People:
        """The use cases."""
        return People.of(
            PeopleMeans(
                works=self._work,
                people_works=self.work,
                clock=self.clock,
                ids=new_id,
                pause=pause,
                passwords=self.passwords,
                checks=TypedChecks(),
                policy=self.policy,
                secret=lambda: token_urlsafe(32),
            )
        )

    def _work(self, book_id: UUID, user_id: UUID | None) -> PostgresWork:
        return PostgresWork(self.engine, book_id, user_id)

    def work(self, user_id: UUID | None, book_id: UUID | None) -> PostgresPeopleWork:
        """A unit of work of people."""
        return PostgresPeopleWork(self.engine, user_id, book_id)

    def device(self, kind: SessionKind = SessionKind.PAGE, at: str = "") -> Device:
        """A device at an address of its own unless told."""
        return Device(kind=kind, address=at or address(), agent="A test")

    def register(self, **said: str) -> SignedIn:
        """A new person with a name of their own, signed in on a page."""
        return self.people.registering.register(_request(said), self.device())

    def register_client(self) -> SignedIn:
        """A new person, signed in through the API."""
        return self.people.registering.register(_request({}), self.device(SessionKind.API))

    def sign_in(self, name: str, password: str = PASSWORD, device: Device | None = None) -> Actor:
        """Who ``name`` is once signed in."""
        request = SignIn(login=name, password=password)
        return self.people.signing.sign_in(request, device or self.device()).actor

    def join(self, guest: Actor, host: Actor, role: Role) -> Actor:
        """The guest as a member of the host's book, in a session there."""
        self.clock.move(seconds=1)
        with self.work(guest.user.id, host.book.id) as work:
            row = {"book": host.book.id, "user": guest.user.id, "role": role.value}
            work.connection.execute(_JOIN, {**row, "at": self.clock()})
            work.commit()
        return self.people.signing.move(guest, host.book.id, self.device()).actor

    def acts(self, actor: Actor, kind: SessionKind = SessionKind.PAGE) -> Actor:
        """Who acts by the actor's session now."""
        assert actor.session_id is not None
        return self.people.signing.actor(actor.session_id, kind, actor.book.id)

    def refresh(self, signed_in: SignedIn) -> SignedIn:
        """What its refresh token is exchanged for."""
        actor = signed_in.actor
        assert actor.session_id is not None
        assert signed_in.refresh_id is not None
        return self.people.signing.refresh(
            Refresh(
                user_id=actor.user.id,
                session_id=actor.session_id,
                refresh_id=signed_in.refresh_id,
            )
        )
