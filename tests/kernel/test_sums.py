"""Kept sums equal the postings after anything, and the pure domain is the judge."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.domain.entries import Body, Flow, Heading, Part, Transfer
from finance.domain.filters import Filter
from finance.domain.ledger import Transaction, TransactionKind, balances
from finance.domain.money import Bag
from finance.domain.periods import EARLIEST, LATEST, MonthStart, Span
from finance.domain.totals import MonthTotal, month_totals
from finance.usecases.readings import Position
from finance.usecases.transactions import Record
from tests.household import Household, household

DAYS = st.integers(0, 800).map(lambda days: date(2025, 1, 1) + timedelta(days=days))
AMOUNTS = st.integers(1, 10_000_000).map(lambda cents: Decimal(cents).scaleb(-2))


class Ledger(RuleBasedStateMachine):
    """Records, edits, trashes, restores and undoes at random; a dictionary says what should be."""

    engine: Engine

    @initialize(start=st.sampled_from([1, 15, 16, 25, 28, 31]))
    def begin(self, start: int) -> None:
        self.home: Household = household(self.engine)
        self.dollars = self.home.open("Dollars", currency="USD")
        with self.home.work() as work:
            book = work.books.get()
            mark = self.home.means.mark(self.home.actor)
            moved = type(book)(**{**_fields(book), "month_start": MonthStart(start)})
            work.books.replace(book, moved, mark)
            work.commit()
        self.month_start = MonthStart(start)
        self.there: dict[UUID, Transaction] = {}
        self.trashed: dict[UUID, Transaction] = {}

    def _body(self, amount: Decimal, shape: int) -> Body:
        cash = self.home.account("Cash").id
        if shape == 0:
            parts = (Part(amount, self.home.account("Groceries").id), Part(amount + 1))
            return Flow(kind=TransactionKind.EXPENSE, account_id=cash, parts=parts)
        if shape == 1:
            earned = Part(amount, self.home.account("Salary").id)
            return Flow(kind=TransactionKind.INCOME, account_id=cash, parts=(earned,))
        target = self.dollars.id
        return Transfer(
            from_account_id=cash, to_account_id=target, amount=amount, to_amount=amount * 2
        )

    @rule(amount=AMOUNTS, shape=st.integers(0, 2), day=DAYS)
    def record(self, amount: Decimal, shape: int, day: date) -> None:
        heading = Heading(date=day, payee="Shop")
        request = Record(id=new_id(), heading=heading, body=self._body(amount, shape))
        made = self.home.transactions.record(self.home.actor, request).row.transaction
        self.there[made.id] = made

    @rule(amount=AMOUNTS, shape=st.integers(0, 2), day=DAYS, data=st.data())
    def edit(self, amount: Decimal, shape: int, day: date, data: st.DataObject) -> None:
        if self.there:
            chosen = data.draw(st.sampled_from(sorted(self.there)))
            heading = Heading(date=day, payee="Other")
            request = Record(id=chosen, heading=heading, body=self._body(amount, shape))
            version = self.there[chosen].version
            row = self.home.transactions.replace(self.home.actor, request, version)
            self.there[chosen] = row.transaction

    @rule(data=st.data())
    def trash(self, data: st.DataObject) -> None:
        if self.there:
            chosen = data.draw(st.sampled_from(sorted(self.there)))
            self.home.transactions.trash(self.home.actor, chosen)
            self.trashed[chosen] = self.there.pop(chosen)

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        if self.trashed:
            chosen = data.draw(st.sampled_from(sorted(self.trashed)))
            row = self.home.transactions.restore(self.home.actor, chosen)
            assert row.transaction.postings == self.trashed.pop(chosen).postings
            self.there[chosen] = row.transaction

    @invariant()
    def kept_sums_equal_the_postings(self) -> None:
        with self.home.work() as work:
            kept = work.readings.accounts()
            totals = work.readings.month_totals(Span(EARLIEST, LATEST))
        expected = balances(self.there.values())
        for reading in kept:
            assert reading.balance == expected.get(reading.account.id, Bag())
        wanted = month_totals(self.there.values(), self.month_start)
        assert _alive(totals) == _alive(wanted)

    @invariant()
    def the_list_is_what_is_there(self) -> None:
        with self.home.work() as work:
            found = [one.transaction for one in work.readings.stream(Filter())]
        expected = sorted(self.there.values(), key=lambda one: (one.date, one.id))
        assert found == expected

    @invariant()
    def the_running_balance_is_the_sum_up_to_there(self) -> None:
        cash = self.home.account("Cash").id
        ordered = sorted(self.there.values(), key=lambda one: (one.date, one.id))
        with self.home.work() as work:
            for index, one in enumerate(ordered[:3]):
                at = Position(one.date, one.id)
                so_far = balances(ordered[: index + 1]).get(cash, Bag())
                assert work.readings.balance_after(cash, at) == so_far


def _alive(totals: tuple[MonthTotal, ...]) -> set[tuple[object, ...]]:
    return {(one.account_id, one.month, one.amount, one.count) for one in totals if one.count != 0}


def _fields(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any frozen value
    return {name: getattr(value, name) for name in value.__slots__}


def test_kept_sums_equal_postings_after_any_sequence(engine: Engine) -> None:
    class Here(Ledger):
        pass

    Here.engine = engine
    case = settings(
        max_examples=12,
        stateful_step_count=12,
        suppress_health_check=list(HealthCheck),
    )
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Here, settings=case)
