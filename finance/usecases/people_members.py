"""Who shares a book: members, their roles, and how one leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from finance.domain.changes import Change, Subject
from finance.domain.errors import ChangedMeanwhile, Conflict, NotFound
from finance.domain.invitations import Invitation
from finance.domain.people import Actor, Role
from finance.usecases.means import retried
from finance.usecases.people_means import PeopleMeans
from finance.usecases.people_ports import Member, PeopleWork, Shared

MOST_MEMBERS: Final = 100
"""The most people who share one book."""

_LATEST: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Who shares a book, who may yet (told to owners), and what changed of it lately.

    ``names`` are those of members and of who was one, by id; see ``Members.names``.
    """

    shared: Shared
    names: Mapping[UUID, str]

    @property
    def members(self) -> tuple[Member, ...]:
        """Everybody in the book, first come first."""
        return self.shared.members

    @property
    def invitations(self) -> tuple[Invitation, ...]:
        """Those that can be accepted, newest first; none for who is no owner."""
        return self.shared.invitations

    @property
    def changes(self) -> tuple[Change, ...]:
        """The latest, newest first."""
        return self.shared.changes


@dataclass(frozen=True, slots=True)
class Members:
    """The use cases of members; every one is one unit of work."""

    means: PeopleMeans

    def all(self, actor: Actor) -> tuple[Member, ...]:
        """Everybody in the actor's book, first come first."""
        with self.means.people_work(actor) as work:
            return work.households.members()

    def get(self, actor: Actor, user_id: UUID) -> Member:
        """One of them; NotFound ``member``."""
        return _one(self.all(actor), user_id)

    def names(self, actor: Actor) -> Mapping[UUID, str]:
        """What everybody is called who is or was a member of the actor's book, by id.

        Who left is there as long as they have a name that is no address.
        """
        with self.means.people_work(actor) as work:
            return _called(work.households.names())

    def household(self, actor: Actor) -> Household:
        """All there is to know of who shares the actor's book."""
        open_at = self.means.clock() if actor.role is Role.OWNER else None
        with self.means.people_work(actor) as work:
            shared = work.households.shared(_LATEST, open_at)
            names = {one.user.id: one.user.name for one in shared.members}
            if _told_of(shared.changes) - names.keys():
                names |= _called(work.households.names())
        return Household(shared=shared, names=names)

    @retried
    def set_role(
        self, actor: Actor, user_id: UUID, role: Role, version: int | None = None
    ) -> Member:
        """Give a member another role; only an owner may. It holds from the next request on.

        Where the member has it already nothing changes. NotFound ``member``; Conflict
        ``last_owner`` at ``role``; ChangedMeanwhile.
        """
        actor.require(Role.OWNER)
        with self.means.people_work(actor) as work:
            standing(work, actor).require(Role.OWNER)
            members = work.households.members()
            before = _one(members, user_id)
            if before.role is role:
                return before
            _current(before, version)
            _owned(members, before, role)
            after = work.households.set_role(before, role, self.means.mark(actor))
            self._withdraw(actor, work, before)
            work.commit()
        return after

    @retried
    def remove(self, actor: Actor, user_id: UUID, version: int | None = None) -> None:
        """Take a member out of the book: an owner anybody, others themselves.

        Their API sessions in it end: invited anew, they sign in anew, and no token that somebody
        may have kept comes to life again. Their browsers go on in another book of theirs.
        NotFound ``member``; Conflict ``last_owner``; ChangedMeanwhile.
        """
        needed = Role.VIEWER if user_id == actor.user.id else Role.OWNER
        actor.require(needed)
        with self.means.people_work(actor) as work:
            standing(work, actor).require(needed)
            members = work.households.members()
            member = _one(members, user_id)
            _current(member, version)
            _owned(members, member, None)
            work.households.remove(member, self.means.mark(actor))
            self._withdraw(actor, work, member)
            work.act(user_id, actor.book.id)
            other = next((one.book.id for one in work.households.mine()), None)
            work.sessions.leave(actor.book.id, other, self.means.clock())
            work.commit()

    def _withdraw(self, actor: Actor, work: PeopleWork, owner: Member) -> None:
        """End what one who owns the book no longer had offered: nobody comes in by a back door."""
        if owner.role is not Role.OWNER:
            return
        for one in work.invitations.open(self.means.clock()):
            if one.invited_by == owner.user.id:
                work.invitations.revoke(one, self.means.mark(actor))


def standing(work: PeopleWork, actor: Actor) -> Actor:
    """The actor with the role they have now, which nobody changes until this work ends.

    NotFound ``book`` for who is no member any more.
    """
    work.households.lock()
    mine = [one for one in work.households.members() if one.user.id == actor.user.id]
    if not mine:
        raise NotFound("book", "book_id")
    return replace(actor, role=mine[0].role)


def _told_of(changes: tuple[Change, ...]) -> set[UUID]:
    """The people who did something, or to whom it was done."""
    done_to = {one.subject_id for one in changes if one.subject is Subject.MEMBER}
    return done_to | {one.user_id for one in changes if one.user_id}


def _called(names: Mapping[UUID, str]) -> dict[UUID, str]:
    return {user_id: name for user_id, name in names.items() if name}


def _one(members: tuple[Member, ...], user_id: UUID) -> Member:
    found = [one for one in members if one.user.id == user_id]
    if not found:
        raise NotFound("member", "user_id")
    return found[0]


def _current(member: Member, version: int | None) -> None:
    if version is not None and version != member.version:
        raise ChangedMeanwhile("changed_meanwhile", "version", {"version": member.version})


def _owned(members: tuple[Member, ...], member: Member, role: Role | None) -> None:
    """Conflict ``last_owner`` if nobody would own the book once the member has ``role``."""
    others = (one for one in members if one.user.id != member.user.id)
    if role is not Role.OWNER and not any(one.role is Role.OWNER for one in others):
        raise Conflict("last_owner", "role")
