"""Amounts, balances and currencies of OFX as banks really write them."""

from datetime import date

import pytest

from finance.adapters.files.reader import read
from finance.domain.money import Money
from finance.domain.statements import Hints
from tests.files.ofx_written import line, ofx, only, refusal


@pytest.mark.parametrize(
    ("written", "minor"),
    [
        ("-12,50", -1250),
        ("+7", 700),
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("-00012.5000", -1250),
        (".5", 50),
    ],
)
def test_amounts_may_use_comma_or_point(written: str, minor: int) -> None:
    assert only(ofx(line(written))).lines[0].amount.minor == minor


@pytest.mark.parametrize("written", ["$120", "12,3,4", "1,234", "12..3", "abc", "1e5", "--1"])
def test_an_amount_that_is_not_clear_refuses_the_whole_file(written: str) -> None:
    assert refusal(ofx(line(), line(written))) == ("line_amount", 9)


def test_more_decimals_than_the_currency_has_are_rounded_and_told() -> None:
    file = read("bank.ofx", ofx(line("1.005"), line("-2.675")))

    assert [one.amount.minor for one in file.statements[0].lines] == [100, -268]
    assert [(one.code, one.line, one.facts["text"]) for one in file.warnings] == [
        ("amount_rounded", 8, "1.005"),
        ("amount_rounded", 9, "-2.675"),
    ]


def test_an_amount_beyond_ten_trillion_refuses_the_file() -> None:
    assert refusal(ofx(line("9" * 20)))[0] == "line_amount_too_large"


def test_an_empty_balance_loses_nothing() -> None:
    statement = only(ofx(line(), balance="<LEDGERBAL><BALAMT> <DTASOF></LEDGERBAL>"))

    assert (len(statement.lines), statement.closing) == (1, None)


def test_the_closing_balance_is_kept_with_its_day() -> None:
    balance = "<LEDGERBAL><BALAMT>-5,25<DTASOF>20240201120000</LEDGERBAL>"
    statement = only(ofx(line(), balance=balance))

    assert (statement.closing, statement.closing_on) == (Money(-525, "EUR"), date(2024, 2, 1))


@pytest.mark.parametrize(
    ("written", "first", "day"),
    [
        ("30/06/2024", "month", date(2024, 6, 30)),
        ("06/30/2024", "day", date(2024, 6, 30)),
        ("03.04.2024", "day", date(2024, 4, 3)),
        ("03-04-2024", "month", date(2024, 3, 4)),
        ("31/31/2024", "day", None),
        ("soon", "day", None),
        ("00000000", "day", None),
        ("", "day", None),
    ],
)
def test_the_day_of_a_balance_may_be_in_any_order_or_none(
    written: str, first: str, day: date | None
) -> None:
    balance = f"<LEDGERBAL><BALAMT>5.25<DTASOF>{written}</LEDGERBAL>"
    statement = only(ofx(line(), balance=balance), Hints(day_first=first == "day"))

    assert (statement.closing, statement.closing_on) == (Money(525, "EUR"), day)


@pytest.mark.parametrize(
    ("written", "currency"),
    [("€ -12,50", "EUR"), ("-12.50 EUR", "EUR"), ("R$ -12,50", "BRL"), ("-$12.50", "CAD")],
)
def test_the_sign_of_the_own_currency_may_stand_beside_an_amount(
    written: str, currency: str
) -> None:
    content = ofx(line(written), currency=currency).decode("cp1252").encode()

    assert only(content).lines[0].amount == Money(-1250, currency)


def test_the_sign_of_another_currency_refuses_the_file() -> None:
    assert refusal(ofx(line("£5.00").replace("£", "&pound;")))[0] == "line_amount"


def test_a_form_without_figures_is_an_amount_of_nought() -> None:
    assert only(ofx(line("     .  "))).lines[0].amount == Money.zero("EUR")


def test_an_unreadable_balance_is_told() -> None:
    balance = "<LEDGERBAL><BALAMT>much<DTASOF>20240201</LEDGERBAL>"
    file = read("bank.ofx", ofx(line(), balance=balance))

    assert [one.code for one in file.warnings] == ["balance_unreadable"]


def test_without_a_currency_that_of_the_lines_or_the_hint_is_assumed_and_told() -> None:
    foreign = line(extra="<CURRENCY><CURRATE>1<CURSYM>AUD</CURRENCY>")

    assert only(ofx(foreign, currency="")).currency == "AUD"
    assert only(ofx(line(), currency=""), Hints(currency="CHF")).currency == "CHF"
    assert [one.code for one in read("a", ofx(line(), currency="")).warnings] == [
        "currency_assumed"
    ]


def test_an_unknown_currency_refuses_the_file() -> None:
    assert refusal(ofx(line(), currency="XYZ"))[0] == "line_currency"


@pytest.mark.parametrize(
    ("written", "rate", "code", "minor"),
    [
        ("-100.00", "1.06", "USD", -10600),
        ("-1000", "0,00915", "JPY", -915),
        ("$0.25", "0.9", "USD", 22),
        ("-0.01", "0.1", "USD", 0),
    ],
)
def test_an_amount_in_another_currency_is_taken_by_the_rate_beside_it_and_told(
    written: str, rate: str, code: str, minor: int
) -> None:
    foreign = f"<CURRENCY><CURRATE>{rate}<CURSYM>{code}</CURRENCY>"
    file = read("a", ofx(line(written, extra=foreign)))

    (found,) = file.statements[0].lines
    assert found.amount == Money(minor, "EUR")
    assert [(one.code, one.line, dict(one.facts)) for one in file.warnings] == [
        (
            "amount_converted",
            8,
            {"text": written, "currency": code, "amount": str(found.amount), "own": "EUR"},
        )
    ]


@pytest.mark.parametrize("rate", ["", "1.0000", "0", "-2", "much"])
def test_without_a_rate_that_turns_it_an_amount_stands_and_its_currency_is_told(rate: str) -> None:
    foreign = f"<CURRENCY><CURRATE>{rate}<CURSYM>USD</CURRENCY>"
    file = read("a", ofx(line("-3.00", extra=foreign)))

    assert file.statements[0].total == Money(-300, "EUR")
    assert [one.code for one in file.warnings] == ["foreign_currency"]


def test_an_amount_in_another_currency_that_is_none_or_too_large_refuses_the_file() -> None:
    foreign = "<CURRENCY><CURRATE>9999<CURSYM>USD</CURRENCY>"

    assert refusal(ofx(line("much", extra=foreign))) == ("line_amount", 8)
    assert refusal(ofx(line("9999999999999.99", extra=foreign)))[0] == "line_amount_too_large"


def test_an_amount_that_was_converted_already_stands() -> None:
    file = read("a", ofx(line(extra="<ORIGCURRENCY><CURRATE>1.5<CURSYM>USD</ORIGCURRENCY>")))

    assert (file.statements[0].total, file.warnings) == (Money(-100, "EUR"), ())


def accounted(first: str, second: str) -> bytes:
    """Two files of one account, put one behind the other."""
    return ofx(first) + b"\n" + ofx(second)


def test_what_two_statements_of_an_account_both_have_is_taken_once_and_told() -> None:
    shop, fuel = line("-1.00"), line("-2.00", extra="<NAME>Fuel")

    found = read("bank.ofx", accounted(shop + shop, shop + shop + shop + fuel))

    amounts = [one.amount.minor for part in found.statements for one in part.lines]
    assert amounts == [-100, -100, -100, -200]
    told = [one for one in found.warnings if one.code == "repeated_left_out"]
    assert [one.facts["text"] for one in told] == ["Shop · -1.00"] * 2


@pytest.mark.parametrize("other", [line(day="20240201"), line(extra="<NAME>Market")])
def test_a_line_that_differs_from_that_of_another_statement_is_a_line_of_its_own(
    other: str,
) -> None:
    found = read("bank.ofx", accounted(line(), other))

    assert sum(len(one.lines) for one in found.statements) == 2


def test_lines_without_a_reference_are_never_left_out() -> None:
    bare = line().replace("<FITID>f1", "")

    found = read("bank.ofx", accounted(bare, bare))

    assert sum(len(one.lines) for one in found.statements) == 2


def typed(kind: str, amount: str, extra: str = "") -> str:
    """One transaction of a kind."""
    return line(amount, extra=f"<TRNTYPE>{kind}{extra}")


@pytest.mark.parametrize(
    ("amounts", "minors"),
    [
        ([("DEBIT", "5.00"), ("CREDIT", "2.00"), ("PAYMENT", "1.00")], [-500, 200, -100]),
        ([("DEBIT", "5.00"), ("CREDIT", "-2.00")], [500, -200]),
        ([("DEBIT", "+5.00"), ("CREDIT", "2.00")], [500, 200]),
        ([("CHECK", "5.00"), ("CREDIT", "2.00")], [500, 200]),
    ],
)
def test_where_no_amount_has_a_sign_a_debit_is_money_out(
    amounts: list[tuple[str, str]], minors: list[int]
) -> None:
    file = read("a", ofx(*[typed(kind, amount) for kind, amount in amounts]))

    assert [one.amount.minor for one in file.statements[0].lines] == minors
    turned = any(minor < 0 for minor in minors) and "-" not in str(amounts)
    assert [one.code for one in file.warnings] == (["sign_of_kind"] if turned else [])


def test_a_payment_without_a_sign_is_money_into_a_card() -> None:
    content = ofx(typed("DEBIT", "5.00"), typed("PAYMENT", "3.00"))
    card = content.replace(b"STMTRS>", b"CCSTMTRS>").replace(b"BANKACCTFROM", b"CCACCTFROM")

    assert [one.amount.minor for one in only(card).lines] == [-500, 300]


def test_a_balance_among_the_transactions_is_left_out_and_told_and_may_open_the_account() -> None:
    before = line("0.07", extra="<NAME>Saldo Anterior<MEMO>")
    after = line("1.07", "00021130000000", extra="<NAME>Saldo do dia")
    file = read("a", ofx(before, line("1.00", extra="<NAME>Saldo Verde"), after))

    (statement,) = file.statements
    assert [one.payee for one in statement.lines] == ["Saldo Verde"]
    assert statement.opening == Money(7, "EUR")
    assert [(one.code, one.line, one.facts["text"]) for one in file.warnings] == [
        ("rows_left_out", 8, "Saldo Anterior · 0.07"),
        ("rows_left_out", 10, "Saldo do dia · 1.07"),
    ]


@pytest.mark.parametrize(
    ("days", "read_as", "first", "doubt"),
    [
        (["04/03/2024", "15/03/2024"], ["2024-03-04", "2024-03-15"], "month", False),
        (["04/03/2024", "03/15/2024"], ["2024-04-03", "2024-03-15"], "day", False),
        (["04.03.2024"], ["2024-03-04"], "month", False),
        (["04/03/2024"], ["2024-03-04"], "day", True),
        (["04/03/2024"], ["2024-04-03"], "month", True),
    ],
)
def test_days_with_the_year_behind_are_read_as_the_others_of_the_file_tell(
    days: list[str], read_as: list[str], first: str, *, doubt: bool
) -> None:
    content = ofx(*[line(day=day) for day in days])
    file = read("a", content, Hints(day_first=first == "day"))

    assert [str(one.date) for one in file.statements[0].lines] == read_as
    told = [(one.code, one.facts) for one in file.warnings]
    facts = {"text": days[0], "day": read_as[0]}
    assert told == ([("dates_ambiguous", facts)] if doubt else [])


def test_days_of_a_file_that_contradict_each_other_are_each_read_the_only_way_they_can() -> None:
    file = read("a", ofx(line(day="15/03/2024"), line(day="03/16/2024")))

    assert [str(one.date) for one in file.statements[0].lines] == ["2024-03-15", "2024-03-16"]
