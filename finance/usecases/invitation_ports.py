"""What inviting needs from outside; see ``people_ports``."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from finance.domain.invitations import Invitation
from finance.usecases.ports import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """What whoever holds a link may know: into which book, and what the one who invites is called.

    Nothing in it depends on who holds the link.
    """

    invitation: Invitation
    book_id: UUID
    book_name: str
    inviter: str


class Invitations(Protocol):
    """The invitations into the book of this work."""

    def find(self, digest: str) -> Invited | None:
        """The invitation, into whichever book, that the link with this digest leads to.

        The one thing here that needs no book of the work: it finds the book out.
        """

    def all(self) -> tuple[Invitation, ...]:
        """Those that are still known, newest first (at most 200)."""

    def open(self, at: datetime) -> tuple[Invitation, ...]:
        """Those that can be accepted at ``at``, newest first."""

    def get(self, invitation_id: UUID, *, lock: bool = False) -> Invitation:
        """One of them, which nobody else changes until this work ends if ``lock``; NotFound."""

    def add(self, invitation: Invitation, digest: str, mark: Mark) -> None:
        """Write a new one with its first link, into a locked book."""

    def mail(self, invitation: Invitation, letter_id: UUID) -> None:
        """Let a letter leave to the address on it; see ``Outbox``."""

    def mailed(self, invitation: Invitation) -> bool:
        """Whether there is a letter with it."""

    def link(self, invitation_id: UUID, digest: str) -> None:
        """Let one more link lead to it; of all of them the first and the last four do."""

    def accept(self, invitation: Invitation, user_id: UUID, at: datetime) -> None:
        """Use up one that is locked and open."""

    def enter(self, invitation: Invitation, user_id: UUID, at: datetime) -> bool:
        """Note who registered by it; False if it is not open, or somebody did before."""

    def revoke(self, invitation: Invitation, mark: Mark) -> None:
        """End it; what was accepted or revoked meanwhile stays as it is."""

    def forget(self, before: datetime) -> None:
        """Forget those that could be accepted until ``before`` at the latest."""
