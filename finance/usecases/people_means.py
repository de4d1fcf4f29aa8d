"""What the use cases of people work with, and what several of them do alike."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from finance.domain.errors import Unauthenticated
from finance.domain.people import Actor
from finance.domain.sessions import Device, Session, SessionKind
from finance.domain.texts import visible
from finance.usecases.means import Means
from finance.usecases.people_ports import Checks, Passwords, PeopleWork, PeopleWorks
from finance.usecases.ports import Mark

MOST_BOOKS: Final = 50
"""The most books one person shares in."""

_AGENT: Final = 200  # characters kept of what a program calls itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What this installation decided: who may register, and what a new book is in by default.

    ``mail`` says that letters leave, and that their links lead back here.
    """

    registration_open: bool = True
    mail: bool = False
    currency: str = "EUR"
    time_zone: str = "UTC"
    locale: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleMeans(Means):
    """``Means``, and units of work for people, passwords, checks of what people type, a policy.

    ``secret`` draws 256 bits that nobody can guess, as 43 characters.
    """

    people_works: PeopleWorks
    passwords: Passwords
    checks: Checks
    policy: Policy
    secret: Callable[[], str]

    def people_work(self, actor: Actor) -> AbstractContextManager[PeopleWork]:
        """A unit of work of the actor, in the actor's book."""
        return self.people_works(actor.user.id, actor.book.id)

    def marks(self, user_id: UUID, count: int) -> tuple[Mark, ...]:
        """The user's signature under ``count`` changes of the present moment."""
        at = self.clock()
        return tuple(Mark(id=self.ids(), user_id=user_id, at=at) for _ in range(count))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An open session: who acts by it, and (API) the id its refresh token bears."""

    actor: Actor
    refresh_id: UUID | None


def new_session(means: PeopleMeans, user_id: UUID, book_id: UUID, device: Device) -> Session:
    """A session that begins now, with its own new id."""
    at = means.clock()
    return Session(
        id=means.ids(),
        user_id=user_id,
        book_id=book_id,
        kind=device.kind,
        refresh_id=means.ids() if device.kind is SessionKind.API else None,
        agent=_agent(device.agent),
        created_at=at,
        seen_at=at,
        expires_at=at + device.kind.lasts,
    )


def _agent(text: str) -> str:
    """What a program says of itself, fit to be shown."""
    shown = visible(text[:_AGENT]).replace("\n", " ").replace("\t", " ")
    return shown[:_AGENT]


def opened(work: PeopleWork, session: Session, at: datetime) -> SignedIn:
    """Write the session; who acts by it. Unauthenticated if its user is no member of its book."""
    work.sessions.add(session)
    seen = work.sessions.context(session.id, None, at)
    if seen is None:
        raise Unauthenticated("session_over")
    return SignedIn(seen.actor, session.refresh_id)
