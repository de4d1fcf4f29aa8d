"""Inviting somebody into a book, and joining it."""

from dataclasses import dataclass, field
from uuid import UUID

from finance.domain.errors import ChangedMeanwhile, Conflict, Invalid, NotFound
from finance.domain.invitations import KEPT, LASTS, MOST_OPEN, Invitation
from finance.domain.people import Actor, Role
from finance.domain.texts import clean
from finance.usecases.digesting import digest, is_secret
from finance.usecases.invitation_ports import Invited
from finance.usecases.means import retried
from finance.usecases.people_limits import Guard
from finance.usecases.people_means import MOST_BOOKS, PeopleMeans
from finance.usecases.people_members import MOST_MEMBERS, standing
from finance.usecases.people_ports import Membership, PeopleWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """Whom to let in: ``email`` may be empty. ``id`` is the caller's, so a retry is harmless."""

    id: UUID
    role: Role
    email: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """An invitation, and the secret of a link to it, which is told this once.

    ``mailed`` says that a letter left for the address, or is about to.
    """

    invitation: Invitation
    secret: str = field(repr=False)
    mailed: bool = False


@dataclass(frozen=True, slots=True)
class Inviting:
    """The use cases of invitations."""

    means: PeopleMeans

    @property
    def mails(self) -> bool:
        """Whether letters go to the addresses that are given."""
        return self.means.policy.mail

    def all(self, actor: Actor) -> tuple[Invitation, ...]:
        """The invitations into the actor's book, newest first; for owners."""
        actor.require(Role.OWNER)
        with self.means.people_work(actor) as work:
            return work.invitations.all()

    def get(self, actor: Actor, invitation_id: UUID) -> Invitation:
        """One of them; NotFound ``invitation``."""
        actor.require(Role.OWNER)
        with self.means.people_work(actor) as work:
            return work.invitations.get(invitation_id)

    @retried
    def invite(self, actor: Actor, request: Invite) -> Made:
        """Make an invitation into the actor's book; only an owner may.

        Where letters leave, one goes to the address, with a link of its own. The same again, by
        the same owner, answers the one that is there, with a further link, which counts as an
        invitation made. Invalid for an address that is none; Conflict ``id_taken``,
        ``invitations_many``; TooManyAttempts ``invitations_often``.
        """
        actor.require(Role.OWNER)
        at, secret = self.means.clock(), self.means.secret()
        email = clean(request.email, "email")
        asked = Invitation(
            id=request.id,
            role=request.role,
            email=self.means.checks.email(email) if email else "",
            invited_by=actor.user.id,
            created_at=at,
            expires_at=at + LASTS,
        )
        with self.means.people_work(actor) as work:
            standing(work, actor).require(Role.OWNER)
            there, mailed = _there(work, asked), False
            if there is None:
                mailed = self._add(actor, work, asked, digest(secret))
            else:
                there.require_open(at)
                Guard.inviting(str(actor.user.id)).spend(work, at)
                work.invitations.link(there.id, digest(secret))
                mailed = work.invitations.mailed(there)
            work.commit()
        return Made(there or asked, secret, mailed)

    def _add(self, actor: Actor, work: PeopleWork, asked: Invitation, link: str) -> bool:
        """Write it; whether a letter leaves. Nobody gets more of them than anybody would want."""
        at = asked.created_at
        if len(work.invitations.open(at)) >= MOST_OPEN:
            raise Conflict("invitations_many", None, {"limit": MOST_OPEN})
        Guard.inviting(str(actor.user.id)).spend(work, at)
        work.invitations.forget(at - KEPT)
        work.invitations.add(asked, link, self.means.mark(actor))
        mailed = bool(asked.email) and self.mails
        if mailed and Guard.writing_to(asked.email).takes(work, at):
            work.invitations.mail(asked, self.means.ids())
            return True
        return False

    @retried
    def revoke(self, actor: Actor, invitation_id: UUID, version: int | None = None) -> None:
        """End an invitation, so that its links lead nowhere; once is enough. Only an owner may.

        NotFound ``invitation``; Conflict ``invitation_accepted``; ChangedMeanwhile.
        """
        actor.require(Role.OWNER)
        with self.means.people_work(actor) as work:
            there = work.invitations.get(invitation_id, lock=True)
            if there.accepted_at is not None:
                raise Conflict("invitation_accepted")
            if there.revoked_at is not None:
                return
            if version is not None and version != there.version:
                raise ChangedMeanwhile("changed_meanwhile", "version", {"version": there.version})
            work.invitations.revoke(there, self.means.mark(actor))
            work.commit()

    @retried
    def look(self, secret: str, address: str) -> Invited:
        """What a link leads to, whatever became of it; whoever holds it may ask.

        NotFound ``invitation`` (it counts for the address, apart from signing in), TooManyAttempts.
        """
        if not is_secret(secret):
            raise NotFound("invitation", "token")
        at, guard = self.means.clock(), Guard.links(address)
        with self.means.people_works(None, None) as work:
            found = work.invitations.find(digest(secret))
            if found is None:
                guard.check(work, at)
                guard.count(work, at)
                raise NotFound("invitation", "token")
        return found

    @retried
    def accept(self, actor: Actor, secret: str, address: str) -> Membership:
        """Join the book a link leads to; for who shares it already nothing changes.

        NotFound ``invitation``; Conflict ``invitation_accepted``, ``invitation_revoked``,
        ``invitation_expired``, ``members_many``; Invalid ``books_many``.
        """
        found = self.look(secret, address)
        at, one = self.means.clock(), found.invitation
        with self.means.people_works(actor.user.id, found.book_id) as work:
            # Members before invitations, as whoever takes an owner's role away locks them too.
            work.households.lock()
            if found.book_id not in _shared(work):
                work.invitations.get(one.id, lock=True).require_open(at)
                work.invitations.accept(one, actor.user.id, at)
                self._join(actor, work, one)
            joined = _shared(work)[found.book_id]
            work.commit()
        return joined

    def _join(self, actor: Actor, work: PeopleWork, one: Invitation) -> None:
        if len(work.households.members()) >= MOST_MEMBERS:
            raise Conflict("members_many", None, {"limit": MOST_MEMBERS})
        if len(work.households.mine()) >= MOST_BOOKS:
            raise Invalid("books_many", None, {"limit": MOST_BOOKS})
        work.households.join(one.role, self.means.mark(actor))


def _shared(work: PeopleWork) -> dict[UUID, Membership]:
    """The user's books, by their ids."""
    return {one.book.id: one for one in work.households.mine()}


def _there(work: PeopleWork, asked: Invitation) -> Invitation | None:
    """The one with this id; Conflict ``id_taken`` if it offers another thing than is asked for.

    That of another owner is another thing: it ends when its maker owns the book no more, so nobody
    else may hold a link to it, who could come back by it.
    """
    try:
        there = work.invitations.get(asked.id)
    except NotFound:
        return None
    offers = (there.role, there.email, there.invited_by)
    if offers != (asked.role, asked.email, asked.invited_by):
        raise Conflict("id_taken", "id")
    return there
