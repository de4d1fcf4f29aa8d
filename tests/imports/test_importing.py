"""A file becomes a preview, the preview transactions, and nothing is doubled or lost."""

from decimal import Decimal

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.adapters.postgres.inspecting import PostgresInspector
from finance.domain.accounts import AccountKind
from finance.domain.errors import Conflict, Forbidden, Invalid, NotFound, Unreadable
from finance.domain.matching import Decision, LineStatus
from finance.domain.money import Money
from finance.domain.people import Role
from finance.usecases.import_readings import ImportStatus
from finance.usecases.import_staging import ImportLimits
from finance.usecases.imports import Imports, PreviewImport
from tests.imports.bank import Customer, Row, csv_file, customer, ofx_file, reference_rows

ROWS = [
    Row("2026-11-02", "-12.50", "Baker"),
    Row("2026-11-03", "-40.00", "Fuel"),
    Row("2026-11-28", "2500.00", "Employer"),
]


def test_a_preview_books_nothing(engine: Engine) -> None:
    bank = customer(engine)
    before = bank.state()
    reading = bank.preview(csv_file(ROWS))
    assert bank.counts(reading) == {"new": 3}
    assert reading.head.status is ImportStatus.PREVIEW
    assert reading.statements[0].tally.total == 244750
    assert bank.state() == before


def test_committing_books_every_line_and_makes_the_account(
    engine: Engine, owner_engine: Engine
) -> None:
    bank = customer(engine)
    outcome = bank.take(ofx_file(reference_rows(1, 10)))
    assert (outcome.imported, outcome.merged, outcome.skipped) == (10, 0, 0)
    assert bank.bank_balance() == Decimal("-60.00")
    assert PostgresInspector(owner_engine).faults(bank.actor.book.id) == ()


def test_committing_twice_books_once(engine: Engine) -> None:
    bank = customer(engine)
    reading = bank.preview(csv_file(ROWS))
    first = bank.imports.commit(bank.actor, reading.head.id)
    state = bank.state()
    again = bank.imports.commit(bank.actor, reading.head.id)
    assert again.imported == first.imported == 3
    assert bank.state() == state


def test_the_same_file_again_is_known_line_by_line(engine: Engine) -> None:
    bank = customer(engine)
    for content in (csv_file(ROWS), ofx_file(reference_rows(1, 10))):
        bank.take(content)
        state = bank.state()
        again = bank.preview(content)
        assert bank.counts(again) == {"known": again.lines}
        assert again.same_file
        outcome = bank.imports.commit(bank.actor, again.head.id)
        assert outcome.imported == 0
        assert bank.state() == state


def test_an_overlapping_file_brings_only_what_is_new(engine: Engine) -> None:
    bank = customer(engine)
    bank.take(ofx_file(reference_rows(1, 20)))
    reading = bank.preview(ofx_file(reference_rows(15, 30)))
    assert bank.counts(reading) == {"new": 10, "known": 6}
    bank.imports.commit(bank.actor, reading.head.id)
    assert bank.bank_balance() == -sum(Decimal(f"{at}.50") for at in range(1, 31))


@pytest.mark.parametrize("lines", [1, 2, 29, 30])
def test_lines_are_known_however_many_more_stand_on_their_account(
    engine: Engine, lines: int
) -> None:
    bank = customer(engine)
    bank.take(ofx_file(reference_rows(1, 30)))
    reading = bank.preview(ofx_file(reference_rows(31 - lines, 31)))
    assert bank.counts(reading) == {"new": 1, "known": lines}
    bank.take(ofx_file(reference_rows(31, 31)))
    with pytest.raises(Conflict, match="changed_since_preview"):
        bank.imports.commit(bank.actor, reading.head.id)
    shown = bank.imports.get(bank.actor, reading.head.id)
    assert bank.counts(shown) == {"known": lines + 1}


def test_identical_rows_in_one_file_are_all_real(engine: Engine) -> None:
    bank = customer(engine)
    twice = [Row("2026-11-02", "-2.80", "Coffee")] * 2
    assert bank.take(csv_file(twice)).imported == 2
    thrice = bank.preview(csv_file([*twice, twice[0]]))
    assert bank.counts(thrice) == {"new": 1, "known": 2}


def test_a_reference_used_again_for_another_amount_is_kept_and_told(engine: Engine) -> None:
    bank = customer(engine)
    bank.take(ofx_file([Row("2026-11-02", "-1.00", "Fee", "A1")]))
    reading = bank.preview(ofx_file([Row("2026-11-02", "-2.00", "Fee", "A1")]))
    lines = bank.imports.lines(bank.actor, reading.head.id)
    assert [(one.status, one.reason, one.decision) for one in lines] == [
        (LineStatus.NEW, "reference_reused", Decision.IMPORT)
    ]
    within = [Row("2026-12-02", "-1.00", "Fee", "B"), Row("2026-12-03", "-1.00", "Fee", "B")]
    reading = bank.preview(ofx_file(within))
    lines = bank.imports.lines(bank.actor, reading.head.id)
    assert [one.reason for one in lines] == ["", "reference_reused"]


def test_daily_interest_is_not_a_duplicate(engine: Engine) -> None:
    bank = customer(engine)
    days = [Row(f"2026-11-{day:02d}", "0.03", "Interest", f"I{day}") for day in range(1, 11)]
    bank.take(ofx_file(days[:5]))
    assert bank.counts(bank.preview(ofx_file(days[5:]))) == {"new": 5}


def test_the_same_account_in_another_format_is_probable_and_doubles_nothing(
    engine: Engine,
) -> None:
    bank = customer(engine)
    bank.take(ofx_file(reference_rows(1, 10)))
    account = next(a for a in bank.home.chart().values() if a.number == "DE0012345678")
    state = bank.state()
    reading = bank.preview(csv_file(reference_rows(1, 12)), account.id)
    assert bank.counts(reading) == {"new": 2, "probable": 10}
    lines = bank.imports.lines(bank.actor, reading.head.id, LineStatus.PROBABLE)
    assert all(one.twin and one.twin.payee == one.payee for one in lines)
    outcome = bank.imports.commit(bank.actor, reading.head.id)
    assert (outcome.imported, outcome.merged) == (2, 10)
    assert len(bank.state()) == len(state) + 4
    assert bank.counts(bank.preview(csv_file(reference_rows(1, 12)), account.id)) == {"known": 12}


def test_a_typed_expense_and_its_bank_line_become_one_with_the_typed_words(
    engine: Engine,
) -> None:
    bank = customer(engine)
    typed = bank.home.spend("12.50", "Groceries", "2026-11-01")
    cash = bank.home.account("Cash").id
    reading = bank.preview(csv_file(ROWS), cash)
    assert bank.counts(reading) == {"new": 2, "probable": 1}
    line = bank.imports.lines(bank.actor, reading.head.id, LineStatus.PROBABLE)[0]
    assert line.decision is Decision.IMPORT  # a day apart, no word in common: the person looks
    bank.imports.decide(bank.actor, reading.head.id, line.id, Decision.MERGE)
    outcome = bank.imports.commit(bank.actor, reading.head.id)
    assert (outcome.imported, outcome.merged) == (2, 1)
    kept = bank.home.transactions.get(bank.actor, typed.transaction.id)
    assert kept.transaction == typed.transaction
    assert bank.counts(bank.preview(csv_file(ROWS), cash)) == {"known": 3}


def test_each_typed_entry_is_the_twin_of_one_line_only(engine: Engine) -> None:
    bank = customer(engine)
    bank.home.spend("5.00", on="2026-11-03")
    rows = [Row("2026-11-02", "-5.00", "Kiosk"), Row("2026-11-03", "-5.00", "Kiosk")]
    reading = bank.preview(csv_file(rows), bank.home.account("Cash").id)
    lines = bank.imports.lines(bank.actor, reading.head.id)
    assert [one.status for one in lines] == [LineStatus.NEW, LineStatus.PROBABLE]


def test_a_known_line_can_be_taken_over_all_the_same(engine: Engine) -> None:
    bank = customer(engine)
    bank.take(csv_file(ROWS))
    reading = bank.preview(csv_file(ROWS))
    count = bank.imports.decide_all(bank.actor, reading.head.id, LineStatus.KNOWN, Decision.IMPORT)
    assert count == 3
    assert bank.imports.commit(bank.actor, reading.head.id).imported == 3
    assert len(bank.state()) == 12
    assert bank.counts(bank.preview(csv_file(ROWS))) == {"known": 3}


def test_a_skipped_line_comes_again_next_time(engine: Engine) -> None:
    bank = customer(engine)
    reading = bank.preview(csv_file(ROWS))
    line = bank.imports.lines(bank.actor, reading.head.id)[1]
    bank.imports.decide(bank.actor, reading.head.id, line.id, Decision.SKIP)
    outcome = bank.imports.commit(bank.actor, reading.head.id)
    assert (outcome.imported, outcome.skipped) == (2, 1)
    assert bank.counts(bank.preview(csv_file(ROWS))) == {"known": 2, "new": 1}


def test_an_account_made_by_an_import_starts_so_that_the_bank_is_right(engine: Engine) -> None:
    bank = customer(engine)
    reading = bank.preview(ofx_file(reference_rows(1, 3), "100.00", "2026-01-31"))
    statement = reading.statements[0]
    assert statement.head.makes
    assert statement.offer == Money(10750, "EUR")
    assert statement.difference == Money(0, "EUR")
    outcome = bank.imports.commit(bank.actor, reading.head.id)
    assert outcome.reading.statements[0].difference == Money(0, "EUR")
    assert bank.bank_balance() == Decimal("100.00")


def test_without_an_opening_balance_the_difference_is_shown(engine: Engine) -> None:
    bank = customer(engine)
    reading = bank.preview(ofx_file(reference_rows(1, 3), "100.00", "2026-01-31"))
    outcome = bank.imports.commit(bank.actor, reading.head.id, openings=False)
    assert outcome.reading.statements[0].difference == Money(-10750, "EUR")
    assert bank.bank_balance() == Decimal("-7.50")


def test_a_missing_file_in_between_shows_as_a_difference(engine: Engine) -> None:
    bank = customer(engine)
    bank.take(ofx_file(reference_rows(1, 3), "100.00", "2026-01-04"))
    reading = bank.preview(ofx_file(reference_rows(5, 6), "84.50", "2026-01-31"))
    assert reading.statements[0].expected == Money(8800, "EUR")
    assert reading.statements[0].difference == Money(350, "EUR")


def test_a_payee_keeps_the_category_it_had_last_time(engine: Engine) -> None:
    bank = customer(engine)
    bank.home.spend("9.00", "Groceries", "2026-01-01")  # at "Shop"
    bank.take(csv_file([Row("2026-11-02", "-30.00", "SHOP"), Row("2026-11-02", "-1.00", "Else")]))
    named = {row[1]: row[3] for row in bank.state() if row[4] in {3000, 100}}
    assert named == {"SHOP": "Groceries", "Else": "Uncategorised"}


def test_an_import_into_a_named_account_needs_its_currency(engine: Engine) -> None:
    bank = customer(engine)
    dollars = bank.home.open("Dollars", currency="USD")
    with pytest.raises(Invalid, match="currency_of_account"):
        bank.preview(csv_file(ROWS), dollars.id)
    with pytest.raises(Invalid, match="account_kind"):
        bank.preview(csv_file(ROWS), bank.home.account("Groceries").id)


def test_an_unreadable_file_leaves_nothing(engine: Engine) -> None:
    bank = customer(engine)
    with pytest.raises(Unreadable):
        bank.preview(b"\x00\x01\x02 not a bank file")
    assert bank.imports.all(bank.actor) == ()


def test_a_file_beyond_the_limits_is_refused(engine: Engine) -> None:
    bank = customer(engine)
    content = csv_file(ROWS)
    small = Imports(bank.home.means, bank.imports.read, ImportLimits(size=10, lines=2))
    request = PreviewImport(id=new_id(), file_name="a.csv", content=content)
    with pytest.raises(Invalid, match="file_too_large"):
        small.preview(bank.actor, request)
    few = Imports(bank.home.means, bank.imports.read, ImportLimits(lines=2))
    with pytest.raises(Invalid, match="lines_many"):
        few.preview(bank.actor, request)


def test_sending_a_file_again_under_its_id_is_harmless(engine: Engine) -> None:
    bank = customer(engine)
    request = PreviewImport(id=new_id(), file_name="a.csv", content=csv_file(ROWS))
    first = bank.imports.preview(bank.actor, request)
    assert bank.imports.preview(bank.actor, request) == first
    other = PreviewImport(id=request.id, file_name="a.csv", content=csv_file(ROWS[:1]))
    with pytest.raises(Conflict, match="id_taken"):
        bank.imports.preview(bank.actor, other)


def test_two_previews_of_one_file_cannot_both_be_booked(engine: Engine) -> None:
    bank = customer(engine)
    bank.take(ofx_file(reference_rows(1, 1)))
    first = bank.preview(ofx_file(reference_rows(1, 5)))
    second = bank.preview(ofx_file(reference_rows(1, 5)))
    bank.imports.commit(bank.actor, first.head.id)
    state = bank.state()
    with pytest.raises(Conflict, match="changed_since_preview"):
        bank.imports.commit(bank.actor, second.head.id)
    assert bank.counts(bank.imports.get(bank.actor, second.head.id)) == {"known": 5}
    assert bank.imports.commit(bank.actor, second.head.id).imported == 0
    assert bank.state() == state


def test_two_previews_that_would_make_one_account_make_it_once(engine: Engine) -> None:
    bank = customer(engine)
    first = bank.preview(ofx_file(reference_rows(1, 5)))
    second = bank.preview(ofx_file(reference_rows(4, 8)))
    bank.imports.commit(bank.actor, first.head.id)
    with pytest.raises(Conflict, match="changed_since_preview"):
        bank.imports.commit(bank.actor, second.head.id)
    assert bank.imports.commit(bank.actor, second.head.id).imported == 3
    own = [one for one in bank.home.chart().values() if one.kind is AccountKind.ASSET]
    assert len(own) == 2


def test_naming_the_account_afterwards_matches_anew(engine: Engine) -> None:
    bank = customer(engine)
    bank.home.spend("12.50", on="2026-11-02")
    reading = bank.preview(csv_file(ROWS))
    assert bank.counts(reading) == {"new": 3}
    placed = bank.imports.place(bank.actor, reading.head.id, bank.home.account("Cash").id)
    assert bank.counts(placed) == {"new": 2, "probable": 1}


def test_a_viewer_may_look_but_not_import(engine: Engine) -> None:
    bank = customer(engine)
    reading = bank.preview(csv_file(ROWS))
    viewer = Customer(bank.home.acting_as(Role.VIEWER))
    assert viewer.imports.get(viewer.actor, reading.head.id).lines == 3
    for attempt in (
        lambda: viewer.preview(csv_file(ROWS)),
        lambda: viewer.imports.commit(viewer.actor, reading.head.id),
        lambda: viewer.imports.revert(viewer.actor, reading.head.id),
        lambda: viewer.imports.discard(viewer.actor, reading.head.id),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_another_books_import_is_not_found(engine: Engine) -> None:
    reading = customer(engine).preview(csv_file(ROWS))
    other = customer(engine)
    import_id = reading.head.id
    for attempt in (
        lambda: other.imports.get(other.actor, import_id),
        lambda: other.imports.lines(other.actor, import_id),
        lambda: other.imports.commit(other.actor, import_id),
        lambda: other.imports.revert(other.actor, import_id),
        lambda: other.imports.discard(other.actor, import_id),
        lambda: other.imports.line(other.actor, import_id, new_id()),
        lambda: other.imports.forget(other.actor, new_id()),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_discarded_preview_is_gone(engine: Engine) -> None:
    bank = customer(engine)
    reading = bank.preview(csv_file(ROWS))
    bank.imports.discard(bank.actor, reading.head.id)
    with pytest.raises(NotFound):
        bank.imports.get(bank.actor, reading.head.id)


def test_the_mapping_of_a_committed_csv_is_remembered(engine: Engine) -> None:
    bank = customer(engine)
    bank.take(csv_file(ROWS))
    [profile] = bank.imports.profiles(bank.actor)
    assert profile.mapping.date == 0
    bank.imports.forget(bank.actor, profile.id)
    assert bank.imports.profiles(bank.actor) == ()


def test_the_list_of_imports_is_newest_first(engine: Engine) -> None:
    bank = customer(engine)
    first = bank.take(csv_file(ROWS)).reading.head.id
    second = bank.preview(ofx_file(reference_rows(1, 2))).head.id
    rows = bank.imports.all(bank.actor)
    assert [(one.head.id, one.lines, one.imported) for one in rows] == [
        (second, 2, 0),
        (first, 3, 3),
    ]
    assert [one.head.id for one in bank.imports.all(bank.actor, before=second)] == [first]
