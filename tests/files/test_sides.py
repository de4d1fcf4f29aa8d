"""Money out and money in where the amounts themselves bear no sign, and amounts in cents."""

from dataclasses import replace

import pytest

from finance.adapters.files.reader import read
from finance.domain.statements import BankFile, Hints


def file_of(text: str, hints: Hints | None = None) -> BankFile:
    """What is read from ``text``."""
    return read("bank.csv", text.encode(), hints)


def minors(file: BankFile) -> list[int]:
    """The amounts of the lines."""
    return [line.amount.minor for one in file.statements for line in one.lines]


def told(file: BankFile) -> list[int]:
    """The lines of which the sign is a guess, 0 for the whole file."""
    return [one.line for one in file.warnings if one.code == "sign_assumed"]


STEPS = ["2024-01-02,Pay,100.00,100.00", "2024-01-03,Shop,30.00,70.00", "2024-01-04,Bus,2.50,67.50"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_balance_tells_amounts_without_a_sign_whichever_way_the_file_runs(order: int) -> None:
    file = file_of("Date,Text,Amount,Balance\n" + "\n".join(STEPS[::order]))

    assert minors(file) == [10000, -3000, -250][::order]
    assert (str(file.statements[0].closing), told(file)) == ("67.50", [])


def test_the_first_amount_is_told_by_the_word_beside_it_where_others_bear_the_same() -> None:
    rows = "2024-01-02,Zug,a,20.00,80.00\n2024-01-03,Weg,b,30.00,110.00\n"
    rows += "2024-01-04,Zug,c,5.00,105.00\n"

    assert minors(file_of("Date,Kind,Text,Amount,Balance\n" + rows)) == [-2000, 3000, -500]


def test_the_first_amount_is_asked_about_where_nothing_tells_its_side() -> None:
    rows = "2024-01-02,Kiosk,20.00,80.00\n2024-01-03,Shop,30.00,50.00\n2024-01-04,Shop,5.00,45.00\n"
    file = file_of("Date,Text,Amount,Balance\n" + rows)

    assert minors(file)[1:] == [-3000, -500]
    assert told(file) == [2]


def test_words_that_the_balance_contradicts_are_not_believed() -> None:
    rows = "2024-01-02,Credit,100.00,900.00\n2024-01-03,Debit,30.00,930.00\n"
    rows += "2024-01-04,Credit,5.00,925.00\n"

    assert minors(file_of("Date,Type,Amount,Balance\n" + rows)) == [-10000, 3000, -500]


def test_a_person_who_turns_the_signs_is_believed_over_the_balance() -> None:
    text = "Date,Text,Amount,Balance\n" + "\n".join(STEPS)
    mapping = file_of(text).mapping
    assert mapping is not None
    assert mapping.by_balance

    assert minors(file_of(text, Hints(mapping=replace(mapping, inverted=True)))) == [
        *(-10000, -3000, -250),
    ]


@pytest.mark.parametrize(
    "name", ["amountCents", "Betrag in Cent", "amount_minor", "Amount (pence)"]
)
def test_whole_amounts_under_a_name_for_cents_are_cents(name: str) -> None:
    rows = "2024-01-02,Shop,-1250\n2024-01-03,Pay,200000\n"

    assert minors(file_of(f"Date,Text,{name}\n{rows}")) == [-1250, 200000]
    assert minors(file_of(f"Date,Text,{name}\n{rows.replace('1250', '12.50')}")) == [
        -1250,
        20000000,
    ]


def test_cents_of_a_currency_without_cents_are_its_units() -> None:
    text = "Date,Text,amountCents,Currency\n2024-01-02,Shop,-1250,JPY\n"

    assert minors(file_of(text)) == [-1250]


def test_a_column_of_minuses_beside_one_without_any_is_money_out() -> None:
    rows = "02/13/2024,Shop,-5.00,\n02/14/2024,Pay,,70.00\n02/15/2024,Bus,-2.00,\n"
    file = file_of(rows)

    assert (minors(file), told(file)) == ([-500, 7000, -200], [0])


def test_payments_among_such_minuses_make_the_file_that_of_a_card() -> None:
    rows = "13 Feb 2024,Shop,,5.00\n14 Feb 2024,Payment received,-70.00,\n15 Feb 2024,Bus,,2.00\n"

    assert minors(file_of(rows)) == [-500, 7000, -200]


SHOPS = [f"2024-01-0{day},Shop {day},{day}.00" for day in range(1, 6)]


@pytest.mark.parametrize("more", ["", "2024-01-07,Returned,-3.00"])
def test_amounts_nearly_all_positive_are_taken_for_purchases_and_told(more: str) -> None:
    file = file_of("\n".join(["Date,Text,Amount", *SHOPS, more]))

    assert minors(file)[:5] == [-100, -200, -300, -400, -500]
    assert told(file) == [0]


@pytest.mark.parametrize(
    "more", ["2024-01-07,Salary,3.00", "2024-01-07,a,-3.00\n2024-01-08,b,-1.00"]
)
def test_money_earned_or_minuses_among_them_leave_positive_amounts_as_they_are(more: str) -> None:
    assert minors(file_of("\n".join(["Date,Text,Amount", *SHOPS, more])))[:2] == [100, 200]


def test_a_word_for_each_side_is_believed_where_a_single_step_of_the_balance_fits_by_chance() -> (
    None
):
    rows = "2024-01-02,Shop,D,30.00,70.00\n2024-01-03,Pay,C,100.00,170.00\n"

    assert minors(file_of("Date,Text,D/C,Amount,Balance\n" + rows)) == [-3000, 10000]


def test_a_dash_is_money_out_where_a_plus_is_money_in() -> None:
    rows = "2024-01-02,Shop,-,30.00\n2024-01-03,Pay,+,100.00\n"

    assert minors(file_of("Date,Text,Cargo/Abono,Amount\n" + rows)) == [-3000, 10000]


def test_words_of_any_script_are_known_however_their_letters_are_composed() -> None:
    text = "거래일,내용,이용카드,금액,상태\n2024-01-02,가게,1,30,정상\n2024-01-03,가게,1,50,취소\n"
    file = file_of(text, Hints(currency="KRW"))

    assert minors(file) == [-30]
    assert [one.code for one in file.warnings if one.line == 3] == ["pending_left_out"]


def test_a_column_for_each_currency_gives_a_statement_for_each() -> None:
    rows = '2024-01-02,Shop,"-1,030.50",\n2024-01-23,Web,,-15.49\nnote\n\n2024-01-24,"Pay, x",20,\n'
    file = file_of("Date,Text,CAD$,USD$\n" + rows, Hints(currency="CAD"))

    found = [(one.currency, [line.amount.minor for line in one.lines]) for one in file.statements]
    assert found == [("CAD", [-103050, 2000]), ("USD", [-1549])]


def test_codes_beside_converted_amounts_are_not_those_of_the_account() -> None:
    rows = "2024-01-02,Shop,-10.00,NOK,-10.00\n2024-01-03,Web,-5.00,EUR,-58.00\n"
    file = file_of("Date,Text,Currency Amount,Currency,Amount\n" + rows)

    assert [one.currency for one in file.statements] == ["NOK"]
    assert minors(file) == [-1000, -5800]
    signs = file_of(("Date,Text,Foreign,Currency,Amount\n" + rows).replace("NOK", "₪"))
    assert [one.currency for one in signs.statements] == ["ILS"]


@pytest.mark.parametrize(("home", "meant"), [("PKR", "PKR"), ("EUR", "INR")])
def test_a_sign_that_several_currencies_share_is_that_of_the_account(home: str, meant: str) -> None:
    text = "Date,Text,Amount\n2024-01-02,Shop,Rs. -30.00\n2024-01-03,Pay,Rs. 10.00\n"

    assert file_of(text, Hints(currency=home)).statements[0].currency == meant


def test_fees_are_told_unless_the_balance_proves_that_the_amount_holds_them() -> None:
    head = "Date,Text,Amount,Fee,Balance\n2024-01-02,Pay,50.00,{},50.00\n"
    rows = "2024-01-03,Send,-10.00,{},40.00\n2024-01-04,Send,-5.00,0.00,35.00\n"

    def fees(first: str, second: str) -> list[int]:
        file = file_of((head + rows).format(first, second))
        return [one.line for one in file.warnings if one.code == "fees_left_out"]

    assert fees("1.00", "0.00") == [2]
    assert fees("0.00", "1.00") == []


def test_a_header_that_begins_with_a_balance_is_that_of_one() -> None:
    rows = "2024-01-02;Pay;50,00;50,00\n2024-01-03;Shop;-10,00;40,00\n"
    file = file_of("Datum;Text;Betrag;Saldo nach Umsatz\n" + rows)

    assert str(file.statements[0].closing) == "40.00"


def test_numbers_of_accounts_are_no_payees() -> None:
    rows = "2024-01-02;EE382200221020145685;Selver;-10,00\n"
    rows += "2024-01-03;EE382200221020145686;Maxima;-1,00\n"
    (statement,) = file_of("Datum;Empfänger Konto;Empfänger;Betrag\n" + rows).statements

    assert [line.payee for line in statement.lines] == ["Selver", "Maxima"]


def test_cells_in_single_quotation_marks_lose_them() -> None:
    rows = "'2024-01-02','Shop, Inc','-10.00'\n'2024-01-03','O''Neill','-1.00'\n"

    assert minors(file_of("'Date','Text','Amount'\n" + rows.replace("Shop, Inc", "Shop"))) == [
        *(-1000, -100),
    ]


def test_the_first_amount_is_told_by_lines_of_the_same_words() -> None:
    rows = "2024-01-02,Shop,20.00,80.00\n2024-01-03,Shop,30.00,50.00\n2024-01-04,Pay,5.00,55.00\n"
    file = file_of("Date,Text,Amount,Balance\n" + rows)

    assert (minors(file), told(file)) == ([-2000, -3000, 500], [])


def test_many_kinds_of_words_stay_texts_where_the_balance_tells_the_sides() -> None:
    rows = ["2024-01-01,Pay,100.00,100.00"]
    rows += [f"2024-01-{at + 2:02},Shop {at},1.00,{99 - at}.00" for at in range(12)]
    (statement,) = file_of("Date,Text,Amount,Balance\n" + "\n".join(rows)).statements

    assert [line.payee for line in statement.lines][:3] == ["Pay", "Shop 0", "Shop 1"]
    assert str(statement.total) == "88.00"


def test_a_plus_is_money_in_where_nothing_else_bears_a_sign() -> None:
    rows = "2024-01-02,Shop,20.00\n2024-01-03,Paid,+30.00\n2024-01-04,Bus,5.00\n"

    assert minors(file_of("Date,Text,Amount\n" + rows)) == [-2000, 3000, -500]


def test_dr_behind_an_amount_is_a_sign_as_good_as_a_minus() -> None:
    rows = "2024-01-02,Shop,20.00 DR,80.00 CR\n2024-01-03,Pay,30.00 CR,110.00 CR\n"
    (statement,) = file_of("Date,Text,Amount,Balance\n" + rows).statements

    assert [(line.payee, line.amount.minor) for line in statement.lines] == [
        ("Shop", -2000),
        ("Pay", 3000),
    ]


@pytest.mark.parametrize(("out", "into"), [("Beløp ut", "Beløp inn"), ("Amount DR", "Amount CR")])
def test_short_words_beside_one_for_amounts_name_a_side(out: str, into: str) -> None:
    assert minors(file_of(f"Date;Text;{into};{out}\n2024-01-02;a;;1,00\n2024-01-03;b;2,00;\n")) == [
        *(-100, 200),
    ]


@pytest.mark.parametrize(("out", "into"), [("B", "A"), ("(-)", "(+)")])
def test_the_other_of_two_short_words_is_the_other_side(out: str, into: str) -> None:
    rows = f"2024-01-02,Shop,30.00,{out},70.00\n2024-01-03,Pay,100.00,{into},170.00\n"

    assert minors(file_of("Date,Text,Amount,B/A,Balance\n" + rows)) == [-3000, 10000]


def test_a_single_step_of_the_balance_says_nothing_of_the_line_before_it() -> None:
    rows = "2024-01-02,Shop,30.00,70.00\n2024-01-03,Pay,100.00,170.00\n"

    assert told(file_of("Date,Text,Amount,Balance\n" + rows)) == [2]


def test_an_exchange_in_one_row_is_no_movement_of_one_currency() -> None:
    rows = "2025-11-03,Shop,-7.40,CHF,,\n2025-11-05,Change,-100.00,CHF,105.00,EUR\n"
    head = "Date,Text,Debit,Debit currency,Credit,Credit currency\n"

    (found,) = read("bank.csv", f"{head}{rows}2025-11-06,Pay,,,20.00,CHF\n".encode()).statements

    assert [str(line.amount) for line in found.lines] == ["-7.40", "20.00"]
    assert [(one.line, one.code, one.text) for one in found.problems] == [
        (3, "line_currency", "CHF EUR")
    ]
