"""What is no statement, or a broken one: refused with file, line and reason, never half read."""

import gzip
import io
import zipfile

import pytest

from finance.adapters.files.reader import read
from finance.domain.errors import Unreadable
from finance.domain.mapping import CsvMapping
from finance.domain.statements import BankFile, Hints
from tests.files.table import OFX

CARD = (OFX / "cc.ofx").read_bytes()
TABLE = b"Date,Text,Amount\n2024-01-02,a,-1.00\n2024-01-03,b,2.00\n"


def archive() -> bytes:
    """What a spreadsheet program saves: a zip archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
    return held.getvalue()


FOREIGN = {
    "png": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(100),
    "gif": b"GIF89a\x01\0\x01\0" + bytes(50),
    "heic": b"\0\0\0\x18ftypheic" + bytes(50),
    "webp": b"RIFF\x10\0\0\0WEBPVP8 " + bytes(50),
    "tiff": b"II*\0" + bytes(50),
    "html": b"<!DOCTYPE html><html><body>Session expired</body></html>",
    "xml": b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022"></Document>',
    "pdf": b"%PDF-1.7\n%\xe2\xe3\n1 0 obj",
    "zip": archive(),
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "gzip": gzip.compress(TABLE),
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(30),
    "rar": b"Rar!\x1a\x07\0" + bytes(30),
    "rtf": b"{\\rtf1 hello}",
    "sqlite": b"SQLite format 3\0" + bytes(80),
    "json": b'[\n  {"date": "2024-01-02", "amount": -1.00},\n  {"date": "2024-01-03"}\n]\n',
    "qif": b"!Type:Bank\nD1/1'20\nT-1.00\n^\n",
    "mt940": b":20:STARTUMS\n:25:1\n:28C:1\n",
    "eml": b"Received: by a\r\nDate: 2 Jan 2024\r\nSubject: Pay, 1,00\r\n\r\nDear you\r\n",
    "vcard": b"BEGIN:VCARD\nVERSION:3.0\nBDAY:2000-01-02\nEND:VCARD\n",
}


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("name", ["statement.csv", "statement.ofx"])
def test_a_file_of_another_kind_is_refused_by_its_kind_whatever_its_name(
    kind: str, name: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        read(name, FOREIGN[kind])

    facts = caught.value.facts
    assert (facts["file"], facts["reason"], facts["line"], facts["text"]) == (
        *(name, "file_format_unknown"),
        *(1, kind),
    )


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        (b"", "file_empty", 0),
        (b" \n\n\t\n", "file_empty", 0),
        (b"\xef\xbb\xbf", "file_columns_unclear", 1),
        (bytes(range(256)) * 20, "file_not_text", 1),
        (TABLE + b"2024-01-04,\0,1.00\n", "file_not_text", 4),
        (TABLE.decode().encode("utf-16")[:-1], "file_not_text", 1),
        (TABLE.decode().encode("utf-16-le")[1:], "file_not_text", 1),
        (b"a\nb\nc\n", "file_columns_unclear", 1),
        (b"2024-01-01\n2024-01-02\n", "file_columns_unclear", 1),
        (b"Text,Amount\na,1.00\nb,2.00\n", "file_columns_unclear", 2),
        (b"Date,Text\n2024-01-02,a\n2024-01-03,b\n", "file_columns_unclear", 2),
        (b"Dear Sir,\n\non 2024-01-02, we got 12 euros, thanks.\n", "file_columns_unclear", 3),
        (b"Name,Email,Phone,Birthday\nAnn,a@b.c,12345678,2000-01-02\n", "file_columns_unclear", 2),
        (b"Date,Open,High,Low,Close\n2024-01-02,1.0,2.0,0.5,1.5\n", "file_columns_unclear", 2),
        (b"Date,Text,Amount\nxx,a,1.00\nyy,b,2.00\n", "file_no_readable_line", 2),
        (b"Date,Text,Amount\n2024-01-02,a,x\n2024-01-03,b,y\n", "file_columns_unclear", 2),
        (b"Date,Text,Amount\n2024-01-02,a," + b"9" * 30 + b".00\n", "file_no_readable_line", 2),
        (CARD[:400], "file_truncated", 11),
        (CARD.replace(b"SHOP", b"SH\0P"), "file_not_text", 16),
        (CARD.replace(b"USD", b"XQX"), "line_currency", 11),
        (CARD.replace(b"20240105", b"20240231"), "line_date", 11),
        (CARD.replace(b"<DTPOSTED>20240105", b""), "line_date_missing", 11),
        (CARD.replace(b"-12.50", b"abc"), "line_amount", 11),
        (CARD.replace(b"-12.50", b"1,234"), "line_amount", 11),
        (CARD.replace(b"<TRNAMT>-12.50", b""), "line_amount_missing", 11),
        (CARD[: CARD.index(b"<OFX>")], "file_markup", 1),
        (b"<OFX>" + b"<A>" * 5000, "file_markup", 1),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><OFX></OFX>', "file_declares_entities", 1),
    ],
)
def test_a_broken_file_is_refused_with_line_and_reason(
    content: bytes, reason: str, line: int
) -> None:
    with pytest.raises(Unreadable) as caught:
        read("statement.csv", content)

    facts = caught.value.facts
    assert (facts["file"], facts["reason"], facts["line"]) == ("statement.csv", reason, line)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (b"2024-01-04,c,1.2.3\n", "line_amount"),
        (b"2024-02-31,c,1.00\n", "line_date"),
        (b"not-a-date,c,1.00\n", "line_date"),
        (b",c,1.00\n", "line_date_missing"),
        (b'2024-01-04,"cut off', "line_amount_missing"),
        (b"2024-01-04,cut", "line_amount_missing"),
    ],
)
def test_a_broken_row_among_good_ones_is_a_problem_with_its_line(row: bytes, code: str) -> None:
    file: BankFile = read("statement.csv", TABLE + row)

    (statement,) = file.statements
    assert [(one.line, one.code) for one in statement.problems] == [(4, code)]
    assert [line.amount.minor for line in statement.lines] == [-100, 200]


def test_a_file_of_rows_without_day_and_amount_is_refused_with_the_first_of_them() -> None:
    mapping = CsvMapping(encoding="utf-8", delimiter=",", first_row=2, date=0, amount=1)

    with pytest.raises(Unreadable) as caught:
        read("bank.csv", b"My bank,\n\nnothing,\nat all,\n", Hints(mapping=mapping))

    facts = caught.value.facts
    assert (facts["reason"], facts["line"]) == ("file_no_readable_line", 3)
