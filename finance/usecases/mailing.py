"""Sending letters: each is tried until it leaves, and given up after three days.

Nothing of the database is held while the mail server is talked to. A letter is leased first, so
that two clocks do not both send it; killed between sending and noting it, the same letter leaves
once more after the lease, under the same Message-ID.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from finance.domain.errors import Conflict, Unavailable
from finance.domain.invitations import InvitationState
from finance.domain.people import Actor
from finance.usecases.digesting import digest
from finance.usecases.mail_ports import BooksWithMail, Due, Letter, Post, Writer
from finance.usecases.means import Means, patiently

LEASE: Final = timedelta(minutes=5)
"""How long one that sends a letter has it to itself."""

PATIENCE: Final = timedelta(days=3)
"""A letter that did not leave in this time has nothing new to tell."""

KEPT: Final = timedelta(days=30)
"""How long it is kept what became of a letter."""

LINK_LASTS: Final = timedelta(days=3)
"""How long a link that proves an address is good after its letter left."""

_FIRST: Final = timedelta(minutes=1)
_LONGEST: Final = timedelta(hours=4)
_FAULT: Final = 200  # characters kept of what a mail server says


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """What one round came to."""

    sent: int = 0
    failed: int = 0

    def __add__(self, other: "Mailed") -> "Mailed":
        return Mailed(sent=self.sent + other.sent, failed=self.failed + other.failed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """The use cases of letters; without ``post`` what is due is given up, so nothing piles up.

    ``secret`` draws what the link in an invitation holds: it is made when the letter is, and only
    its digest is kept, so that no letter that waits holds a key to a book.
    """

    means: Means
    books: BooksWithMail
    post: Post | None
    writer: Writer
    secret: Callable[[], str]

    def everywhere(self) -> Mailed:
        """Send all that is due by now in all books.

        A book in which something fails keeps no other waiting; its error is raised in the end.
        """
        done, errors = Mailed(), list[Exception]()
        for book_id in self.books(self.means.clock()):
            try:
                done += self.within(book_id)
            except Exception as error:  # noqa: BLE001 - raised below, after the other books
                errors.append(error)
        if errors:
            raise errors[0]
        return done

    def within(self, book_id: UUID) -> Mailed:
        """Send all that is due by now in one book."""
        done = Mailed()
        while (due := self._claimed(book_id)) is not None:
            done += self._sent(book_id, due)
        patiently(self.means.pause, lambda: self._clear(book_id))
        return done

    def _claimed(self, book_id: UUID) -> Due | None:
        def once() -> Due | None:
            with self.means.works(book_id, None) as work:
                due = work.outbox.claim(self.means.clock(), LEASE)
                work.commit()
            return due

        return patiently(self.means.pause, once)

    def _sent(self, book_id: UUID, due: Due) -> Mailed:
        hindrance = self._hindrance(due)
        if hindrance or self.post is None or due.reader is None:
            self._note(book_id, due, None, hindrance)
            return Mailed()
        try:
            self.post.send(self._letter(book_id, due, due.reader))
        except Unavailable as error:
            self._note(book_id, due, self._next(due), _reason(error))
            return Mailed(failed=1)
        except Conflict as error:
            self._note(book_id, due, None, _reason(error))
            return Mailed(failed=1)
        self._note(book_id, due, None, "")
        return Mailed(sent=1)

    def _letter(self, book_id: UUID, due: Due, reader: Actor) -> Letter:
        if due.invitation is None and not due.verifying:
            return self.writer.letter(due, reader)
        secret = self.secret()
        patiently(self.means.pause, lambda: self._link(book_id, due, reader, digest(secret)))
        if due.invitation is None:
            return self.writer.verification(due, reader, secret)
        return self.writer.invitation(due, reader, secret)

    def _link(self, book_id: UUID, due: Due, reader: Actor, kept: str) -> None:
        """Let the link with this digest lead to what the letter is about."""
        with self.means.works(book_id, reader.user.id) as work:
            if due.invitation is None:
                work.outbox.link_address(due, kept, self.means.clock() + LINK_LASTS)
            else:
                work.outbox.link(due.invitation, kept)
            work.commit()

    def _hindrance(self, due: Due) -> str:
        """Why a letter is not worth sending, in a word; empty if it is."""
        if self.post is None:
            return "mail is not set up"
        if due.reader is None or not due.address:
            return "no address"
        if (due.invitation is not None or due.verifying) and not self.writer.leads_back:
            return "links lead nowhere"
        if idle := self._idle(due, due.reader.user.email):
            return idle
        return "too old" if self.means.clock() - due.created_at > PATIENCE else ""

    def _idle(self, due: Due, email: str) -> str:
        """Why a letter would tell nothing, or somebody else, in a word; empty if it would not."""
        if due.verifying:
            proven = due.verified or due.verifying != email
            return "address proven already, or another" if proven else ""
        if due.invitation is not None:
            state = due.invitation.state(self.means.clock())
            return "" if state is InvitationState.OPEN else "invitation over"
        if not due.notices:
            return "read already"
        return "" if due.verified else "address not proven"

    def _next(self, due: Due) -> datetime:
        """When to try again: later and later."""
        wait: timedelta = _FIRST * int(3 ** (due.tries - 1))
        return self.means.clock() + min(wait, _LONGEST)

    def _note(self, book_id: UUID, due: Due, next_at: datetime | None, fault: str) -> None:
        def once() -> None:
            with self.means.works(book_id, None) as work:
                if fault:
                    work.outbox.failed(due.id, next_at, fault[:_FAULT])
                else:
                    work.outbox.sent(due.id, self.means.clock())
                work.commit()

        patiently(self.means.pause, once)

    def _clear(self, book_id: UUID) -> None:
        with self.means.works(book_id, None) as work:
            work.outbox.clear(self.means.clock() - KEPT)
            work.commit()


def _reason(error: Unavailable | Conflict) -> str:
    return f"{error.code}: {error.facts.get('reason', '')}"
