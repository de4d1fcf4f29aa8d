"""The tables of what recurs, and of what the clock does; a part of ``tables``."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Date, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from finance.adapters.postgres.tables import at, count, id_, metadata, words

__all__ = ["job", "metadata", "occurrence", "schedule", "visit"]

schedule: Final = Table(
    "schedule",
    metadata,
    id_("book_id"),
    id_(),
    Column("template", JSONB, nullable=False),
    Column("recurrence", JSONB, nullable=False),
    words("mode"),
    words("state"),
    Column("planned_to", Date),
    Column("plan_on", Date),
    Column("held_until", Date),
    words("fault"),
    Column("wake_on", Date),
    at("created_at"),
    at("updated_at"),
    count("version"),
)
occurrence: Final = Table(
    "occurrence",
    metadata,
    id_("book_id"),
    id_(),
    id_("schedule_id", key=False),
    Column("nominal_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    words("state"),
    Column("moved", Boolean, nullable=False),
    Column("transaction_id", Uuid),
    at("settled_at", nullable=True),
    Column("settled_by", Uuid),
    count("version"),
)
visit: Final = Table("visit", metadata, id_("book_id"), id_("user_id"), at("seen_at"))
job: Final = Table(
    "job",
    metadata,
    Column("name", Text, primary_key=True),
    at("started_at"),
    at("ended_at", nullable=True),
    at("next_at"),
    Column("runs", BigInteger, nullable=False),
    Column("failures", BigInteger, nullable=False),
    at("failed_at", nullable=True),
    words("fault"),
)
