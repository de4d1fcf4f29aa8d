"""The book of a unit of work."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from finance.adapters.postgres import sums
from finance.adapters.postgres.changes import PostgresChanges
from finance.adapters.postgres.line import Line
from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.tables import book
from finance.domain.changes import Action, Subject, book_snapshot
from finance.domain.errors import ChangedMeanwhile, NotFound
from finance.domain.people import Book
from finance.domain.periods import MonthStart
from finance.usecases.ports import Mark


def _settings(one: Book) -> dict[str, Any]:
    return {
        "name": one.name,
        "currency": one.currency,
        "time_zone": one.time_zone,
        "month_start": int(one.month_start),
        "default_account_id": one.default_account_id,
        "version": one.version,
    }


BookRow = tuple[UUID, str, str, str, int, UUID | None, int]
"""Id, name, currency, time zone, first day of its months, default account, version."""


def book_value(row: BookRow) -> Book:
    """The book of a row, whichever statement found it."""
    book_id, name, currency, time_zone, month_start, default_account_id, version = row
    return Book(
        id=book_id,
        name=name,
        currency=currency,
        time_zone=time_zone,
        month_start=MonthStart(month_start),
        default_account_id=default_account_id,
        version=version,
    )


class PostgresBooks(BookPart):
    """The ``Books`` port."""

    def __init__(self, line: Line, book_id: UUID, changes: PostgresChanges) -> None:
        super().__init__(line, book_id)
        self._changes = changes

    def get(self) -> Book:
        """The book itself; NotFound."""
        row = self._connection.execute(select(book).where(book.c.id == self._book_id)).first()
        if row is None:
            raise NotFound("book", "id")
        return book_value(
            (
                row.id,
                row.name,
                row.currency,
                row.time_zone,
                row.month_start,
                row.default_account_id,
                row.version,
            )
        )

    def add(self, one: Book, mark: Mark) -> None:
        """Write a new book and its change."""
        made = {"id": one.id, "created_at": mark.at, **_settings(one)}
        self._connection.execute(insert(book).values(made))
        what = (Subject.BOOK, one.id, Action.CREATED)
        self._changes.record(what, None, book_snapshot(one), mark)

    def replace(self, before: Book, after: Book, mark: Mark) -> Book:
        """Write the settings of ``after`` and the change; the book with its new version."""
        written = replace(after, version=before.version + 1)
        turned = self._connection.execute(
            update(book)
            .where(book.c.id == before.id, book.c.version == before.version)
            .values(_settings(written))
        )
        if turned.rowcount == 0:
            raise ChangedMeanwhile("changed_meanwhile", "version", {"version": before.version})
        if before.month_start != after.month_start:
            sums.rebuild(self._connection, self._book_id)
        what = (Subject.BOOK, before.id, Action.EDITED)
        self._changes.record(what, book_snapshot(before), book_snapshot(after), mark)
        return written
