"""Signing in and out, staying signed in, and who acts in a request."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, NoReturn
from uuid import UUID

from finance.domain.errors import Invalid, NotFound, Unauthenticated
from finance.domain.people import Actor
from finance.domain.sessions import SEEN_EVERY, Device, EndReason, SessionKind, fresh
from finance.domain.starter import starter
from finance.domain.texts import clean
from finance.usecases.means import retried
from finance.usecases.people_limits import Guard
from finance.usecases.people_means import PeopleMeans, SignedIn, new_session, opened
from finance.usecases.people_ports import Credentials, PeopleWork, Rotation

_RECENT: Final = 20  # the latest sessions that are looked at for where one was


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """``login`` is a user name or an e-mail address; ``book_id`` the book to act in.

    ``say`` turns the English words of a book that has to be begun anew into the person's language.
    """

    login: str
    password: str = field(repr=False)
    book_id: UUID | None = None
    say: Callable[[str], str] = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """What a refresh token says, its signature having been checked."""

    user_id: UUID
    session_id: UUID
    refresh_id: UUID


@dataclass(frozen=True, slots=True)
class Signing:
    """The use cases of sessions that need no actor yet."""

    means: PeopleMeans

    def sign_in(self, request: SignIn, device: Device) -> SignedIn:
        """Open a session in the asked book, or in the one the user joined first.

        On pages it is the one the user was in last, for there one sees where one is. Who shares no
        book any more begins with a new one of their own.

        Unauthenticated ``sign_in_failed``, the same for an unknown name and a wrong password, in
        what it says and in the time it takes. TooManyAttempts. NotFound ``book``.
        """
        at = self.means.clock()
        login = _login(request.login)
        with self.means.people_works(None, None) as work:
            found = work.users.find(login)
            account = str(found.user_id) if found else login.casefold()
            guard = Guard.account(account, device.address)
            guard.check(work, at)
        kept = found.password_hash if found else None
        right = self.means.passwords.verify(request.password, kept)
        if found is None or not right:
            self._refuse(guard, at)
        better = self._better(found, request.password)
        signed_in = self._let_in(replace(found, better=better), request, device, guard)
        return signed_in or self._once_more(found, request, device, guard)

    def _once_more(
        self, before: Credentials, request: SignIn, device: Device, guard: Guard
    ) -> SignedIn:
        """Try what is kept by now: a sign-in beside this one may keep a better hash of the same."""
        with self.means.people_works(before.user_id, None) as work:
            found = replace(before, password_hash=work.users.password_hash())
        right = self.means.passwords.verify(request.password, found.password_hash)
        signed_in = self._let_in(found, request, device, guard) if right else None
        if signed_in is None:
            self._refuse(guard, self.means.clock())
        return signed_in

    def _better(self, found: Credentials, password: str) -> str:
        """The hash to keep from now on; made before there is a unit of work, for it takes long."""
        passwords = self.means.passwords
        return passwords.hash(password) if passwords.outdated(found.password_hash) else ""

    @retried
    def _refuse(self, guard: Guard, at: datetime) -> NoReturn:
        with self.means.people_works(None, None) as work:
            guard.count(work, at)
        raise Unauthenticated("sign_in_failed")

    @retried
    def _let_in(
        self, found: Credentials, request: SignIn, device: Device, guard: Guard
    ) -> SignedIn | None:
        """Open the session, unless guessed at meanwhile; None if another hash is kept by now."""
        at = self.means.clock()
        with self.means.people_works(found.user_id, None) as work:
            guard.check(work, at)
            if not work.users.confirm(found.password_hash):
                return None
            if found.better:
                work.users.set_password(found.better)
            book_id = self._book(work, found.user_id, request, device.kind)
            session = new_session(self.means, found.user_id, book_id, device)
            signed_in = opened(work, session, at)
            work.commit()
        return signed_in

    def _book(self, work: PeopleWork, user_id: UUID, request: SignIn, kind: SessionKind) -> UUID:
        """The book to be in: the one asked for, one of the user's, or a new one; NotFound.

        The user's sign-ins come here one after the other, so two at once begin one new book.
        """
        mine = [membership.book.id for membership in work.households.mine()]
        if request.book_id is not None:
            return _one_of(mine, request.book_id)
        if not mine:
            return self._anew(work, user_id, request.say)
        if kind is SessionKind.API or len(mine) == 1:
            return mine[0]
        visits = (one.book_id for one in work.sessions.latest(_RECENT) if one.kind is kind)
        return next((book_id for book_id in visits if book_id in mine), mine[0])

    def _anew(self, work: PeopleWork, user_id: UUID, say: Callable[[str], str]) -> UUID:
        """A new book of the user, who was removed from all others."""
        policy = self.means.policy
        start = starter(self.means.ids, policy.currency, policy.time_zone, say)
        work.act(user_id, start.book.id)
        marks = self.means.marks(user_id, 1 + len(start.accounts))
        work.households.open(start.book, start.accounts, marks)
        return start.book.id

    @retried
    def turn(self, actor: Actor, book_id: UUID) -> None:
        """Let the actor's session be in another book from now on; NotFound ``book``."""
        if actor.session_id is None:
            raise Unauthenticated("session_over")
        with self.means.people_works(actor.user.id, None) as work:
            work.sessions.turn(actor.session_id, _chosen(work, book_id))
            work.commit()

    @retried
    def move(self, actor: Actor, book_id: UUID, device: Device) -> SignedIn:
        """Another session of the actor, in another book; NotFound ``book``."""
        with self.means.people_works(actor.user.id, None) as work:
            session = new_session(self.means, actor.user.id, _chosen(work, book_id), device)
            signed_in = opened(work, session, session.created_at)
            work.commit()
        return signed_in

    @retried
    def refresh(self, request: Refresh) -> SignedIn:
        """Exchange the one good refresh token for the next.

        Any other is taken for stolen: the session ends at once, for whoever holds it, and it is
        Unauthenticated ``token_reused``. Unauthenticated ``session_over`` if it had ended already.
        """
        at = self.means.clock()
        expires_at = at + SessionKind.API.lasts
        rotation = Rotation(
            shown=request.refresh_id, following=self.means.ids(), expires_at=expires_at
        )
        with self.means.people_works(request.user_id, None) as work:
            turned = work.sessions.rotate(request.session_id, rotation, at)
            seen = work.sessions.context(request.session_id, None, at)
            if seen is None:
                raise Unauthenticated("session_over")
            if not turned:
                work.sessions.end(request.session_id, at, EndReason.REUSE)
            work.commit()
        if not turned:
            raise Unauthenticated("token_reused")
        return SignedIn(seen.actor, rotation.following)

    @retried
    def actor(self, session_id: UUID, kind: SessionKind, book_id: UUID | None = None) -> Actor:
        """Who acts by a session of ``kind`` in a book (None: the session's own).

        Asked anew for every request, so that what a person may do changes at once.
        Unauthenticated ``session_over``; NotFound ``book`` where the person is no member.
        """
        at = self.means.clock()
        with self.means.people_works(None, None) as work:
            seen = work.sessions.context(session_id, book_id, at)
            if seen is None:
                raise _stranger(work, session_id, book_id, at)
            if seen.kind is not kind or not fresh(kind, seen.seen_at, at):
                raise Unauthenticated("session_over")
            if at - seen.seen_at >= SEEN_EVERY:
                work.act(seen.actor.user.id, None)
                work.sessions.note(session_id, at)
                work.commit()
        return seen.actor

    def for_operator(self, login: str, book_id: UUID | None = None) -> Actor:
        """Who acts when the machine's own terminal acts for a user: no password, no session.

        In ``book_id``, or in the book the user joined first. NotFound ``user`` or ``book``.
        """
        with self.means.people_works(None, None) as work:
            found = work.users.find(_login(login))
            if found is None:
                raise NotFound("user", "username")
            work.act(found.user_id, None)
            book_id = _chosen(work, book_id)
            mine = {one.book.id: one for one in work.households.mine()}[book_id]
            return Actor(user=work.users.get(), book=mine.book, role=mine.role)

    @retried
    def sign_out(self, actor: Actor) -> None:
        """End the session the actor acts by; once is enough."""
        if actor.session_id is None:
            return
        with self.means.people_work(actor) as work:
            work.sessions.end(actor.session_id, self.means.clock(), EndReason.SIGNED_OUT)
            work.commit()


def _login(text: str) -> str:
    """The name as it may be kept; what can never be anybody's name is nobody's."""
    try:
        return clean(text, "email")
    except Invalid:
        return ""


def _chosen(work: PeopleWork, book_id: UUID | None) -> UUID:
    """The asked one of the user's books, or the first; NotFound."""
    mine = [membership.book.id for membership in work.households.mine()]
    return _one_of(mine, mine[0] if book_id is None and mine else book_id)


def _one_of(mine: Sequence[UUID], book_id: UUID | None) -> UUID:
    if book_id is None or book_id not in mine:
        raise NotFound("book", "book_id")
    return book_id


def _stranger(
    work: PeopleWork, session_id: UUID, book_id: UUID | None, at: datetime
) -> NotFound | Unauthenticated:
    """Why nobody acts: no session, or no member of that book."""
    if book_id is not None and work.sessions.context(session_id, None, at) is not None:
        return NotFound("book", "book_id")
    return Unauthenticated("session_over")
