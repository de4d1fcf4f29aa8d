"""From what a file says to what is kept of it: heads, numbered lines, fingerprints."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from itertools import count
from typing import Final
from uuid import UUID

from finance.domain.errors import Invalid
from finance.domain.mapping import CsvMapping
from finance.domain.matching import LineStatus, Occurrences, Reason, fingerprint
from finance.domain.periods import EARLIEST, LATEST
from finance.domain.statements import BankFile, LineProblem, Statement, StatementLine
from finance.domain.texts import LIMITS
from finance.usecases.import_placing import fitted
from finance.usecases.import_ports import StagedLine
from finance.usecases.import_readings import ImportHead, ImportStatus, StatementHead

_LOW: Final = (1 << 62) - 1
_PAYEE: Final = 200
_NEW: Final = LineStatus.NEW.value
_INVALID: Final = LineStatus.INVALID.value
_REUSED: Final = Reason.REFERENCE_REUSED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLimits:
    """How large a file may be: ``size`` in bytes, ``lines`` that could be read or not."""

    size: int = 10_000_000
    lines: int = 1_000_000

    def check_size(self, content: bytes) -> None:
        """Invalid ``file_too_large`` for too many bytes."""
        if len(content) > self.size:
            facts = {"limit": self.size, "size": len(content)}
            raise Invalid("file_too_large", "file", facts)

    def check_lines(self, file: BankFile) -> None:
        """Invalid ``lines_many`` for too many lines."""
        count = sum(len(one.lines) + len(one.problems) for one in file.statements)
        count += len(file.ledger)
        if count > self.lines:
            raise Invalid("lines_many", "file", {"limit": self.lines, "lines": count})


def source_of(file: BankFile) -> str:
    """What files have in common whose lines can be compared exactly; see ``ImportHead``."""
    mapping = file.mapping
    if mapping is None:
        return file.format
    told = (mapping.signature, mapping.payee, mapping.description, mapping.reference)
    return f"{file.format}:{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}"


def head_of(
    import_id: UUID, file_name: str, content: bytes, file: BankFile, at: datetime
) -> ImportHead:
    """The head of an import in preview of ``file``, read at ``at``."""
    return ImportHead(
        id=import_id,
        status=ImportStatus.PREVIEW,
        format=file.format,
        source=source_of(file),
        file_name=file_name,
        file_hash=hashlib.sha256(content).hexdigest(),
        mapping=file.mapping,
        warnings=file.warnings,
        created_at=at,
        committed_at=None,
        reverted_at=None,
        version=1,
    )


def staged(
    file: BankFile, statements: Sequence[StatementHead], first_id: UUID
) -> Iterator[StagedLine]:
    """The lines as they are kept, ids counting up from ``first_id``.

    Statements of one account are counted together: the n-th of equal lines is the n-th of the
    account in this file.
    """
    counts: dict[UUID, Occurrences] = {}
    ids = _ids(first_id)
    position = 0
    for head, one in zip(statements, file.statements, strict=True):
        seen = counts.setdefault(head.account_id, Occurrences())
        for line in _in_order(one):
            position += 1
            place = (next(ids), head.position, position)
            if isinstance(line, StatementLine):
                yield _line(place, line, seen)
            else:
                yield _problem(place, line)


def _ids(first: UUID) -> Iterator[str]:
    """The ids after ``first`` in hexadecimal digits; the time and the fixed bits stay."""
    high, low = divmod(first.int, _LOW + 1)
    return (f"{high << 62 | number & _LOW:032x}" for number in count(low + 1))


def _in_order(one: Statement) -> Iterable[StatementLine | LineProblem]:
    """Lines and problems in the order of the file, as both are; none of them kept meanwhile."""
    if not one.problems:
        return one.lines
    return merge(one.lines, one.problems, key=lambda line: line.line)


def _line(place: tuple[str, int, int], line: StatementLine, seen: Occurrences) -> StagedLine:
    payee, description, day = line.payee, line.description, line.date
    if not EARLIEST <= day <= LATEST:
        text = f"{day} {_fast(payee, 'payee')}"
        return _problem(place, LineProblem(line.line, "date_out_of_range", text))
    if len(payee) > _PAYEE:  # too long for its field: it stands whole in the description
        description = f"{payee}\n{description}" if description else payee
    payee, description = _fast(payee, "payee"), _fast(description, "description")
    reference = _fast(line.reference, "reference")
    key = fingerprint(line)
    reason = _REUSED if seen.reused(line.reference, key) else ""
    told = (line.line, day, line.amount.minor, payee, description, reference)
    return (*place, *told, key, seen.next(key), _NEW, reason)


def _fast(text: str, field: str) -> str:
    """``fitted``, but quick for what is fit already, as nearly every text is."""
    if not text:
        return ""
    if text.isascii() and text.isprintable() and len(text) <= LIMITS[field]:
        return text.strip()
    return fitted(text, field)


def _problem(place: tuple[str, int, int], line: LineProblem) -> StagedLine:
    text = fitted(line.text, "description")
    told = (line.line, None, None, "", text, "")
    return (*place, *told, 0, place[2], _INVALID, line.code)


def for_any_currency(mapping: CsvMapping) -> CsvMapping:
    """A remembered mapping, free of the currency of the file it was made for."""
    return replace(mapping, currency="")
