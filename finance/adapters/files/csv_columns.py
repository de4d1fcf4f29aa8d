"""Which column is what: by name, by what the cells look like, and by the balance's arithmetic."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from finance.adapters.files.amounts import minor_units
from finance.adapters.files.csv_cells import IN, NOT_BOOKED, OUT, amount, plain
from finance.adapters.files.csv_evidence import NOTHING, Proof, prove
from finance.adapters.files.csv_layout import Layout, holds_data, is_amount, is_day
from finance.adapters.files.csv_roles import role_of
from finance.adapters.files.csv_words import Role

MOSTLY: Final = 0.6
_NEARLY: Final = 0.9
_DECIMALS: Final = 4
_FEW: Final = 8
_TWO: Final = 2
_SURE: Final = 0.4


@dataclass(slots=True)
class Column:
    """One column of the sample: its name, role, and what its cells in rows with data look like."""

    at: int
    header: str
    role: Role | None
    sure: float
    cells: list[str]
    filled: list[str] = field(init=False)
    days: float = field(init=False)
    amounts: float = field(init=False)

    def __post_init__(self) -> None:
        self.filled = [cell for cell in self.cells if cell]
        count = len(self.filled) or 1
        self.days = sum(map(is_day, self.filled)) / count
        self.amounts = sum(is_amount(cell) for cell in self.filled) / count

    @property
    def numeric(self) -> bool:
        """Whether its cells are amounts (or all empty under a name for amounts)."""
        if not self.filled:
            return self.role in {Role.DEBIT, Role.CREDIT, Role.AMOUNT, Role.BALANCE, Role.FEE}
        return self.amounts >= MOSTLY and not (self.days >= MOSTLY and self.role not in _MONEY)

    @property
    def decimal(self) -> bool:
        """Whether it has decimals, as amounts do and account numbers do not."""
        return any(any(mark in cell for mark in ".,") for cell in self.filled)

    @property
    def negative(self) -> bool:
        """Whether an amount in it is negative."""
        return any("-" in cell or "\u2212" in cell or cell[:1] == "(" for cell in self.filled)

    def minor(self, mark: str) -> list[int | None]:
        """The cells in units of four decimals; None where there is no amount."""
        found = (amount(cell, mark) if cell else None for cell in self.cells)
        return [minor_units(one[0], _DECIMALS)[0] if one else None for one in found]


_MONEY: Final = frozenset({Role.AMOUNT, Role.NET, Role.DEBIT, Role.CREDIT, Role.BALANCE})


def columns_of(layout: Layout) -> list[Column]:
    """Every column of the layout's rows with data."""
    data = [row for _, row in layout.rows if holds_data(row)] or [row for _, row in layout.rows]
    width = max((len(row) for row in data), default=len(layout.header))
    found: list[Column] = []
    for at in range(width):
        header = layout.header[at] if at < len(layout.header) else ""
        role, sure = role_of(header) if header else (None, 0.0)
        cells = [row[at].strip() if at < len(row) else "" for row in data]
        column = Column(at, header, role if sure >= _SURE else None, sure, cells)
        if role == Role.VALUE_DATE and column.filled and column.amounts > column.days:
            column.role = Role.AMOUNT  # "Wert" and the like mean a day or an amount
        found.append(column)
    return found


def best(columns: Iterable[Column], score: Callable[[Column], float]) -> Column | None:
    """The column with the highest score above zero, the leftmost among equals."""
    scored = [(score(one), -one.at, one) for one in columns]
    found = max(scored, key=lambda one: one[:2], default=None)
    return found[2] if found and found[0] > 0 else None


def date_column(columns: Sequence[Column]) -> Column | None:
    """The day a movement was made or booked; the value date only where there is no other."""
    worth = {Role.DATE: 3.0, None: 2.0, Role.VALUE_DATE: 1.0}

    def score(one: Column) -> float:
        if one.filled and one.days < MOSTLY:
            return 0.05 if one.role == Role.DATE else 0.0
        if not one.filled:
            return 0.1 if one.role == Role.DATE else 0.0
        full = len(one.filled) / (len(one.cells) or 1)
        return worth.get(one.role, 0.5) * (1.0 if full > MOSTLY else 0.3)

    return best(columns, score)


@dataclass(slots=True)
class Amounts:
    """Where the money stands, and how far the balance proves it.

    ``assumed``: which of two columns is money out is a guess.
    """

    amount: Column | None = None
    debit: Column | None = None
    credit: Column | None = None
    flag: Column | None = None
    flag_out: tuple[str, ...] = ()
    fee: Column | None = None
    balance: Column | None = None
    assumed: bool = False
    proof: Proof = NOTHING


def amounts_of(columns: Sequence[Column], day: Column, mark: str) -> Amounts:
    """Choose amount or debit and credit, balance, flag and fee among the numeric columns."""
    numeric = [one for one in columns if one.numeric and one.at != day.at]
    found = _named(numeric) or _proven(numeric, mark) or _unnamed(numeric, columns)
    if not (found.amount or found.debit or found.credit):
        return found
    found.balance = found.balance or _balance(numeric, found, mark)
    if found.balance:
        found.proof = prove(signed_minor(found, mark), found.balance.minor(mark))
        _try_fee(found, numeric, mark)
    if found.amount:
        _add_flag(found, columns)
    return found


def signed_minor(found: Amounts, mark: str) -> list[int | None]:
    """The amounts of the sample as ``found`` understands them, without flag or inversion."""
    if found.amount:
        return found.amount.minor(mark)
    out = found.debit.minor(mark) if found.debit else []
    into = found.credit.minor(mark) if found.credit else []
    count = max(len(out), len(into))
    return [(into[at] or 0 if into else 0) - abs(out[at] or 0 if out else 0) for at in range(count)]


def _of(numeric: Sequence[Column], *roles: Role) -> list[Column]:
    return [one for one in numeric if one.role in roles]


def _named(numeric: Sequence[Column]) -> Amounts | None:
    debit, credit = (best(_of(numeric, role), _filled) for role in (Role.DEBIT, Role.CREDIT))
    single = best(_of(numeric, Role.AMOUNT), _amount_worth)
    net = best(_of(numeric, Role.NET), _amount_worth)
    if net and (net.filled or not single):
        return Amounts(amount=net)
    if single and single.filled and (single.negative or not (debit and credit)):
        return Amounts(amount=single)
    if debit or credit:
        return Amounts(debit=debit, credit=credit) if debit else _only_credit(credit, single)
    if single:
        return Amounts(amount=single)
    second = best(_of(numeric, Role.SECOND_AMOUNT), _amount_worth)
    return Amounts(amount=second) if second else None


def _only_credit(credit: Column | None, single: Column | None) -> Amounts:
    return Amounts(amount=single) if single else Amounts(credit=credit)


def _filled(one: Column) -> float:
    return 0.1 + len(one.filled) / (len(one.cells) or 1)


def _amount_worth(one: Column) -> float:
    full = len(one.filled) / (len(one.cells) or 1)
    plainly = 0.3 if not any(word in plain(one.header) for word in ("origin", "fremd")) else 0.0
    return 0.1 + full + one.sure * 0.5 + plainly + (0.2 if one.decimal else 0.0)


def _proven(numeric: Sequence[Column], mark: str) -> Amounts | None:
    """Amount and balance, or debit, credit and balance, found by arithmetic alone."""
    usable = [one for one in numeric if one.role in {None, Role.BALANCE, Role.AMOUNT}][:_FEW]
    values = {one.at: one.minor(mark) for one in usable}
    best: tuple[float, Amounts] | None = None
    for balance in usable:
        for found in _candidates(usable, balance):
            proof = prove(signed_minor(found, mark), values[balance.at])
            worth = proof.share * min(proof.steps, 5) - (0.1 if found.debit else 0)
            if proof.holds and (best is None or worth > best[0]):
                turned = proof.sign < 0 and found.debit
                found.debit, found.credit = (
                    (found.credit, found.debit) if turned else (found.debit, found.credit)
                )
                found.balance = balance
                best = worth, found
    return best[1] if best else None


def _candidates(usable: Sequence[Column], balance: Column) -> Iterable[Amounts]:
    others = [one for one in usable if one.at != balance.at]
    for one in others:
        if len(set(one.filled)) > 1 or len(one.cells) == _TWO:
            yield Amounts(amount=one)
    for left in others:
        for right in others:
            if left.at < right.at and _either(left, right):
                yield Amounts(debit=left, credit=right)


def _either(left: Column, right: Column) -> bool:
    """Whether each row fills one of the two."""
    pairs = list(zip(left.cells, right.cells, strict=True))
    one = sum(bool(a) != bool(b) for a, b in pairs)
    return one >= MOSTLY * len(pairs) and bool(left.filled) and bool(right.filled)


def _unnamed(numeric: Sequence[Column], columns: Sequence[Column]) -> Amounts:
    """A guess by shape alone: what has decimals and signs, from the left."""
    usable = [one for one in numeric if one.role in {None, Role.AMOUNT, Role.OTHER, Role.FEE}]
    pairs = [(a, b) for a in usable for b in usable if a.at < b.at and _either(a, b)]
    decimal = [one for one in usable if one.decimal]
    signed = [one for one in decimal if one.negative]
    if pairs and not signed:
        left, right = pairs[0]
        more_in = len(left.filled) < len(right.filled)
        out, into = (right, left) if more_in else (left, right)
        return Amounts(debit=out, credit=into, assumed=True)
    full = [one for one in signed or decimal or usable if len(one.filled) > len(one.cells) / 2]
    if full and not full[0].negative and _beside_nothing(full[0], columns):
        return Amounts(debit=full[0], assumed=True)
    return Amounts(amount=full[0] if full else None)


def _beside_nothing(one: Column, columns: Sequence[Column]) -> bool:
    """Whether an empty column stands beside ``one``: that of money in, more often than not."""
    return any(not other.filled and abs(other.at - one.at) == 1 for other in columns)


def _balance(numeric: Sequence[Column], found: Amounts, mark: str) -> Column | None:
    taken = {one.at for one in (found.amount, found.debit, found.credit) if one}
    free = [one for one in numeric if one.at not in taken]
    named = [one for one in _of(free, Role.BALANCE) if one.filled]
    if not named:
        named = [one for one in free if one.role is None and one.filled]
    amounts = signed_minor(found, mark)
    proofs = [(prove(amounts, one.minor(mark)), one) for one in named]
    proven = [one for proof, one in proofs if proof.holds]
    if proven:
        return proven[0]
    return next((one for one in named if one.role == Role.BALANCE), None)


def _try_fee(found: Amounts, numeric: Sequence[Column], mark: str) -> None:
    """Take the fee column in where the balance shows that it is paid on top."""
    balance = found.balance
    fees = _of(numeric, Role.FEE)
    if not found.amount or not balance or not fees or not any(fees[0].minor(mark)):
        return
    paid = zip(found.amount.minor(mark), fees[0].minor(mark), strict=True)
    proof = prove([(a or 0) - (b or 0) for a, b in paid], balance.minor(mark))
    if proof.holds and proof.share > found.proof.share:
        found.fee, found.proof = fees[0], proof


def _add_flag(found: Amounts, columns: Sequence[Column]) -> None:
    """A column of words for in and out, needed where the amounts carry no sign."""
    single = found.amount
    if single is None or found.proof.holds:
        return
    for one in columns:
        words = {plain(cell) or cell.strip() for cell in one.cells}
        if one.at == single.at or not one.filled or len(words) > _FEW:
            continue
        known = (words & OUT, words & IN)
        if _all_known(words, known, one) and (not single.negative or _against(single, one)):
            found.flag = one
            found.flag_out = _out_words(words, known)
            return


def _against(single: Column, flag: Column) -> bool:
    """Whether every sign says the contrary of the words beside it, as some cards have it."""
    told = [
        (plain(word) in OUT, cell[:1] in {"-", "\u2212", "("})
        for word, cell in zip(flag.cells, single.cells, strict=True)
        if word and cell
    ]
    return all(out != down for out, down in told)


def _all_known(words: set[str], known: tuple[set[str], set[str]], one: Column) -> bool:
    told = [word for cell in one.filled if (word := plain(cell) or cell)]
    hits = sum(word in known[0] or word in known[1] for word in told)
    if hits < _NEARLY * len(told):
        return False
    if len(words - {""}) == 1 and one.role not in {Role.FLAG, Role.TYPE}:
        return bool("" in words and words <= {"", "cr", "dr"})
    return True


def _out_words(words: set[str], known: tuple[set[str], set[str]]) -> tuple[str, ...]:
    out = set(known[0] - (known[1] if len(known[0]) > 1 else set()))
    if "" in words and not out:
        out.add("")
    return tuple(sorted(out))


def state_column(columns: Sequence[Column]) -> Column | None:
    """The column that says what is booked and what is not."""
    for one in columns:
        words = {plain(cell) for cell in one.filled}
        if words & NOT_BOOKED and len(words) <= _FEW and one.amounts < MOSTLY:
            return one
    return None
