"""Books and their settings."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from finance.domain.accounts import Account
from finance.domain.errors import ChangedMeanwhile, Conflict, Invalid
from finance.domain.money import exponent
from finance.domain.people import Actor, Book, Role
from finance.domain.periods import MonthStart
from finance.domain.starter import Starter, starter
from finance.domain.texts import clean
from finance.usecases.means import retried
from finance.usecases.people_means import MOST_BOOKS, PeopleMeans
from finance.usecases.people_ports import Membership
from finance.usecases.ports import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class EditBook:
    """New settings of a book; ``version`` as the caller saw it (None: whatever it is now)."""

    name: str
    currency: str
    time_zone: str
    month_start: int
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBook:
    """A further book; empty means as in the book the actor is in.

    ``id`` is the caller's, so that a retry is harmless.
    """

    id: UUID
    name: str
    currency: str = ""
    time_zone: str = ""
    say: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Books:
    """The use cases of books; every one is one unit of work."""

    means: PeopleMeans

    def mine(self, actor: Actor) -> tuple[Membership, ...]:
        """The books the actor shares in, the one joined first before the others."""
        with self.means.people_work(actor) as work:
            return work.households.mine()

    @retried
    def open(self, actor: Actor, request: OpenBook) -> Membership:
        """Open a further book that the actor owns; the same again answers the one that is there.

        So does the same at the same time. Invalid for anything wrong; Conflict ``id_taken``.
        """
        currency = (request.currency or actor.book.currency).upper()
        zone = self.means.checks.time_zone(request.time_zone or actor.book.time_zone)
        start = starter(self.means.ids, currency, zone, request.say)
        book = replace(start.book, id=request.id, name=_named(request.name))
        try:
            return self._opened(actor, replace(start, book=book))
        except Conflict:
            there = [one for one in self.mine(actor) if one.book.id == book.id]
            if not there:
                raise
        return _same_again(there[0], book)

    def _opened(self, actor: Actor, start: Starter) -> Membership:
        """The book of ``start``, opened now or there already; Conflict if its id was just taken."""
        book = start.book
        with self.means.people_works(actor.user.id, book.id) as work:
            mine = work.households.mine()
            for one in mine:
                if one.book.id == book.id:
                    return _same_again(one, book)
            if len(mine) >= MOST_BOOKS:
                raise Invalid("books_many", None, {"limit": MOST_BOOKS})
            marks = self.means.marks(actor.user.id, 1 + len(start.accounts))
            work.households.open(book, start.accounts, marks)
            work.commit()
        return Membership(book=book, role=Role.OWNER)

    @retried
    def edit(self, actor: Actor, request: EditBook) -> Book:
        """Write the settings of the actor's book; only an owner may.

        Another currency is right only while nothing is recorded: Conflict ``book_not_empty`` at
        ``currency``. The default account is then opened anew in that currency. Invalid,
        ChangedMeanwhile.
        """
        actor.require(Role.OWNER)
        with self.means.work(actor) as work:
            before = work.books.get()
            after = self._edited(before, request)
            if after == before:
                return before
            if after.currency != before.currency:
                after = self._another_currency(actor, work, after)
            after = work.books.replace(before, after, self.means.mark(actor))
            work.commit()
        return after

    def _edited(self, before: Book, request: EditBook) -> Book:
        if request.version is not None and request.version != before.version:
            raise ChangedMeanwhile("changed_meanwhile", "version", {"version": before.version})
        currency = request.currency.upper()
        exponent(currency)
        return replace(
            before,
            name=_named(request.name),
            currency=currency,
            time_zone=self.means.checks.time_zone(request.time_zone),
            month_start=MonthStart(request.month_start),
        )

    def _another_currency(self, actor: Actor, work: Work, after: Book) -> Book:
        """Put a new default account in the place of the one in the old currency."""
        recorded = any(reading.count for reading in work.readings.accounts())
        if recorded or any(line.limits for line in work.budgets.all()):
            raise Conflict("book_not_empty", "currency")
        default = work.accounts.chart().get(after.default_account_id or after.id)
        if default is None or default.currency == after.currency:
            return after
        closed = replace(default, closed_at=self.means.clock())
        work.accounts.replace(default, closed, self.means.mark(actor))
        anew = _anew(default, self.means.ids(), after.currency)
        work.accounts.add([anew], [self.means.mark(actor)])
        return replace(after, default_account_id=anew.id)


def _named(name: str) -> str:
    """A book's name, cleaned; Invalid ``name_missing``."""
    kept = clean(name, "book_name")
    if not kept:
        raise Invalid("name_missing", "name")
    return kept


def _same_again(there: Membership, asked: Book) -> Membership:
    """What was made first; Conflict ``id_taken`` if it is another book than the one asked for."""
    if (there.book.name, there.book.currency) != (asked.name, asked.currency):
        raise Conflict("id_taken", "id")
    return there


def _anew(account: Account, new_id: UUID, currency: str) -> Account:
    return replace(account, id=new_id, currency=currency, closed_at=None, version=1)
