"""What banks call their columns, in some thirty languages.

Words are compared as ``csv_cells.plain`` writes them; ``csv_roles`` finds them in headers.
"""

from enum import StrEnum
from typing import Final

from finance.adapters.files.csv_cells import plain
from finance.adapters.files.csv_words_money import MONEY
from finance.adapters.files.csv_words_rest import REST


class Role(StrEnum):
    """What a column holds. Those of ``OTHER`` are of no use to the ledger."""

    DATE = "date"
    VALUE_DATE = "value_date"
    AMOUNT = "amount"
    NET = "net"
    SECOND_AMOUNT = "second_amount"
    DEBIT = "debit"
    CREDIT = "credit"
    BALANCE = "balance"
    FLAG = "flag"
    PAYEE = "payee"
    DESCRIPTION = "description"
    REFERENCE = "reference"
    CURRENCY = "currency"
    SECOND_CURRENCY = "second_currency"
    ACCOUNT = "account"
    STATE = "state"
    FEE = "fee"
    TYPE = "type"
    OTHER = "other"


def _table() -> dict[str, Role]:
    table: dict[str, Role] = {}
    for role, words in (MONEY | REST).items():
        for word in words.split("|"):
            table.setdefault(plain(word), Role(role))
    return table


TABLE: Final = _table()
"""Word, as ``plain`` writes it -> role."""
