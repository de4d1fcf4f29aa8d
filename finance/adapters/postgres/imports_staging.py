"""Bank lines on their way in: copied as they came, then matched with what is here, set by set.

COPY is refused under row level security, so lines go to a temporary table first.
"""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, RowMapping, text

from finance.domain.matching import NEAR, Decision, LineStatus, Loose, Pair, paired
from finance.usecases.import_ports import StagedLine

_TEMPORARY: Final = (
    text("DROP TABLE IF EXISTS pg_temp.staged"),
    text("""
        CREATE TEMPORARY TABLE staged (
            id uuid, statement smallint, position integer, line integer, date date, amount bigint,
            payee text, description text, reference text, fingerprint bigint, occurrence integer,
            status text, reason text
        ) ON COMMIT DROP
    """),
)
_COPY: Final = "COPY pg_temp.staged FROM STDIN"
_ANALYSE: Final = text("ANALYZE pg_temp.staged (statement, fingerprint, occurrence)")
_KNOWN: Final = """
    LEFT JOIN kept_line k ON k.book_id = :book AND k.account_id = st.account_id
        AND k.fingerprint = l.fingerprint AND k.occurrence = l.occurrence
"""
_KEEP: Final = text(f"""
    INSERT INTO statement_line (book_id, id, import_id, statement, position, line, date, amount,
        payee, description, reference, fingerprint, occurrence, status, twin_id, reason, decision)
    SELECT :book, l.id, :import, l.statement, l.position, l.line, l.date, l.amount,
        l.payee, l.description, l.reference, l.fingerprint, l.occurrence,
        CASE WHEN k.line_id IS NULL THEN l.status ELSE 'known' END,
        k.transaction_id,
        CASE WHEN k.line_id IS NULL AND l.reason = '' AND :references AND l.reference <> ''
            AND EXISTS (
                SELECT FROM kept_line r
                WHERE r.book_id = :book AND r.account_id = st.account_id
                    AND r.reference_key = hashtextextended(l.reference, 0)
                    AND r.reference_key <> 0
            ) THEN 'reference_reused'
            WHEN k.line_id IS NULL THEN l.reason ELSE '' END,
        CASE WHEN k.line_id IS NULL AND l.status = 'new' THEN 'import' ELSE 'skip' END
    FROM pg_temp.staged l
    JOIN import_statement st ON st.book_id = :book AND st.import_id = :import
        AND st.position = l.statement
    {_KNOWN}
    ORDER BY l.position
""")  # noqa: S608 - our own text twice
_REMATCH: Final = text(f"""
    UPDATE statement_line AS changed SET
        status = CASE WHEN found.transaction_id IS NULL THEN 'new' ELSE 'known' END,
        decision = CASE WHEN found.transaction_id IS NULL THEN 'import' ELSE 'skip' END,
        twin_id = found.transaction_id,
        reason = ''
    FROM (
        SELECT l.id, l.position, k.transaction_id
        FROM statement_line l
        JOIN import_statement st ON st.book_id = :book AND st.import_id = :import
            AND st.position = l.statement
        {_KNOWN}
        WHERE l.book_id = :book AND l.import_id = :import AND l.status <> 'invalid'
            AND ((l.status = 'known') <> (k.line_id IS NOT NULL)
                OR (l.status = 'known' AND l.twin_id <> k.transaction_id))
    ) AS found
    WHERE changed.book_id = :book AND changed.import_id = :import
        AND changed.position = found.position
""")  # noqa: S608 - our own text twice
_OPEN: Final = text("""
    SELECT min(date) AS first, max(date) AS last
    FROM statement_line
    WHERE book_id = :book AND import_id = :import AND status IN ('new', 'probable')
""")
_MOVEMENTS: Final = text("""
    SELECT p.transaction_id AS id, p.account_id, p.date, p.amount,
        t.payee || ' ' || t.description AS text,
        coalesce(bool_or(i.source = :source AND k.reference_key <> 0), false) AS with_reference,
        coalesce(bool_or(i.source = :source AND k.reference_key = 0), false) AS without
    FROM (
        SELECT DISTINCT st.account_id, l.amount
        FROM statement_line l
        JOIN import_statement st ON st.book_id = :book AND st.import_id = :import
            AND st.position = l.statement
        WHERE l.book_id = :book AND l.import_id = :import AND l.status IN ('new', 'probable')
    ) AS fresh
    JOIN posting p ON p.book_id = :book AND p.account_id = fresh.account_id
        AND p.amount = fresh.amount
        AND p.date BETWEEN CAST(:first AS date) - :near AND CAST(:last AS date) + :near
    JOIN transaction t ON t.book_id = :book AND t.id = p.transaction_id
    LEFT JOIN kept_line k ON k.book_id = :book AND k.transaction_id = p.transaction_id
        AND k.account_id = p.account_id
    LEFT JOIN import i ON i.book_id = :book AND i.id = k.import_id
    WHERE NOT EXISTS (
        SELECT FROM statement_line o
        JOIN import_statement os ON os.book_id = :book AND os.import_id = :import
            AND os.position = o.statement
        WHERE o.book_id = :book AND o.import_id = :import AND o.status = 'known'
            AND o.twin_id = p.transaction_id AND os.account_id = p.account_id
    )
    GROUP BY p.transaction_id, p.account_id, p.date, p.amount, t.payee, t.description
""")
_LOOSE: Final = text("""
    SELECT l.id, st.account_id, l.date, l.amount, l.payee || ' ' || l.description AS text,
        l.reference <> '' AS has_reference, l.status, l.twin_id
    FROM statement_line l
    JOIN import_statement st ON st.book_id = :book AND st.import_id = :import
        AND st.position = l.statement
    WHERE l.book_id = :book AND l.import_id = :import
        AND (l.status = 'probable'
            OR (l.status = 'new' AND l.amount = ANY (CAST(:amounts AS bigint[]))))
""")
_PAIR: Final = text("""
    UPDATE statement_line AS l SET status = found.status, twin_id = found.twin_id,
        decision = found.decision, reason = found.reason
    FROM unnest(CAST(:ids AS uuid[]), CAST(:statuses AS text[]), CAST(:twins AS uuid[]),
                CAST(:decisions AS text[]), CAST(:reasons AS text[]))
        AS found (id, status, twin_id, decision, reason)
    WHERE l.book_id = :book AND l.id = found.id
""")


def stage(connection: Connection, lines: Iterable[StagedLine], given: dict[str, Any]) -> None:
    """Keep the lines of an import whose head and statements are there, each known or new.

    ``given`` holds ``book``, ``import`` and whether any line has a reference (``references``).
    """
    for statement in _TEMPORARY:
        connection.execute(statement)
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(_COPY) as copy:
        write = copy.write_row
        for line in lines:
            write(line)
    connection.execute(_ANALYSE)
    connection.execute(_KEEP, given)


def rematch(connection: Connection, book_id: UUID, import_id: UUID) -> int:
    """Find again which lines are known; how many turned out otherwise."""
    return connection.execute(_REMATCH, {"book": book_id, "import": import_id}).rowcount


def pair(connection: Connection, book_id: UUID, import_id: UUID, source: str) -> int:
    """Find the probable twins of the lines that are not known; how many changed."""
    given = {"book": book_id, "import": import_id}
    span = connection.execute(_OPEN, given).mappings().one()
    if span["first"] is None:
        return 0
    wanted = {**given, "source": source, "near": NEAR, **span}
    movements = [_movement(row) for row in connection.execute(_MOVEMENTS, wanted).mappings()]
    amounts = sorted({one.amount for one in movements})
    loose = connection.execute(_LOOSE, {**given, "amounts": amounts}).mappings().all()
    pairs = {one.line_id: one for one in paired([_loose(row) for row in loose], movements)}
    return _write(connection, book_id, _changed(loose, pairs))


def _movement(row: RowMapping) -> Loose:
    kinds = {True: row["with_reference"], False: row["without"]}
    return Loose(
        id=row["id"],
        account_id=row["account_id"],
        date=row["date"],
        amount=row["amount"],
        text=row["text"],
        compared=frozenset(kind for kind, compared in kinds.items() if compared),
    )


def _loose(row: RowMapping) -> Loose:
    return Loose(
        id=row["id"],
        account_id=row["account_id"],
        date=row["date"],
        amount=row["amount"],
        text=row["text"],
        has_reference=row["has_reference"],
    )


_Found = tuple[UUID, str, UUID | None, str, str]


def _changed(loose: Iterable[RowMapping], pairs: dict[UUID, Pair]) -> list[_Found]:
    """What is otherwise than it was: id, status, twin, decision, reason."""
    found: list[_Found] = []
    for row in loose:
        pair_ = pairs.get(row["id"])
        if pair_ is not None and row["twin_id"] != pair_.twin_id:
            told = (LineStatus.PROBABLE, pair_.twin_id, pair_.decision, pair_.reason)
            found.append((row["id"], *told))
        elif pair_ is None and row["status"] == LineStatus.PROBABLE:
            found.append((row["id"], LineStatus.NEW, None, Decision.IMPORT, ""))
    return found


def _write(connection: Connection, book_id: UUID, found: list[_Found]) -> int:
    if found:
        names = ("ids", "statuses", "twins", "decisions", "reasons")
        columns = dict(zip(names, map(list, zip(*found, strict=True)), strict=True))
        connection.execute(_PAIR, {"book": book_id, **columns})
    return len(found)
