"""Taking an import back leaves the book as it was, and the file can come again."""

from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.adapters.postgres.inspecting import PostgresInspector
from finance.domain.changes import Action
from finance.domain.entries import Flow, Heading, Part
from finance.domain.errors import Conflict
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.domain.matching import Decision, LineStatus
from finance.usecases.import_readings import ImportStatus
from finance.usecases.transactions import Record
from tests.imports.bank import NUMBER, Customer, Row, csv_file, customer, ofx_file, reference_rows


def _transaction_ids(bank: Customer) -> list[UUID]:
    with bank.home.work() as work:
        return [one.transaction.id for one in work.readings.stream(Filter())]


def test_taking_an_import_back_leaves_the_book_as_it_was(
    engine: Engine, owner_engine: Engine
) -> None:
    bank = customer(engine)
    bank.home.spend("5.00")
    before = bank.state()
    outcome = bank.take(ofx_file(reference_rows(1, 10), "100.00"))
    reverted = bank.imports.revert(bank.actor, outcome.reading.head.id)
    assert (reverted.trashed, reverted.edited) == (11, 0)  # ten lines and the opening balance
    assert reverted.reading.head.status is ImportStatus.REVERTED
    assert bank.state() == before
    assert PostgresInspector(owner_engine).faults(bank.actor.book.id) == ()


def test_an_account_the_import_made_is_closed_when_empty(engine: Engine) -> None:
    bank = customer(engine)
    import_id = bank.take(ofx_file(reference_rows(1, 3))).reading.head.id
    bank.imports.revert(bank.actor, import_id)
    assert [one.closed for one in bank.home.chart().values() if one.number == NUMBER] == [True]


def test_a_file_comes_again_whole_after_it_was_taken_back(engine: Engine) -> None:
    bank = customer(engine)
    content = ofx_file(reference_rows(1, 10))
    bank.imports.revert(bank.actor, bank.take(content).reading.head.id)
    again = bank.preview(content)
    assert bank.counts(again) == {"new": 10}
    bank.imports.commit(bank.actor, again.head.id)
    assert bank.bank_balance() == Decimal("-60.00")


def test_taking_back_twice_is_refused(engine: Engine) -> None:
    bank = customer(engine)
    import_id = bank.take(csv_file(reference_rows(1, 3))).reading.head.id
    bank.imports.revert(bank.actor, import_id)
    state = bank.state()
    with pytest.raises(Conflict, match="not_committed"):
        bank.imports.revert(bank.actor, import_id)
    assert bank.state() == state
    with pytest.raises(Conflict, match="not_in_preview"):
        bank.imports.commit(bank.actor, import_id)


def test_edited_transactions_are_asked_about_before_they_go(engine: Engine) -> None:
    bank = customer(engine)
    import_id = bank.take(csv_file([Row("2026-11-02", "-12.50", "Baker")])).reading.head.id
    [transaction_id] = _transaction_ids(bank)
    row = bank.home.transactions.get(bank.actor, transaction_id)
    own = row.described.account
    assert own is not None
    part = Part(Decimal("12.50"), bank.home.account("Groceries").id)
    flow = Flow(kind=TransactionKind.EXPENSE, account_id=own.id, parts=(part,))
    edited = Record(
        id=row.transaction.id,
        heading=Heading(date=row.transaction.date, payee="My baker"),
        body=flow,
    )
    bank.home.transactions.replace(bank.actor, edited, 1)
    with pytest.raises(Conflict, match="edited_since") as refused:
        bank.imports.revert(bank.actor, import_id)
    assert refused.value.facts["edited"] == 1
    reverted = bank.imports.revert(bank.actor, import_id, even_if_edited=True)
    assert (reverted.trashed, reverted.edited) == (1, 1)
    assert bank.state() == []


def test_what_was_trashed_before_stays_trashed_and_the_rest_goes(engine: Engine) -> None:
    bank = customer(engine)
    import_id = bank.take(csv_file(reference_rows(1, 3))).reading.head.id
    gone = _transaction_ids(bank)[0]
    bank.home.transactions.trash(bank.actor, gone)
    assert bank.counts(bank.preview(csv_file(reference_rows(1, 3)))) == {"known": 3}
    assert bank.imports.revert(bank.actor, import_id).trashed == 2
    assert bank.state() == []


def test_a_trashed_row_of_an_import_can_be_restored_by_itself(engine: Engine) -> None:
    bank = customer(engine)
    import_id = bank.take(csv_file([Row("2026-11-02", "-12.50", "Baker")])).reading.head.id
    [transaction_id] = _transaction_ids(bank)
    before = bank.home.transactions.get(bank.actor, transaction_id).transaction
    bank.imports.revert(bank.actor, import_id)
    with pytest.raises(Conflict, match="account_closed"):  # the account it made went with it
        bank.home.transactions.restore(bank.actor, transaction_id)
    made = next(one for one in bank.home.chart().values() if one.closed)
    bank.home.accounts.reopen(bank.actor, made.id)
    restored = bank.home.transactions.restore(bank.actor, transaction_id).transaction
    assert restored.postings == before.postings


def test_a_merge_is_undone_and_the_typed_entry_stays(engine: Engine) -> None:
    bank = customer(engine)
    typed = bank.home.spend("12.50", on="2026-11-02")
    cash = bank.home.account("Cash").id
    content = csv_file([Row("2026-11-02", "-12.50", "Baker"), Row("2026-11-03", "-1.00", "Kiosk")])
    state = bank.state()
    outcome = bank.take(content, cash)
    assert (outcome.imported, outcome.merged) == (1, 1)
    bank.imports.revert(bank.actor, outcome.reading.head.id)
    assert bank.state() == state
    assert bank.home.transactions.get(bank.actor, typed.transaction.id).entry.trashed_at is None
    assert bank.counts(bank.preview(content, cash)) == {"new": 1, "probable": 1}


def test_lines_joined_to_what_goes_may_come_again(engine: Engine) -> None:
    bank = customer(engine)
    first = bank.take(ofx_file(reference_rows(1, 4))).reading.head.id
    account = next(a for a in bank.home.chart().values() if a.number == NUMBER)
    joined = bank.take(csv_file(reference_rows(1, 4)), account.id)
    assert joined.merged == 4
    bank.imports.revert(bank.actor, first)
    reading = bank.preview(csv_file(reference_rows(1, 4)))
    assert bank.counts(reading) == {"new": 4}


def test_both_ways_are_told_in_the_change_log(engine: Engine) -> None:
    bank = customer(engine)
    import_id = bank.take(csv_file(reference_rows(1, 3))).reading.head.id
    bank.imports.revert(bank.actor, import_id)
    with bank.home.work() as work:
        back, there = work.changes.of(import_id)
    assert (there.action, back.action) == (Action.COMMITTED, Action.REVERTED)
    assert back.reverses == there.id
    assert there.after is not None
    assert there.after["imported"] == 3


def test_deciding_is_over_once_committed(engine: Engine) -> None:
    bank = customer(engine)
    import_id = bank.take(csv_file(reference_rows(1, 3))).reading.head.id
    line = bank.imports.lines(bank.actor, import_id)[0]
    with pytest.raises(Conflict, match="not_in_preview"):
        bank.imports.decide(bank.actor, import_id, line.id, Decision.SKIP)
    with pytest.raises(Conflict, match="not_in_preview"):
        bank.imports.decide_all(bank.actor, import_id, LineStatus.NEW, Decision.SKIP)
    with pytest.raises(Conflict, match="not_in_preview"):
        bank.imports.discard(bank.actor, import_id)
    assert bank.imports.line(bank.actor, import_id, line.id) == line
    assert new_id() != line.id
