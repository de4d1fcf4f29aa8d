"""The tables of people, of how they come in, and of what they asked for; a part of ``tables``."""

from typing import Final

from sqlalchemy import Column, SmallInteger, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from finance.adapters.postgres.tables import at, count, id_, metadata, words

__all__ = [
    "app_user",
    "failure",
    "idempotency",
    "invitation",
    "live_seat",
    "live_ticket",
    "member",
    "metadata",
    "session",
]

app_user: Final = Table(
    "app_user",
    metadata,
    id_(),
    words("username"),
    words("email"),
    words("password_hash"),
    words("first_name"),
    words("last_name"),
    words("locale"),
    at("created_at"),
    count("version"),
    words("verified_email"),
    words("linked_email"),
    Column("email_links", ARRAY(Text), nullable=False),
    at("email_links_end_at", nullable=True),
)
member: Final = Table(
    "member",
    metadata,
    id_("book_id"),
    id_("user_id"),
    words("role"),
    at("joined_at"),
    count("version"),
)
invitation: Final = Table(
    "invitation",
    metadata,
    id_("book_id"),
    id_(),
    words("role"),
    words("email"),
    Column("digests", ARRAY(Text), nullable=False),
    id_("invited_by", key=False),
    at("created_at"),
    at("expires_at"),
    at("accepted_at", nullable=True),
    Column("accepted_by", Uuid),
    at("revoked_at", nullable=True),
    Column("entered_by", Uuid),
    count("version"),
)
session: Final = Table(
    "session",
    metadata,
    id_(),
    id_("user_id", key=False),
    id_("book_id", key=False),
    words("kind"),
    Column("refresh_id", Uuid),
    words("agent"),
    at("created_at"),
    at("seen_at"),
    at("expires_at"),
    at("ended_at", nullable=True),
    words("end_reason"),
)
failure: Final = Table(
    "failure",
    metadata,
    Column("key", Text, primary_key=True),
    count("failures"),
    at("window_ends_at"),
)
idempotency: Final = Table(
    "idempotency",
    metadata,
    id_("user_id"),
    Column("key", Text, primary_key=True),
    words("request_hash"),
    Column("status", SmallInteger),
    words("answer", nullable=True),
    at("created_at"),
    at("taken_at"),
)
live_seat: Final = Table(
    "live_seat",
    metadata,
    id_("user_id"),
    id_("process_id"),
    count("taken"),
    at("seen_at"),
)
live_ticket: Final = Table(
    "live_ticket",
    metadata,
    Column("digest", Text, primary_key=True),
    id_("session_id", key=False),
    at("expires_at"),
)
