"""What every unit of work stands on."""

from types import TracebackType
from typing import Self
from uuid import UUID

from sqlalchemy import Connection, Engine

from finance.adapters.postgres.errors import translate, translated
from finance.adapters.postgres.line import Line


class Unit:
    """One database transaction over a line of its own.

    What the database refuses leaves it as a domain error; what is not committed never was.
    """

    def __init__(self, engine: Engine, book_id: UUID | None, user_id: UUID | None) -> None:
        self._line = Line(engine, book_id, user_id)

    def __enter__(self) -> Self:
        with translated():
            self._line.open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with translated():  # closing a connection that is lost fails too
            self._line.close()
        translate(error)

    @property
    def connection(self) -> Connection:
        """The connection, in a database transaction that sees what the work may see."""
        return self._line.connection

    def commit(self) -> None:
        """Make everything done so far last; deferred guards speak here."""
        self.connection.commit()
