"""What proves a month: four sums that must come out even, however the month was lived.

The postings of the month and the sums kept of them are counted apart; a proof sets the two side
by side, so that a report never says what the ledger does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.money import Bag, Money
from finance.domain.month_facts import MonthFacts, Turnover
from finance.domain.totals import MonthTotal


class ProofKind(StrEnum):
    """What is proven."""

    POSTINGS = "postings_sum_to_zero"
    ACCOUNTS = "accounts_reconcile"
    CATEGORIES = "categories_equal_register"
    WORTH = "net_is_change_of_worth"


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof and what it is off by, by currency: nothing if it holds.

    Faults of single accounts are summed by size, so that two of them never hide one another.
    """

    kind: ProofKind
    off: Bag

    @property
    def holds(self) -> bool:
        """Whether it came out even."""
        return not self.off


def proofs_of(chart: Chart, facts: MonthFacts, kept: Sequence[MonthTotal]) -> tuple[Proof, ...]:
    """The four proofs; ``kept`` are the totals kept of the month.

    Accounts and categories: the postings of each come to what is kept of it. Worth: what the
    postings did to own accounts is what is kept of everything else, the other way round.
    """
    moved = {turnover: chart[turnover.account_id].kind for turnover in facts.turnovers}
    other = {total: chart[total.account_id].kind for total in kept}
    return (
        Proof(ProofKind.POSTINGS, Bag(turnover.net for turnover in moved)),
        Proof(
            ProofKind.ACCOUNTS,
            _apart((t for t, k in moved.items() if k.own), (t for t, k in other.items() if k.own)),
        ),
        Proof(
            ProofKind.CATEGORIES,
            _apart(
                (t for t, kind in moved.items() if kind.category),
                (t for t, kind in other.items() if kind.category),
            ),
        ),
        Proof(
            ProofKind.WORTH,
            Bag(turnover.net for turnover, kind in moved.items() if kind.own)
            + Bag(total.amount for total, kind in other.items() if not kind.own),
        ),
    )


def _apart(moved: Iterable[Turnover], kept: Iterable[MonthTotal]) -> Bag:
    """How far the postings are from what is kept, account by account."""
    apart: dict[UUID, list[Money]] = {}
    for turnover in moved:
        apart.setdefault(turnover.account_id, []).append(turnover.net)
    for total in kept:
        apart.setdefault(total.account_id, []).append(-total.amount)
    return Bag(abs(amount) for found in apart.values() for amount in Bag(found).values())
