"""Idempotency keys in the database; each step commits by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, text

from finance.adapters.postgres.errors import translated
from finance.adapters.postgres.work import enter
from finance.usecases.idempotency import ABANDONED, KEPT, Claim, Claimed, Kept

_FORGET: Final = text("""
    DELETE FROM idempotency WHERE user_id = :user_id AND created_at < :oldest
""")
_CLAIM: Final = text("""
    INSERT INTO idempotency AS kept (user_id, key, request_hash, created_at, taken_at)
    VALUES (:user_id, :key, :digest, :at, :at)
    ON CONFLICT (user_id, key) DO UPDATE SET taken_at = :at
        WHERE kept.status IS NULL AND kept.taken_at < :abandoned
            AND kept.request_hash = :digest
    RETURNING created_at
""")
_FIND: Final = text("""
    SELECT request_hash, created_at, status, answer FROM idempotency
    WHERE user_id = :user_id AND key = :key
""")
_KEEP: Final = text("""
    UPDATE idempotency SET status = :status, answer = :body
    WHERE user_id = :user_id AND key = :key
""")
_RELEASE: Final = text("""
    UPDATE idempotency SET taken_at = '-infinity'
    WHERE user_id = :user_id AND key = :key AND status IS NULL
""")


class PostgresKeys:
    """The ``Keys`` port."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, claim: Claim, at: datetime) -> Claimed:
        """Claim the key at ``at`` for its user, or find who did."""
        given = {**_key(claim), "digest": claim.digest, "at": at, "abandoned": at - ABANDONED}
        with self._of(claim.user_id) as connection:
            connection.execute(_FORGET, {"user_id": claim.user_id, "oldest": at - KEPT})
            mine = connection.execute(_CLAIM, given).scalar()
            found = connection.execute(_FIND, _key(claim)).one_or_none()
        if found is None:  # it was released in the meantime
            return Claimed(digest=claim.digest, at=at, mine=False, kept=None)
        return _claimed(found, mine=mine is not None)

    def keep(self, claim: Claim, answer: Kept) -> None:
        """Keep the answer."""
        with self._of(claim.user_id) as connection:
            connection.execute(_KEEP, {**_key(claim), "status": answer.status, "body": answer.body})

    def release(self, claim: Claim) -> None:
        """Let the next one take over a claim that got no answer worth keeping."""
        with self._of(claim.user_id) as connection:
            connection.execute(_RELEASE, _key(claim))

    @contextmanager
    def _of(self, user_id: UUID) -> Iterator[Connection]:
        with translated(), self._engine.begin() as connection:
            enter(connection, None, user_id)
            yield connection


def _key(claim: Claim) -> dict[str, object]:
    return {"user_id": claim.user_id, "key": claim.key}


def _claimed(found: Row[Any], *, mine: bool) -> Claimed:
    kept = None if found.status is None else Kept(found.status, found.answer)
    return Claimed(digest=found.request_hash, at=found.created_at, mine=mine, kept=kept)
