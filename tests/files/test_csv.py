"""CSV of any bank: what is found out, what is asked, what is refused."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.adapters.files.reader import read
from finance.domain.accounts import AccountKind
from finance.domain.errors import Invalid, Unreadable
from finance.domain.mapping import CsvMapping
from finance.domain.statements import BankFile, Hints, Statement


def file_of(text: str, hints: Hints | None = None) -> BankFile:
    """What is read from ``text``."""
    return read("bank.csv", text.encode(), hints)


def only(text: str, hints: Hints | None = None) -> Statement:
    """The one statement of ``text``."""
    (statement,) = file_of(text, hints).statements
    return statement


def minors(statement: Statement) -> list[int]:
    """The amounts of the lines."""
    return [line.amount.minor for line in statement.lines]


def codes(file: BankFile) -> list[str]:
    """The codes of the warnings."""
    return [warning.code for warning in file.warnings]


def mapping_of(text: str) -> CsvMapping:
    """The mapping found for ``text``."""
    mapping = file_of(text).mapping
    assert mapping is not None
    return mapping


SIMPLE = "Date;Text;Amount;Currency\n2024-01-02;Shop;-1,50;EUR\n2024-01-31;Work;10,00;EUR\n"


def test_a_row_that_cannot_be_read_is_a_problem_with_its_line() -> None:
    statement = only(SIMPLE + "2024-02-30;Odd;1,00;EUR\n2024-02-01;Odd;1,,0;EUR\n;;;\n")

    assert minors(statement) == [-150, 1000]
    assert [(one.line, one.code, one.text) for one in statement.problems] == [
        (4, "line_date", "2024-02-30"),
        (5, "line_amount", "1,,0"),
    ]


def test_rows_without_currency_direction_or_amount_are_problems() -> None:
    flagged = "Date,Text,Amount,D/C\n2024-01-02,a,1.00,D\n2024-01-03,b,2.00,C\n"

    assert only(SIMPLE + "2024-02-01;x;1,00;QQQ\n").problems[0].code == "line_currency"
    assert only(SIMPLE + "2024-02-01;x;;EUR\n").problems[0].code == "line_amount_missing"
    assert only(SIMPLE + f"2024-02-01;x;{'9' * 18};EUR\n").problems[0].code == (
        "line_amount_too_large"
    )
    many = flagged + "2024-01-04,c,3.00,D\n" * 20 + "2024-01-05,d,4.00,X\n"
    assert only(many).problems[0].code == "line_direction"


def test_a_file_of_which_nothing_can_be_read_is_refused_with_line_and_reason() -> None:
    with pytest.raises(Unreadable) as caught:
        file_of("Date;Text;Amount\n2024-13-01;a;1,00\n2024-13-02;b;2,00\n")

    assert caught.value.code == "file_no_readable_line"
    assert (caught.value.facts["file"], caught.value.facts["line"]) == ("bank.csv", 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n ", "file_empty"),
        (b"just words", "file_columns_unclear"),
        (b"a,b,c\n1,2,3\n", "file_columns_unclear"),
        (b"Date,Text\n2024-01-01,x\n", "file_columns_unclear"),
        (b"%PDF-1.4 ...", "file_format_unknown"),
        (b"PK\x03\x04....", "file_format_unknown"),
        (b"<?xml version='1.0'?><a/>", "file_format_unknown"),
        (b"!Type:Bank\nD1/1/20\n", "file_format_unknown"),
        (b"a\x00\x01,b", "file_not_text"),
        (b"Date,Text,Amount\n2024-01-01," + b"x" * 200_000 + b",1.00\n", "file_field_too_long"),
    ],
)
def test_what_is_no_table_of_movements_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read("bank.csv", content)

    assert caught.value.code == code
    assert caught.value.facts["reason"] == code


def test_more_than_a_million_lines_are_refused() -> None:
    with pytest.raises(Unreadable, match="file_too_long"):
        read("bank.csv", SIMPLE.encode() + b"\n" * 1_000_001)


def test_a_header_alone_is_a_statement_without_lines() -> None:
    statement = only("Date;Text;Amount\n")

    assert (statement.lines, statement.problems) == ((), ())


def test_the_running_balance_is_never_taken_for_the_amount() -> None:
    for header in ("", "A,B,C,D\n", "Day,What,Value One,Value Two\n"):
        text = header + "2024-01-01,a,1.00,101.00\n2024-01-02,b,-30.00,71.00\n"
        text += "2024-01-03,c,5.50,76.50\n"
        assert minors(only(text)) == [100, -3000, 550]

    swapped = "2024-01-01,a,101.00,1.00\n2024-01-02,b,71.00,-30.00\n2024-01-03,c,76.50,5.50\n"
    assert minors(only(swapped)) == [100, -3000, 550]


def test_the_balance_gives_opening_and_closing_whichever_way_the_file_runs() -> None:
    rows = ["2024-01-01,a,1.00,101.00", "2024-01-02,b,-30.00,71.00", "2024-01-03,c,5.50,76.50"]
    head = "Date,Text,Amount,Balance\n"

    for order in (rows, rows[::-1]):
        statement = only(head + "\n".join(order))
        assert (str(statement.opening), str(statement.closing)) == ("100.00", "76.50")
        assert statement.closing_on == date(2024, 1, 3)


def test_a_balance_that_does_not_add_up_is_told_and_not_believed() -> None:
    file = file_of(
        "Date,Text,Amount,Balance\n2024-01-01,a,1.00,5.00\n2024-01-02,b,2.00,9.00\n"
        "2024-01-03,c,3.00,2.00\n"
    )

    assert file.statements[0].closing is None
    assert "balance_broken" in codes(file)


def test_balances_tell_debit_from_credit_without_a_header() -> None:
    text = "01/22/2024,x,,5.00,105.00\n01/23/2024,y,7.00,,98.00\n01/24/2024,z,8.00,,90.00\n"

    assert minors(only(text)) == [500, -700, -800]


def test_balances_prove_that_a_file_writes_money_out_as_positive() -> None:
    text = "Date,Text,Amount,Balance\n" + "".join(
        f"2024-01-0{number},x,{number}.00,{100 - number * (number + 1) // 2}.00\n"
        for number in range(1, 7)
    )

    assert minors(only(text)) == [-100, -200, -300, -400, -500, -600]


def test_a_card_writes_money_out_as_positive_if_the_account_is_known_to_be_one() -> None:
    text = "Date,Text,Amount\n2024-01-02,Shop,1.50\n2024-01-03,Pay,-9.00\n2024-01-05,Shop,2.00\n"

    assert minors(only(text)) == [150, -900, 200]
    statement = only(text, Hints(liability=True))
    assert minors(statement) == [-150, 900, -200]
    assert statement.kind == AccountKind.LIABILITY


def test_amounts_all_positive_are_asked_about() -> None:
    file = file_of("Date,Text,Amount\n2024-01-02,Shop,1.50\n2024-01-03,Shop,2.50\n")

    assert "sign_assumed" in codes(file)


def test_an_open_order_of_day_and_month_is_asked_about_with_samples() -> None:
    text = "Date,Text,Amount\n03/04/2024,a,-1.00\n"
    file = file_of(text)

    assert "dates_ambiguous" in codes(file)
    assert file.mapping is not None
    assert [(one.text, one.day) for one in file.mapping.dates] == [("03/04/2024", date(2024, 4, 3))]
    american = only(text, Hints(currency="USD"))
    assert american.lines[0].date == date(2024, 3, 4)


def test_a_dotted_day_among_slashed_ones_does_not_turn_them_round() -> None:
    rows = ["01/02/2024,a,1.00", "01/25/2024,b,-2.00", "03.02.2024,c,3.00"]
    days = [line.date for line in only("Date,Text,Amount\n" + "\n".join(rows)).lines]

    assert days == [date(2024, 1, 2), date(2024, 1, 25), date(2024, 2, 3)]


def test_a_dotted_day_does_not_settle_the_order_of_slashed_ones() -> None:
    text = "Date,Text,Amount\n01/02/2024,a,1.00\n01/03/2024,b,-2.00\n25.02.2024,c,3.00\n"

    assert "dates_ambiguous" in codes(file_of(text, Hints(currency="USD")))
    american = only(text, Hints(currency="USD"))
    assert [line.date.month for line in american.lines] == [1, 1, 2]


def test_an_order_that_a_person_chose_holds_for_dotted_days_whatever_samples_came_along() -> None:
    text = "Date,Text,Amount\n03.04.2024,a,1.00\n05.06.2024,b,-2.00\n"
    chosen = replace(mapping_of(text), date_order="mdy", dates=())

    assert [one.date.month for one in only(text, Hints(mapping=chosen)).lines] == [3, 5]


def test_a_currency_not_named_is_assumed_and_told() -> None:
    file = file_of("Date,Text,Amount\n2024-01-02,Shop,-1.50\n", Hints(currency="SEK"))

    assert file.statements[0].currency == "SEK"
    assert "currency_assumed" in codes(file)


@pytest.mark.parametrize(
    "text",
    [
        "Date,Text,Amount (USD)\n2024-01-02,a,-1.00\n",
        "Date,Text,Amount\n2024-01-02,a,US$-1.00\n",
        "Currency: USD\n\nDate,Text,Amount\n2024-01-02,a,-1.00\n",
        "Date,Text,Amount,Ccy\n2024-01-02,a,-1.00,usd\n",
    ],
)
def test_the_currency_is_found_in_header_sign_preamble_or_column(text: str) -> None:
    assert only(text).currency == "USD"


def test_several_currencies_are_several_statements() -> None:
    file = file_of(SIMPLE + "2024-02-01;Trip;-7,00;GBP\n")

    assert [(one.currency, minors(one)) for one in file.statements] == [
        ("EUR", [-150, 1000]),
        ("GBP", [-700]),
    ]


def test_finer_amounts_than_the_currency_are_rounded_and_told() -> None:
    file = file_of("Date,Text,Amount,Currency\n2024-01-02,a,-1.005,EUR\n2024-01-02,b,0.25,EUR\n")

    assert minors(file.statements[0]) == [-100, 25]
    assert [(one.code, one.line) for one in file.warnings] == [("amount_rounded", 2)]


def test_a_row_that_goes_on_belongs_to_the_line_before() -> None:
    statement = only("Date,Text,Amount\n2024-01-02,Shop,-1.50\n,more of it,\n")

    assert [line.description for line in statement.lines] == ["more of it"]


def test_rows_left_out_are_told_with_their_text() -> None:
    file = file_of(SIMPLE + "Total;;8,50;\nsee you\n")

    assert [(one.code, one.line) for one in file.warnings] == [
        ("rows_left_out", 4),
        ("rows_left_out", 5),
    ]


def test_the_persons_mapping_beats_what_would_be_found() -> None:
    found = mapping_of(SIMPLE)
    corrected = replace(found, inverted=True, payee=(3,), currency="EUR", currency_column=None)

    statement = only(SIMPLE, Hints(mapping=corrected))

    assert minors(statement) == [150, -1000]
    assert statement.lines[0].payee == "EUR"


def test_a_mapping_is_remembered_for_files_of_the_same_layout() -> None:
    corrected = replace(mapping_of(SIMPLE), inverted=True)
    later = SIMPLE.replace("2024-01-02", "2025-06-07")

    statement = only(later, Hints(remembered={corrected.signature: corrected}))

    assert minors(statement) == [150, -1000]
    assert mapping_of(later).signature == corrected.signature
    assert mapping_of(SIMPLE.replace("Text", "Details")).signature != corrected.signature


def test_a_mapping_survives_being_kept_as_json() -> None:
    mapping = mapping_of(SIMPLE)

    assert CsvMapping.from_dict(json.loads(json.dumps(mapping.as_dict()))) == mapping


@pytest.mark.parametrize(
    "change",
    [
        {"amount": None},
        {"delimiter": ";;"},
        {"date_order": "ydm"},
        {"decimal_mark": "x"},
        {"date": -1},
        {"dates": [{"text": "x", "day": "never"}]},
        {"payee": 5},
    ],
)
def test_a_mapping_that_cannot_hold_is_refused(change: dict[str, object]) -> None:
    plain = mapping_of(SIMPLE).as_dict() | change

    with pytest.raises(Invalid):
        CsvMapping.from_dict(plain)


def test_a_mapping_beyond_the_columns_of_the_file_gives_problems_not_crashes() -> None:
    mapping = replace(mapping_of(SIMPLE), amount=40)

    with pytest.raises(Unreadable, match="file_no_readable_line"):
        only(SIMPLE, Hints(mapping=mapping))


def test_a_lone_quotation_mark_does_not_swallow_the_rest() -> None:
    rows = "".join(f"2024-01-02;shop {number};-1,00\n" for number in range(100))
    text = 'Date;Text;Amount\n2024-01-01;"open;-2,00\n' + rows

    assert len(only(text).lines) == 101


class Style(NamedTuple):
    """How an invented bank writes its files."""

    delimiter: str
    mark: str
    days: str
    split: bool
    header: tuple[str, str, str, str]
    columns: tuple[int, ...]


HEADERS = [
    ("Date", "Description", "Amount", "Balance"),
    ("Buchungstag", "Verwendungszweck", "Betrag", "Saldo"),
    ("Datum", "Omschrijving", "Bedrag", "Saldo"),
    ("Date", "Libellé", "Montant", "Solde"),
    ("Fecha", "Concepto", "Importe", "Saldo"),
    ("Data", "Descrizione", "Importo", "Saldo"),
    ("Data", "Opis", "Kwota", "Saldo po operacji"),
    ("Datum", "Popis", "Částka", "Zůstatek"),
    ("Bokföringsdag", "Rubrik", "Belopp", "Saldo"),
    ("Dato", "Tekst", "Beløb", "Saldo"),
    ("Дата", "Описание", "Сумма", "Остаток"),
    ("Tarih", "Açıklama", "Tutar", "Bakiye"),
    ("Päivämäärä", "Selite", "Määrä", "Saldo"),
    ("日付", "摘要", "金額", "残高"),
]
STYLES = st.builds(
    Style,
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from([".", ","]),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%Y%m%d", "%d %b %Y", "%Y/%m/%d"]),
    st.booleans(),
    st.sampled_from(HEADERS),
    st.permutations(range(4)).map(tuple),
)
MOVEMENTS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(-500_000, 500_000).filter(bool)),
    min_size=3,
    max_size=25,
)


def written(minor: int, mark: str) -> str:
    """An amount of cents with ``mark``."""
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}{mark}{abs(minor) % 100:02d}"


def bank(style: Style, movements: list[tuple[int, int]]) -> str:
    """The file an invented bank makes of ``movements`` (days on, cents)."""
    lines = [[style.header[at] for at in style.columns]]
    when, balance = date(2024, 2, 20), 100_000
    for days, minor in movements:
        when, balance = when + timedelta(days=days), balance + minor
        cells = (
            *(when.strftime(style.days), "Shop in the street"),
            *(written(minor, style.mark), written(balance, style.mark)),
        )
        lines.append([cells[at] for at in style.columns])
    quoted = (style.delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    return "\r\n".join(quoted) + "\r\n"


@settings(max_examples=150)
@given(STYLES, MOVEMENTS)
def test_any_layout_with_a_balance_reads_back_exactly(
    style: Style, movements: list[tuple[int, int]]
) -> None:
    statement = only(bank(style, movements))

    assert minors(statement) == [minor for _, minor in movements]
    assert statement.lines[0].date == date(2024, 2, 20) + timedelta(days=movements[0][0])
    assert str(statement.opening) == "1000.00"
