"""Bank lines on their way in: copied as they came, then matched with what is here, set by set.

COPY is refused under row level security, so lines go to a temporary table first. Joins of sets are
hashed (``planning`` says why), lookups are lateral (one index probe a line, whatever the estimate)
and other sets are hashed subplans (``IN`` wrapped in ``IS TRUE``, which cannot become a join).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, LiteralString
from uuid import UUID

from sqlalchemy import Connection, CursorResult, RowMapping, text

from finance.adapters.postgres.copying import copied
from finance.adapters.postgres.pipeline import beneath
from finance.adapters.postgres.planning import ROOM, hashed
from finance.domain.matching import NEAR, Decision, LineStatus, Loose, Pair, awaited, paired
from finance.usecases.import_ports import StagedLine

_TEMPORARY: Final = (
    ROOM,
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
_REFERENCES: Final = text("SELECT EXISTS (SELECT FROM pg_temp.staged WHERE reference <> '')")
_ACCOUNTS: Final = text("""
    SELECT array_agg(used.account_id) AS accounts, coalesce(sum(used.moves), 0) AS moves
    FROM (
        SELECT st.account_id, (
                SELECT sum(b.count) FROM account_balance b
                WHERE b.book_id = :book AND b.account_id = st.account_id
            ) AS moves
        FROM import_statement st WHERE st.book_id = :book AND st.import_id = :import
        GROUP BY st.account_id
    ) AS used
""")
_LAST: Final = text("""
    SELECT coalesce(max(position), 0) FROM statement_line
    WHERE book_id = :book AND import_id = :import
""")
_PROBED: Final = """
    LEFT JOIN LATERAL (
        SELECT line_id, transaction_id FROM kept_line
        WHERE book_id = :book AND account_id = st.account_id AND fingerprint = l.fingerprint
            AND occurrence = l.occurrence
        LIMIT 1
    ) AS k ON true
"""
_JOINED: Final = """
    LEFT JOIN kept_line k ON k.book_id = :book AND k.account_id = ANY (CAST(:accounts AS uuid[]))
        AND k.account_id = st.account_id AND k.fingerprint = l.fingerprint
        AND k.occurrence = l.occurrence
"""
_FAR_MORE: Final = 4
"""How many times the lines may stand on their accounts, so that reading it all is cheaper still."""
_KEEP: Final = """
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
    {known}
    ORDER BY l.position
"""
_OTHERWISE: Final = """
    SELECT l.position, k.transaction_id
    FROM statement_line l
    JOIN import_statement st ON st.book_id = :book AND st.import_id = :import
        AND st.position = l.statement
    {known}
    WHERE l.book_id = :book AND l.import_id = :import AND l.status <> 'invalid'
        AND ((l.status = 'known') <> (k.line_id IS NOT NULL)
            OR (l.status = 'known' AND l.twin_id <> k.transaction_id))
"""
_OPEN: Final = text("""
    SELECT min(date) AS first, max(date) AS last, coalesce(bool_or(reference <> ''), false) AS some,
        coalesce(bool_or(reference = ''), false) AS bare,
        coalesce(bool_or(status = 'probable'), false) AS paired, (
            SELECT array_agg(DISTINCT account_id) FROM import_statement
            WHERE book_id = :book AND import_id = :import
        ) AS accounts
    FROM statement_line
    WHERE book_id = :book AND import_id = :import AND status IN ('new', 'probable')
""")
# Only what an open line may still be: earlier files of the source were compared line by line.
_MOVEMENTS: Final = text("""
    WITH near AS MATERIALIZED (
        SELECT p.transaction_id, p.account_id, p.date, p.amount
        FROM posting p
        WHERE p.book_id = :book AND p.account_id = ANY (CAST(:accounts AS uuid[]))
            AND p.date BETWEEN CAST(:first AS date) - :near AND CAST(:last AS date) + :near
            AND (p.amount IN (
                SELECT l.amount FROM statement_line l
                WHERE l.book_id = :book AND l.import_id = :import
                    AND l.status IN ('new', 'probable')
            )) IS TRUE
            AND ((p.transaction_id, p.account_id) IN (
                SELECT l.twin_id, st.account_id
                FROM statement_line l
                JOIN import_statement st ON st.book_id = :book AND st.import_id = :import
                    AND st.position = l.statement
                WHERE l.book_id = :book AND l.import_id = :import AND l.status = 'known'
            )) IS NOT TRUE
    ), seen AS MATERIALIZED (
        SELECT near.*, coalesce(kept.with_reference, false) AS with_reference,
            coalesce(kept.without, false) AS without
        FROM near
        LEFT JOIN LATERAL (
            SELECT bool_or(k.reference_key <> 0) AS with_reference,
                bool_or(k.reference_key = 0) AS without
            FROM kept_line k
            WHERE k.book_id = :book AND k.transaction_id = near.transaction_id
                AND k.account_id = near.account_id AND k.occurrence > 0
                AND (k.import_id IN (
                    SELECT i.id FROM import i WHERE i.book_id = :book AND i.source = :source
                )) IS TRUE
        ) AS kept ON true
    )
    SELECT seen.transaction_id AS id, seen.account_id, seen.date, seen.amount,
        (
            SELECT t.payee || ' ' || t.description FROM transaction t
            WHERE t.book_id = :book AND t.id = seen.transaction_id
        ) AS text,
        EXISTS (
            SELECT FROM occurrence o
            WHERE o.book_id = :book AND o.transaction_id = seen.transaction_id
        ) AS expected,
        seen.with_reference, seen.without
    FROM seen
    WHERE (:some AND NOT seen.with_reference) OR (:bare AND NOT seen.without)
""")
_LOOSE: Final = text("""
    SELECT l.id, l.position, st.account_id, l.date, l.amount,
        l.payee || ' ' || l.description AS text,
        l.reference <> '' AS has_reference, l.status, l.twin_id, l.decision
    FROM statement_line l
    JOIN import_statement st ON st.book_id = :book AND st.import_id = :import
        AND st.position = l.statement
    WHERE l.book_id = :book AND l.import_id = :import
        AND (l.status = 'probable'
            OR (l.status = 'new' AND (l.amount IN (
                SELECT unnest(CAST(:amounts AS bigint[])))) IS TRUE))
""")
_EXPECTED: Final = text("""
    SELECT l.id, l.twin_id, st.account_id, l.date, l.amount,
        l.payee || ' ' || l.description AS text, l.reference <> '' AS has_reference
    FROM statement_line l
    JOIN import_statement st ON st.book_id = :book AND st.import_id = :import
        AND st.position = l.statement
    JOIN occurrence o ON o.book_id = :book AND o.id = l.twin_id AND o.state = 'pending'
    WHERE l.book_id = :book AND l.import_id = :import AND l.status = 'probable'
        AND l.decision = 'merge' AND l.reason = 'expected'
    ORDER BY l.date, l.id
""")
_PAIR: Final = text("""
    UPDATE statement_line AS l SET status = found.status, twin_id = found.twin_id,
        decision = found.decision, reason = found.reason
    FROM unnest(CAST(:positions AS integer[]), CAST(:statuses AS text[]),
                CAST(:twins AS uuid[]), CAST(:decisions AS text[]), CAST(:reasons AS text[]))
        AS found (position, status, twin_id, decision, reason)
    WHERE l.book_id = :book AND l.import_id = :import AND l.position = found.position
""")


_Found = tuple[int, str, UUID | None, str, str]
"""Line, and its status, twin, decision and reason from now on."""


def stage(
    connection: Connection, lines: Iterable[StagedLine], book_id: UUID, import_id: UUID
) -> None:
    """Keep the lines of an import whose head and statements are there, each known or new."""
    for statement in _TEMPORARY:
        connection.execute(statement)
    raw = beneath(connection)
    with raw.cursor() as cursor:
        with cursor.copy(_COPY) as copy:
            for rows in copied(lines, raw.info.encoding):
                copy.write(rows)
        count = cursor.rowcount
    references = connection.execute(_REFERENCES).scalar_one()
    given = {"book": book_id, "import": import_id, "references": references}
    _with_known(connection, _KEEP, given, count)


def rematch(connection: Connection, book_id: UUID, import_id: UUID) -> int:
    """Find again which lines are known; how many turned out otherwise."""
    given = {"book": book_id, "import": import_id}
    connection.execute(ROOM)
    count = connection.execute(_LAST, given).scalar_one()
    found: list[_Found] = []
    for row in _with_known(connection, _OTHERWISE, given, count):
        if row.transaction_id is None:
            found.append((row.position, LineStatus.NEW, None, Decision.IMPORT, ""))
        else:
            found.append((row.position, LineStatus.KNOWN, row.transaction_id, Decision.SKIP, ""))
    return _write(connection, given, found)


def _with_known(
    connection: Connection, query: LiteralString, given: Mapping[str, object], count: int
) -> CursorResult[Any]:
    """Run ``query`` with each of ``count`` lines beside the line it is again, if it is.

    That one is looked up for each line, or all of the accounts are read once where they are few.
    """
    used = connection.execute(_ACCOUNTS, given).one()
    known = _JOINED if used.moves <= count * _FAR_MORE else _PROBED
    with hashed(connection):
        return connection.execute(
            text(query.format(known=known)), {**given, "accounts": used.accounts}
        )


def pair(connection: Connection, which: tuple[UUID, UUID, str], expected: Sequence[Loose]) -> int:
    """Find the probable twins of the lines that are not known; how many changed.

    ``which`` are book, import and source. What has no twin in the ledger may be ``expected``,
    unless it is to be left out.
    """
    given = {"book": which[0], "import": which[1]}
    span = connection.execute(_OPEN, given).mappings().one()
    if span["first"] is None:
        return 0
    wanted = {**given, "source": which[2], "near": NEAR, **span}
    movements = [_movement(row) for row in connection.execute(_MOVEMENTS, wanted).mappings()]
    if not (movements or expected or span["paired"]):
        return 0
    amounts = sorted({one.amount for one in (*movements, *expected)})
    loose = connection.execute(_LOOSE, {**given, "amounts": amounts}).mappings().all()
    pairs = {one.line_id: one for one in paired([_loose(row) for row in loose], movements)}
    left = [_loose(row) for row in loose if row["id"] not in pairs and _open_to(row)]
    pairs |= {one.line_id: one for one in awaited(left, expected)}
    return _write(connection, given, _changed(loose, pairs))


def _open_to(row: RowMapping) -> bool:
    """Whether a line without a twin may be what was expected."""
    return bool(row["status"] == LineStatus.PROBABLE or row["decision"] == Decision.IMPORT)


def expected(connection: Connection, book_id: UUID, import_id: UUID) -> dict[UUID, list[Loose]]:
    """By pending occurrence, the lines that are to become it."""
    found: dict[UUID, list[Loose]] = defaultdict(list)
    for row in connection.execute(_EXPECTED, {"book": book_id, "import": import_id}).mappings():
        found[row["twin_id"]].append(_loose(row))
    return found


def _movement(row: RowMapping) -> Loose:
    kinds = {True: row["with_reference"], False: row["without"]}
    return Loose(
        id=row["id"],
        account_id=row["account_id"],
        date=row["date"],
        amount=row["amount"],
        text=row["text"],
        compared=frozenset(kind for kind, compared in kinds.items() if compared),
        expected=row["expected"],
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


def _changed(loose: Iterable[RowMapping], pairs: dict[UUID, Pair]) -> list[_Found]:
    """What is otherwise than it was: id, status, twin, decision, reason."""
    found: list[_Found] = []
    for row in loose:
        pair_ = pairs.get(row["id"])
        if pair_ is not None and row["twin_id"] != pair_.twin_id:
            told = (LineStatus.PROBABLE, pair_.twin_id, pair_.decision, pair_.reason)
            found.append((row["position"], *told))
        elif pair_ is None and row["status"] == LineStatus.PROBABLE:
            found.append((row["position"], LineStatus.NEW, None, Decision.IMPORT, ""))
    return found


def _write(connection: Connection, given: dict[str, UUID], found: list[_Found]) -> int:
    if found:
        names = ("positions", "statuses", "twins", "decisions", "reasons")
        columns = dict(zip(names, map(list, zip(*found, strict=True)), strict=True))
        connection.execute(_PAIR, {**given, **columns})
    return len(found)
