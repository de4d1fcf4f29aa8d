"""Whether a file writes money out as positive, as many cards do."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Final

from finance.adapters.files.csv_cells import is_sided, plain, words_of
from finance.adapters.files.csv_columns import Column
from finance.adapters.files.csv_found import Amounts
from finance.adapters.files.csv_roles import bare
from finance.domain.statements import Hints, StatementLine

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
    "inbetalning",
    "betalt bg",
    *("还款", "繳款", "信用卡款", "결제대금", "前回分口座振替"),
    "betalt pg",
    "geincasseerd",
    "lastschrift einzug",
    "indbetaling",
    "innbetaling",
    "suoritus",
    "betaling modtaget",
    "vielen dank fuer ihre zahlung",
    "ihre zahlung",
    "votre paiement",
    "pagamento ricevuto",
    "vostro pagamento",
    "abono a su tarjeta",
    "pago tarjeta",
    "pago de tarjeta",
    "pago recibido",
    "pagamento fatura",
    "betaling ontvangen",
    "splata karty",
    "splata zadluzenia",
    "odeme tesekkur",
    "odemeniz icin",
    "hesaptan odeme",
    "card repayment",
    "direct debit payment",
    "bpay payment",
    "payment web",
    "payment online",
    "mobile payment",
    "e payment",
    "ach payment",
    "electronic payment",
    "crcardpmt",
)
_THANKS: Final = words_of(
    "thank|thanks|danke|dank|dankend|bedankt|merci|gracias|grazie|obrigado|obrigada|tack|takk|tak|"
    "kiitos|dziekujemy|dekujeme|dakujeme|koszonjuk|tesekkur|tesekkurler|hvala|multumim|спасибо|"
    "благодарим|дякуємо|ευχαριστουμε|terima|gracies|aitah|paldies|aciu|ありがとうございます"
)
_PAYMENT: Final = words_of(
    "payment|payments|zahlung|einzahlung|betaling|paiement|reglement|pago|pagamento|betalning|"
    "inbetalning|innbetaling|indbetaling|maksu|maksusta|suoritus|wplata|splata|platba|platbu|"
    "befizetes|odeme|odemeniz|uplata|plata|платеж|платіж|πληρωμη|makse|maksajums|mokejimas|お支払い"
)
_PURCHASES: Final = frozenset({"purchase", "purchases", "sale"})
_CARD: Final = frozenset(
    plain(name)
    for name in [
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
        "valor cuota",
        "cuotas",
        "cuotas pendientes",
        "titular adicional",
        "parcela",
        "parcelas",
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
_CARDS: Final = tuple(
    f" {plain(name)} "
    for name in [
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
    ]
)
_UNSPACED_CARD: Final = tuple(
    map(
        plain,
        [
            *("利用店名", "利用場所", "カード名", "利用先", "支払区分", "支払回数", "利用者"),
            *("消費日", "刷卡", "할부", "가맹점", "카드번호", "이용카드", "卡号末", "תשלומים"),
        ],
    )
)
_LOOKED_AT: Final = 1000
"""The most different cells above a table that are asked whether they name a card."""
_MASKS: Final = frozenset("*xX•")
_NUMBER: Final = re.compile(r"(?<!\w)[\d*xX•]{4}(?:[\s-]?[\d*xX•]{4}){2,3}(?!\w)")
_EARNED: Final = frozenset(
    ["income", "paycheck", "paychecks", "salary", "payroll", "einkommen", "gehalt"]
)
_WAGES: Final = _EARNED | {
    *("wages", "lohn", "salaire", "nomina", "sueldo", "stipendio", "salario", "salaris", "lon"),
    *("lonn", "palkka", "wynagrodzenie", "vyplata", "mzda", "maas", "plata", "gaji", "luong"),
}
_INCOMES: Final = _WAGES | {
    *("interest", "zinsen", "interets", "intereses", "interessi", "juros", "rente", "dividend"),
    *("deposit", "deposits", "einzahlung", "gutschrift", "invoice", "donation", "dividends"),
}
"""What a line of money in speaks of."""
_REFUNDS: Final = words_of(
    "refund|refunded|refunds|erstattung|ruckerstattung|retoure|remboursement|reembolso|devolucion|"
    "rimborso|terugbetaling|retourbetaling|estorno|aterbetaling|tilbagebetaling|refusjon|hyvitys|"
    "zwrot|vratka|iade|возврат|返品|返金|退款|환불|זיכוי"
)
"""What a line of a purchase given back speaks of: money in, to who holds a card."""
_TO_CARD: Final = (" to card ", " to credit card ", " to visa ", " to mastercard ", " to amex ")
_MANY: Final = 5
_FEW: Final = 0.2
SIGN_APART: Final = ("-",)
"""The word for money out of a column that holds nothing but the signs of the amounts."""
_SEVERAL: Final = 3


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
    worded = found.flag and (found.balance or found.flag_out != SIGN_APART)
    if worded or found.by_balance or not (found.amount or found.assumed):
        return False
    told = _told(found, rows, hints)
    if told is not None:
        return told
    card = bool(hints.liability) or any(_names_card(one.header) for one in columns)
    stated = found.balance is None and any(map(_states_card, _headings(above)))
    owed = (card or stated) and (_mostly_up(found) or _gives_back(found, rows))
    return owed or _spends(found, rows)


def _headings(above: Sequence[Sequence[str]]) -> Iterable[str]:
    """What is written above the table, each once, from the top."""
    told = dict.fromkeys(cell for row in above for cell in row if cell)
    return islice(told, _LOOKED_AT)


def _spends(found: Amounts, rows: Sequence[Sequence[str]]) -> bool:
    """Whether amounts nearly all positive are likelier what was bought: people buy more often.

    A guess, and told as one; a balance or a line that speaks of money earned is against it.
    """
    signs = [down for cell, down in zip(_cells(found), _signs(found), strict=True) if cell]
    down = sum(signs)
    if found.balance or len(signs) < _SEVERAL or any(map(is_sided, _cells(found))):
        return False
    if down and (len(signs) < _MANY or down > _FEW * len(signs)):
        return False
    return not any(_INCOMES & set(plain(" ".join(row)).split()) for row in rows)


def may_be_spent(lines: Sequence[StatementLine], *, apart: bool) -> bool:
    """Whether most lines are money in as they were read and, of the first, none speaks of income.

    People buy more often than they are paid, so it may be what was bought. A sign that stands
    ``apart`` is as often that of a debt: half of a few lines will do.
    """
    came = [line for line in lines if line.amount.minor > 0]
    few, needed = (1, len(lines)) if apart else (_SEVERAL, len(lines) + 1)
    if len(lines) < few or len(came) * 2 < needed:
        return False
    told = (plain(f"{line.payee} {line.description}") for line in came[:_LOOKED_AT])
    return all(_INCOMES.isdisjoint(one.split()) for one in told)


def _cells(found: Amounts) -> Sequence[str]:
    """The amounts as they are written; of two sides, money out with a minus in front."""
    if found.amount:
        amounts = found.amount.cells
        signs = found.flag.cells if found.flag else [""] * len(amounts)
        return [f"{sign}{one}" for sign, one in zip(signs, amounts, strict=True)]
    if not (found.debit and found.credit):
        return []
    out, into = found.debit.cells, found.credit.cells
    return [f"-{a.lstrip('-')}" if a else b for a, b in zip(out, into, strict=True)]


def _told(found: Amounts, rows: Sequence[Sequence[str]], hints: Hints) -> bool | None:
    """What the rows themselves say, None if they say nothing."""
    bought = [any(plain(cell) in _PURCHASES for cell in row) for row in rows]
    if _all_up(found, bought):
        return True
    if found.proof.holds:
        return found.proof.sign < 0 or (bool(hints.liability) and _mostly_up(found))
    if found.amount and (_credited(found.amount.filled) or plus_tells(found)):
        return True
    paid = [_tells_payment(row, purchases=any(bought)) for row in rows]
    told = [down for down, payment in zip(_signs(found), paid, strict=False) if payment]
    if told and len(set(_signs(found))) > 1:
        return sum(told) * 2 > len(told) and _owes(found, rows, paid)
    earned = [any(plain(cell) in _EARNED for cell in row) for row in rows]
    sides = list(zip(_signs(found), earned, strict=False))
    against = all(down == income for down, income in sides)
    return True if against and 0 < sum(earned) < len(earned) else None


def _gives_back(found: Amounts, rows: Sequence[Sequence[str]]) -> bool:
    """Whether what speaks of a purchase given back, and only that, is negative: money in."""
    told = [not _REFUNDS.isdisjoint(plain(" ".join(row)).split()) for row in rows]
    return any(told) and told == _signs(found)


def _owes(found: Amounts, rows: Sequence[Sequence[str]], paid: Sequence[bool]) -> bool:
    """Whether payments written as negative are those of a card: the rest is positive, mostly.

    From an account a card is paid, too; there that is money out as all that is bought, and wages
    come in.
    """
    lines = [
        (down, row)
        for cell, down, row, payment in zip(_cells(found), _signs(found), rows, paid, strict=False)
        if cell and not payment
    ]
    wages = any(
        not down and not _WAGES.isdisjoint(plain(" ".join(row)).split()) for down, row in lines
    )
    return not wages and sum(down for down, _ in lines) * 2 < max(len(lines), 1)


def _mostly_up(found: Amounts) -> bool:
    """Whether less than half of the amounts are negative."""
    signs = [down for cell, down in zip(_cells(found), _signs(found), strict=True) if cell]
    return sum(signs) * 2 < len(signs)


def _all_up(found: Amounts, bought: Sequence[bool]) -> bool:
    """Whether all that is called a purchase is positive, and something else is not."""
    told = [down for down, purchase in zip(_signs(found), bought, strict=False) if purchase]
    return bool(told) and not any(told) and any(_signs(found))


def plus_tells(found: Amounts) -> bool:
    """Whether a plus is money in and no sign money out: both stand there, and no minus does."""
    cells = found.amount.filled if found.amount else []
    plus = sum(cell.startswith("+") for cell in cells)
    return 0 < plus < len(cells) and not any(map(_is_down, cells)) and not found.proof.holds


def _credited(cells: Sequence[str]) -> bool:
    """Whether some amounts are said to be credits and the others, without a sign, are not."""
    bare = [cell for cell in cells if not is_sided(cell)]
    sided = [cell.rstrip(" .").casefold() for cell in cells if is_sided(cell)]
    both = bool(bare) and bool(sided)
    return both and all(one.endswith("cr") for one in sided) and not any(map(_is_down, bare))


def _tells_payment(row: Sequence[str], *, purchases: bool) -> bool:
    """Whether a row speaks of the card being paid; "payment" alone does beside "purchase"."""
    whole = plain(" ".join(row))
    if any(word in f" {whole} " for word in _TO_CARD):
        return False
    if any(word in whole for word in _PAID) or _thanks(set(whole.split())):
        return True
    return purchases and any(plain(cell) == "payment" for cell in row)


def _thanks(words: Collection[str]) -> bool:
    """Whether someone thanks for a payment, in whatever language."""
    return not _THANKS.isdisjoint(words) and not _PAYMENT.isdisjoint(words)


def _signs(found: Amounts) -> list[bool]:
    """Of each row whether it is money out as the file writes it."""
    return [_is_down(cell) for cell in _cells(found)]


def _is_down(cell: str) -> bool:
    return cell.startswith(("-", "\u2212", "(")) or cell.endswith("-")


def _states_card(cell: str) -> bool:
    """Whether a cell above the table names a card by its masked number or in words."""
    name = cell.split(":", maxsplit=1)[0]
    told = f" {plain(cell)} "
    masked = any(not _MASKS.isdisjoint(one) for one in _NUMBER.findall(cell))
    return masked or _names_card(name) or any(one in told for one in _CARDS)


def _names_card(header: str) -> bool:
    told = plain(header) if header else ""
    if not told:
        return False
    return bool({told, bare(header)} & _CARD) or any(word in told for word in _UNSPACED_CARD)
