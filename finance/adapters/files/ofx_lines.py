"""What stands among the transactions of OFX and is none, and which way one without a sign goes."""

from collections.abc import Iterable, Sequence
from typing import Final

from finance.adapters.files.csv_cells import plain, words_of
from finance.adapters.files.markup import Node

_BEFORE: Final = words_of("saldo anterior|saldo inicial")
_BALANCES: Final = _BEFORE | words_of(
    "saldo|s a l d o|saldo dia|saldo do dia|saldo final|saldo atual|saldo actual|saldo total|"
    "saldo disponivel|saldo disponible|saldo total disponivel|saldo total disponivel dia"
)
"""What banks of Brazil call a balance that they write as if it were a transaction."""

_SIGNS: Final = frozenset("+-\u2212()")
_DEBIT: Final = "DEBIT"
_OUT: Final = frozenset({_DEBIT, "FEE", "SRVCHG", "DIRECTDEBIT", "ATM", "POS", "CHECK", "CASH"})
_PAID: Final = frozenset({"PAYMENT", "REPEATPMT"})
"""Money out of an account at a bank, and into that of a card."""


def is_balance(node: Node) -> bool:
    """Whether all that a transaction says is that it is a balance."""
    said = [plain(text) for text in (node.value("NAME"), node.value("MEMO")) if text]
    return bool(said) and all(text in _BALANCES for text in said)


def opens(node: Node) -> bool:
    """Whether such a balance is that before the first transaction."""
    return plain(node.value("NAME", "MEMO")) in _BEFORE


def out_by_kind(entries: Sequence[Node], *, owed: bool) -> frozenset[str]:
    """The kinds of transactions that are money out although no amount of ``entries`` says so.

    Some banks write no sign anywhere and leave it to the kind; where one amount has a sign, or
    none is called a debit, the amounts speak for themselves. ``owed``: of a card or loan.
    """
    if any(_signed(one.value("TRNAMT")) for one in entries):
        return frozenset()
    if _DEBIT not in _kinds(entries):
        return frozenset()
    return _OUT if owed else _OUT | _PAID


def _signed(amount: str) -> bool:
    return not _SIGNS.isdisjoint(amount)


def _kinds(entries: Iterable[Node]) -> set[str]:
    return {one.value("TRNTYPE").upper() for one in entries}
