"""The columns of money as they are understood so far, and what a balance proves of them."""

from dataclasses import dataclass

from finance.adapters.files.csv_columns import Column
from finance.adapters.files.csv_evidence import NOTHING, Proof, prove


@dataclass(slots=True)
class Amounts:
    """Where the money stands, and how far the balance proves it.

    ``assumed``: which of two columns is money out is a guess. ``by_balance``: the amounts bear no
    sign, and the balance alone tells each of them.
    """

    amount: Column | None = None
    debit: Column | None = None
    credit: Column | None = None
    flag: Column | None = None
    flag_out: tuple[str, ...] = ()
    fee: Column | None = None
    balance: Column | None = None
    assumed: bool = False
    by_balance: bool = False
    proof: Proof = NOTHING


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known before the amounts: the decimal mark, and which way the days run."""

    mark: str
    newest_first: bool | None = None

    def prove(self, found: Amounts, balance: Column) -> Proof:
        """How far ``balance`` proves the amounts of ``found``."""
        amounts = signed_minor(found, self.mark)
        return prove(amounts, balance.minor(self.mark), newest_first=self.newest_first)


def signed_minor(found: Amounts, mark: str) -> list[int | None]:
    """The amounts of the sample as ``found`` understands them, without flag or inversion."""
    amounts = found.amount.minor(mark) if found.amount else _differences(found, mark)
    if not found.fee:
        return amounts
    return [(a or 0) - abs(b or 0) for a, b in zip(amounts, found.fee.minor(mark), strict=True)]


def _differences(found: Amounts, mark: str) -> list[int | None]:
    """Money in less money out."""
    out = _upright(found.debit, mark)
    into = _upright(found.credit, mark)
    count = max(len(out), len(into))
    return [(into[at] if into else 0) - (out[at] if out else 0) for at in range(count)]


def _upright(column: Column | None, mark: str) -> list[int]:
    """What a column of one side holds, turned where most of it is written as negative."""
    values = [one or 0 for one in column.minor(mark)] if column else []
    turned = sum(one < 0 for one in values) > sum(one > 0 for one in values)
    return [-one for one in values] if turned else values
