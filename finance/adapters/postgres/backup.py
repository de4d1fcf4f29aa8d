"""Backup and restore: everything in one file that proves itself.

The file is a ZIP of one CSV per table (people) and per book and table, with a manifest of their
SHA-256; its comment is the SHA-256 of every byte before it, so no flipped byte goes unseen. It is
read and written by any PostgreSQL the program runs on, through row level security. Sign-ins,
tickets, invitations, counters of failures and answers kept for retries are left out: they end with
the old server, and none that was used or taken back since comes to life again.
"""

import csv
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self
from uuid import UUID

from psycopg import sql
from sqlalchemy import Connection, Engine, create_engine, text

from finance.adapters.postgres.errors import translated
from finance.adapters.postgres.migrate import upgrade
from finance.adapters.postgres.pipeline import beneath
from finance.adapters.postgres.work import enter
from finance.domain.errors import Conflict, Unreadable

FORMAT: Final = 1
_MANIFEST: Final = "manifest.json"
_SEAL: Final = 64  # a SHA-256 in hexadecimal
_BLOCK: Final = 1 << 20
_BOOK_TABLES: Final = (
    "member",
    "account",
    "transaction",
    "posting",
    "account_balance",
    "month_total",
    "payee",
    "change",
)
_BOOKS: Final = text("SELECT id FROM book ORDER BY created_at, id")
_TABLES: Final = text("""
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'book_id'
        AND c.relname NOT IN ('session', 'invitation')
    ORDER BY array_position(CAST(:first AS text[]), c.relname::text), c.oid
""")


def back_up(engine: Engine, path: Path) -> int:
    """Write everything to ``path``, seen at one moment; how many books it holds.

    ``engine`` connects as the owner. ``path`` appears only when it is complete. Conflict
    ``database_empty`` where the program never was.
    """
    partial = path.with_name(path.name + ".partial")
    view = engine.execution_options(isolation_level="REPEATABLE READ")
    with translated(), view.connect() as connection, _Writer(partial) as writer:
        writer.revision = _revision(connection)
        books = list(connection.execute(_BOOKS).scalars())
        tables = _book_tables(connection)
        writer.add("people/app_user.csv", _copy_out(connection, "app_user"))
        for book_id in books:
            enter(connection, book_id, None)
            writer.add(f"books/{book_id}/book.csv", _copy_out(connection, "book", book_id))
            for table in tables:
                name = f"books/{book_id}/{table}.csv"
                writer.add(name, _copy_out(connection, table))
    partial.replace(path)
    return len(books)


def _book_tables(connection: Connection) -> list[str]:
    return list(connection.execute(_TABLES, {"first": list(_BOOK_TABLES)}).scalars())


def _revision(connection: Connection) -> str:
    if _scalar(connection, "SELECT coalesce(to_regclass('alembic_version')::text, '')"):
        return _scalar(connection, "SELECT version_num FROM alembic_version")
    raise Conflict("database_empty")


def _scalar(connection: Connection, query: str) -> str:
    found: str = connection.execute(text(query)).scalar_one()
    return found


def _copy_out(connection: Connection, table: str, book_id: UUID | None = None) -> Iterator[bytes]:
    """The rows of one table that this connection sees, as CSV with a header."""
    query = sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))
    if book_id is not None:
        query += sql.SQL(" WHERE id = {}").format(sql.Literal(book_id))
    with beneath(connection).cursor() as cursor:
        statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, HEADER)").format(query)
        with cursor.copy(statement) as copy:
            yield from (bytes(block) for block in copy)


class _Writer:
    """The file being written: parts, then the manifest, then the seal."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sums: dict[str, str] = {}
        self.revision = ""

    def __enter__(self) -> Self:
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(descriptor, "wb")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        return self

    def add(self, name: str, blocks: Iterable[bytes]) -> None:
        """Write one part block by block."""
        digest = hashlib.sha256()
        with self._zip.open(name, "w", force_zip64=True) as part:
            for block in blocks:
                digest.update(block)
                part.write(block)
        self._sums[name] = digest.hexdigest()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            manifest = {"format": FORMAT, "revision": self.revision, "files": self._sums}
            self._zip.writestr(_MANIFEST, json.dumps(manifest, indent=1))
            self._zip.comment = b"0" * _SEAL
            self._zip.close()
            self._file.close()
            _seal(self._path)
        else:
            self._give_up()

    def _give_up(self) -> None:
        """Leave nothing behind, even where a full disk does not let the file be ended."""
        with suppress(OSError, ValueError):
            self._zip.close()
        with suppress(OSError):
            self._file.close()
        self._path.unlink()


def _seal(path: Path) -> None:
    seal = _digest(path).encode()
    with path.open("r+b") as file:
        file.seek(-_SEAL, os.SEEK_END)
        file.write(seal)
        file.flush()
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    """The SHA-256 of all bytes but the seal."""
    digest = hashlib.sha256()
    left = path.stat().st_size - _SEAL
    with path.open("rb") as file:
        while left > 0:
            block = file.read(min(_BLOCK, left))
            left -= len(block)
            digest.update(block)
    return digest.hexdigest()


def verify(path: Path) -> dict[str, Any]:
    """The manifest of a backup whose every byte is as it was written.

    Unreadable ``backup_damaged``, or ``backup_format`` if a newer program made it.
    """
    if path.stat().st_size <= _SEAL:
        raise Unreadable("backup_damaged", "file", {"file": path.name})
    with path.open("rb") as file:
        file.seek(-_SEAL, os.SEEK_END)
        if file.read() != _digest(path).encode():
            raise Unreadable("backup_damaged", "file", {"file": path.name})
    with zipfile.ZipFile(path) as parts:
        manifest: dict[str, Any] = json.loads(parts.read(_MANIFEST))
    if manifest["format"] != FORMAT:
        raise Unreadable("backup_format", "file", {"format": manifest["format"]})
    return manifest


def restore(path: Path, owner_url: str, app_url: str) -> int:
    """Bring a backup back into an empty database, then up to date; how many books came.

    All of it or nothing. Unreadable as for ``verify``; Conflict ``database_not_empty``.
    """
    manifest = verify(path)
    upgrade(owner_url, app_url, manifest["revision"])
    engine = create_engine(owner_url)
    try:
        with translated(), engine.connect() as connection, zipfile.ZipFile(path) as parts:
            if _scalar(connection, "SELECT count(*)::text FROM app_user") != "0":
                raise Conflict("database_not_empty")
            count = _load(connection, parts, manifest["files"])
            connection.commit()
    finally:
        engine.dispose()
    upgrade(owner_url, app_url)
    return count


def _load(connection: Connection, parts: zipfile.ZipFile, names: Iterable[str]) -> int:
    books: dict[str, list[str]] = {}
    for name in names:
        if name.startswith("books/"):
            books.setdefault(name.split("/")[1], []).append(name)
    _copy_in(connection, parts, "people/app_user.csv", "app_user")
    for book_id, files in books.items():
        enter(connection, UUID(book_id), None)
        default = _load_book(connection, parts, f"books/{book_id}/book.csv")
        for name in files:
            table = Path(name).stem
            if table != "book":
                _copy_in(connection, parts, name, table)
        chosen = text("UPDATE book SET default_account_id = :account WHERE id = :book")
        connection.execute(chosen, {"account": default, "book": book_id})
    return len(books)


def _load_book(connection: Connection, parts: zipfile.ZipFile, name: str) -> str | None:
    """The book's row, for now without the default account, which comes after it."""
    with parts.open(name) as part:
        row = next(csv.DictReader(io.TextIOWrapper(part, encoding="utf-8", newline="")))
    default = row.pop("default_account_id") or None
    columns = sql.SQL(", ").join(map(sql.Identifier, row))
    values = sql.SQL(", ").join(map(sql.Literal, row.values()))
    with beneath(connection).cursor() as cursor:
        cursor.execute(sql.SQL("INSERT INTO book ({}) VALUES ({})").format(columns, values))
    return default


def _copy_in(connection: Connection, parts: zipfile.ZipFile, name: str, table: str) -> None:
    """Through a temporary table: COPY does not go through row level security."""
    target, staged = sql.Identifier(table), sql.Identifier(f"restored_{table}")
    with parts.open(name) as part:
        header = next(csv.reader([part.readline().decode()]))
    columns = sql.SQL(", ").join(map(sql.Identifier, header))
    with beneath(connection).cursor() as cursor, parts.open(name) as part:
        cursor.execute(sql.SQL("CREATE TEMPORARY TABLE {} (LIKE public.{})").format(staged, target))
        statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER)")
        with cursor.copy(statement.format(staged, columns)) as copy:
            while block := part.read(_BLOCK):
                copy.write(block)
        insert = sql.SQL("INSERT INTO public.{} ({}) SELECT {} FROM {}")
        cursor.execute(insert.format(target, columns, columns, staged))
        cursor.execute(sql.SQL("DROP TABLE {}").format(staged))
