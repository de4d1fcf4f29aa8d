"""Inspecting a live database: whether every promise of the ledger is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the check that found it, the book (None: all), and what it saw."""

    check: str
    book_id: UUID | None
    found: str


class Inspector(Protocol):
    """Looks into every book of the database, as its owner."""

    def books(self) -> tuple[UUID, ...]:
        """All books there are."""

    def guards(self) -> tuple[Fault, ...]:
        """What of the database's own guards is gone or switched off."""

    def faults(self, book_id: UUID) -> tuple[Fault, ...]:
        """What is wrong in one book, in one consistent view of it (at most 20 of each check)."""

    def rebuild(self, book_id: UUID) -> None:
        """Count the kept sums of one book anew from its postings."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """The use cases of looking for faults; for the administrator, not for members."""

    inspector: Inspector

    def run(self) -> Iterator[Fault]:
        """Every guard that is gone, then every fault of every book, book by book."""
        yield from self.inspector.guards()
        for book_id in self.inspector.books():
            yield from self.inspector.faults(book_id)

    def rebuild(self) -> int:
        """Count all kept sums anew; how many books were done."""
        books = self.inspector.books()
        for book_id in books:
            self.inspector.rebuild(book_id)
        return len(books)
