"""OFX written by hand: one statement of a bank, and what the reader makes of it."""

import pytest

from finance.adapters.files.reader import read
from finance.domain.errors import Unreadable
from finance.domain.statements import Hints, Statement

HEADER = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"


def ofx(
    *lines: str, currency: str = "EUR", balance: str = "", header: str = HEADER, tail: str = ""
) -> bytes:
    """A bank statement of ``lines`` in SGML."""
    account = "<BANKACCTFROM><BANKID>1<ACCTID>42<ACCTTYPE>CHECKING</BANKACCTFROM>"
    listed = f"<BANKTRANLIST>{''.join(lines)}</BANKTRANLIST>{balance}"
    statement = f"<STMTRS><CURDEF>{currency}{account}{listed}</STMTRS>"
    body = f"<OFX><BANKMSGSRSV1><STMTTRNRS>{statement}</STMTTRNRS></BANKMSGSRSV1>{tail}</OFX>"
    return (header + body).encode("cp1252")


def line(amount: str = "-1.00", day: str = "20240131", extra: str = "<NAME>Shop") -> str:
    """One transaction in SGML."""
    return f"\n<STMTTRN><DTPOSTED>{day}<TRNAMT>{amount}<FITID>f1{extra}</STMTTRN>"


def only(content: bytes, hints: Hints | None = None) -> Statement:
    """The one statement of ``content``."""
    (statement,) = read("bank.ofx", content, hints).statements
    return statement


def refusal(content: bytes) -> tuple[str, object]:
    """Code and line of the error about ``content``."""
    with pytest.raises(Unreadable) as caught:
        read("bank.ofx", content)
    assert caught.value.facts["file"] == "bank.ofx"
    return caught.value.code, caught.value.facts["line"]
