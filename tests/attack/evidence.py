"""Whether anything at all in the database belongs to other words than before."""

import hashlib
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, Engine, text

_TABLES: Final = text("""
    SELECT c.relname AS name, array_agg(a.attname::text) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND c.relname <> 'alembic_version'
    GROUP BY c.relname ORDER BY c.relname
""")
# Guesses by address, tickets by their digest, what the clock did, how many sockets are open where:
# nobody's own.
_SHARED: Final = frozenset({"failure", "job", "live_ticket", "live_seat"})


def digest(superuser: Engine, book: UUID | str, person: UUID | str) -> dict[str, str]:
    """Table -> digest of every row of a book or of a person, however well it is walled."""
    with superuser.connect() as connection:
        return {
            name: _rows(connection, name, columns, {"book": str(book), "person": str(person)})
            for name, columns in connection.execute(_TABLES)
            if name not in _SHARED
        }


def _rows(connection: Connection, name: str, columns: list[str], given: dict[str, str]) -> str:
    own = {"book": "id = :book", "app_user": "id = :person"}.get(name)
    by = own or ("book_id = :book" if "book_id" in columns else "user_id = :person")
    query = f'SELECT t::text FROM "{name}" t WHERE {by} ORDER BY 1'  # noqa: S608 - names of tables
    rows = connection.execute(text(query), given).scalars()
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
