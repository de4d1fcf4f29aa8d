"""What a file says, on its way from the process that read it to the one that asked.

Lines cross as columns of plain numbers and texts, some thousands at a time, and become values again
only while somebody goes through them: whole values cost twenty times as much to pack, and a million
of them take more memory than a web worker should have.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar, overload
from uuid import UUID

from finance.adapters.apart.frames import packed, unpacked
from finance.domain.accounts import AccountKind
from finance.domain.interchange import LedgerRow, Place
from finance.domain.ledger import TransactionKind
from finance.domain.money import Money
from finance.domain.statements import BankFile, LineProblem, Statement, StatementLine

_AT_ONCE: Final = 5_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """How a value of one kind is laid out flat, and how columns of such become values."""

    flat: Callable[[T], tuple[Any, ...]]
    values: Callable[..., Iterable[T]]


class Folded(Sequence[T]):
    """Values that are made when they are looked at, and not kept."""

    __slots__ = ("_count", "_frames", "_shape")

    def __init__(self, shape: Shape[T], frames: Sequence[bytes], count: int) -> None:
        self._shape = shape
        self._frames = frames
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        for frame in self._frames:
            yield from self._shape.values(*unpacked(frame))

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(self._count)))
        place = range(self._count)[at]
        columns = unpacked(self._frames[place // _AT_ONCE])
        row = place % _AT_ONCE
        return next(iter(self._shape.values(*([column[row]] for column in columns))))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def folded(file: BankFile) -> list[bytes]:
    """What a file says, in frames: how it looks without lines first, then its lines."""
    bare = replace(file, ledger=(), statements=tuple(map(_bare, file.statements)))
    counts = [(len(one.lines), len(one.problems)) for one in file.statements]
    frames = [packed((bare, counts, len(file.ledger)))]
    for one in file.statements:
        frames.extend(_folds(LINES, one.lines))
        frames.extend(_folds(PROBLEMS, one.problems))
    frames.extend(_folds(LEDGER, file.ledger))
    return frames


def _bare(one: Statement) -> Statement:
    return replace(one, lines=(), problems=())


def _folds(shape: Shape[T], values: Sequence[T]) -> Iterator[bytes]:
    for start in range(0, len(values), _AT_ONCE):
        rows = map(shape.flat, values[start : start + _AT_ONCE])
        yield packed(list(zip(*rows, strict=True)))


def unfolded(frames: Iterator[bytes]) -> BankFile:
    """What ``folded`` laid out, taking as many frames as belong to it."""
    bare, counts, rows = unpacked(next(frames))
    statements = tuple(
        replace(
            one, lines=_taken(frames, LINES, lines), problems=_taken(frames, PROBLEMS, problems)
        )
        for one, (lines, problems) in zip(bare.statements, counts, strict=True)
    )
    file: BankFile = replace(bare, statements=statements, ledger=_taken(frames, LEDGER, rows))
    return file


def _taken(frames: Iterator[bytes], shape: Shape[T], count: int) -> Sequence[T]:
    wanted = tuple(next(frames) for _ in range(0, count, _AT_ONCE))
    return Folded(shape, wanted, count) if wanted else ()


_day: Final = lru_cache(maxsize=4096)(date.fromordinal)


def _flat_line(one: StatementLine) -> tuple[Any, ...]:
    amount = one.amount
    return (
        *(one.line, one.date.toordinal(), amount.minor, amount.currency),
        *(one.payee, one.description, one.reference),
    )


def _lines(*columns: Sequence[Any]) -> Iterable[StatementLine]:
    lines, days, units, currencies, *texts = columns
    return map(StatementLine, lines, map(_day, days), map(Money, units, currencies), *texts)


def _flat_problem(one: LineProblem) -> tuple[Any, ...]:
    return (one.line, one.code, one.text)


def _problems(*columns: Sequence[Any]) -> Iterable[LineProblem]:
    return map(LineProblem, *columns)


_FlatPlace = tuple[str, tuple[str, ...]]
_FlatMoney = tuple[int, str]


def _flat_row(one: LedgerRow) -> tuple[Any, ...]:
    return (
        *(one.id.bytes, one.date.toordinal(), one.kind.value, one.payee, one.description, one.tags),
        *(_flat_place(one.account), _flat_money(one.amount)),
        one.other and _flat_place(one.other),
        None if one.arrived is None else _flat_money(one.arrived),
        *(one.memo, one.line),
    )


def _flat_place(one: Place) -> _FlatPlace:
    return one.kind.value, one.path


def _flat_money(one: Money) -> _FlatMoney:
    return one.minor, one.currency


@lru_cache(maxsize=1024)
def _place(flat: _FlatPlace) -> Place:
    return Place(AccountKind(flat[0]), flat[1])


def _rows(*columns: Sequence[Any]) -> Iterator[LedgerRow]:
    for one in zip(*columns, strict=True):
        yield LedgerRow(
            id=UUID(bytes=one[0]),
            date=_day(one[1]),
            kind=TransactionKind(one[2]),
            payee=one[3],
            description=one[4],
            tags=one[5],
            account=_place(one[6]),
            amount=Money(*one[7]),
            other=one[8] and _place(one[8]),
            arrived=None if one[9] is None else Money(*one[9]),
            memo=one[10],
            line=one[11],
        )


LINES: Final = Shape(_flat_line, _lines)
PROBLEMS: Final = Shape(_flat_problem, _problems)
LEDGER: Final = Shape(_flat_row, _rows)
