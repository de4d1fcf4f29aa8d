"""Whether a file writes money out as positive, as many cards do."""

import re
from collections.abc import Sequence
from typing import Final

from finance.adapters.files.csv_amounts import Amounts
from finance.adapters.files.csv_cells import plain
from finance.adapters.files.csv_columns import Column
from finance.adapters.files.csv_roles import bare
from finance.domain.statements import Hints

_PAID: Final = (
    "payment received",
    "thank you",
    "autopay",
    "automatic payment",
    "online payment",
    "pagamento recebido",
    "pagamento efetuado",
    "zahlung erhalten",
    "einzahlung",
    "paiement recu",
    "pago recibido",
    "betaling ontvangen",
    "direct debit received",
    "payment thank",
    "zahlung danke",
    "cardmember payment",
    "internet payment",
    "prelevement automatique enregistre",
    "paiement enregistre",
    "inclusao de pagamento",
    "pagamento de fatura",
    "pago en linea",
    "su pago",
    "gracias por su pago",
    "zahlung dankend",
    "dankend erhalten",
    "payment recd",
    "bill payment received",
)
_PURCHASES: Final = frozenset({"purchase", "purchases", "sale"})
_CARD: Final = frozenset(
    [
        "card member",
        "cardholder",
        "card no",
        "card number",
        "kartennummer",
        "kreditkarte",
        "credit card",
        "numero carta",
        "merchant category",
        "merchant name",
        "merchant place",
        "merchant city",
        "merchant country",
        "mcc",
        "appears on your statement as",
        "card last 4 digits",
        "titulaire de la carte",
        "karteninhaber",
        "titular de la tarjeta",
        "nome no cartao",
        "final do cartao",
        "numero de tarjeta",
        "numero de carte",
        "kortnummer",
        "利用店名",
        "ご利用店名",
        "利用店名 商品名",
        "שם בית עסק",
        "שם בית העסק",
    ]
)
_CARDS: Final = (
    "credit card",
    "kreditkarte",
    "kreditkartenumsatze",
    "carte de credit",
    "tarjeta de credito",
    "carta di credito",
    "cartao de credito",
    "creditcard",
    "kreditkort",
    "luottokortti",
    "karta kredytowa",
    "karty kredytowej",
    "kreditni karta",
    "kredi karti",
    "hitelkartya",
    "クレジットカード",
    "american express",
    "amex",
    "barclaycard",
)
_MASKS: Final = frozenset("*xX•")
_NUMBER: Final = re.compile(r"(?<!\w)[\d*xX•]{4}(?:[\s-]?[\d*xX•]{4}){3}(?!\w)")
_EARNED: Final = frozenset(
    ["income", "paycheck", "paychecks", "salary", "payroll", "einkommen", "gehalt"]
)


def is_inverted(
    found: Amounts,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    above: Sequence[Sequence[str]],
    hints: Hints,
) -> bool:
    """Whether the file writes money out as positive, as many cards do.

    ``above``: the rows before the table, and the file's name. That of a card without a balance
    names it there.
    """
    if not found.amount or found.flag:
        return False
    signs = [down for cell, down in zip(found.amount.cells, _signs(found), strict=True) if cell]
    mostly_up = sum(signs) * 2 < len(signs)
    if found.proof.holds:
        return found.proof.sign < 0 or (bool(hints.liability) and mostly_up)
    purchases = any(plain(cell) in _PURCHASES for row in rows for cell in row)
    paid = [_tells_payment(row, purchases=purchases) for row in rows]
    told = [down for down, payment in zip(_signs(found), paid, strict=False) if payment]
    if told and len(set(_signs(found))) > 1:
        return sum(told) * 2 > len(told)
    earned = [any(plain(cell) in _EARNED for cell in row) for row in rows]
    told = [down for down, income in zip(_signs(found), earned, strict=False) if income]
    if told and len(told) < len(earned) and all(told) and mostly_up:
        return True
    card = bool(hints.liability) or any(_names_card(one.header) for one in columns)
    stated = found.balance is None and any(_states_card(cell) for row in above for cell in row)
    return (card or stated) and mostly_up


def _tells_payment(row: Sequence[str], *, purchases: bool) -> bool:
    """Whether a row speaks of the card being paid; "payment" alone does beside "purchase"."""
    whole = plain(" ".join(row))
    if any(word in whole for word in _PAID):
        return True
    return purchases and any(plain(cell) == "payment" for cell in row)


def _signs(found: Amounts) -> list[bool]:
    cells = found.amount.cells if found.amount else []
    return [cell.startswith(("-", "\u2212", "(")) or cell.endswith("-") for cell in cells]


def _states_card(cell: str) -> bool:
    """Whether a cell above the table names a card by its masked number or in words."""
    name = cell.split(":", maxsplit=1)[0]
    told = f" {plain(cell)} "
    masked = any(not _MASKS.isdisjoint(one) for one in _NUMBER.findall(cell))
    return masked or _names_card(name) or any(f" {one} " in told for one in _CARDS)


def _names_card(header: str) -> bool:
    return bool({plain(header), bare(header)} & _CARD)
