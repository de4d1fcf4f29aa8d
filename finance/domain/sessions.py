"""Sessions: how a person stays signed in, on pages or through the API, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

IDLE: Final = timedelta(days=30)
"""A page session nobody used for this long is over; so is a refresh token of this age."""

ABSOLUTE: Final = timedelta(days=90)
"""A page session is over after this long, however often it is used."""

SEEN_EVERY: Final = timedelta(minutes=5)
"""How stale ``seen_at`` may get before it is written anew."""


class SessionKind(StrEnum):
    """Whether a session's proof is the cookie of a page or the tokens of the API."""

    PAGE = "page"
    API = "api"

    @property
    def lasts(self) -> timedelta:
        """How long after sign-in, or after a refresh, such a session ends by itself."""
        return ABSOLUTE if self is SessionKind.PAGE else IDLE


class EndReason(StrEnum):
    """Why a session was ended before its time."""

    SIGNED_OUT = "signed_out"
    ENDED = "ended"
    PASSWORD = "password"  # noqa: S105 - the word, not a secret
    REUSE = "reuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Where a request comes from: its network ``address`` and what its program calls itself."""

    kind: SessionKind
    address: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One sign-in. ``refresh_id`` (API only) names the one refresh token that is good now.

    ``expires_at`` is exclusive. An ended session keeps when and why.
    """

    id: UUID
    user_id: UUID
    book_id: UUID
    kind: SessionKind
    refresh_id: UUID | None = None
    agent: str = ""
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    end_reason: EndReason | None = None

    def live(self, at: datetime) -> bool:
        """Whether it lets its user in at the instant ``at``."""
        return self.ended_at is None and fresh(self.kind, self.seen_at, at) and at < self.expires_at


def fresh(kind: SessionKind, seen_at: datetime, at: datetime) -> bool:
    """Whether a session last used at ``seen_at`` has not been idle for too long at ``at``."""
    return kind is SessionKind.API or at - seen_at < IDLE
