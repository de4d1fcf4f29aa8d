"""What is shown of imports: heads, statements with counts and proofs, lines with their twins."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, RowMapping, text

from finance.adapters.postgres.parts import BookPart
from finance.domain.accounts import AccountKind
from finance.domain.mapping import CsvMapping
from finance.domain.matching import Decision, LineStatus
from finance.domain.money import Money
from finance.domain.periods import LATEST
from finance.domain.proof import offered, up_to
from finance.domain.statements import FileWarning
from finance.usecases.import_readings import (
    Awaited,
    ImportHead,
    ImportReading,
    ImportRow,
    ImportStatus,
    LineReading,
    StatementHead,
    StatementReading,
    Tally,
    Twin,
)

HEAD: Final = """
    i.id, i.status, i.format, i.source, i.file_name, i.file_hash, i.mapping, i.warnings,
    i.created_at, i.committed_at, i.reverted_at, i.version
"""
_SAME_FILE: Final = text("""
    SELECT same.id FROM import same JOIN import i ON i.book_id = :book AND i.id = :import
    WHERE same.book_id = :book AND same.file_hash = i.file_hash AND same.id <> i.id
        AND same.status = 'committed'
    ORDER BY same.id
""")
# A line that was expected joins a time that is still to be posted; once committed, the line that
# the time was posted as is its own twin.
_GROUPS: Final = text("""
    SELECT statement, status, decision, date, count(*) AS count, sum(amount)::bigint AS amount,
        array_agg(DISTINCT occurrence) FILTER (WHERE occurrence IS NOT NULL) AS occurrences,
        count(*) FILTER (WHERE decision = 'merge' AND twin_id = id) AS posted
    FROM (
        SELECT l.statement, l.status, l.decision, l.date, l.amount, l.id, l.twin_id,
            CASE WHEN l.reason = 'expected' AND l.decision = 'merge' THEN (
                SELECT o.id FROM occurrence o
                WHERE o.book_id = :book AND o.id = l.twin_id AND o.state = 'pending'
            ) END AS occurrence
        FROM statement_line l WHERE l.book_id = :book AND l.import_id = :import
    ) AS line
    GROUP BY statement, status, decision, date, occurrence IS NULL ORDER BY date
""")
_BALANCES: Final = text("""
    SELECT coalesce(b.amount, 0) - coalesce((
            SELECT sum(p.amount) FROM posting p
            WHERE p.book_id = :book AND p.account_id = wanted.account_id AND p.date > wanted.day
        ), 0)::bigint AS balance, coalesce(b.count, 0) = 0 AS empty
    FROM unnest(CAST(:accounts AS uuid[]), CAST(:days AS date[]), CAST(:currencies AS text[]))
        WITH ORDINALITY AS wanted (account_id, day, currency, place)
    LEFT JOIN account_balance b ON b.book_id = :book AND b.account_id = wanted.account_id
        AND b.currency = wanted.currency
    ORDER BY wanted.place
""")
_LINE: Final = """
    SELECT l.id, l.statement, l.position, l.line, l.date, l.amount, st.currency, l.payee,
        l.description, l.reference, l.status, l.reason, l.decision,
        t.id AS twin, t.date AS twin_date, t.payee AS twin_payee, t.trashed_at AS twin_trashed_at,
        t.description AS twin_description, (
            SELECT sum(p.amount)::bigint FROM posting p
            WHERE p.book_id = :book AND p.transaction_id = t.id AND p.account_id = st.account_id
        ) AS twin_amount,
        o.id AS occurrence, o.schedule_id, o.due_on, s.template->>'payee' AS due_payee,
        s.template->>'description' AS due_description
    FROM statement_line l
    JOIN import_statement st ON st.book_id = :book AND st.import_id = :import
        AND st.position = l.statement
    LEFT JOIN transaction t ON t.book_id = :book AND t.id = l.twin_id
    LEFT JOIN occurrence o ON o.book_id = :book AND o.id = l.twin_id AND o.state = 'pending'
        AND l.reason = 'expected'
    LEFT JOIN schedule s ON s.book_id = :book AND s.id = o.schedule_id
    WHERE l.book_id = :book AND l.import_id = :import
"""
_ONE_LINE: Final = text(f"{_LINE} AND l.id = :line")
_LINES_OF: Final = text(f"{_LINE} AND l.id = ANY (CAST(:lines AS uuid[])) ORDER BY l.position")
_LINES: Final = text(f"""{_LINE} AND l.position > :after
    AND (CAST(:status AS text) IS NULL OR l.status = :status)
    ORDER BY l.position LIMIT :limit
""")
_ALL: Final = f"""
    SELECT {HEAD}, (
            SELECT count(*) FROM statement_line l WHERE l.book_id = %(book)s AND l.import_id = i.id
        ) AS lines, (
            SELECT count(*) FROM transaction t WHERE t.book_id = %(book)s AND t.import_id = i.id
                AND t.trashed_at IS NULL
        ) AS imported, (
            SELECT coalesce(array_agg(DISTINCT coalesce(a.name, st.account_name)), '{{}}')
            FROM import_statement st LEFT JOIN account a
                ON a.book_id = %(book)s AND a.id = st.account_id
            WHERE st.book_id = %(book)s AND st.import_id = i.id
        ) AS account_names
    FROM import i
    WHERE i.book_id = %(book)s AND (%(before)s::uuid IS NULL OR i.id < %(before)s)
    ORDER BY i.id DESC LIMIT %(limit)s
"""  # noqa: S608 - our own text


def head(row: RowMapping | Mapping[str, Any]) -> ImportHead:
    """The head that a row of ``HEAD`` holds."""
    return ImportHead(
        id=row["id"],
        status=ImportStatus(row["status"]),
        format=row["format"],
        source=row["source"],
        file_name=row["file_name"],
        file_hash=row["file_hash"],
        mapping=CsvMapping.from_dict(row["mapping"]) if row["mapping"] else None,
        warnings=tuple(
            FileWarning(one["code"], one["line"], one["facts"]) for one in row["warnings"]
        ),
        created_at=row["created_at"],
        committed_at=row["committed_at"],
        reverted_at=row["reverted_at"],
        version=row["version"],
    )


def statement_head(row: Row[Any]) -> StatementHead:
    """The statement that a row of ``import_statement`` holds."""
    return StatementHead(
        position=row.position,
        account_id=row.account_id,
        makes=row.makes,
        account_name=row.account_name,
        account_number=row.account_number,
        account_kind=AccountKind(row.account_kind),
        bank=row.bank,
        currency=row.currency,
        opening=_money(row.opening, row.currency),
        closing=_money(row.closing, row.currency),
        closing_on=row.closing_on,
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)


def _line(row: RowMapping) -> LineReading:
    return LineReading(
        id=row["id"],
        statement=row["statement"],
        position=row["position"],
        line=row["line"],
        date=row["date"],
        amount=_money(row["amount"], row["currency"]),
        currency=row["currency"],
        payee=row["payee"],
        description=row["description"],
        reference=row["reference"],
        status=LineStatus(row["status"]),
        reason=row["reason"],
        decision=Decision(row["decision"]),
        twin=_twin(row) if row["twin"] else None,
        awaited=_awaited(row) if row["occurrence"] else None,
    )


def _awaited(row: RowMapping) -> Awaited:
    return Awaited(
        occurrence_id=row["occurrence"],
        schedule_id=row["schedule_id"],
        due_on=row["due_on"],
        payee=row["due_payee"],
        description=row["due_description"],
    )


def _twin(row: RowMapping) -> Twin:
    minor = row["amount"] if row["twin_amount"] is None else row["twin_amount"]
    return Twin(
        id=row["twin"],
        date=row["twin_date"],
        amount=Money(minor, row["currency"]),
        payee=row["twin_payee"],
        description=row["twin_description"],
        trashed=row["twin_trashed_at"] is not None,
    )


@dataclass(slots=True)
class _Counted:
    """The groups of one statement, gathered."""

    by_status: dict[LineStatus, int] = field(default_factory=lambda: defaultdict(int))
    by_decision: dict[Decision, int] = field(default_factory=lambda: defaultdict(int))
    total: int = 0
    days: list[date] = field(default_factory=list)
    coming: list[tuple[date, int]] = field(default_factory=list)
    expected: int = 0
    posted: int = 0
    occurrences: set[UUID] = field(default_factory=set)

    def add(self, row: RowMapping) -> None:
        """Count one group."""
        self.by_status[LineStatus(row["status"])] += row["count"]
        self.by_decision[Decision(row["decision"])] += row["count"]
        self.posted += row["posted"]
        if row["status"] != LineStatus.INVALID:
            self.total += row["amount"]
            self.days.append(row["date"])
            if row["decision"] == Decision.IMPORT or row["occurrences"]:
                self.coming.append((row["date"], row["amount"]))
            if row["occurrences"]:
                self.expected += row["count"]
                self.occurrences.update(row["occurrences"])

    def tally(self) -> Tally:
        """The counts, frozen."""
        return Tally(
            by_status=dict(self.by_status),
            by_decision=dict(self.by_decision),
            total=self.total,
            coming=sum(amount for _, amount in self.coming),
            first_on=min(self.days, default=None),
            last_on=max(self.days, default=None),
            expected=self.expected,
            posted=self.posted,
            occurrences=frozenset(self.occurrences),
        )


class ImportReadings(BookPart):
    """Reads imports of one book; no locks, nothing changes."""

    def _rows(self, statement: Any, **given: object) -> Sequence[RowMapping]:  # noqa: ANN401 - text
        found = self._connection.execute(statement, {"book": self._book_id, **given})
        return found.mappings().all()

    def reading(self, one: ImportHead, statements: Sequence[StatementHead]) -> ImportReading:
        """The import with counts and proofs."""
        given = {"import": one.id}
        counted: dict[int, _Counted] = defaultdict(_Counted)
        for row in self._rows(_GROUPS, **given):
            counted[row["statement"]].add(row)
        proofs = self._proofs(one, statements, counted)
        same = tuple(row["id"] for row in self._rows(_SAME_FILE, **given))
        return ImportReading(head=one, statements=tuple(proofs), same_file=same)

    def coming(
        self, import_id: UUID, statements: Sequence[StatementHead]
    ) -> Mapping[UUID, Sequence[tuple[date, int]]]:
        """By account, the sums per day of the lines to be imported."""
        counted: dict[int, _Counted] = defaultdict(_Counted)
        for row in self._rows(_GROUPS, **{"import": import_id}):
            counted[row["statement"]].add(row)
        return _by_account(statements, counted)

    def _proofs(
        self,
        one: ImportHead,
        statements: Sequence[StatementHead],
        counted: Mapping[int, _Counted],
    ) -> Iterable[StatementReading]:
        waiting = one.status is ImportStatus.PREVIEW
        days = _by_account(statements, counted) if waiting else {}
        held = self._held(statements)
        for statement, (balance, empty) in zip(statements, held, strict=True):
            yield _proof(
                statement,
                counted[statement.position].tally(),
                _Standing(
                    balance + up_to(days.get(statement.account_id, ()), statement.closing_on),
                    _offer(statement, statements, days) if waiting and empty else None,
                    shown=one.status is not ImportStatus.REVERTED,
                ),
            )

    def _held(self, statements: Sequence[StatementHead]) -> Sequence[tuple[int, bool]]:
        rows = self._rows(
            _BALANCES,
            accounts=[one.account_id for one in statements],
            days=[one.closing_on or LATEST for one in statements],
            currencies=[one.currency for one in statements],
        )
        return [(row["balance"], row["empty"]) for row in rows]

    def lines(
        self, import_id: UUID, status: LineStatus | None, after: int, limit: int
    ) -> tuple[LineReading, ...]:
        """Lines in file order."""
        given = {"import": import_id, "status": status, "after": after, "limit": limit}
        return tuple(_line(row) for row in self._rows(_LINES, **given))

    def line(self, import_id: UUID, line_id: UUID) -> LineReading | None:
        """One line, None if there is no such line."""
        rows = self._rows(_ONE_LINE, **{"import": import_id, "line": line_id})
        return _line(rows[0]) if rows else None

    def lines_of(self, import_id: UUID, line_ids: Sequence[UUID]) -> tuple[LineReading, ...]:
        """Those of the lines that are lines of it."""
        given = {"import": import_id, "lines": list(line_ids)}
        return tuple(_line(row) for row in self._rows(_LINES_OF, **given))

    def all(self, before: UUID | None, limit: int) -> tuple[ImportRow, ...]:
        """The imports, newest first."""
        given = {"book": self._book_id, "before": before, "limit": limit}
        return tuple(
            ImportRow(
                head=head(row),
                lines=row["lines"],
                imported=row["imported"],
                account_names=tuple(row["account_names"]),
            )
            for row in self._line.look_by_name((_ALL, given))
        )


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the ledger holds on the closing day, and what might be put there first."""

    minor: int
    offer: Money | None
    shown: bool


def _proof(statement: StatementHead, tally: Tally, standing: _Standing) -> StatementReading:
    if statement.closing is None or not standing.shown:
        return StatementReading(head=statement, tally=tally, offer=standing.offer)
    expected = Money(standing.minor, statement.currency)
    if statement.makes and standing.offer is not None:
        expected += standing.offer
    return StatementReading(
        head=statement,
        tally=tally,
        expected=expected,
        difference=expected - statement.closing,
        offer=standing.offer,
    )


def _by_account(
    statements: Sequence[StatementHead], counted: Mapping[int, _Counted]
) -> dict[UUID, list[tuple[date, int]]]:
    days: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    for one in statements:
        if one.position in counted:
            days[one.account_id] += counted[one.position].coming
    return days


def _offer(
    statement: StatementHead,
    statements: Sequence[StatementHead],
    days: Mapping[UUID, Sequence[tuple[date, int]]],
) -> Money | None:
    of_account = [one for one in statements if one.account_id == statement.account_id]
    found = offered(of_account, days.get(statement.account_id, ()))
    return None if found is None else found.amount
