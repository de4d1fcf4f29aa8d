"""The imports of a book: heads, statements and decisions; lines are matched and brought by set."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from finance.adapters.postgres import imports_bringing, imports_staging
from finance.adapters.postgres.changes import PostgresChanges
from finance.adapters.postgres.imports_profiles import PostgresProfiles
from finance.adapters.postgres.imports_readings import HEAD, ImportReadings, head, statement_head
from finance.adapters.postgres.line import Line
from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.tables import (
    account_balance,
    import_statement,
    imports,
    statement_line,
)
from finance.domain.changes import Action, Subject
from finance.domain.errors import NotFound
from finance.domain.matching import Decision, LineStatus, Loose, Reason
from finance.usecases.import_ports import Earlier, Staging, minor
from finance.usecases.import_readings import (
    ImportHead,
    ImportReading,
    ImportRow,
    ImportStatus,
    LineReading,
    Profile,
    StatementHead,
)
from finance.usecases.ports import Mark

_HEAD: Final = text(f"SELECT {HEAD} FROM import i WHERE book_id = :book AND id = :import")  # noqa: S608 - our own columns
_HEAD_LOCKED: Final = text(f"{_HEAD.text} FOR UPDATE")
_ALONE: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('import:' || :book, 0))")
_EARLIER: Final = text("""
    SELECT DISTINCT ON (st.account_number, st.currency, used.source)
        st.account_number AS number, st.currency, used.source, st.account_id
    FROM import_statement st
    JOIN import i ON i.book_id = :book AND i.id = st.import_id AND i.status = 'committed'
    CROSS JOIN LATERAL (
        SELECT CASE WHEN st.account_number = '' THEN i.source ELSE '' END AS source
    ) AS used
    WHERE st.book_id = :book
    ORDER BY st.account_number, st.currency, used.source, i.committed_at DESC
""")


class PostgresImports(BookPart):
    """The ``Imports`` port."""

    def __init__(self, line: Line, book_id: UUID, changes: PostgresChanges) -> None:
        super().__init__(line, book_id)
        self._changes = changes
        self._readings = ImportReadings(line, book_id)
        self._profiles = PostgresProfiles(line, book_id)

    def add(self, staging: Staging, user_id: UUID) -> bool:
        """Keep the import and its lines, matched; False if the id is there."""
        made = self._connection.execute(
            upsert(imports)
            .values(
                book_id=self._book_id,
                id=staging.head.id,
                content=staging.content,
                created_by=user_id,
                **_told(staging.head),
            )
            .on_conflict_do_nothing(index_elements=["book_id", "id"])
            .returning(imports.c.id)
        )
        if made.first() is None:
            return False
        self._stage(staging)
        return True

    def restage(self, staging: Staging) -> None:
        """Put what was read anew in the place of an import in preview."""
        for table in (statement_line, import_statement):
            self._connection.execute(
                delete(table).where(
                    table.c.book_id == self._book_id, table.c.import_id == staging.head.id
                )
            )
        told = {**_told(staging.head), "version": staging.head.version + 1}
        self._write(staging.head.id, told)
        self._stage(staging)

    def _stage(self, staging: Staging) -> None:
        one = staging.head
        self._add_statements(one.id, staging.statements)
        imports_staging.stage(self._connection, staging.lines, self._book_id, one.id)
        self._pair(one.id, one.source, staging.expected)

    def _pair(self, import_id: UUID, source: str, expected: Sequence[Loose]) -> int:
        which = (self._book_id, import_id, source)
        return imports_staging.pair(self._connection, which, expected)

    def _add_statements(self, import_id: UUID, statements: Sequence[StatementHead]) -> None:
        rows = [_statement_row(self._book_id, import_id, one) for one in statements]
        if rows:
            self._connection.execute(insert(import_statement).values(rows))

    def head(self, import_id: UUID, *, lock: bool = False) -> ImportHead:
        """The import; NotFound."""
        given = {"book": self._book_id, "import": import_id}
        chosen = _HEAD_LOCKED if lock else _HEAD
        row = self._connection.execute(chosen, given).mappings().first()
        if row is None:
            raise NotFound("import", "id")
        return head(row)

    def statements(self, import_id: UUID) -> tuple[StatementHead, ...]:
        """Its statements in the order of the file."""
        chosen = select(import_statement).where(
            import_statement.c.book_id == self._book_id,
            import_statement.c.import_id == import_id,
        )
        found = self._connection.execute(chosen.order_by(import_statement.c.position))
        return tuple(statement_head(row) for row in found)

    def content(self, import_id: UUID) -> bytes:
        """The file as it came; NotFound."""
        chosen = select(imports.c.content).where(
            imports.c.book_id == self._book_id, imports.c.id == import_id
        )
        found = self._connection.execute(chosen).scalar()
        if found is None:
            raise NotFound("import", "id")
        return bytes(found)

    def reading(self, import_id: UUID) -> ImportReading:
        """The import with its counts and proofs; NotFound."""
        return self._readings.reading(self.head(import_id), self.statements(import_id))

    def lines(
        self, import_id: UUID, status: LineStatus | None, after: int, limit: int
    ) -> tuple[LineReading, ...]:
        """Lines of one status from beyond position ``after`` on, in file order."""
        return self._readings.lines(import_id, status, after, limit)

    def line(self, import_id: UUID, line_id: UUID) -> LineReading:
        """One line of it; NotFound."""
        found = self._readings.line(import_id, line_id)
        if found is None:
            raise NotFound("line", "id")
        return found

    def lines_of(self, import_id: UUID, line_ids: Sequence[UUID]) -> tuple[LineReading, ...]:
        """Those of the lines that are lines of it."""
        return self._readings.lines_of(import_id, line_ids)

    def all(self, before: UUID | None, limit: int) -> tuple[ImportRow, ...]:
        """The imports, newest first, from before ``before`` on."""
        return self._readings.all(before, limit)

    def decide(self, import_id: UUID, line_ids: Sequence[UUID], decision: Decision) -> None:
        """Set what becomes of the lines."""
        if not line_ids:
            return
        self._connection.execute(
            update(statement_line)
            .where(
                statement_line.c.book_id == self._book_id,
                statement_line.c.import_id == import_id,
                statement_line.c.id.in_(line_ids),
            )
            .values(decision=decision.value)
        )

    def decide_all(self, import_id: UUID, status: LineStatus, decision: Decision) -> int:
        """Set what becomes of all lines of one status; how many there are."""
        changed = self._connection.execute(
            update(statement_line)
            .where(
                statement_line.c.book_id == self._book_id,
                statement_line.c.import_id == import_id,
                statement_line.c.status == status.value,
            )
            .values(decision=decision.value)
        )
        return changed.rowcount

    def place(self, import_id: UUID, statements: Sequence[StatementHead]) -> None:
        """Write anew which accounts the statements are for."""
        self._connection.execute(
            delete(import_statement).where(
                import_statement.c.book_id == self._book_id,
                import_statement.c.import_id == import_id,
            )
        )
        self._add_statements(import_id, statements)

    def rematch(self, import_id: UUID, expected: Sequence[Loose]) -> int:
        """Match a preview anew; how many lines turned out otherwise."""
        source = self.head(import_id).source
        known = imports_staging.rematch(self._connection, self._book_id, import_id)
        return known + self._pair(import_id, source, expected)

    def alone(self) -> None:
        """Wait until no other import of the book is being committed."""
        self._connection.execute(_ALONE, {"book": str(self._book_id)})

    def earlier(self) -> Earlier:
        """Where statements of committed imports went."""
        by_number: dict[tuple[str, str], UUID] = {}
        by_source: dict[tuple[str, str], UUID] = {}
        for row in self._connection.execute(_EARLIER, {"book": self._book_id}):
            if row.number:
                by_number[row.number, row.currency] = row.account_id
            else:
                by_source[row.source, row.currency] = row.account_id
        return Earlier(by_number=by_number, by_source=by_source)

    def empty(self, account_ids: Sequence[UUID]) -> frozenset[UUID]:
        """Those of the accounts that nothing stands on."""
        used = select(account_balance.c.account_id).where(
            account_balance.c.book_id == self._book_id,
            account_balance.c.account_id.in_(account_ids),
            account_balance.c.count != 0,
        )
        return frozenset(account_ids) - set(self._connection.execute(used).scalars())

    def coming(self, import_id: UUID) -> Mapping[UUID, Sequence[tuple[date, int]]]:
        """By account, the sums per day of the lines to be imported."""
        return self._readings.coming(import_id, self.statements(import_id))

    def expected(self, import_id: UUID) -> Mapping[UUID, Sequence[Loose]]:
        """By pending occurrence, the lines that are to become it, the earliest first."""
        return imports_staging.expected(self._connection, self._book_id, import_id)

    def join(self, import_id: UUID, line_ids: Sequence[UUID], transaction_id: UUID) -> None:
        """Let the lines be merged with a transaction that was expected."""
        self._connection.execute(
            update(statement_line)
            .where(
                statement_line.c.book_id == self._book_id,
                statement_line.c.import_id == import_id,
                statement_line.c.id.in_(line_ids),
            )
            .values(
                status=LineStatus.PROBABLE.value,
                twin_id=transaction_id,
                decision=Decision.MERGE.value,
                reason=Reason.EXPECTED.value,
            )
        )

    def bring(self, import_id: UUID, mark: Mark) -> tuple[int, int, int]:
        """Make the transactions of all lines to be imported and keep the merged lines."""
        return imports_bringing.bring(self._connection, self._book_id, import_id, mark)

    def edited(self, import_id: UUID) -> int:
        """How many transactions that it made were changed since."""
        return imports_bringing.edited(self._connection, self._book_id, import_id)

    def take_back(self, import_id: UUID, mark: Mark) -> int:
        """Trash every transaction it made and let go of its lines."""
        return imports_bringing.take_back(self._connection, self._book_id, import_id, mark)

    def turn(
        self, head: ImportHead, action: Action, facts: Mapping[str, object], mark: Mark
    ) -> None:
        """Record the import as committed or reverted, with the change that says so."""
        committed = action is Action.COMMITTED
        status = ImportStatus.COMMITTED if committed else ImportStatus.REVERTED
        at = {"committed_at" if committed else "reverted_at": mark.at}
        self._write(head.id, {"status": status.value, "version": head.version + 1, **at})
        told = {"file_name": head.file_name, **facts}
        before, after = (None, told) if committed else (told, None)
        self._changes.record((Subject.IMPORT, head.id, action), before, after, mark)

    def _write(self, import_id: UUID, values: Mapping[str, Any]) -> None:
        self._connection.execute(
            update(imports)
            .where(imports.c.book_id == self._book_id, imports.c.id == import_id)
            .values(values)
        )

    def discard(self, import_id: UUID) -> None:
        """Forget an import in preview."""
        for table, column in (
            (statement_line, statement_line.c.import_id),
            (import_statement, import_statement.c.import_id),
            (imports, imports.c.id),
        ):
            chosen = delete(table).where(table.c.book_id == self._book_id, column == import_id)
            self._connection.execute(chosen)

    def profiles(self) -> tuple[Profile, ...]:
        """The remembered mappings, the last used first."""
        return self._profiles.all()

    def remember(self, profile: Profile) -> None:
        """Keep the mapping for files of its signature."""
        self._profiles.keep(profile)

    def forget(self, profile_id: UUID) -> None:
        """Forget a mapping; NotFound."""
        self._profiles.forget(profile_id)


def _told(one: ImportHead) -> dict[str, Any]:
    return {
        "status": one.status.value,
        "format": one.format,
        "source": one.source,
        "file_name": one.file_name,
        "file_hash": one.file_hash,
        "mapping": one.mapping.as_dict() if one.mapping else None,
        "warnings": [
            {"code": warning.code, "line": warning.line, "facts": _plain(warning.facts)}
            for warning in one.warnings
        ],
        "created_at": one.created_at,
        "version": one.version,
    }


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as JSON has them: what is no number or text is spelt out."""
    return {
        name: fact if isinstance(fact, int | str | None) else str(fact)
        for name, fact in facts.items()
    }


def _statement_row(book_id: UUID, import_id: UUID, one: StatementHead) -> dict[str, Any]:
    return {
        "book_id": book_id,
        "import_id": import_id,
        "position": one.position,
        "account_id": one.account_id,
        "makes": one.makes,
        "account_name": one.account_name,
        "account_number": one.account_number,
        "account_kind": one.account_kind.value,
        "bank": one.bank,
        "currency": one.currency,
        "opening": minor(one.opening),
        "closing": minor(one.closing),
        "closing_on": one.closing_on,
    }
