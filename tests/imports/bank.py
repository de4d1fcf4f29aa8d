"""A bank that writes files, and a household that takes them over."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Engine, text

from finance.adapters.clock import new_id
from finance.adapters.files.reader import read
from finance.domain.matching import LineStatus
from finance.domain.people import Actor
from finance.usecases.import_readings import ImportReading, Outcome
from finance.usecases.imports import Imports, PreviewImport
from tests.household import Household, household

NUMBER = "DE0012345678"


@dataclass(frozen=True)
class Row:
    """One movement as the bank tells it; ``amount`` in euro."""

    day: str
    amount: str
    payee: str
    reference: str = ""


def csv_file(rows: Sequence[Row]) -> bytes:
    """A CSV without references or account number."""
    lines = ["Date,Payee,Amount,Currency"]
    lines += [f"{row.day},{row.payee},{row.amount},EUR" for row in rows]
    return ("\n".join(lines) + "\n").encode()


def ofx_file(
    rows: Sequence[Row], closing: str = "", closing_on: str = "2026-12-31", number: str = NUMBER
) -> bytes:
    """An OFX file of one account, with the reference of each row as its FITID."""
    listed = "".join(
        f"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{row.day.replace('-', '')}<TRNAMT>{row.amount}"
        f"<FITID>{row.reference or at}<NAME>{row.payee}</STMTTRN>\n"
        for at, row in enumerate(rows, 1)
    )
    balance = (
        f"<LEDGERBAL><BALAMT>{closing}<DTASOF>{closing_on.replace('-', '')}</LEDGERBAL>"
        if closing
        else ""
    )
    return (
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\n"
        "CHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n"
        "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS>"
        "<DTSERVER>20261231<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>"
        "<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>"
        f"<STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>100<ACCTID>{number}"
        "<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20260101<DTEND>20261231\n"
        f"{listed}</BANKTRANLIST>{balance}</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    ).encode()


def reference_rows(first: int, last: int) -> list[Row]:
    """Rows ``first`` to ``last`` of an endless history: referenced, one a day, never the same."""
    return [
        Row(f"2026-{1 + at // 28:02d}-{1 + at % 28:02d}", f"-{at}.50", f"Shop {at}", f"R{at}")
        for at in range(first, last + 1)
    ]


@dataclass(frozen=True)
class Customer:
    """A household with its imports."""

    home: Household

    @property
    def actor(self) -> Actor:
        """The owner."""
        return self.home.actor

    @property
    def imports(self) -> Imports:
        """The use cases of imports, reading with the real readers."""
        return Imports(self.home.means, read)

    def preview(
        self, content: bytes, account_id: UUID | None = None, name: str = "bank.csv"
    ) -> ImportReading:
        """Look at a file."""
        request = PreviewImport(id=new_id(), file_name=name, content=content, account_id=account_id)
        return self.imports.preview(self.actor, request)

    def take(self, content: bytes, account_id: UUID | None = None) -> Outcome:
        """Look at a file and take it over as proposed."""
        return self.imports.commit(self.actor, self.preview(content, account_id).head.id)

    def counts(self, reading: ImportReading) -> dict[str, int]:
        """How many lines of each status, those there are."""
        return {one.value: reading.count(one) for one in LineStatus if reading.count(one)}

    def bank_balance(self, number: str = NUMBER) -> Decimal:
        """The euro balance of the open account with the bank's number."""
        found = [
            one
            for one in self.home.accounts.all(self.actor)
            if one.account.number == number and not one.account.closed
        ]
        return found[0].balance.of("EUR").number

    def state(self) -> list[tuple[object, ...]]:
        """Everything that stands in the ledger, the canonical picture of the book."""
        with self.home.work() as work:
            return [
                tuple(row)
                for row in work.connection.execute(
                    text("""
                        SELECT t.date, t.payee, t.description, a.name, p.amount, p.currency
                        FROM transaction t
                        JOIN posting p ON p.book_id = t.book_id AND p.transaction_id = t.id
                        JOIN account a ON a.book_id = t.book_id AND a.id = p.account_id
                        WHERE t.book_id = :book AND t.trashed_at IS NULL AND a.closed_at IS NULL
                        ORDER BY 1, 2, 3, 4, 5, t.id
                    """),
                    {"book": self.actor.book.id},
                )
            ]


def customer(engine: Engine) -> Customer:
    """A new household with nothing in it."""
    return Customer(household(engine))
