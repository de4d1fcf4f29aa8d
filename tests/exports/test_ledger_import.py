"""What was exported comes back: into an empty book whole, into its own book not twice."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from finance.adapters.clock import new_id, now
from finance.adapters.files.reader import read
from finance.adapters.files.writers import WRITERS
from finance.adapters.postgres.inspecting import PostgresInspector
from finance.domain.accounts import Account, AccountKind
from finance.domain.entries import Compound, Flow, Heading, Line, Part, Transfer, entered
from finance.domain.errors import FinanceError, Unreadable
from finance.domain.filters import Filter
from finance.domain.interchange import Rows, place_of
from finance.domain.ledger import Transaction, TransactionKind
from finance.domain.matching import Decision, LineStatus
from finance.domain.money import Bag, Money
from finance.usecases.accounts import OpenAccount
from finance.usecases.exporting import Exports
from finance.usecases.import_readings import ImportStatus, LedgerReading, Outcome
from finance.usecases.imports import Imports, PreviewImport
from finance.usecases.sampling import Samples
from tests.household import Household, household

FORMULAS = ("=1+1", "+49 170", "-x", "@home", "'=quoted", "＝wide", ' "=1"', "plain", "")
NAMES = ("Cash / box", "=SUM(A1)", "'n", "Größe", "a/b", "Dollars")


def _csv(home: Household) -> bytes:
    return "".join(Exports(home.means, WRITERS).file(home.actor, Filter(), "csv")).encode()


def _imports(home: Household) -> Imports:
    return Imports(home.means, read)


def _preview(home: Household, content: bytes) -> PreviewImport:
    request = PreviewImport(id=new_id(), file_name="ledger.csv", content=content)
    _imports(home).preview(home.actor, request)
    return request


def _take(home: Household, content: bytes) -> Outcome:
    return _imports(home).commit(home.actor, _preview(home, content).id)


def _there(home: Household) -> list[Transaction]:
    with home.work() as work:
        return [entry.transaction for entry in work.readings.stream(Filter())]


def _canonical(home: Household) -> Counter[object]:
    """Everything the ledger says, without ids of accounts and imports."""
    rows = Rows(home.chart())
    return Counter(row for one in _there(home) for row in rows.of(one))


def _balances(home: Household) -> dict[object, Bag]:
    chart = home.chart()
    readings = home.accounts.all(home.actor)
    found = [(place_of(one.account, chart), one.balance) for one in readings if one.balance]
    return {place: sum((b for p, b in found if p == place), Bag()) for place, _ in found}


def test_the_sample_household_comes_back_into_an_empty_book(
    engine: Engine, owner_engine: Engine
) -> None:
    home, empty = household(engine), household(engine)
    count = Samples(home.means).fill(home.actor)
    content = _csv(home)
    outcome = _take(empty, content)
    assert outcome.imported == count
    assert outcome.reading.ledger == LedgerReading(coming=count, known=0, accounts=5)
    assert _balances(empty) == _balances(home)
    assert _canonical(empty) == _canonical(home)
    assert _csv(empty) == content
    assert PostgresInspector(owner_engine).faults(empty.actor.book.id) == ()


def test_the_same_file_again_doubles_nothing(engine: Engine) -> None:
    home, empty = household(engine), household(engine)
    Samples(home.means).fill(home.actor)
    content = _csv(home)
    first = _take(empty, content).imported
    before = _canonical(empty)
    again = _take(empty, content)
    assert (again.imported, again.skipped) == (0, first)
    assert again.reading.ledger == LedgerReading(coming=0, known=first, accounts=0)
    assert _canonical(empty) == before
    assert _take(home, content).imported == 0


def test_a_preview_books_nothing_and_says_what_would_come(engine: Engine) -> None:
    home, empty = household(engine), household(engine)
    home.open("Savings", "100")
    home.spend("5")
    request = _preview(empty, _csv(home))
    reading = _imports(empty).get(empty.actor, request.id)
    assert reading.head.status is ImportStatus.PREVIEW
    assert reading.ledger == LedgerReading(coming=2, known=0, accounts=1)
    assert (reading.lines, reading.count(LineStatus.NEW)) == (2, 2)
    assert reading.decided(Decision.IMPORT) == 2
    assert reading.count(LineStatus.PROBABLE) == 0
    assert _there(empty) == []
    with pytest.raises(StopIteration):
        empty.account("Savings")


def test_an_import_of_a_ledger_is_taken_back_and_brought_again(engine: Engine) -> None:
    home, empty = household(engine), household(engine)
    home.open("Savings", "100")
    home.spend("5")
    content = _csv(home)
    outcome = _take(empty, content)
    done = _imports(empty).revert(empty.actor, outcome.reading.head.id)
    assert done.trashed == 2
    assert done.reading.ledger == outcome.reading.ledger
    assert _balances(empty) == {}
    assert empty.account("Savings").closed  # the import made it, and nothing stands on it
    again = _take(empty, content)
    assert again.imported == 2
    assert _balances(empty) == _balances(home)
    assert not empty.account("Savings").closed
    assert _imports(empty).revert(empty.actor, again.reading.head.id).trashed == 2
    assert _balances(empty) == {}
    assert empty.account("Savings").closed


def test_what_another_import_made_stays_that_imports(engine: Engine) -> None:
    home, empty = household(engine), household(engine)
    row = home.spend("5")
    content = _csv(home)
    first = _take(empty, content).reading.head.id
    empty.transactions.trash(empty.actor, row.transaction.id)
    second = _take(empty, content)
    assert second.imported == 1
    assert _imports(empty).revert(empty.actor, second.reading.head.id).trashed == 0
    reverted = _imports(empty).revert(empty.actor, first, even_if_edited=True)
    assert reverted.trashed == 1
    assert _balances(empty) == {}


def test_what_a_reverted_import_made_goes_with_the_one_that_brought_it_back(
    engine: Engine,
) -> None:
    home, empty = household(engine), household(engine)
    home.spend("5")
    content = _csv(home)
    first = _take(empty, content).reading.head.id
    _imports(empty).revert(empty.actor, first)
    again = _take(empty, content)
    assert again.imported == 1
    assert _imports(empty).revert(empty.actor, again.reading.head.id).trashed == 1
    assert _balances(empty) == {}


def test_what_is_new_beside_what_comes_back_shares_its_account(engine: Engine) -> None:
    home, empty = household(engine), household(engine)
    home.open("Savings", "100")
    outcome = _take(empty, _csv(home))
    _imports(empty).revert(empty.actor, outcome.reading.head.id)
    home.move("1", "Cash", "Savings")
    again = _take(empty, _csv(home))
    assert again.imported == 2
    assert again.reading.ledger == LedgerReading(coming=2, known=0, accounts=0)
    assert _balances(empty) == _balances(home)


def test_accounts_made_inside_each_other_go_together(engine: Engine) -> None:
    home, empty = household(engine), household(engine)
    food = home.account("Food")
    deep = OpenAccount(
        id=new_id(), opening_id=new_id(), kind=food.kind, name="Cheese", parent_id=food.id
    )
    deeper = replace(deep, id=new_id(), name="Brie", parent_id=deep.id)
    for request in (deep, deeper):
        home.accounts.open(home.actor, request)
    home.spend("5", category="Brie")
    outcome = _take(empty, _csv(home))
    assert not empty.account("Cheese").closed
    _imports(empty).revert(empty.actor, outcome.reading.head.id)
    assert [empty.account(name).closed for name in ("Food", "Cheese", "Brie")] == [
        False,
        True,
        True,
    ]


def test_what_is_in_use_stays_open_when_its_import_is_taken_back(engine: Engine) -> None:
    home, empty = household(engine), household(engine)
    home.open("Savings", "100")
    outcome = _take(empty, _csv(home))
    empty.move("1", "Cash", "Savings")
    _imports(empty).revert(empty.actor, outcome.reading.head.id)
    assert not empty.account("Savings").closed


def test_committed_twice_it_answers_the_same(engine: Engine) -> None:
    home, empty = household(engine), household(engine)
    home.spend("5")
    request = _preview(empty, _csv(home))
    first = _imports(empty).commit(empty.actor, request.id)
    assert _imports(empty).commit(empty.actor, request.id) == first


def test_what_is_here_already_stays_as_it_is(engine: Engine) -> None:
    home = household(engine)
    content = _csv(home)
    home.spend("5")
    content = _csv(home).replace(b"-5.00", b"-7.00")
    assert _take(home, content).skipped == 1
    assert home.balance("Cash") == Bag([Money(-500, "EUR")])


def test_what_was_exported_unchanged_is_one_import_and_one_change(engine: Engine) -> None:
    home, empty = household(engine), household(engine)
    home.spend("5")
    outcome = _take(empty, _csv(home))
    assert [one.import_id for one in _there(empty)] == [outcome.reading.head.id]
    assert len(_imports(empty).all(empty.actor)) == 1
    assert empty.changes.latest(empty.actor)[0].subject_id == outcome.reading.head.id


def test_an_account_in_another_currency_gets_a_name_of_its_own(engine: Engine) -> None:
    home, empty = household(engine), household(engine, currency="USD")
    home.spend("5")
    _take(empty, _csv(home))
    assert empty.balance("Cash (EUR)") == Bag([Money(-500, "EUR")])
    other = replace(home.spend("6").transaction, id=new_id())
    with home.work() as work:
        work.transactions.add_many([other], now())
        work.commit()
    _take(empty, _csv(home))
    assert empty.balance("Cash (EUR)") == Bag([Money(-1700, "EUR")])


def test_closed_accounts_are_not_written_to(engine: Engine) -> None:
    home, other = household(engine), household(engine)
    home.open("Savings", "100")
    closed = other.open("Savings")
    other.accounts.close(other.actor, closed.id)
    _take(other, _csv(home))
    assert not other.accounts.get(other.actor, closed.id).balance
    assert _balances(other) == _balances(home)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (b",expense,", b",expanse,", 2),
        (b"-5.00", b"-5.001", 2),
        (b"2026-11-03", b"3.11.2026", 2),
        (b",asset,", b",wallet,", 2),
    ],
)
def test_a_broken_row_is_told_by_its_line_and_nothing_is_kept(
    engine: Engine, old: bytes, new: bytes, line: int
) -> None:
    home, empty = household(engine), household(engine)
    home.spend("5")
    with pytest.raises(Unreadable) as caught:
        _preview(empty, _csv(home).replace(old, new))
    assert caught.value.facts["line"] == line
    assert _imports(empty).all(empty.actor) == ()


def test_rows_that_contradict_each_other_are_refused(engine: Engine) -> None:
    home, empty = household(engine), household(engine)
    parts = tuple(Part(Decimal(5), home.account(name).id) for name in ("Groceries", "Travel"))
    home.record(Flow(kind=TransactionKind.EXPENSE, account_id=home.account("Cash").id, parts=parts))
    head, first, second = _csv(home).splitlines(keepends=True)
    with pytest.raises(Unreadable, match="rows_differ"):
        _preview(empty, head + first + second.replace(b"2026-11-03", b"2026-11-04"))
    with pytest.raises(Unreadable, match="row_unreadable"):
        _preview(empty, head + first.replace(b"-5.00", b"-99999999999999.00") * 30)


def test_half_of_an_other_transaction_is_refused(engine: Engine) -> None:
    home, empty = household(engine), household(engine)
    home.compound(("Cash", "-30"), ("Groceries", "10"), ("Salary", "20"))
    head, first, second, _ = _csv(home).splitlines(keepends=True)
    with pytest.raises(Unreadable, match="row_unreadable"):
        _preview(empty, head + first + second)


def test_rows_of_one_transaction_may_stand_apart(engine: Engine) -> None:
    home, empty = household(engine), household(engine)
    home.compound(("Cash", "-30"), ("Groceries", "10"), ("Salary", "20"))
    home.spend("5")
    head, first, second, third, fourth = _csv(home).splitlines(keepends=True)
    _take(empty, head + first + fourth + second + third)
    assert _canonical(empty) == _canonical(home)
    assert _balances(empty) == _balances(home)


def _drawn(home: Household, draw: st.DrawFn) -> Transaction | None:
    chart = home.chart()
    open_ = sorted(chart.values(), key=lambda one: (one.kind, one.name))  # the same for every draw
    own = [one for one in open_ if one.kind.own]
    heading = Heading(
        date=date(2026, draw(st.integers(1, 12)), draw(st.integers(1, 28))),
        payee=draw(st.sampled_from(FORMULAS)),
        description=draw(st.sampled_from((*FORMULAS, "two\nlines"))),
        tags=tuple(draw(st.lists(st.sampled_from(("a b", "=x", "\\", "c")), max_size=3))),
    )
    try:
        return entered(new_id(), heading, _body(draw, own, open_), chart)
    except FinanceError:
        return None


def _amount(draw: st.DrawFn) -> Decimal:
    return Decimal(draw(st.integers(-500, 900))).scaleb(-2)


def _body(draw: st.DrawFn, own: list[Account], all_: list[Account]) -> Flow | Transfer | Compound:
    memo = st.sampled_from(FORMULAS)
    form = draw(st.integers(0, 2))
    if form == 0:
        kind = draw(st.sampled_from((TransactionKind.EXPENSE, TransactionKind.INCOME)))
        fit = [one for one in all_ if one.kind.value == kind.value]
        parts = tuple(
            Part(_amount(draw), draw(st.sampled_from(fit)).id, draw(memo))
            for _ in range(draw(st.integers(1, 3)))
        )
        return Flow(kind=kind, account_id=draw(st.sampled_from(own)).id, parts=parts)
    if form == 1:
        ends = draw(st.permutations(own))
        return Transfer(
            from_account_id=ends[0].id,
            to_account_id=ends[1].id,
            amount=abs(_amount(draw)),
            to_amount=abs(_amount(draw)) if ends[0].currency != ends[1].currency else None,
        )
    sides = [draw(st.sampled_from(all_)) for _ in range(draw(st.integers(1, 4)))]
    lines = [Line(one.id, _amount(draw), one.currency or "EUR", draw(memo)) for one in sides]
    left: dict[str, Decimal] = {}
    for line in lines:
        left[str(line.currency)] = left.get(str(line.currency), Decimal(0)) - line.amount
    any_ = [one for one in all_ if one.currency is None]
    rests = [Line(draw(st.sampled_from(any_)).id, rest, code) for code, rest in left.items()]
    return Compound((*lines, *rests))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_ledger_comes_back_the_same(
    engine: Engine, owner_engine: Engine, data: st.DataObject
) -> None:
    home, empty = household(engine), household(engine)
    for at, name in enumerate(NAMES):
        kind = AccountKind.LIABILITY if at % 2 else AccountKind.ASSET
        home.open(name, kind=kind, currency="USD" if name == "Dollars" else "EUR")
    draw = st.composite(lambda draw: [_drawn(home, draw) for _ in range(12)])
    values = [one for one in data.draw(draw()) if one is not None]
    with home.work() as work:
        work.transactions.add_many(values, now())
        work.commit()
    content = _csv(home)
    assert _take(empty, content).imported == len(values)
    assert _canonical(empty) == _canonical(home)
    assert _balances(empty) == _balances(home)
    assert _csv(empty) == content
    assert PostgresInspector(owner_engine).faults(empty.actor.book.id) == ()
    assert _take(empty, content).imported == 0
