"""A bank line that was expected becomes what was expected, and nothing stands there twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Thread

import pytest
from sqlalchemy import Engine

from finance.adapters.postgres.inspecting import PostgresInspector
from finance.domain.entries import Amounts, Transfer
from finance.domain.errors import Conflict
from finance.domain.matching import Decision, LineStatus
from finance.domain.schedules import Occurrence, OccurrenceState
from finance.usecases.accounts import EditAccount
from finance.usecases.import_readings import Awaited, ImportReading, LineReading
from finance.usecases.ports import Work
from finance.usecases.schedule_ports import Kept
from finance.usecases.schedule_readings import ScheduleReading
from finance.usecases.scheduling import locked, skipped
from tests.imports.bank import Customer, Row, csv_file, ofx_file
from tests.schedules.calendar import Home, home


@pytest.fixture
def house(engine: Engine) -> Home:
    """A household on Sunday, 29 November 2026, noon."""
    return home(engine)


def take(house: Home, *rows: tuple[str, str, str], account: str = "Cash") -> tuple[int, int]:
    """Take a file over into an account; how many lines were imported, and how many merged."""
    bank = Customer(house.house)
    content = csv_file([Row(*row) for row in rows])
    outcome = bank.take(content, house.house.account(account).id)
    return outcome.imported, outcome.merged


def test_a_line_that_comes_before_the_due_day_is_the_payment_itself(
    house: Home, owner_engine: Engine
) -> None:
    rent = house.made("2026-12-01")
    assert take(house, ("2026-11-30", "-850.00", "Mr Landlord"), ("2026-11-30", "-3", "Kiosk")) == (
        1,
        1,
    )
    first = house.times(rent)[0]
    assert first.state is OccurrenceState.POSTED
    row = house.house.transactions.get(house.house.actor, first.transaction_id)  # type: ignore[arg-type]
    assert str(row.transaction.date) == "2026-11-30"
    assert row.described.category == house.house.account("Groceries")
    house.clock.pass_days(5)
    assert house.wake().posted == 0
    assert house.posted() == ["2026-11-30", "2026-11-30"]
    assert PostgresInspector(owner_engine).faults(house.house.actor.book.id) == ()


def test_a_line_of_another_amount_account_or_time_is_another_movement(house: Home) -> None:
    rent = house.made("2026-12-01")
    house.house.open("Bank", "0")
    assert take(house, ("2026-12-01", "-851.00", "Landlord")) == (1, 0)
    assert take(house, ("2026-12-01", "-850.00", "Landlord"), account="Bank") == (1, 0)
    assert take(house, ("2026-11-20", "-850.00", "Landlord")) == (1, 0)
    assert house.times(rent)[0].pending


def test_a_line_after_what_was_posted_by_itself_joins_it_whatever_it_is_called(
    house: Home,
) -> None:
    house.made("2026-11-27")
    house.wake()
    assert take(house, ("2026-11-28", "-850.00", "SEPA 4711")) == (0, 1)
    assert house.posted() == ["2026-11-27"]


def test_each_line_takes_one_occurrence_the_nearest(house: Home) -> None:
    weekly = house.made("2026-11-30", "daily", interval=2)
    lines = (("2026-11-30", "-850.00", "A"), ("2026-12-02", "-850.00", "B"))
    assert take(house, *lines) == (0, 2)
    states = [one.state for one in house.times(weekly)[:3]]
    assert states == [OccurrenceState.POSTED, OccurrenceState.POSTED, OccurrenceState.PENDING]


def test_both_ends_of_a_transfer_are_the_same_transfer(house: Home) -> None:
    cash, bank = house.house.account("Cash"), house.house.open("Bank", "0")
    body = Transfer(from_account_id=cash.id, to_account_id=bank.id, amount=Decimal(50))
    house.made("2026-12-01", template=house.template(body))
    assert take(house, ("2026-12-01", "-50.00", "To bank")) == (0, 1)
    assert take(house, ("2026-12-01", "50.00", "From cash"), account="Bank") == (0, 1)
    assert house.posted() == ["2026-12-01"]
    assert str(house.house.balance("Bank").of("EUR")) == "50.00"


def test_taking_the_import_back_lets_it_be_expected_again(
    house: Home, owner_engine: Engine
) -> None:
    rent = house.made("2026-12-01")
    bank = Customer(house.house)
    before = bank.state()
    content = csv_file([Row("2026-11-30", "-850.00", "Landlord")])
    reading = bank.preview(content, house.house.account("Cash").id)
    bank.imports.commit(bank.actor, reading.head.id)
    assert bank.imports.revert(bank.actor, reading.head.id).edited == 0
    assert bank.state() == before
    assert house.times(rent)[0].pending
    house.clock.pass_days(3)
    assert house.wake().posted == 1
    assert house.posted() == ["2026-12-01"]
    assert PostgresInspector(owner_engine).faults(house.house.actor.book.id) == ()


def test_what_is_expected_on_a_closed_account_comes_in_by_itself(house: Home) -> None:
    house.house.open("Savings", "0")
    body = Transfer(
        from_account_id=house.house.account("Cash").id,
        to_account_id=house.house.account("Savings").id,
        amount=Decimal(50),
    )
    house.made("2026-12-01", template=house.template(body))
    house.house.accounts.close(house.house.actor, house.house.account("Savings").id)
    assert take(house, ("2026-12-01", "-50.00", "Somewhere")) == (1, 0)


def preview(house: Home, *rows: tuple[str, str, str]) -> tuple[Customer, ImportReading]:
    """A file looked at for Cash, and the bank that sent it."""
    bank = Customer(house.house)
    content = csv_file([Row(*row) for row in rows])
    return bank, bank.preview(content, house.house.account("Cash").id)


def two_statements(*told: tuple[str, Row]) -> bytes:
    """One OFX file with a statement of one movement for each account."""
    files = [ofx_file([row], number=number).decode() for number, row in told]
    inner = [one.split("<BANKMSGSRSV1>")[1].split("</BANKMSGSRSV1>")[0] for one in files]
    return files[0].replace(inner[0], "".join(inner)).encode()


def lines(bank: Customer, reading: ImportReading) -> list[LineReading]:
    """The lines of an import as they stand now."""
    return list(bank.imports.lines(bank.actor, reading.head.id))


RENT = ("2026-11-30", "-850.00", "Mr Landlord")


def test_the_preview_says_what_a_line_will_become(house: Home) -> None:
    rent = house.made("2026-12-01")
    bank, reading = preview(house, RENT, ("2026-11-30", "-3.00", "Kiosk"))
    expected, kiosk = lines(bank, reading)
    first = house.times(rent)[0]
    assert expected.awaited == Awaited(
        occurrence_id=first.id,
        schedule_id=rent.schedule.id,
        due_on=first.due_on,
        payee="Landlord",
        description="",
    )
    assert (expected.status, expected.decision) == (LineStatus.PROBABLE, Decision.MERGE)
    assert (kiosk.status, kiosk.awaited) == (LineStatus.NEW, None)
    assert (reading.expected, reading.making) == (1, 2)
    assert house.posted() == []
    assert first.pending
    done = bank.imports.commit(bank.actor, reading.head.id)
    assert (done.imported, done.merged, done.posted) == (1, 1, 1)
    assert len(house.posted()) == 2
    assert bank.imports.commit(bank.actor, reading.head.id).posted == 1


def test_a_line_may_be_kept_as_its_own_and_the_time_goes_on_being_expected(house: Home) -> None:
    rent = house.made("2026-12-01")
    bank, reading = preview(house, RENT)
    [line] = lines(bank, reading)
    bank.imports.decide(bank.actor, reading.head.id, line.id, Decision.IMPORT)
    assert bank.imports.get(bank.actor, reading.head.id).making == 1
    done = bank.imports.commit(bank.actor, reading.head.id)
    assert (done.imported, done.merged, done.posted) == (1, 0, 0)
    assert house.times(rent)[0].pending
    row = house.house.transactions.get(house.house.actor, line.id)
    assert row.described.category != house.house.account("Groceries")
    house.clock.pass_days(3)
    assert house.wake().posted == 1


def test_a_line_may_be_left_out_and_be_expected_after_all(house: Home) -> None:
    rent = house.made("2026-12-01")
    bank, reading = preview(house, RENT)
    [line] = lines(bank, reading)
    for decision in (Decision.SKIP, Decision.MERGE, Decision.SKIP):
        bank.imports.decide_each(bank.actor, reading.head.id, {line.id: decision})
    assert bank.imports.commit(bank.actor, reading.head.id).skipped == 1
    assert house.times(rent)[0].pending
    assert house.posted() == []


def _skip(house: Home, one: Occurrence) -> None:
    house.once.skip(house.house.actor, one.id)


def _move(house: Home, one: Occurrence) -> None:
    house.once.move(house.house.actor, one.id, date(2026, 12, 20))


def _dearer(house: Home, one: Occurrence) -> None:
    amounts = Amounts(amount=Decimal(900))
    house.once.post(house.house.actor, one.id, date(2026, 12, 1), amounts)


@pytest.mark.parametrize("meanwhile", [_skip, _move, _dearer])
def test_what_is_not_expected_any_more_is_told_before_anything_is_booked(
    house: Home, meanwhile: Callable[[Home, Occurrence], None]
) -> None:
    rent = house.made("2026-12-01")
    bank, reading = preview(house, RENT)
    meanwhile(house, house.times(rent)[0])
    before = house.posted()
    with pytest.raises(Conflict, match="changed_since_preview"):
        bank.imports.commit(bank.actor, reading.head.id)
    assert house.posted() == before
    [line] = lines(bank, reading)
    assert (line.status, line.decision, line.awaited) == (LineStatus.NEW, Decision.IMPORT, None)
    assert bank.imports.commit(bank.actor, reading.head.id).imported == 1


def test_what_became_expected_after_the_preview_is_told_too(house: Home) -> None:
    bank, reading = preview(house, RENT, ("2026-11-30", "-3.00", "Kiosk"))
    kiosk = lines(bank, reading)[1]
    bank.imports.decide(bank.actor, reading.head.id, kiosk.id, Decision.SKIP)
    house.made("2026-12-01")
    house.made("2026-12-01", template=house.rent("3"))
    with pytest.raises(Conflict, match="changed_since_preview"):
        bank.imports.commit(bank.actor, reading.head.id)
    rent, kiosk = lines(bank, reading)
    assert rent.awaited is not None
    assert (kiosk.awaited, kiosk.decision) == (None, Decision.SKIP)
    done = bank.imports.commit(bank.actor, reading.head.id)
    assert (done.posted, done.skipped) == (1, 1)


def test_what_the_clock_posted_after_the_preview_is_joined_as_the_preview_said(
    house: Home,
) -> None:
    house.made("2026-11-30")
    bank, reading = preview(house, RENT)
    house.clock.pass_days(2)
    assert house.wake().posted == 1
    assert lines(bank, reading)[0].awaited is None
    done = bank.imports.commit(bank.actor, reading.head.id)
    assert (done.imported, done.merged, done.posted) == (0, 1, 0)
    assert house.posted() == ["2026-11-30"]


def test_the_proof_of_the_balance_counts_what_was_expected(house: Home) -> None:
    house.made("2026-12-01")
    cash = house.house.account("Cash").id
    bank = Customer(house.house)
    content = ofx_file([Row(*RENT), Row("2026-12-01", "50.00", "Refund")], "-800.00")
    reading = bank.preview(content, cash, "bank.ofx")
    assert [str(one.difference) for one in reading.statements] == ["0.00"]
    done = bank.imports.commit(bank.actor, reading.head.id)
    assert [str(one.difference) for one in done.reading.statements] == ["0.00"]


def test_both_ends_of_a_transfer_in_one_file_make_one_transaction(house: Home) -> None:
    cash = house.house.open("Giro", "0")
    bank = house.house.open("Bank", "0")
    for account, number in ((cash, "DE1"), (bank, "DE2")):
        request = EditAccount(id=account.id, name=account.name, parent_id=None, number=number)
        house.house.accounts.edit(house.house.actor, request)
    body = Transfer(from_account_id=cash.id, to_account_id=bank.id, amount=Decimal(50))
    house.made("2026-12-01", template=house.template(body))
    whole = two_statements(
        ("DE1", Row("2026-12-01", "-50.00", "To bank")),
        ("DE2", Row("2026-12-02", "50.00", "From giro")),
    )
    customer = Customer(house.house)
    reading = customer.preview(whole, name="both.ofx")
    assert (reading.expected, reading.making) == (2, 1)
    assert customer.imports.commit(customer.actor, reading.head.id).posted == 1
    assert house.posted() == ["2026-12-01"]


def test_a_clock_at_the_same_moment_posts_it_once(house: Home) -> None:
    rent = house.made("2026-11-29")
    bank, reading = preview(house, ("2026-11-29", "-850.00", "Landlord"))
    told: list[object] = []

    def commit() -> None:
        try:
            told.append(bank.imports.commit(bank.actor, reading.head.id).merged)
        except Conflict as fault:
            told.append(fault.code)

    threads = [Thread(target=commit), Thread(target=house.wake)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [1]
    assert len(house.posted()) == 1
    assert house.times(rent)[0].state is OccurrenceState.POSTED


def refused_while(
    house: Home, rent: ScheduleReading, change: Callable[[Work, Kept, Occurrence], object]
) -> tuple[Customer, ImportReading]:
    """The preview of a line whose schedule changed while it was being booked, which was told."""
    bank, reading = preview(house, RENT)
    told: list[str] = []

    def commit() -> None:
        try:
            bank.imports.commit(bank.actor, reading.head.id)
        except Conflict as fault:
            told.append(fault.code)

    booking = Thread(target=commit)
    with house.means.work(house.house.actor) as work:
        change(work, *locked(work, house.times(rent)[0]))
        booking.start()
        booking.join(0.5)  # it waits for the schedule, which this work has
        assert booking.is_alive()
        work.commit()
    booking.join()
    assert told == ["changed_since_preview"]
    assert house.posted() == []
    return bank, reading


def test_what_is_skipped_while_it_is_being_booked_is_looked_at_again(house: Home) -> None:
    def skip(work: Work, _: Kept, one: Occurrence) -> None:
        mark = house.means.mark(house.house.actor)
        work.schedules.settle(one, skipped(one, mark), mark)

    refused_while(house, house.made("2026-12-01"), skip)


def test_what_costs_more_while_it_is_being_booked_is_looked_at_again(house: Home) -> None:
    def raise_it(work: Work, kept: Kept, _: Occurrence) -> None:
        dearer = replace(kept.schedule, template=house.rent("900"))
        work.schedules.replace(kept.schedule, dearer, house.means.mark(house.house.actor))

    rent = house.made("2026-12-01")
    bank, reading = refused_while(house, rent, raise_it)
    assert house.times(rent)[0].pending
    assert bank.imports.commit(bank.actor, reading.head.id).imported == 1
    assert str(house.house.balance("Cash").of("EUR")) == "-850.00"
