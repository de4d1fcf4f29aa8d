"""Requests sent twice under one key: done once, answered alike.

A key belongs to one user and is kept for 24 hours. It is claimed in a transaction of its own
before the request is done. Should the program die between doing the request and keeping its
answer, the same request is done again after a minute, and again with the same new ids
(``Claimed.at`` and the key decide them), so that its writes meet their own primary keys.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from finance.domain.errors import Conflict, Invalid
from finance.domain.people import Actor
from finance.usecases.means import patiently
from finance.usecases.ports import Clock

KEPT: Final = timedelta(hours=24)
"""How long a key and its answer are kept."""

ABANDONED: Final = timedelta(minutes=1)
"""A request still without an answer after this long will get none: its program died."""

_TRIES: Final = 8  # of waiting for a copy that is still running, well under a second in all
_MILLISECONDS: Final = 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer to the first request under a key: HTTP status and body."""

    status: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A request under a key; ``digest`` tells two requests apart."""

    user_id: UUID
    key: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A key that was first claimed ``at``; ``kept`` once the answer is known.

    ``mine`` says that this very claim is the one to do the request.
    """

    digest: str
    at: datetime
    mine: bool
    kept: Kept | None


class Keys(Protocol):
    """The keys and their answers; every method is one database transaction."""

    def claim(self, claim: Claim, at: datetime) -> Claimed:
        """Claim the key at ``at`` for its user, or find who did.

        A claim older than KEPT is forgotten; one without an answer, last taken before
        ``at - ABANDONED``, is taken over and keeps its first instant.
        """

    def keep(self, claim: Claim, answer: Kept) -> None:
        """Keep the answer."""

    def release(self, claim: Claim) -> None:
        """Let the next one take over a claim that got no answer worth keeping.

        It keeps its first instant: nobody knows whether the last try wrote something after all.
        """


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to do a request under a key, once."""

    claim: Claim
    at: datetime

    def ids(self) -> Callable[[], UUID]:
        """New UUIDv7, the same ones in the same order whenever this request is done again."""
        count = 0

        def following() -> UUID:
            nonlocal count
            count += 1
            return _derived(self.claim, self.at, count)

        return following


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """The use cases of idempotency keys; ``pause(n)`` waits before the n-th further look."""

    keys: Keys
    clock: Clock
    pause: Callable[[int], None]

    def begin(self, actor: Actor, key: str, digest: str) -> Turn | Kept:
        """The turn to do the request, or the answer it got already.

        Invalid ``key_reused`` for another request under the same key, Conflict ``still_running``
        when the first one takes long.
        """
        claim = Claim(user_id=actor.user.id, key=key, digest=digest)
        for attempt in range(1, _TRIES + 1):
            found = patiently(self.pause, lambda: self.keys.claim(claim, self.clock()))
            if found.digest != digest:
                raise Invalid("key_reused", "Idempotency-Key")
            if found.kept is not None:
                return found.kept
            if found.mine:
                return Turn(claim, found.at)
            if attempt < _TRIES:
                self.pause(attempt)
        raise Conflict("still_running", "Idempotency-Key")

    def finish(self, turn: Turn, answer: Kept) -> None:
        """Keep the answer for whoever asks again."""
        patiently(self.pause, lambda: self.keys.keep(turn.claim, answer))

    def abandon(self, turn: Turn) -> None:
        """The request came to nothing; it may be tried again at once."""
        patiently(self.pause, lambda: self.keys.release(turn.claim))


def _derived(claim: Claim, at: datetime, count: int) -> UUID:
    text = f"{claim.user_id}\0{claim.key}\0{claim.digest}\0{count}"
    digest = int.from_bytes(hashlib.sha256(text.encode()).digest()[:10])
    milliseconds = int(at.timestamp() * _MILLISECONDS)
    high, low = (digest >> 62) & 0xFFF, digest & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low)
