"""With every check of the web left out, another book's ids are worth nothing to the use cases."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import pytest
from sqlalchemy import Engine

from finance.adapters.files.writers import WRITERS
from finance.domain.accounts import AccountKind
from finance.domain.altering import Alteration
from finance.domain.entries import Amounts, Compound, Flow, Heading, Line, Part, Transfer
from finance.domain.errors import FinanceError, Invalid, NotFound
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.domain.mapping import CsvMapping
from finance.domain.matching import Decision, LineStatus
from finance.domain.recurrence import Frequency, Recurrence
from finance.domain.schedules import Template
from finance.usecases.accounts import Accounts, EditAccount, MergeCategory, OpenAccount
from finance.usecases.bulk import Bulk
from finance.usecases.changes import Changes
from finance.usecases.exporting import Exports
from finance.usecases.imports import Imports, PreviewImport
from finance.usecases.occurrences import Occurrences
from finance.usecases.register import Place, Registers
from finance.usecases.schedules import SaveSchedule, Schedules
from finance.usecases.transactions import Record, Transactions
from tests.attack.evidence import digest
from tests.household import Household
from tests.imports.bank import Customer, Row, csv_file, customer

_ONE: Final = Decimal(1)
_FILE: Final = csv_file([Row("2026-11-01", "-1.00", "Shop"), Row("2026-11-02", "-2.00", "Bar")])


@dataclass
class _Book:
    """A book with something of everything, and its ids."""

    bank: Customer
    home: Household = field(init=False)

    def __post_init__(self) -> None:
        self.home = home = self.bank.home
        self.cash, self.food = home.account("Cash").id, home.account("Groceries").id
        self.card = home.open("Card", kind=AccountKind.LIABILITY).id
        self.row = home.spend("5").transaction
        self.gone = home.spend("6").transaction.id
        home.transactions.trash(home.actor, self.gone)
        self.change = home.changes.latest(home.actor)[-1].id
        self.committed = self.bank.take(_FILE).reading.head.id
        self.preview = self.bank.preview(csv_file([Row("2026-11-05", "-9", "X")])).head.id
        self.line = self.bank.imports.lines(home.actor, self.preview)[0].id
        profiles = self.bank.imports.profiles(home.actor)
        self.profile = profiles[0].id if profiles else self.preview
        recurring = Schedules(home.means)
        self.schedule = _rent(self, self.cash, self.food).id
        recurring.add(home.actor, _rent(self, self.cash, self.food, self.schedule))
        self.time = recurring.occurrences(home.actor, self.schedule)[0].id


@pytest.fixture(scope="module")
def mine(engine: Engine) -> _Book:
    """The attacker's own book."""
    return _Book(customer(engine))


@pytest.fixture(scope="module")
def theirs(engine: Engine) -> _Book:
    """The victim's."""
    return _Book(customer(engine))


def _flow(account: UUID, category: UUID) -> Flow:
    parts = (Part(_ONE, category),)
    return Flow(kind=TransactionKind.EXPENSE, account_id=account, parts=parts)


def _move(origin: UUID, target: UUID) -> Transfer:
    return Transfer(from_account_id=origin, to_account_id=target, amount=_ONE)


def _record(id_: UUID, body: Flow | Transfer | Compound) -> Record:
    return Record(id=id_, heading=Heading(date=date(2026, 11, 3)), body=body)


def _edit(account: UUID, parent: UUID | None = None) -> EditAccount:
    return EditAccount(id=account, name="Taken", parent_id=parent, number="")


def _new(book: _Book, parent: UUID) -> OpenAccount:
    ids = book.home.means.ids
    kind = AccountKind.EXPENSE
    return OpenAccount(id=ids(), opening_id=ids(), kind=kind, name="New", parent_id=parent)


def _look(mine: _Book, **more: Any) -> PreviewImport:  # noqa: ANN401 - fields of a request
    return PreviewImport(id=mine.home.means.ids(), file_name="a.csv", content=_FILE, **more)


Attack = Callable[[_Book, _Book], object]
_Body = Callable[[_Book, _Book], Flow | Transfer | Compound]


def _recording(body: _Body) -> Attack:
    return lambda m, t: m.home.transactions.record(
        m.home.actor, _record(m.home.means.ids(), body(m, t))
    )


def _replacing(body: _Body) -> Attack:
    return lambda m, t: m.home.transactions.replace(
        m.home.actor, _record(m.row.id, body(m, t)), None
    )


def _listing(chosen: Callable[[_Book], Filter]) -> Attack:
    return lambda m, t: m.home.registers.page(m.home.actor, chosen(t), Place())


def _exporting(chosen: Callable[[_Book], Filter]) -> Attack:
    return lambda m, t: list(Exports(m.home.means, WRITERS).file(m.home.actor, chosen(t), "csv"))


def _ledger() -> Iterator[tuple[str, Attack]]:
    def transactions(book: _Book) -> Transactions:
        return book.home.transactions

    bodies: dict[str, _Body] = {
        "account": lambda m, t: _flow(t.cash, m.food),
        "category": lambda m, t: _flow(m.cash, t.food),
        "origin": lambda m, t: _move(t.cash, m.card),
        "target": lambda m, t: _move(m.cash, t.card),
        "line": lambda m, t: Compound((Line(m.cash, _ONE, "EUR"), Line(t.cash, -_ONE, "EUR"))),
    }
    for name, body in bodies.items():
        yield f"transactions.record {name}", _recording(body)
        yield f"transactions.replace {name}", _replacing(body)
    yield (
        "transactions.replace",
        lambda m, t: transactions(m).replace(
            m.home.actor, _record(t.row.id, _flow(m.cash, m.food)), None
        ),
    )
    yield "transactions.trash", lambda m, t: transactions(m).trash(m.home.actor, t.row.id)
    yield "transactions.restore", lambda m, t: transactions(m).restore(m.home.actor, t.gone)
    yield "transactions.get", lambda m, t: transactions(m).get(m.home.actor, t.row.id)
    yield "transactions.history", lambda m, t: transactions(m).history(m.home.actor, t.row.id)
    yield (
        "changes.reverse_together",
        lambda m, t: m.home.changes.reverse_together(m.home.actor, t.change),
    )
    yield from _bulk()
    yield "changes.reverse", lambda m, t: m.home.changes.reverse(m.home.actor, t.change)


def _bulk() -> Iterator[tuple[str, Attack]]:
    def of(book: _Book) -> Bulk:
        return Bulk(book.home.means)

    yield (
        "bulk.record",
        lambda m, t: of(m).record(
            m.home.actor, [_record(m.home.means.ids(), _flow(t.cash, m.food))]
        ),
    )
    yield "bulk.trash", lambda m, t: of(m).trash(m.home.actor, [m.row.id, t.row.id])
    yield "bulk.restore", lambda m, t: of(m).restore(m.home.actor, [m.gone, t.gone])
    yield (
        "bulk.alter",
        lambda m, t: of(m).alter(m.home.actor, [m.row.id, t.row.id], Alteration(payee="x")),
    )
    yield (
        "bulk.alter category",
        lambda m, t: of(m).alter(m.home.actor, [m.row.id], Alteration(category_id=t.food)),
    )


def _accounts() -> Iterator[tuple[str, Attack]]:
    def of(book: _Book) -> Accounts:
        return book.home.accounts

    yield "accounts.get", lambda m, t: of(m).get(m.home.actor, t.cash)
    yield "accounts.edit", lambda m, t: of(m).edit(m.home.actor, _edit(t.cash))
    yield "accounts.edit parent", lambda m, t: of(m).edit(m.home.actor, _edit(m.food, t.food))
    yield "accounts.open parent", lambda m, t: of(m).open(m.home.actor, _new(m, t.food))
    yield "accounts.close", lambda m, t: of(m).close(m.home.actor, t.cash)
    yield (
        "accounts.merge",
        lambda m, t: of(m).merge(m.home.actor, MergeCategory(id=t.food, move_to=m.food)),
    )
    yield (
        "accounts.merge target",
        lambda m, t: of(m).merge(m.home.actor, MergeCategory(id=m.food, move_to=t.food)),
    )
    yield "accounts.reopen", lambda m, t: of(m).reopen(m.home.actor, t.cash)
    yield "accounts.arrange", lambda m, t: of(m).arrange(m.home.actor, [m.cash, t.cash])
    yield "accounts.history", lambda m, t: of(m).history(m.home.actor, t.cash)
    yield "accounts.close_up", lambda m, t: of(m).close_up(m.home.actor, t.cash)


def _rent(book: _Book, account: UUID, category: UUID, schedule: UUID | None = None) -> SaveSchedule:
    """Something that recurs in a far year."""
    return SaveSchedule(
        id=schedule or book.home.means.ids(),
        template=Template(body=_flow(account, category)),
        recurrence=Recurrence(start=date(2100, 1, 1), frequency=Frequency.MONTHLY),
    )


def _schedules() -> Iterator[tuple[str, Attack]]:
    def of(book: _Book) -> Schedules:
        return Schedules(book.home.means)

    each: dict[str, Attack] = {
        "using": lambda m, t: of(m).using(m.home.actor, t.cash),
        "get": lambda m, t: of(m).get(m.home.actor, t.schedule),
        "close_up": lambda m, t: of(m).close_up(m.home.actor, t.schedule),
        "occurrences": lambda m, t: of(m).occurrences(m.home.actor, t.schedule),
        "history": lambda m, t: of(m).history(m.home.actor, t.schedule),
        "end": lambda m, t: of(m).end(m.home.actor, t.schedule),
        "pause": lambda m, t: of(m).pause(m.home.actor, t.schedule, paused=True),
        "preview": lambda m, t: of(m).preview(m.home.actor, _rent(m, t.cash, m.food)),
        "add account": lambda m, t: of(m).add(m.home.actor, _rent(m, t.cash, m.food)),
        "add category": lambda m, t: of(m).add(m.home.actor, _rent(m, m.cash, t.food)),
        "replace": lambda m, t: of(m).replace(m.home.actor, _rent(m, m.cash, m.food, t.schedule)),
        "replace account": lambda m, t: of(m).replace(
            m.home.actor, _rent(m, t.cash, m.food, m.schedule)
        ),
    }
    for name, attack in each.items():
        yield f"schedules.{name}", attack


def _occurrences() -> Iterator[tuple[str, Attack]]:
    def of(book: _Book) -> Occurrences:
        return Occurrences(book.home.means)

    each: dict[str, Attack] = {
        "get": lambda m, t: of(m).get(m.home.actor, t.time),
        "close_up": lambda m, t: of(m).close_up(m.home.actor, t.time),
        "post": lambda m, t: of(m).post(m.home.actor, t.time, None, Amounts(amount=_ONE)),
        "skip": lambda m, t: of(m).skip(m.home.actor, t.time),
        "move": lambda m, t: of(m).move(m.home.actor, t.time, date(2100, 1, 2)),
    }
    for name, attack in each.items():
        yield f"occurrences.{name}", attack


def _imports() -> Iterator[tuple[str, Attack]]:
    def of(book: _Book) -> Imports:
        return book.bank.imports

    take, mapping = Decision.IMPORT, CsvMapping(encoding="utf-8", delimiter=",", date=0, amount=2)
    each: dict[str, Attack] = {
        "preview account": lambda m, t: of(m).preview(m.home.actor, _look(m, account_id=t.cash)),
        "remap": lambda m, t: of(m).remap(m.home.actor, t.preview, mapping),
        "place": lambda m, t: of(m).place(m.home.actor, t.preview, m.cash),
        "place account": lambda m, t: of(m).place(m.home.actor, m.preview, t.cash),
        "commit": lambda m, t: of(m).commit(m.home.actor, t.preview),
        "revert": lambda m, t: of(m).revert(m.home.actor, t.committed, even_if_edited=True),
        "decide": lambda m, t: of(m).decide(m.home.actor, t.preview, t.line, take),
        "decide line": lambda m, t: of(m).decide(m.home.actor, m.preview, t.line, take),
        "decide_each": lambda m, t: of(m).decide_each(m.home.actor, t.preview, {t.line: take}),
        "decide_each line": lambda m, t: of(m).decide_each(m.home.actor, m.preview, {t.line: take}),
        "decide_all": lambda m, t: of(m).decide_all(
            m.home.actor, t.preview, LineStatus.NEW, Decision.SKIP
        ),
        "discard": lambda m, t: of(m).discard(m.home.actor, t.preview),
        "get": lambda m, t: of(m).get(m.home.actor, t.preview),
        "lines": lambda m, t: of(m).lines(m.home.actor, t.preview),
        "line": lambda m, t: of(m).line(m.home.actor, t.preview, t.line),
        "line line": lambda m, t: of(m).line(m.home.actor, m.preview, t.line),
        "forget": lambda m, t: of(m).forget(m.home.actor, t.profile),
    }
    for name, attack in each.items():
        yield f"imports.{name}", attack


def _lists() -> Iterator[tuple[str, Attack]]:
    filters: dict[str, Callable[[_Book], Filter]] = {
        "account": lambda t: Filter(accounts=frozenset({t.cash})),
        "category": lambda t: Filter(categories=frozenset({t.food})),
    }
    yield "registers.page import", _listing(lambda t: Filter(import_id=t.committed))
    for name, chosen in filters.items():
        yield f"registers.page {name}", _listing(chosen)
        yield f"exports.file {name}", _exporting(chosen)


ATTACKS: Final = dict(
    [*_ledger(), *_accounts(), *_schedules(), *_occurrences(), *_imports(), *_lists()]
)
_HARMLESS: Final = {
    "accounts.all",
    "transactions.offered",
    "transactions.payees",
    "changes.latest",
    "imports.all",
    "imports.profiles",
    "schedules.all",
    "schedules.board",
    "schedules.see",
}
"""Methods that are given no id of a thing, or one that only says where to go on."""


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_id_of_another_book_is_nothing(
    superuser: Engine, mine: _Book, theirs: _Book, attack: str
) -> None:
    books = [(one.home.actor.book.id, one.home.actor.user.id) for one in (mine, theirs)]
    before = [digest(superuser, *one) for one in books]
    with pytest.raises(FinanceError) as refused:
        ATTACKS[attack](mine, theirs)
    assert isinstance(refused.value, NotFound | Invalid), refused.value
    assert [digest(superuser, *one) for one in books] == before


def test_a_file_of_the_import_of_another_book_is_not_found(mine: _Book, theirs: _Book) -> None:
    take = _exporting(lambda book: Filter(import_id=book.committed))
    whole = take(theirs, theirs)
    assert isinstance(whole, list)
    assert len("".join(whole).splitlines()) > 1
    with pytest.raises(NotFound):
        take(mine, theirs)


def test_going_on_from_a_place_in_another_book_shows_ones_own_alone(
    mine: _Book, theirs: _Book
) -> None:
    ours = {one.id for one in mine.home.changes.latest(mine.home.actor)}
    shown = mine.home.changes.latest(mine.home.actor, before=theirs.change)
    assert {one.id for one in shown} <= ours
    rows = mine.bank.imports.all(mine.home.actor, before=theirs.preview)
    assert {row.head.id for row in rows} <= {mine.committed, mine.preview}


def test_no_use_case_of_a_book_is_left_out() -> None:
    parts = {"accounts": Accounts, "transactions": Transactions, "changes": Changes}
    parts |= {"schedules": Schedules, "occurrences": Occurrences}
    known = {attack.split()[0] for attack in ATTACKS} | _HARMLESS
    for name, part in {**parts, "imports": Imports, "bulk": Bulk}.items():
        for method, _ in inspect.getmembers(part, inspect.isfunction):
            assert method.startswith("_") or f"{name}.{method}" in known
    assert {"registers.page", "exports.file"} <= known
    assert {name for name, _ in inspect.getmembers(Registers, inspect.isfunction)} >= {"page"}
