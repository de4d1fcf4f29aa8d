"""The tables as SQLAlchemy Core sees them; the migrations make them, a test holds both equal."""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, CHAR, JSONB

metadata: Final = MetaData()
_INSTANT: Final = DateTime(timezone=True)


def _id(name: str = "id", *, key: bool = True) -> Column[Any]:
    return Column(name, Uuid, primary_key=key, nullable=False)


def _text(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=nullable)


def _count(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False)


def _at(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, _INSTANT, nullable=nullable)


id_, words, count, at = _id, _text, _count, _at
"""The same for the modules that other tables stand in."""

book: Final = Table(
    "book",
    metadata,
    _id(),
    _text("name"),
    Column("currency", CHAR(3), nullable=False),
    _text("time_zone"),
    Column("month_start", SmallInteger, nullable=False),
    Column("default_account_id", Uuid),
    _at("created_at"),
    _count("version"),
)
account: Final = Table(
    "account",
    metadata,
    _id("book_id"),
    _id(),
    _text("kind"),
    _text("name"),
    Column("currency", CHAR(3)),
    Column("parent_id", Uuid),
    _count("position"),
    _text("role", nullable=True),
    _text("number"),
    _at("closed_at", nullable=True),
    _count("version"),
)
transaction: Final = Table(
    "transaction",
    metadata,
    _id("book_id"),
    _id(),
    Column("date", Date, nullable=False),
    _text("payee"),
    _text("description"),
    Column("tags", ARRAY(Text), nullable=False),
    Column("import_id", Uuid),
    _at("created_at"),
    _at("updated_at"),
    _at("trashed_at", nullable=True),
    Column("trashed_postings", JSONB(none_as_null=True)),
    _count("version"),
)
posting: Final = Table(
    "posting",
    metadata,
    _id("book_id"),
    _id("transaction_id"),
    Column("position", SmallInteger, primary_key=True),
    _id("account_id", key=False),
    Column("date", Date, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", CHAR(3), nullable=False),
    _text("memo"),
)
account_balance: Final = Table(
    "account_balance",
    metadata,
    _id("book_id"),
    _id("account_id"),
    Column("currency", CHAR(3), primary_key=True),
    Column("amount", BigInteger, nullable=False),
    Column("count", BigInteger, nullable=False),
)
month_total: Final = Table(
    "month_total",
    metadata,
    _id("book_id"),
    _id("account_id"),
    Column("month", Date, primary_key=True),
    Column("currency", CHAR(3), primary_key=True),
    Column("amount", BigInteger, nullable=False),
    Column("count", BigInteger, nullable=False),
)
payee: Final = Table(
    "payee",
    metadata,
    _id("book_id"),
    Column("key", Text, primary_key=True),
    _text("name"),
    Column("uses", BigInteger, nullable=False),
    Column("last_on", Date, nullable=False),
    _id("account_id", key=False),
    Column("category_id", Uuid),
)
change: Final = Table(
    "change",
    metadata,
    _id("book_id"),
    _id(),
    _text("subject"),
    _id("subject_id", key=False),
    _text("action"),
    Column("before", JSONB(none_as_null=True)),
    Column("after", JSONB(none_as_null=True)),
    Column("user_id", Uuid),
    _at("at"),
    Column("reverses", Uuid),
)
imports: Final = Table(
    "import",
    metadata,
    _id("book_id"),
    _id(),
    _text("status"),
    _text("format"),
    _text("source"),
    _text("file_name"),
    _text("file_hash"),
    Column("content", LargeBinary, nullable=False),
    Column("mapping", JSONB(none_as_null=True)),
    Column("warnings", JSONB, nullable=False),
    _id("created_by", key=False),
    _at("created_at"),
    _at("committed_at", nullable=True),
    _at("reverted_at", nullable=True),
    _count("version"),
)
import_statement: Final = Table(
    "import_statement",
    metadata,
    _id("book_id"),
    _id("import_id"),
    Column("position", SmallInteger, primary_key=True),
    _id("account_id", key=False),
    Column("makes", Boolean, nullable=False),
    _text("account_name"),
    _text("account_number"),
    _text("account_kind"),
    _text("bank"),
    Column("currency", CHAR(3), nullable=False),
    Column("opening", BigInteger),
    Column("closing", BigInteger),
    Column("closing_on", Date),
)
statement_line: Final = Table(
    "statement_line",
    metadata,
    _id("book_id"),
    _id(key=False),
    _id("import_id"),
    Column("statement", SmallInteger, nullable=False),
    Column("position", Integer, primary_key=True),
    _count("line"),
    Column("date", Date),
    Column("amount", BigInteger),
    _text("payee"),
    _text("description"),
    _text("reference"),
    Column("fingerprint", BigInteger, nullable=False),
    _count("occurrence"),
    _text("status"),
    Column("twin_id", Uuid),
    _text("reason"),
    _text("decision"),
)
kept_line: Final = Table(
    "kept_line",
    metadata,
    _id("book_id"),
    _id("account_id"),
    Column("fingerprint", BigInteger, primary_key=True),
    Column("occurrence", Integer, primary_key=True),
    _id("import_id", key=False),
    _id("line_id", key=False),
    _id("transaction_id", key=False),
    Column("reference_key", BigInteger, nullable=False),
)
import_profile: Final = Table(
    "import_profile",
    metadata,
    _id("book_id"),
    _id(),
    _text("name"),
    _text("signature"),
    Column("mapping", JSONB, nullable=False),
    _at("used_at"),
)
budget: Final = Table(
    "budget", metadata, _id("book_id"), _id(), Column("category_id", Uuid), _count("version")
)
budget_limit: Final = Table(
    "budget_limit",
    metadata,
    _id("book_id"),
    _id("budget_id"),
    Column("since", Date, primary_key=True),
    Column("amount", BigInteger),
    Column("currency", CHAR(3)),
)
alert_rule: Final = Table(
    "alert_rule",
    metadata,
    _id("book_id"),
    _id(),
    _text("kind"),
    Column("account_id", Uuid),
    Column("percent", SmallInteger),
    Column("amount", BigInteger),
    Column("currency", CHAR(3)),
    Column("active", Boolean, nullable=False),
    _count("version"),
)
notice: Final = Table(
    "notice",
    metadata,
    _id("book_id"),
    _id(),
    _text("kind"),
    _id("subject_id", key=False),
    Column("month", Date, nullable=False),
    Column("threshold", BigInteger, nullable=False),
    Column("bound", BigInteger, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", CHAR(3), nullable=False),
    _at("at"),
)
notice_wish: Final = Table(
    "notice_wish",
    metadata,
    _id("book_id"),
    _id("user_id"),
    Column("kind", Text, primary_key=True),
    Column("on_page", Boolean, nullable=False),
    Column("by_mail", Boolean, nullable=False),
)
outbox: Final = Table(
    "outbox",
    metadata,
    _id("book_id"),
    _id(),
    _id("user_id", key=False),
    _at("created_at"),
    _at("next_at", nullable=True),
    Column("tries", SmallInteger, nullable=False),
    _at("sent_at", nullable=True),
    _text("fault"),
    Column("invitation_id", Uuid),
    _text("verifying"),
)
notice_copy: Final = Table(
    "notice_copy",
    metadata,
    _id("book_id"),
    _id("user_id"),
    _id("notice_id"),
    Column("shown", Boolean, nullable=False),
    _at("read_at", nullable=True),
    Column("mail_id", Uuid),
)
moved_posting: Final = Table(
    "moved_posting",
    metadata,
    _id("book_id"),
    _id("change_id"),
    _id("transaction_id"),
    Column("position", SmallInteger, primary_key=True),
    Column("amount", BigInteger, nullable=False),
)
moved_reference: Final = Table(
    "moved_reference",
    metadata,
    _id("book_id"),
    _id("change_id"),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("before", JSONB),
)
