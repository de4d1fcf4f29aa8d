"""Notices: what was raised, whether it was read, and how each member wants to hear of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from finance.domain.alerts import AlertKind
from finance.domain.people import Actor
from finance.usecases.means import Means, retried
from finance.usecases.notice_ports import Notice, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """Some notices, newest first; ``more`` says whether older ones follow."""

    notices: tuple[Notice, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Notices:
    """The use cases of notices. Everybody has their own, whatever their role in the book."""

    means: Means

    def page(
        self, actor: Actor, before: UUID | None = None, limit: int = 50, *, unread: bool = False
    ) -> NoticePage:
        """The actor's notices, newest first, from before the notice ``before`` on."""
        with self.means.work(actor) as work:
            found = work.notices.page(actor.user.id, before, limit + 1, unread=unread)
        return NoticePage(notices=found[:limit], more=len(found) > limit)

    def get(self, actor: Actor, notice_id: UUID) -> Notice:
        """One of the actor's notices; NotFound."""
        with self.means.work(actor) as work:
            return work.notices.get(actor.user.id, notice_id)

    @retried
    def mark(self, actor: Actor, notice_id: UUID, *, read: bool) -> Notice:
        """Note that one was read, or that it was not; NotFound."""
        with self.means.work(actor) as work:
            work.notices.mark(actor.user.id, notice_id, self.means.clock() if read else None)
            found = work.notices.get(actor.user.id, notice_id)
            work.commit()
        return found

    @retried
    def mark_all(self, actor: Actor) -> None:
        """Note that all were read."""
        with self.means.work(actor) as work:
            work.notices.mark_all(actor.user.id, self.means.clock())
            work.commit()

    def wishes(self, actor: Actor) -> Mapping[AlertKind, Wish]:
        """How the actor wants to hear of each kind."""
        with self.means.work(actor) as work:
            return work.notices.wishes(actor.user.id)

    @retried
    def wish(self, actor: Actor, wanted: Mapping[AlertKind, Wish]) -> Mapping[AlertKind, Wish]:
        """Hear of the kinds in ``wanted`` so from now on; all wishes as they are then."""
        with self.means.work(actor) as work:
            for kind, wish in wanted.items():
                work.notices.wish(actor.user.id, kind, wish)
            found = work.notices.wishes(actor.user.id)
            work.commit()
        return found
