"""Whether a file writes money out as positive, as many cards do."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Final

from finance.adapters.files.csv_cells import is_sided, plain
from finance.adapters.files.csv_columns import Column
from finance.adapters.files.csv_found import Amounts
from finance.adapters.files.csv_roles import bare
from finance.adapters.files.csv_words_card import (
    CARD,
    CARDS,
    EARNED,
    INCOMES,
    MOVED_IN,
    PAID,
    PAYMENT,
    PURCHASES,
    REFUNDS,
    THANKS,
    TO_CARD,
    UNSPACED_CARD,
)
from finance.domain.statements import Hints, StatementLine

_LOOKED_AT: Final = 1000
"""The most different cells above a table that are asked whether they name a card."""
_MASKS: Final = frozenset("*xX•")
_NUMBER: Final = re.compile(r"(?<!\w)[\d*xX•]{4}(?:[\s-]?[\d*xX•]{4}){2,3}(?!\w)")
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
    return not any(INCOMES & set(plain(" ".join(row)).split()) for row in rows)


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
    return all(INCOMES.isdisjoint(one.split()) for one in told)


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
    bought = [any(plain(cell) in PURCHASES for cell in row) for row in rows]
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
    earned = [any(plain(cell) in EARNED for cell in row) for row in rows]
    sides = list(zip(_signs(found), earned, strict=False))
    against = all(down == income for down, income in sides)
    return True if against and 0 < sum(earned) < len(earned) else None


def _gives_back(found: Amounts, rows: Sequence[Sequence[str]]) -> bool:
    """Whether what speaks of a purchase given back, and only that, is negative: money in."""
    told = [not REFUNDS.isdisjoint(plain(" ".join(row)).split()) for row in rows]
    return any(told) and told == _signs(found)


def _owes(found: Amounts, rows: Sequence[Sequence[str]], paid: Sequence[bool]) -> bool:
    """Whether payments written as negative are those of a card: the rest is positive, mostly.

    From an account a card is paid, too; there that is money out as all that is bought, and wages
    or transfers come in. Who thanks for a payment was paid by it: then half the rest will do.
    """
    lines = [
        (down, row)
        for cell, down, row, payment in zip(_cells(found), _signs(found), rows, paid, strict=False)
        if cell and not payment
    ]
    came = [set(plain(" ".join(row)).split()) for down, row in lines if not down]
    if any(not MOVED_IN.isdisjoint(words) for words in came):
        return False
    thanked = any(
        _thanks(set(plain(" ".join(row)).split()))
        for row, payment in zip(rows, paid, strict=False)
        if payment
    )
    return (len(lines) - len(came)) * 2 < max(len(lines), 1) + thanked


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
    if any(word in f" {whole} " for word in TO_CARD):
        return False
    if any(word in whole for word in PAID) or _thanks(set(whole.split())):
        return True
    return purchases and any(plain(cell) == "payment" for cell in row)


def _thanks(words: Collection[str]) -> bool:
    """Whether someone thanks for a payment, in whatever language."""
    return not THANKS.isdisjoint(words) and not PAYMENT.isdisjoint(words)


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
    return masked or _names_card(name) or any(one in told for one in CARDS)


def _names_card(header: str) -> bool:
    told = plain(header) if header else ""
    if not told:
        return False
    return bool({told, bare(header)} & CARD) or any(word in told for word in UNSPACED_CARD)
