"""Which columns hold the money: by name, by shape, and by the balance's arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from finance.adapters.files.csv_cells import is_sided, plain
from finance.adapters.files.csv_columns import FEW, MOSTLY, Column, best
from finance.adapters.files.csv_evidence import NOTHING, Proof, prove
from finance.adapters.files.csv_flags import add_flag
from finance.adapters.files.csv_found import Amounts, Ground, signed_minor
from finance.adapters.files.csv_pairs import pairs_of, said
from finance.adapters.files.csv_words import Role
from finance.adapters.files.days import day as read_day
from finance.adapters.files.days import order_of

_NEARLY: Final = 0.9
_TWO: Final = 2
_SEVERAL: Final = 2
_NUMBERED: Final = frozenset({None, Role.ACCOUNT, Role.OTHER})
_MOVED: Final = frozenset({Role.AMOUNT, Role.NET, Role.DEBIT, Role.CREDIT})
_NAMELESS: Final = (None,)
_UNSURE: Final = frozenset({None, Role.AMOUNT})
_PROVABLE: Final = frozenset(
    {None, Role.BALANCE, Role.AMOUNT, Role.SECOND_AMOUNT, Role.DEBIT, Role.CREDIT, Role.OTHER}
)


def amounts_of(columns: Sequence[Column], day: Column, mark: str) -> Amounts:
    """Choose amount or debit and credit, balance, flag and fee among the numeric columns.

    What the balance proves beats what the names say.
    """
    ground = Ground(mark, _newest_first(day))
    numeric = [one for one in columns if one.numeric and one.at != day.at]
    found = _named(numeric)
    if found:
        _weigh(found, numeric, ground)
    better = None if found and (found.proof.holds or found.flag) else _proven(numeric, ground)
    if found and better and not _clearly(better, found):
        better = None
    chosen = better or found or _unnamed(numeric, columns, mark)
    if chosen is not found:
        _weigh(chosen, numeric, ground)
    if chosen.amount and not chosen.flag:
        add_flag(chosen, columns, mark)
    return chosen


def rival_of(found: Amounts, columns: Sequence[Column], mark: str) -> Column | None:
    """Another column that could as well be the amount of ``found``, and says another number."""
    one = found.amount
    if one is None or one.role not in _UNSURE or found.proof.holds:
        return None
    used = (found.flag, found.balance, found.fee, one)
    for other in columns:
        alike = other.role == one.role and other.numeric and other.decimal and other not in used
        if alike and other.sure >= one.sure and len(other.filled) * 2 > len(other.cells):
            pairs = zip(one.minor(mark), other.minor(mark), strict=True)
            if any(a and b and abs(a) != abs(b) for a, b in pairs):
                return other
    return _in_other_money(one, columns)


def _in_other_money(one: Column, columns: Sequence[Column]) -> Column | None:
    """An amount of the same role in one other currency throughout: either may be the account's."""
    told = {money.at: said(codes) for money, codes in pairs_of(columns)}
    own = told.get(one.at, set())
    others = (
        other
        for other in columns
        if other is not one and other.role == one.role and other.held == one.held
    )
    return next(
        (
            other
            for other in others
            if len(own) == 1 == len(told.get(other.at, ())) and own != told[other.at]
        ),
        None,
    )


def proof_over(columns: Sequence[Column], found: Amounts, mark: str) -> Proof:
    """How far the balance of ``found`` proves its amounts over the rows of ``columns``."""

    def of(one: Column | None) -> Column | None:
        return columns[one.at] if one and one.at < len(columns) else None

    amount, balance = of(found.amount), of(found.balance)
    debit, credit = of(found.debit), of(found.credit)
    if balance is None or not (amount or debit or credit):
        return NOTHING
    held = Amounts(amount=amount, debit=debit, credit=credit, fee=of(found.fee), balance=balance)
    return Ground(mark).prove(held, balance)


def account_by_balance(columns: Sequence[Column], found: Amounts, mark: str) -> Column | None:
    """The column of few values whose rows each have a running balance of their own."""
    if found.balance is None or found.proof.holds:
        return None
    amounts, balances = signed_minor(found, mark), found.balance.minor(mark)
    for one in columns:
        values = set(one.cells)
        if one.role not in _NUMBERED or "" in values or not 1 < len(values) <= FEW:
            continue
        proofs = [
            prove(
                [amount for amount, cell in zip(amounts, one.cells, strict=True) if cell == value],
                [held for held, cell in zip(balances, one.cells, strict=True) if cell == value],
            )
            for value in values
        ]
        steps = sum(proof.steps for proof in proofs)
        if steps >= _SEVERAL and all(proof.share == 1.0 for proof in proofs):
            return one
    return None


def _newest_first(day: Column) -> bool | None:
    """Which way the days run, None if they do not tell."""
    order, _ = order_of(day.filled, month_first=False)
    days = [found for found in (read_day(cell, order) for cell in day.filled) if found]
    if not days or days[0] == days[-1]:
        return None
    return days[0] > days[-1]


def _weigh(found: Amounts, numeric: Sequence[Column], ground: Ground) -> None:
    """Find the balance of ``found``, what it proves, and whether a fee is paid on top."""
    if not (found.amount or found.debit or found.credit):
        return
    found.balance = found.balance or _balance(numeric, found, ground)
    if found.balance:
        found.proof = ground.prove(found, found.balance)
        _try_fee(found, numeric, ground)


def _clearly(better: Amounts, found: Amounts) -> bool:
    """Whether arithmetic is sure enough to overrule names: every step, and several of them."""
    named = found.balance is None or better.balance is found.balance
    return named and better.proof.share == 1.0 and better.proof.steps >= _SEVERAL


def _of(numeric: Sequence[Column], *roles: Role | None) -> list[Column]:
    return [one for one in numeric if one.role in roles]


def _named(numeric: Sequence[Column]) -> Amounts | None:
    told = [one for one in numeric if one.role in _MOVED and _says_sides(one)]
    if len(told) == 1:
        return Amounts(amount=told[0])
    debit, credit = (best(_of(numeric, role), _filled) for role in (Role.DEBIT, Role.CREDIT))
    single = best(_of(numeric, Role.AMOUNT), _amount_worth)
    net = best(_of(numeric, Role.NET), _amount_worth)
    if net and (net.filled or not single):
        return Amounts(amount=net)
    if single and single.filled and (single.negative or not (debit and credit)):
        return Amounts(amount=single)
    if (debit or credit) and not _left_empty(debit, credit, numeric):
        return _sides(debit, credit, single, numeric)
    if single:
        return Amounts(amount=single)
    named = [one for one in _of(numeric, Role.SECOND_AMOUNT, Role.FLAG) if one.header]
    other = best(named, _amount_worth)
    return Amounts(amount=other) if other else None


def _says_sides(one: Column) -> bool:
    """Whether every cell says by CR or DR whether it is money in or out, and not all the same."""
    sides = {cell.rstrip(" .)").casefold()[-2:] == "cr" for cell in one.filled}
    return len(sides) > 1 and all(map(is_sided, one.filled))


def _left_empty(debit: Column | None, credit: Column | None, numeric: Sequence[Column]) -> bool:
    """Whether columns named after the sides hold nothing, and others without a name do."""
    named = any(one and one.filled for one in (debit, credit))
    return not named and any(one.filled and one.decimal for one in _of(numeric, *_NAMELESS))


def _sides(
    debit: Column | None, credit: Column | None, single: Column | None, numeric: Sequence[Column]
) -> Amounts:
    """Money out and in; where one has no name known here, the column that fills its gaps."""
    known = debit or credit
    if known and not (debit and credit) and not single:
        nameless = [one for one in numeric if one.role in {None, Role.OTHER, Role.TYPE}]
        other = next((one for one in nameless if _either(known, one)), None)
        debit, credit = (debit, credit or other) if debit else (other, credit)
    if credit and not debit and single:
        return Amounts(amount=single)
    return Amounts(debit=debit, credit=credit)


def _filled(one: Column) -> float:
    return 0.1 + len(one.filled) / (len(one.cells) or 1)


def _amount_worth(one: Column) -> float:
    full = len(one.filled) / (len(one.cells) or 1)
    plainly = 0.3 if not any(word in plain(one.header) for word in ("origin", "fremd")) else 0.0
    full -= 1.0 if one.filled and not one.held else 0.0
    return 1.1 + full + one.sure * 0.5 + plainly + (0.2 if one.decimal else 0.0)


def _proven(numeric: Sequence[Column], ground: Ground) -> Amounts | None:
    """Amount and balance, or debit, credit and balance, found by arithmetic alone."""
    usable = [one for one in numeric if one.role in _PROVABLE]
    if any(one.decimal for one in usable):
        usable = [one for one in usable if one.decimal]
    usable = usable[:FEW]
    best: tuple[float, Amounts] | None = None
    for balance in (one for one in usable if one.role in {None, Role.BALANCE}):
        for found in _candidates(usable, balance):
            proof = ground.prove(found, balance)
            worth = proof.share * min(proof.steps, 5) - (0.1 if found.debit else 0)
            worth += _covered(found)
            if proof.holds and (best is None or worth > best[0]):
                turned = proof.sign < 0 and found.debit
                found.debit, found.credit = (
                    (found.credit, found.debit) if turned else (found.debit, found.credit)
                )
                found.balance = balance
                found.proof = proof
                best = worth, found
    return best[1] if best else None


def _covered(found: Amounts) -> float:
    """The share of rows that have an amount."""
    used = [one for one in (found.amount, found.debit, found.credit) if one]
    held, rows = 0, 0
    for one in used:
        held, rows = held | one.held, len(one.cells)
    return held.bit_count() / (rows or 1)


def _candidates(usable: Sequence[Column], balance: Column) -> Iterable[Amounts]:
    others = [one for one in usable if one.at != balance.at and one.role != Role.BALANCE]
    for one in others:
        if len(set(one.filled)) > 1 or len(one.cells) == _TWO:
            yield Amounts(amount=one)
    for left in others:
        for right in others:
            if left.at < right.at and _either(left, right):
                yield Amounts(debit=left, credit=right)


def _either(left: Column, right: Column) -> bool:
    """Whether each row fills one of the two."""
    one = (left.held ^ right.held).bit_count()
    return one >= MOSTLY * len(left.cells) and bool(left.filled) and bool(right.filled)


def _unnamed(numeric: Sequence[Column], columns: Sequence[Column], mark: str) -> Amounts:
    """A guess by shape alone: what has decimals and signs, from the left."""
    usable = [one for one in numeric if one.role in {None, Role.AMOUNT} and not one.counts]
    pairs = [(a, b) for a in usable for b in usable if a.at < b.at and _either(a, b)]
    decimal = [one for one in usable if one.decimal]
    signed = [one for one in decimal if one.negative]
    sided = next((both for both in map(_by_sign, pairs) if both), None)
    if sided:
        return Amounts(debit=sided[0], credit=sided[1], assumed=True)
    if pairs and not signed:
        left, right = pairs[0]
        more_in = len(left.filled) < len(right.filled)
        out, into = (right, left) if more_in else (left, right)
        return Amounts(debit=out, credit=into, assumed=True)
    full = [one for one in signed or decimal or usable if len(one.filled) > len(one.cells) / 2]
    single = Amounts(amount=full[0] if full else None)
    add_flag(single, columns, mark)
    if full and not single.flag and not full[0].negative and _beside_nothing(full[0], columns):
        return Amounts(debit=full[0], assumed=True)
    return single


def _by_sign(pair: tuple[Column, Column]) -> tuple[Column, Column] | None:
    """The column of which all is negative, and the other of which nothing is; None otherwise."""
    left, right = pair
    if left.negative == right.negative:
        return None
    out, into = pair if left.negative else (right, left)
    down = all("-" in cell or "\u2212" in cell or cell[:1] == "(" for cell in out.filled)
    return (out, into) if down and out.decimal and into.decimal else None


def _beside_nothing(one: Column, columns: Sequence[Column]) -> bool:
    """Whether an empty column stands beside ``one``: that of money in, more often than not."""
    return any(not other.filled and abs(other.at - one.at) == 1 for other in columns)


def _balance(numeric: Sequence[Column], found: Amounts, ground: Ground) -> Column | None:
    taken = {one.at for one in (found.amount, found.debit, found.credit) if one}
    free = [one for one in numeric if one.at not in taken]
    named = [one for one in _of(free, Role.BALANCE) if one.filled]
    if not named:
        named = [one for one in free if one.role is None and one.filled]
    proven = [one for one in named if ground.prove(found, one).holds]
    if proven:
        return proven[0]
    return next((one for one in named if one.role == Role.BALANCE), None)


def _try_fee(found: Amounts, numeric: Sequence[Column], ground: Ground) -> None:
    """Take the fee column in where the balance shows that it is paid on top."""
    fees = _of(numeric, Role.FEE)
    if not found.balance or not fees or not any(fees[0].minor(ground.mark)):
        return
    charged = replace(found, fee=fees[0])
    proof = ground.prove(charged, found.balance)
    if proof.holds and proof.share > found.proof.share:
        found.fee, found.proof = fees[0], proof
    elif not found.proof.holds and _charged(found, charged, ground.mark):
        found.fee = fees[0]


def _charged(found: Amounts, charged: Amounts, mark: str) -> bool:
    """Whether fees explain balances of a file whose rows stand in no order of its balances.

    Each balance less its amount is another row's balance, if the amount is right.
    """
    balances = found.balance.minor(mark) if found.balance else []
    fees = charged.fee.minor(mark) if charged.fee else []
    rows = list(
        zip(balances, fees, signed_minor(found, mark), signed_minor(charged, mark), strict=True)
    )
    known = {balance for balance, *_ in rows if balance is not None}
    paid = [row for row in rows if row[0] is not None and row[1]]
    without = sum((balance or 0) - (bare or 0) in known for balance, _, bare, _ in paid)
    within = sum((balance or 0) - (full or 0) in known for balance, _, _, full in paid)
    return within > without and within * 2 >= len(paid)
