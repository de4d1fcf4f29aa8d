"""OFX as banks really write it."""

import time
from datetime import date

import pytest

from finance.adapters.files.reader import read
from finance.domain.accounts import AccountKind
from finance.domain.errors import Unreadable
from finance.domain.money import Money
from tests.files.ofx_written import HEADER, line, ofx, only, refusal


def test_a_line_keeps_day_amount_payee_memo_reference_and_where_it_starts() -> None:
    statement = only(ofx(line("-12.50", extra="<NAME>Müller &amp; Co<MEMO>two  words<CHECKNUM>7")))

    (found,) = statement.lines
    assert (found.line, found.date, found.amount) == (
        8,
        date(2024, 1, 31),
        Money(-1250, "EUR"),
    )
    assert (found.payee, found.description, found.reference) == (
        "Müller & Co",
        "two words · #7",
        "f1",
    )
    assert (statement.account_number, statement.kind) == ("42", AccountKind.ASSET)


@pytest.mark.parametrize(
    "written",
    [
        "20240131235959[-5:EST]",
        "20240131000000.000[+12:NZT]",
        "2024-01-31",
        "20240131:014",
        " 20240131 ",
    ],
)
def test_the_day_is_the_one_written_whatever_the_zone(written: str) -> None:
    assert only(ofx(line(day=written))).lines[0].date == date(2024, 1, 31)


@pytest.mark.parametrize("written", ["20240231", "20241301", "31012024", "0", "2024"])
def test_a_day_that_is_none_refuses_the_file(written: str) -> None:
    assert refusal(ofx(line(day=written))) == ("line_date", 8)


def test_a_line_without_day_or_amount_refuses_the_file() -> None:
    assert refusal(ofx(line(day="")))[0] == "line_date_missing"
    assert refusal(ofx(line(amount="")))[0] == "line_amount_missing"


def test_a_number_of_a_check_is_kept_whole_and_without_the_noughts_before_it() -> None:
    statement = only(ofx(line(extra="<CHECKNUM>1000"), line(extra="<CHKNUM>00120")))

    assert [one.description for one in statement.lines] == ["#1000", "#120"]


def test_files_put_one_behind_another_are_all_read() -> None:
    first, second = ofx(line("1.00")), ofx(line("2.00")).replace(b"<ACCTID>42", b"<ACCTID>43")

    file = read("bank.ofx", first + b"\n" + second)

    assert [(one.account_number, one.total.minor) for one in file.statements] == [
        ("42", 100),
        ("43", 200),
    ]


def test_statements_of_one_account_with_one_balance_are_one_and_others_stay_apart() -> None:
    balance = "<LEDGERBAL><BALAMT>{}<DTASOF>20240201</LEDGERBAL>"
    files = [
        ofx(line("1.00"), balance=balance.format("9")),
        ofx(line("2.00"), balance=balance.format("9")),
        ofx(line("3.00"), balance=balance.format("8")),
        ofx(line("4.00")).replace(b"<ACCTID>42", b""),
        ofx(line("5.00")).replace(b"<ACCTID>42", b""),
    ]

    file = read("bank.ofx", b"\n".join(files))

    assert [one.total.minor for one in file.statements] == [300, 300, 400, 500]


def test_only_what_ends_with_a_semicolon_is_a_reference_and_one_escaped_twice_is_too() -> None:
    statement = only(ofx(line(extra="<NAME>SEA CO.&LTD &para<MEMO>&amp;lt;A&amp;gt; &amp;amp;")))

    assert (statement.lines[0].payee, statement.lines[0].description) == (
        "SEA CO.&LTD &para",
        "<A> &",
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"\n", b""),
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.replace(b"\n", b"\r"),
        lambda text: text[text.index(b"<OFX>") :],
        lambda text: b"\n\n\n" + text,
        lambda text: b"\xef\xbb\xbf" + text.decode("cp1252").encode(),
        lambda text: text.decode("cp1252").encode("utf-16"),
        lambda text: text.decode("cp1252").encode("utf-16-le"),
        lambda text: text.replace(b"</STMTTRN>", b""),
        lambda text: text.replace(b"</BANKTRANLIST>", b""),
        lambda text: text.lower(),
        lambda text: text.replace(b"<NAME>", b"<CHECKNUM><REFNUM><NAME>"),
        lambda text: text.replace(b"<FITID>", b"<CHECKNUM></CHECKNUM><FITID>"),
        lambda text: text.replace(b"<OFX>", b"<!-- a\ncomment --><OFX xmlns='urn:x'>"),
    ],
)
def test_odd_frames_do_not_matter(change: object) -> None:
    assert callable(change)
    statement = only(change(ofx(line("-1.00"), line("3.00"))))

    assert [one.amount.minor for one in statement.lines] == [-100, 300]
    assert [one.payee.lower() for one in statement.lines] == ["shop", "shop"]


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        (HEADER, "cp1252"),
        (HEADER.replace("1252", "1250"), "cp1250"),
        (HEADER.replace("USASCII", "UTF-8").replace("1252", "NONE"), "utf-8"),
        (HEADER.replace("1252", "ISO-8859-1"), "iso-8859-1"),
        ('<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200"?>\n', "utf-8"),
    ],
)
def test_letters_survive_in_the_encoding_the_header_names(header: str, encoding: str) -> None:
    content = ofx(line(extra="<NAME>Käse é"), header=header).decode("cp1252").encode(encoding)

    assert only(content).lines[0].payee == "Käse é"


def test_xml_with_cdata_and_references_is_read() -> None:
    content = ofx(line(extra="<NAME><![CDATA[A < B & C]]></NAME><MEMO>&#233;&lt;</MEMO>"))

    (found,) = only(content).lines
    assert (found.payee, found.description) == ("A < B & C", "é<")


def test_a_card_is_a_liability_and_so_is_a_credit_line() -> None:
    card = ofx(line()).replace(b"STMTRS>", b"CCSTMTRS>").replace(b"BANKACCTFROM", b"CCACCTFROM")
    credit_line = ofx(line()).replace(b"CHECKING", b"CREDITLINE")

    assert only(card).kind == AccountKind.LIABILITY
    assert only(credit_line).kind == AccountKind.LIABILITY


def test_several_statements_stay_apart() -> None:
    content = ofx(line("1.00"))
    start, stop = content.index(b"<STMTTRNRS>"), content.index(b"</BANKMSGSRSV1>")
    second = content[start:stop].replace(b"<ACCTID>42", b"<ACCTID>43").replace(b"1.00", b"2.00")

    file = read("bank.ofx", content[:stop] + second + content[stop:])

    assert [(one.account_number, one.total.minor) for one in file.statements] == [
        ("42", 100),
        ("43", 200),
    ]


def test_the_bank_saying_no_is_shown_in_its_own_words() -> None:
    status = "<SIGNONMSGSRSV1><SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Wrong password"
    content = ofx(line(), tail=f"{status}</STATUS></SONRS></SIGNONMSGSRSV1>")

    with pytest.raises(Unreadable) as caught:
        read("bank.ofx", content)

    assert caught.value.code == "file_bank_error"
    assert caught.value.facts["text"] == "Wrong password"


def test_a_warning_of_the_bank_is_passed_on() -> None:
    status = "<STATUS><CODE>2<SEVERITY>WARN<MESSAGE>Up to date</STATUS>"
    file = read("bank.ofx", ofx(line(), tail=status))

    assert [(one.code, one.facts["text"]) for one in file.warnings] == [
        ("bank_warning", "Up to date")
    ]


def test_lines_the_bank_has_not_booked_are_left_out_and_told() -> None:
    entries = "\n<STMTTRNP><TRNAMT>-3<NAME>Cafe</STMTTRNP><STMTTRNP><TRNAMT>-4.00</STMTTRNP>"
    pending = f"<BANKTRANLISTP>{entries}</BANKTRANLISTP>"
    file = read("bank.ofx", ofx(line(), balance=pending))

    assert len(file.statements[0].lines) == 1
    assert [(one.code, one.line, one.facts["text"]) for one in file.warnings] == [
        ("pending_left_out", 9, "Cafe · -3"),
        ("pending_left_out", 9, "-4.00"),
    ]


def test_the_day_of_the_purchase_stands_in_for_a_missing_day_and_is_told() -> None:
    file = read("bank.ofx", ofx(line(day="", extra="<DTUSER>20240102")))

    assert file.statements[0].lines[0].date == date(2024, 1, 2)
    assert [one.code for one in file.warnings] == ["date_of_user"]


INVESTMENT = """<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><CURDEF>USD
<INVACCTFROM><BROKERID>b.example<ACCTID>77</INVACCTFROM><INVTRANLIST><DTSTART>20240101
<BUYMF><INVBUY><INVTRAN><FITID>t1<DTTRADE>20240105<MEMO>Bought</INVTRAN>
<SECID><UNIQUEID>X1<UNIQUEIDTYPE>CUSIP</SECID><UNITS>2<TOTAL>-50.00</INVBUY></BUYMF>
<TRANSFER><INVTRAN><FITID>t2<DTTRADE>20240106</INVTRAN><SECID><UNIQUEID>X1</SECID></TRANSFER>
<INVBANKTRAN><STMTTRN><DTPOSTED>20240107<TRNAMT>100.00<FITID>t3<NAME>Deposit</STMTTRN>
<SUBACCTFUND>CASH</INVBANKTRAN></INVTRANLIST></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1>
<SECLISTMSGSRSV1><SECLIST><MFINFO><SECINFO><SECID><UNIQUEID>X1</SECID><SECNAME>World Fund
</SECINFO></MFINFO></SECLIST></SECLISTMSGSRSV1></OFX>"""


def test_trades_are_lines_of_zero_that_tell_their_cash_effect() -> None:
    file = read("broker.ofx", INVESTMENT.encode())

    (statement,) = file.statements
    assert [(one.amount.minor, one.payee, one.description) for one in statement.lines] == [
        (0, "World Fund", "Bought · BUYMF · -50.00"),
        (0, "World Fund", "TRANSFER"),
        (10000, "Deposit", ""),
    ]
    assert [one.code for one in file.warnings] == ["securities_without_amount"] * 2


def test_a_valid_file_without_statements_says_so() -> None:
    file = read("bank.ofx", (HEADER + "<OFX></OFX>").encode())

    assert file.statements == ()
    assert [one.code for one in file.warnings] == ["no_statement"]


@pytest.mark.parametrize("cut", [0.5, 0.8, 0.95, 0.999])
def test_a_truncated_file_is_refused_as_a_whole(cut: float) -> None:
    content = ofx(*[line(f"-{number}.00") for number in range(1, 50)])

    assert refusal(content[: int(len(content) * cut)])[0] == "file_truncated"


@pytest.mark.parametrize("trick", ["<!DOCTYPE x [<!ENTITY a 'b'>]>", "<! entity % x SYSTEM 'y'>"])
def test_declared_entities_are_refused_before_anything_is_read(trick: str) -> None:
    assert refusal((trick + ofx(line()).decode("cp1252")).encode())[0] == "file_declares_entities"


def test_deep_nesting_unclosed_comments_and_nul_are_refused() -> None:
    assert refusal(ofx("<A>" * 100))[0] == "file_markup"
    assert refusal(ofx("<!-- never closed"))[0] == "file_markup"
    assert refusal(ofx(line(extra="<NAME>\x00")))[0] == "file_not_text"
    assert refusal(b"OFXHEADER:100\nnothing follows")[0] == "file_markup"


def test_time_grows_with_the_length_of_the_file_and_no_faster() -> None:
    def spent(count: int) -> float:
        content = ofx(*[f"{line()}<A><B < " for _ in range(count)])
        start = time.process_time()
        assert len(only(content).lines) == count
        return time.process_time() - start

    spent(100)
    assert spent(10_000) < 60 * max(spent(1_000), 0.01)
