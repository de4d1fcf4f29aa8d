"""Which bank lines are here already: the duplicate rules, as decided in decision 0003.

* The same bank reference with the same day and amount, or, without references, the same day,
  amount and text, is the same line: *known*. A line that stands n times in a file is n real
  movements, so the n-th is compared with the n-th (``occurrence``).
* A reference used again for another day or amount is another movement; the person is told.
* A movement of the same amount within ``NEAR`` days that came from elsewhere (typed in, or
  another kind of file) cannot be compared line by line: it is a *probable* twin, each of one line
  at most, nearest day first. Lines of one source that differ are never each other's twins:
  interest paid daily is not a duplicate.
"""

import hashlib
import re
import unicodedata
from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from finance.domain.statements import StatementLine

NEAR: Final = 3
"""The most days between a line and its probable twin."""

_PLACES: Final = 1024  # a power of two, as every number of places after it
_BYTES: Final = 8
_HIGH: Final = 40  # bits of a key that do not say how far its places are apart
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


class LineStatus(StrEnum):
    """What a bank line is to the ledger."""

    NEW = "new"
    KNOWN = "known"
    PROBABLE = "probable"
    INVALID = "invalid"


class Decision(StrEnum):
    """What is done with a bank line: a new transaction, nothing, or joining it to its twin."""

    IMPORT = "import"
    SKIP = "skip"
    MERGE = "merge"


class Reason(StrEnum):
    """Why a line deserves a look; "" for none. An invalid line has its fault as the reason."""

    NONE = ""
    REFERENCE_REUSED = "reference_reused"
    SAME_DAY = "same_day"
    NEAR = "near"
    EXPECTED = "expected"


def normalised(text: str) -> str:
    """``text`` without what banks change between two downloads: letter case and spacing."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().split())


def fingerprint(line: StatementLine) -> int:
    """What makes a line the same line again, as a signed 64-bit number; 0 is never used."""
    money = f"{line.date.toordinal()}\0{line.amount.minor}\0{line.amount.currency}"
    if line.reference:
        told = f"r\0{line.reference}\0{money}"
    else:
        told = f"t\0{normalised(f'{line.payee} {line.description}')}\0{money}"
    digest = hashlib.blake2b(told.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True) or 1


class _Keys:
    """Fingerprints, in a quarter of the memory of a set: a million takes 17 MB.

    A table with open places, each key as far from its first one as its own high bits say: who wants
    keys to be in each other's way has to choose nearly all bits of them.
    """

    def __init__(self) -> None:
        self._count = 0
        self._places = array("q", bytes(_PLACES * _BYTES))

    def add(self, key: int) -> bool:
        """Whether the key, which is not 0, was not there yet."""
        places = self._places
        at = key & (len(places) - 1)
        if places[at]:
            at = self._place(key)
            if places[at]:
                return False
        places[at] = key
        self._count += 1
        if self._count * 3 > len(places) * 2:
            self._grow()
        return True

    def _place(self, key: int) -> int:
        """Where the key is, or would be."""
        places = self._places
        low = len(places) - 1
        at = key & low
        there = places[at]
        if there and there != key:
            step = (key >> _HIGH) | 1  # odd, so that it comes by every place
            while there and there != key:
                at = (at + step) & low
                there = places[at]
        return at

    def _grow(self) -> None:
        before = self._places
        self._places = places = array("q", bytes(len(before) * 2 * _BYTES))
        low = len(places) - 1
        for key in before:
            if key:
                at = key & low
                places[self._place(key) if places[at] else at] = key


class Occurrences:
    """Counts how often each line has come in one file for one account; the first is 1."""

    def __init__(self) -> None:
        self._seen = _Keys()
        self._again: dict[int, int] = {}
        self._references: dict[str, int] = {}

    def next(self, key: int) -> int:
        """The number of this coming of ``key``."""
        if self._seen.add(key):
            return 1
        number = self._again.get(key, 1) + 1
        self._again[key] = number
        return number

    def reused(self, reference: str, key: int) -> bool:
        """Whether ``reference`` came before, in this file, with another day or amount."""
        return bool(reference) and self._references.setdefault(reference, key) != key


@dataclass(frozen=True, slots=True)
class Loose:
    """A line, or a movement in the ledger, as far as pairing looks at it.

    ``amount`` is in minor units, signed from ``account_id``'s side. Of a ledger movement,
    ``compared`` holds, for lines with (True) and without references (False), whether it already
    stands for lines of the same source that can be compared exactly. An ``expected`` movement was
    made by a schedule before the bank told of it.
    """

    id: UUID
    account_id: UUID
    date: date
    amount: int
    text: str = ""
    has_reference: bool = False
    compared: frozenset[bool] = frozenset()
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A line and its probable twin, ``days`` apart, and what is done unless the person objects.

    An ``awaited`` twin is a coming time of a schedule: it is posted as the line says.
    """

    line_id: UUID
    twin_id: UUID
    days: int
    decision: Decision
    awaited: bool = False

    @property
    def reason(self) -> Reason:
        """How near they are, or that the twin is not there yet and was expected."""
        if self.awaited:
            return Reason.EXPECTED
        return Reason.NEAR if self.days else Reason.SAME_DAY


def paired(lines: Sequence[Loose], movements: Iterable[Loose]) -> Iterator[Pair]:
    """Probable twins: nearest day first, an earlier movement before a later one, one to one.

    The order among equals is by id, so the same input always pairs the same way.
    """
    free = _buckets(movements)
    waiting = sorted(lines, key=lambda one: (one.date, one.id))
    for shift in sorted(range(-NEAR, NEAR + 1), key=lambda days: (abs(days), days)):
        left: list[Loose] = []
        for line in waiting:
            twin = _taken(free, line, line.date + timedelta(days=shift))
            if twin is None:
                left.append(line)
            else:
                yield Pair(line.id, twin.id, abs(shift), _decision(line, twin))
        waiting = left


def awaited(lines: Sequence[Loose], expected: Iterable[Loose]) -> Iterator[Pair]:
    """The same with what is expected: the line is the coming time itself."""
    return (replace(one, awaited=True) for one in paired(lines, expected))


_Buckets = Mapping[tuple[UUID, int, date], Mapping[frozenset[bool], deque[Loose]]]


def _buckets(movements: Iterable[Loose]) -> _Buckets:
    found: dict[tuple[UUID, int, date], dict[frozenset[bool], deque[Loose]]]
    found = defaultdict(lambda: defaultdict(deque))
    for one in sorted(movements, key=lambda movement: movement.id):
        found[one.account_id, one.amount, one.date][one.compared].append(one)
    return found


def _taken(free: _Buckets, line: Loose, day: date) -> Loose | None:
    bucket = free.get((line.account_id, line.amount, day), {})
    for compared, movements in bucket.items():
        if movements and line.has_reference not in compared:
            return movements.popleft()
    return None


def _decision(line: Loose, twin: Loose) -> Decision:
    """Join them on the same day, or days apart if expected or sharing a word; else take it over."""
    same = line.date == twin.date or twin.expected or alike(line.text, twin.text)
    return Decision.MERGE if same else Decision.IMPORT


def alike(first: str, second: str) -> bool:
    """Whether both texts share a word of three letters or more, letter case aside."""
    words = set(_WORD.findall(normalised(first)))
    return not words.isdisjoint(_WORD.findall(normalised(second)))


def checked_decision(status: LineStatus, twin_id: UUID | None, wanted: Decision) -> bool:
    """Whether ``wanted`` can be decided for a line: invalid ones stay out, merging needs a twin."""
    if status is LineStatus.INVALID:
        return wanted is Decision.SKIP
    return wanted is not Decision.MERGE or (twin_id is not None and status is LineStatus.PROBABLE)
