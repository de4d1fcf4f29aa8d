"""What the ports that make up a unit of work stand on."""

from uuid import UUID

from sqlalchemy import Connection

from finance.adapters.postgres.line import Line


class Part:
    """A part of a unit of work: it reads and writes over the work's line."""

    def __init__(self, line: Line) -> None:
        self._line = line

    @property
    def _connection(self) -> Connection:
        return self._line.connection


class BookPart(Part):
    """A part that holds one book's things."""

    def __init__(self, line: Line, book_id: UUID) -> None:
        super().__init__(line)
        self._book_id = book_id
