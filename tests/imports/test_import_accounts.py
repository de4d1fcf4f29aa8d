"""Which account a statement goes to, and what becomes of odd lines."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.domain.accounts import AccountKind
from finance.domain.errors import Conflict, Invalid
from finance.domain.filters import Filter
from finance.domain.mapping import CsvMapping
from finance.domain.matching import Decision, LineStatus
from finance.domain.money import Bag, Money
from finance.domain.statements import BankFile, Hints, LineProblem, Statement, StatementLine
from finance.usecases.accounts import EditAccount
from finance.usecases.import_readings import Profile
from finance.usecases.imports import Imports, PreviewImport
from tests.imports.bank import NUMBER, Customer, Row, csv_file, customer, ofx_file, reference_rows


def written(at: int, **more: object) -> StatementLine:
    """One line of a statement that no format stands behind."""
    plain = StatementLine(at, date(2026, 11, at), Money(-100 * at, "EUR"), f"Shop {at}", "", "")
    return replace(plain, **more)  # type: ignore[arg-type]  # named fields


def statement(*lines: StatementLine, number: str = "1", currency: str = "EUR") -> Statement:
    """A statement of those lines."""
    return Statement(
        account_number=number,
        bank="Bank",
        kind=AccountKind.ASSET,
        currency=currency,
        lines=lines,
    )


def reading_of(bank: Customer, *statements: Statement) -> Imports:
    """Imports that read every file as those statements."""

    def read(name: str, content: bytes, hints: Hints) -> BankFile:
        assert name
        assert content
        assert hints.currency == "EUR"
        return BankFile(format="told", statements=statements)

    return Imports(bank.home.means, read)


@dataclass(frozen=True)
class Told(Customer):
    """A customer whose bank files say ``statements``, whatever is in them."""

    statements: tuple[Statement, ...] = ()

    def told(self, *statements: Statement) -> "Told":
        """The same customer, with files that say this."""
        return replace(self, statements=statements)

    @property
    def imports(self) -> Imports:
        """The use cases of imports."""
        return reading_of(self, *self.statements)


@pytest.fixture
def bank(engine: Engine) -> Told:
    """A household with nothing in it."""
    return Told(customer(engine).home)


def test_an_account_is_found_by_its_number_however_it_is_spaced(engine: Engine) -> None:
    plain = customer(engine)
    cash = plain.home.account("Cash")
    spaced = "DE00 1234-5678"
    edit = EditAccount(id=cash.id, name="Cash", parent_id=None, number=spaced)
    plain.home.accounts.edit(plain.actor, edit)
    reading = plain.preview(ofx_file(reference_rows(1, 2), number=NUMBER))
    assert reading.statements[0].head.account_id == cash.id


def test_a_statement_goes_where_one_of_its_number_went_before(engine: Engine) -> None:
    plain = customer(engine)
    cash = plain.home.account("Cash")
    plain.take(ofx_file(reference_rows(1, 2)), cash.id)
    reading = plain.preview(ofx_file(reference_rows(3, 4)))
    assert reading.statements[0].head.account_id == cash.id


def test_a_file_without_number_goes_where_its_like_went_before(engine: Engine) -> None:
    plain = customer(engine)
    made = plain.take(csv_file(reference_rows(1, 2))).reading.statements[0].head.account_id
    again = plain.preview(csv_file(reference_rows(3, 4)), name="another.csv").statements[0].head
    assert (again.account_id, again.makes) == (made, False)


def test_each_account_of_a_file_is_made_once(bank: Told) -> None:
    told = bank.told(
        statement(written(1)), statement(written(2), number="2"), statement(written(3))
    )
    told.take(b"three statements")
    names = {one.name: one.number for one in bank.home.chart().values() if one.number}
    assert names == {"Bank 1": "1", "Bank 2": "2"}
    assert bank.home.balance("Bank 1") == Bag([Money(-400, "EUR")])


def test_equal_lines_in_two_statements_of_one_account_are_both_real(bank: Told) -> None:
    told = bank.told(statement(written(1)), statement(written(1)))
    assert told.take(b"twice").imported == 2
    assert told.counts(told.preview(b"twice")) == {"known": 2}


def test_a_file_of_several_accounts_needs_the_number_of_the_one_named(bank: Told) -> None:
    told = bank.told(statement(written(1)), statement(written(2), number="2"))
    cash = bank.home.account("Cash")
    with pytest.raises(Invalid, match="file_of_several_accounts"):
        told.preview(b"two", cash.id)
    edit = EditAccount(id=cash.id, name="Cash", parent_id=None, number="2")
    bank.home.accounts.edit(bank.actor, edit)
    heads = [one.head for one in told.preview(b"two", cash.id).statements]
    assert [one.account_id == cash.id for one in heads] == [False, True]


def test_a_new_account_gets_a_name_of_its_own(bank: Told) -> None:
    bank.home.open("Bank 1")
    bank.told(statement(written(1))).take(b"one")
    assert bank.home.account("Bank 1 (2)").number == "1"


def test_a_line_that_cannot_be_read_is_shown_and_stays_out(bank: Told) -> None:
    broken = LineProblem(2, "line_amount", "12,x")
    old = written(3, date=date(1899, 1, 1))
    told = bank.told(replace(statement(written(1), old), problems=(broken,)))
    reading = told.preview(b"some")
    assert told.counts(reading) == {"new": 1, "invalid": 2}
    lines = told.imports.lines(told.actor, reading.head.id, LineStatus.INVALID)
    assert [(one.line, one.reason, one.amount) for one in lines] == [
        (2, "line_amount", None),
        (3, "date_out_of_range", None),
    ]
    with pytest.raises(Invalid, match="decision_impossible"):
        told.imports.decide_all(told.actor, reading.head.id, LineStatus.INVALID, Decision.IMPORT)
    with pytest.raises(Invalid, match="decision_impossible"):
        told.imports.decide_each(told.actor, reading.head.id, {lines[0].id: Decision.IMPORT})
    outcome = told.imports.commit(told.actor, reading.head.id)
    assert (outcome.imported, outcome.skipped) == (1, 2)


def test_a_payee_too_long_for_its_field_is_whole_in_the_description(bank: Told) -> None:
    long = "x" * 250
    told = bank.told(statement(written(1, payee=long), written(2, payee=long, description="y")))
    reading = told.preview(b"long")
    first, second = told.imports.lines(told.actor, reading.head.id)
    assert (first.payee, first.description) == (long[:200], long)
    assert second.description == f"{long}\ny"


def test_control_characters_of_a_bank_become_blanks(bank: Told) -> None:
    told = bank.told(statement(written(1, payee="A\x07B", reference="R\x00\ud800")))
    [line] = told.imports.lines(told.actor, told.preview(b"odd").head.id)
    assert (line.payee, line.reference) == ("A B", "R")


def test_what_a_bank_writes_in_pieces_is_kept_composed(bank: Told) -> None:
    told = bank.told(statement(written(1, payee="Cafe\u0301", description="a\r\nb\u0308")))
    told.take(b"odd")
    [(_, payee, description, *_rest), _other] = told.state()
    assert (payee, description) == ("Caf\u00e9", "a \nb\u0308")
    with bank.home.work() as work:
        assert [one.transaction.payee for one in work.readings.stream(Filter())] == ["Caf\u00e9"]


def test_a_line_of_nothing_is_kept(bank: Told) -> None:
    told = bank.told(statement(written(1, amount=Money(0, "EUR"))))
    assert told.take(b"zero").imported == 1
    assert told.counts(told.preview(b"zero")) == {"known": 1}


def test_an_empty_account_that_was_there_gets_its_opening_balance_when_asked(bank: Told) -> None:
    cash = bank.home.account("Cash")
    closing = replace(
        statement(written(1)), closing=Money(900, "EUR"), closing_on=date(2026, 11, 30)
    )
    told = bank.told(closing)
    reading = told.preview(b"one", cash.id)
    assert reading.statements[0].difference == Money(-1000, "EUR")
    assert reading.statements[0].offer == Money(1000, "EUR")
    told.imports.commit(told.actor, reading.head.id, openings=True)
    assert bank.home.balance("Cash") == Bag([Money(900, "EUR")])


def test_a_file_with_nothing_but_a_balance_opens_the_account_with_it(bank: Told) -> None:
    told = bank.told(replace(statement(), opening=Money(700, "EUR")))
    told.take(b"balance")
    assert bank.home.balance("Bank 1") == Bag([Money(700, "EUR")])


def test_an_account_in_use_elsewhere_stays_open_when_its_import_is_taken_back(bank: Told) -> None:
    told = bank.told(statement(written(1)))
    import_id = told.take(b"one").reading.head.id
    bank.home.move("5", "Cash", "Bank 1")
    told.imports.revert(told.actor, import_id)
    assert not bank.home.account("Bank 1").closed


def test_an_account_with_others_inside_stays_open_when_its_import_is_taken_back(
    bank: Told,
) -> None:
    told = bank.told(statement(written(1)))
    import_id = told.take(b"one").reading.head.id
    inner = bank.home.open("Inner")
    outer = bank.home.account("Bank 1")
    edit = EditAccount(id=inner.id, name="Inner", parent_id=outer.id, number="")
    bank.home.accounts.edit(bank.actor, edit)
    told.imports.revert(told.actor, import_id)
    assert not bank.home.account("Bank 1").closed


def test_an_account_the_person_closed_themselves_is_left_alone(bank: Told) -> None:
    told = bank.told(statement(written(1, amount=Money(0, "EUR"))))
    import_id = told.take(b"one").reading.head.id
    bank.home.accounts.close(bank.actor, bank.home.account("Bank 1").id)
    told.imports.revert(told.actor, import_id)
    assert bank.home.account("Bank 1").closed


def test_a_file_for_an_account_that_was_closed_meanwhile_makes_another(bank: Told) -> None:
    told = bank.told(statement(written(1)))
    first = told.take(b"one").reading.head.id
    waiting = told.preview(b"one").head.id
    told.imports.revert(told.actor, first)
    with pytest.raises(Conflict, match="changed_since_preview"):
        told.imports.commit(told.actor, waiting)
    assert told.imports.commit(told.actor, waiting).imported == 1
    opened = [one for one in bank.home.chart().values() if one.number == "1" and not one.closed]
    assert len(opened) == 1


def test_many_transactions_go_back_as_one(engine: Engine) -> None:
    plain = customer(engine)
    rows = [Row("2026-11-02", "-1.00", f"Shop {at}") for at in range(300)]
    import_id = plain.take(csv_file(rows)).reading.head.id
    assert plain.imports.revert(plain.actor, import_id).trashed == 300
    assert plain.state() == []


def test_an_unknown_remembered_layout_is_refused(engine: Engine) -> None:
    plain = customer(engine)
    asked = PreviewImport(
        id=new_id(), file_name="a.csv", content=csv_file(reference_rows(1, 2)), profile_id=new_id()
    )
    with pytest.raises(Invalid, match="unknown_profile"):
        plain.imports.preview(plain.actor, asked)


def test_each_of_several_remembered_layouts_can_be_asked_for(engine: Engine) -> None:
    plain = customer(engine)
    plain.take(csv_file(reference_rows(1, 2)))
    plain.take(b"When;What;How much\n2026-11-02;Baker;-1,50\n2026-11-03;Kiosk;-2,00\n")
    profiles = plain.imports.profiles(plain.actor)
    assert len(profiles) == 2
    for one in profiles:
        asked = PreviewImport(
            id=new_id(), file_name="a.csv", content=_in_layout(one), profile_id=one.id
        )
        mapping = plain.imports.preview(plain.actor, asked).head.mapping
        assert mapping is not None
        assert mapping.signature == one.mapping.signature


def _in_layout(profile: Profile) -> bytes:
    if profile.mapping.delimiter == ",":
        return csv_file(reference_rows(5, 6))
    return b"When;What;How much\n2026-11-05;Baker;-1,50\n2026-11-06;Kiosk;-2,00\n"


def test_a_file_of_several_accounts_is_read_again_for_all_of_them(bank: Told) -> None:
    told = bank.told(statement(written(1)), statement(written(2), number="2"))
    import_id = told.preview(b"two").head.id
    mapping = CsvMapping(encoding="utf-8", delimiter=",", date=0, amount=2)
    again = told.imports.remap(told.actor, import_id, mapping)
    assert [one.head.account_name for one in again.statements] == ["Bank 1", "Bank 2"]
