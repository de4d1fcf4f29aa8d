"""Invitations: how somebody is let into a book, once, by whoever holds the link."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from finance.domain.changes import Snapshot
from finance.domain.errors import Conflict
from finance.domain.people import Role

LASTS: Final = timedelta(days=7)
"""How long an invitation can be accepted."""

MOST_OPEN: Final = 20
"""The most invitations of one book that can be accepted at a time."""

KEPT: Final = timedelta(days=30)
"""How long after its end it is still known what became of an invitation."""


class InvitationState(StrEnum):
    """What became of an invitation; only an open one lets anybody in."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An offer to share a book in ``role``, good until ``expires_at`` (exclusive).

    ``email`` is where a letter goes, or whom it is meant for; it proves nothing: whoever holds the
    link may accept. ``entered_by`` registered by it while registration was closed.
    """

    id: UUID
    role: Role
    email: str = ""
    invited_by: UUID
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None = None
    accepted_by: UUID | None = None
    revoked_at: datetime | None = None
    entered_by: UUID | None = None
    version: int = 1

    def state(self, at: datetime) -> InvitationState:
        """What has become of it at the instant ``at``."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.OPEN if at < self.expires_at else InvitationState.EXPIRED

    def require_open(self, at: datetime) -> None:
        """Conflict ``invitation_accepted``, ``_revoked`` or ``_expired`` unless it is open."""
        state = self.state(at)
        if state is not InvitationState.OPEN:
            raise Conflict(f"invitation_{state}")


def invitation_snapshot(invitation: Invitation) -> Snapshot:
    """What the change log keeps of an invitation: every member reads it, so not for whom it is."""
    return {
        "role": invitation.role.value,
        "expires_at": invitation.expires_at.isoformat(),
    }
