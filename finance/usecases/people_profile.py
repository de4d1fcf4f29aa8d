"""What people do with their own account: profile, password, sessions."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from finance.domain.errors import ChangedMeanwhile, Invalid, NotFound, Unauthenticated
from finance.domain.names import checked_username
from finance.domain.people import Actor, User
from finance.domain.sessions import EndReason, Session
from finance.domain.texts import clean
from finance.usecases.means import retried
from finance.usecases.people_limits import Guard
from finance.usecases.people_means import PeopleMeans
from finance.usecases.people_ports import PeopleWork
from finance.usecases.people_registering import personal_words, reachable
from finance.usecases.people_verifying import send_if_new

_SESSIONS: Final = 200  # the latest that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class EditProfile:
    """New values; ``version`` as the caller saw it (None: whatever it is now)."""

    username: str
    email: str
    first_name: str
    last_name: str
    locale: str
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword:
    """The password so far, the one to come, and where the request comes from."""

    current: str = field(repr=False)
    new: str = field(repr=False)
    address: str = ""


@dataclass(frozen=True, slots=True)
class SessionsReading:
    """The sessions that let the user in, and those ended lately because a token was stolen."""

    live: tuple[Session, ...]
    stolen: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """The use cases of one's own account."""

    means: PeopleMeans

    @retried
    def edit(self, actor: Actor, request: EditProfile) -> User:
        """Write names, address and locale.

        Invalid, Conflict ``name_taken`` at ``username`` or ``email``, ChangedMeanwhile.
        """
        with self.means.people_work(actor) as work:
            before = work.users.get()
            if request.version is not None and request.version != before.version:
                raise ChangedMeanwhile("changed_meanwhile", "version", {"version": before.version})
            after = self._edited(before, request)
            if after == before:
                return before
            after = work.users.replace(before, after)
            send_if_new(self.means, work, before.email, after)
            work.commit()
        return after

    def _edited(self, before: User, request: EditProfile) -> User:
        checks = self.means.checks
        email = clean(request.email, "email")
        return reachable(
            replace(
                before,
                username=checked_username(request.username),
                email=checks.email(email) if email else "",
                first_name=clean(request.first_name, "first_name"),
                last_name=clean(request.last_name, "last_name"),
                locale=checks.locale(request.locale),
            )
        )

    def change_password(self, actor: Actor, request: ChangePassword) -> None:
        """Keep another password and end every other session.

        Invalid ``password_wrong`` at ``current_password`` (it counts as a failed sign-in), Invalid
        at ``new_password`` unless the new one is good, TooManyAttempts.
        """
        kept = self._verified(actor, request)
        self.means.passwords.check(request.new, personal_words(actor.user), "new_password")
        self._keep(actor.user.id, kept, request.new, actor.session_id)

    def _verified(self, actor: Actor, request: ChangePassword) -> str:
        at = self.means.clock()
        guard = Guard.account(str(actor.user.id), request.address)
        with self.means.people_work(actor) as work:
            guard.check(work, at)
            kept = work.users.password_hash()
        if not self.means.passwords.verify(request.current, kept):
            self._count(actor, guard)
            raise Invalid("password_wrong", "current_password")
        return kept

    @retried
    def _count(self, actor: Actor, guard: Guard) -> None:
        with self.means.people_work(actor) as work:
            guard.count(work, self.means.clock())

    @retried
    def _keep(self, user_id: UUID, kept: str, new: str, session_id: UUID | None) -> None:
        hashed = self.means.passwords.hash(new)
        with self.means.people_works(user_id, None) as work:
            if not work.users.confirm(kept):
                raise ChangedMeanwhile("changed_meanwhile", "current_password")
            work.users.set_password(hashed)
            work.sessions.end_all(self.means.clock(), EndReason.PASSWORD, session_id)
            work.commit()

    def reset_password(self, login: str, new: str) -> User:
        """Keep another password without asking for the old one: for the machine's terminal only.

        Every session ends. NotFound ``user``; Invalid at ``new_password``.
        """
        with self.means.people_works(None, None) as work:
            found = work.users.find(clean(login, "email"))
            if found is None:
                raise NotFound("user", "username")
            work.act(found.user_id, None)
            user = work.users.get()
        self.means.passwords.check(new, personal_words(user), "new_password")
        self._keep(user.id, found.password_hash, new, None)
        return user

    def sessions(self, actor: Actor) -> SessionsReading:
        """The actor's own sessions, the latest used first."""
        at = self.means.clock()
        with self.means.people_work(actor) as work:
            latest = work.sessions.latest(_SESSIONS)
        return SessionsReading(
            live=tuple(one for one in latest if one.live(at)),
            stolen=tuple(one for one in latest if _stolen_lately(one, at)),
        )

    @retried
    def end_session(self, actor: Actor, session_id: UUID) -> None:
        """End one of the actor's own sessions; NotFound ``session``."""
        with self.means.people_work(actor) as work:
            self._end(work, session_id)
            work.commit()

    def _end(self, work: PeopleWork, session_id: UUID) -> None:
        if not work.sessions.end(session_id, self.means.clock(), EndReason.ENDED):
            raise NotFound("session", "id")

    @retried
    def end_others(self, actor: Actor) -> int:
        """End all of the actor's sessions but the present one; how many there were."""
        if actor.session_id is None:
            raise Unauthenticated("session_over")
        with self.means.people_work(actor) as work:
            ended = work.sessions.end_all(self.means.clock(), EndReason.ENDED, actor.session_id)
            work.commit()
        return ended


def _stolen_lately(session: Session, at: datetime) -> bool:
    """Whether it was ended for a token used twice, within the life of such a token."""
    return (
        session.end_reason is EndReason.REUSE
        and session.ended_at is not None
        and at - session.ended_at < session.kind.lasts
    )
