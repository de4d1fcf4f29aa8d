"""A household of its own for each test: a book, its owner, and short words to write money with."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Engine, text

from finance.adapters.clock import new_id, now, pause
from finance.adapters.files.writers import TABLE, WRITERS
from finance.adapters.postgres.work import PostgresWork
from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.entries import Compound, Flow, Heading, Line, Part, Transfer
from finance.domain.ledger import TransactionKind
from finance.domain.money import Bag, Money
from finance.domain.people import Actor, Role, User
from finance.domain.starter import starter
from finance.usecases.accounts import Accounts, OpenAccount
from finance.usecases.analysing import Analyses
from finance.usecases.budgets import Budgets
from finance.usecases.changes import Changes
from finance.usecases.means import Means
from finance.usecases.overview import Overviews
from finance.usecases.ports import Mark
from finance.usecases.readings import Row
from finance.usecases.register import Registers
from finance.usecases.reporting import Reporting
from finance.usecases.transactions import Record, Transactions

_NEW_USER = text("""
    INSERT INTO app_user (id, username, password_hash, created_at)
    VALUES (:id, :name, 'none', :at)
""")
_NEW_MEMBER = text("""
    INSERT INTO member (book_id, user_id, role, joined_at) VALUES (:book, :id, 'owner', :at)
""")


@dataclass(frozen=True)
class Household:
    """A book with the starter accounts, acted in by its owner."""

    engine: Engine
    actor: Actor

    @property
    def means(self) -> Means:
        """What the use cases work with: the real database, clock and ids."""
        return Means(works=self._work, clock=now, ids=new_id, pause=pause)

    def _work(self, book_id: UUID, user_id: UUID | None) -> PostgresWork:
        return PostgresWork(self.engine, book_id, user_id)

    def work(self) -> PostgresWork:
        """A unit of work in this book."""
        return self._work(self.actor.book.id, self.actor.user.id)

    def acting_as(self, role: Role) -> "Household":
        """The same household, acted in by a member of another role."""
        return replace(self, actor=replace(self.actor, role=role))

    @property
    def accounts(self) -> Accounts:
        """The use cases of accounts."""
        return Accounts(self.means)

    @property
    def transactions(self) -> Transactions:
        """The use cases of transactions."""
        return Transactions(self.means)

    @property
    def registers(self) -> Registers:
        """The use cases of lists."""
        return Registers(self.means)

    @property
    def overviews(self) -> Overviews:
        """The use cases of the first page."""
        return Overviews(self.means)

    @property
    def budgets(self) -> Budgets:
        """The use cases of budgets."""
        return Budgets(self.means)

    @property
    def changes(self) -> Changes:
        """The use cases of the change log."""
        return Changes(self.means)

    @property
    def analyses(self) -> Analyses:
        """The use cases of analysis."""
        return Analyses(self.means, TABLE)

    @property
    def reporting(self) -> Reporting:
        """The use cases of reports."""
        return Reporting(self.means, WRITERS["csv"])

    def chart(self) -> Chart:
        """The accounts as they are now."""
        with self.work() as work:
            return work.accounts.chart()

    def account(self, name: str) -> Account:
        """The account called ``name``, of whatever kind."""
        return next(account for account in self.chart().values() if account.name == name)

    def balance(self, name: str) -> Bag:
        """The kept balance of the account called ``name``."""
        readings = self.accounts.all(self.actor)
        return next(one.balance for one in readings if one.account.name == name)

    def open(
        self,
        name: str,
        balance: str = "",
        kind: AccountKind = AccountKind.ASSET,
        currency: str = "EUR",
    ) -> Account:
        """Open an own account with a balance on 1 January 2026."""
        request = OpenAccount(
            id=new_id(),
            opening_id=new_id(),
            kind=kind,
            name=name,
            currency=currency,
            balance=Money.parse(balance, currency) if balance else None,
            day=date(2026, 1, 1),
        )
        return self.accounts.open(self.actor, request).account

    def spend(self, amount: str, category: str = "Groceries", on: str = "2026-11-03") -> Row:
        """An expense paid in cash."""
        parts = (Part(Decimal(amount), self.account(category).id),)
        return self._flow(TransactionKind.EXPENSE, parts, on)

    def earn(self, amount: str, category: str = "Salary", on: str = "2026-11-03") -> Row:
        """An income received in cash."""
        parts = (Part(Decimal(amount), self.account(category).id),)
        return self._flow(TransactionKind.INCOME, parts, on)

    def _flow(self, kind: TransactionKind, parts: tuple[Part, ...], on: str) -> Row:
        body = Flow(kind=kind, account_id=self.account("Cash").id, parts=parts)
        return self.record(body, on)

    def move(self, amount: str, origin: str, target: str, arriving: str = "") -> Row:
        """A transfer on 4 November 2026."""
        body = Transfer(
            from_account_id=self.account(origin).id,
            to_account_id=self.account(target).id,
            amount=Decimal(amount),
            to_amount=Decimal(arriving) if arriving else None,
        )
        return self.record(body, "2026-11-04")

    def record(
        self, body: Flow | Transfer | Compound, on: str = "2026-11-03", payee: str = "Shop"
    ) -> Row:
        """Record a new transaction with a new id."""
        heading = Heading(date=date.fromisoformat(on), payee=payee)
        request = Record(id=new_id(), heading=heading, body=body)
        return self.transactions.record(self.actor, request).row

    def compound(self, *lines: tuple[str, str]) -> Row:
        """A full entry of (account name, signed amount in EUR) pairs."""
        made = tuple(Line(self.account(name).id, Decimal(minor), "EUR") for name, minor in lines)
        return self.record(Compound(made))


def household(engine: Engine, currency: str = "EUR", time_zone: str = "Europe/Berlin") -> Household:
    """A new book of a new user, with nothing in it but the starter accounts."""
    start = starter(new_id, currency, time_zone)
    user = User(id=new_id(), username=f"user-{new_id().hex}", created_at=now())
    actor = Actor(user=user, book=start.book, role=Role.OWNER)
    made = Household(engine, actor)
    mine = {"id": user.id, "name": user.username, "at": now(), "book": start.book.id}
    with made.work() as work:
        work.connection.execute(_NEW_USER, mine)
        bare = replace(start.book, default_account_id=None)
        work.books.add(bare, _mark(user))
        work.connection.execute(_NEW_MEMBER, mine)
        work.accounts.add(start.accounts, [_mark(user) for _ in start.accounts])
        book = work.books.replace(bare, start.book, _mark(user))
        work.commit()
    return Household(engine, replace(actor, book=book))


def _mark(user: User) -> Mark:
    return Mark(id=new_id(), user_id=user.id, at=now())
