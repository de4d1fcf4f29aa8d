"""Brings a database to the newest revision and lets the app role in.

Migrations run as the owner. The app role owns nothing: it gets what ``GRANTS`` names, anew after
every upgrade, so a changed app role needs no migration.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from finance.adapters.postgres.errors import translated
from finance.domain.errors import Unavailable

MIGRATIONS: Final = Path(__file__).parents[3] / "migrations"
_LOCK: Final = 0x6661727468  # one migration at a time, whoever starts two servers
_NEWEST: Final = "head"

GRANTS: Final[dict[str, str]] = {
    "app_user": "SELECT, INSERT, UPDATE",
    "book": "SELECT, INSERT, UPDATE",
    "member": "SELECT, INSERT, UPDATE, DELETE",
    "invitation": "SELECT, INSERT, UPDATE, DELETE",
    "session": "SELECT, INSERT, UPDATE, DELETE",
    "failure": "SELECT, INSERT, UPDATE, DELETE",
    "idempotency": "SELECT, INSERT, UPDATE, DELETE",
    "account": "SELECT, INSERT, UPDATE (name, parent_id, position, number, closed_at, version)",
    "transaction": "SELECT, INSERT, DELETE, UPDATE (date, payee, description, tags, import_id, "
    "updated_at, trashed_at, trashed_postings, version)",
    "posting": "SELECT, INSERT, DELETE",
    "account_balance": "SELECT, INSERT, UPDATE, DELETE",
    "month_total": "SELECT, INSERT, UPDATE, DELETE",
    "payee": "SELECT, INSERT, UPDATE, DELETE",
    "change": "SELECT, INSERT",
    "import": "SELECT, INSERT, UPDATE, DELETE",
    "import_statement": "SELECT, INSERT, UPDATE, DELETE",
    "statement_line": "SELECT, INSERT, UPDATE, DELETE",
    "kept_line": "SELECT, INSERT, UPDATE, DELETE",
    "import_profile": "SELECT, INSERT, UPDATE, DELETE",
    "schedule": "SELECT, INSERT, UPDATE",
    "occurrence": "SELECT, INSERT, UPDATE, DELETE",
    "visit": "SELECT, INSERT, UPDATE",
    "job": "SELECT, INSERT, UPDATE",
    "budget": "SELECT, INSERT, UPDATE (version)",
    "budget_limit": "SELECT, INSERT, DELETE",
    "alert_rule": "SELECT, INSERT, UPDATE, DELETE",
    "notice": "SELECT, INSERT",
    "notice_wish": "SELECT, INSERT, UPDATE, DELETE",
    "notice_copy": "SELECT, INSERT, UPDATE",
    "live_seat": "SELECT, INSERT, UPDATE, DELETE",
    "live_ticket": "SELECT, INSERT, DELETE",
    "outbox": "SELECT, INSERT, UPDATE, DELETE",
    "moved_posting": "SELECT, INSERT, DELETE",
    "moved_reference": "SELECT, INSERT, DELETE",
    "alembic_version": "SELECT",
}


def upgrade(owner_url: str, app_url: str | None = None, revision: str = _NEWEST) -> None:
    """Migrate the database at ``owner_url`` and, at the newest revision, let its app role in.

    Unavailable ``migrations_ahead`` if the database is newer than this program,
    ``database_forbidden`` if the owner may not make tables there, ``disk_full``, ``database_away``.
    """
    engine = create_engine(owner_url)
    try:
        with translated(), _allowed(), engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            connection.commit()
            _upgrade(connection, revision)
            role = make_url(app_url or owner_url).username
            newest = revision == _NEWEST  # an older one lacks tables that may be used only later
            if newest and role and role != engine.url.username:
                _grant(connection, role)
            connection.commit()
    finally:
        engine.dispose()


@contextmanager
def _allowed() -> Iterator[None]:
    try:
        yield
    except ProgrammingError as error:
        if not isinstance(error.orig, InsufficientPrivilege):
            raise
        reason = error.orig.diag.message_primary
        raise Unavailable("database_forbidden", None, {"reason": reason}) from error


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise Unavailable("migrations_ahead", None, {"reason": str(error)}) from error


def _grant(connection: Connection, role: str) -> None:
    quoted = '"' + role.replace('"', '""') + '"'
    connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {quoted}"))
    connection.execute(text(f"GRANT TEMPORARY ON DATABASE {_database(connection)} TO {quoted}"))
    connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quoted}"))
    for table, rights in GRANTS.items():
        connection.execute(text(f"GRANT {rights} ON {table} TO {quoted}"))


def _database(connection: Connection) -> str:
    name: str = connection.execute(text("SELECT quote_ident(current_database())")).scalar_one()
    return name
