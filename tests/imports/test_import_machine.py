"""Any sequence of previews, commits, reverts and typed entries ends with the right money."""

from collections import Counter
from contextlib import suppress
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Engine

from finance.adapters.postgres.inspecting import PostgresInspector
from finance.domain.errors import Conflict
from finance.domain.money import Money
from tests.imports.bank import Row, csv_file, customer, ofx_file

NAMES = ("Baker", "Fuel", "Rent")
HISTORY = [
    Row(f"2026-11-{1 + at // 3:02d}", f"{-(1 + at % 4)}.00", NAMES[at % 3], f"R{at // 2}{at % 2}")
    for at in range(40)
]
"""A bank's history with days, amounts and names that come again and again."""


class Importing(RuleBasedStateMachine):
    """A model keeps the references that should be in the ledger: those of committed imports."""

    engine: Engine
    owner_engine: Engine

    @initialize()
    def begin(self) -> None:
        self.bank = customer(self.engine)
        self.committed: dict[UUID, list[Row]] = {}
        self.waiting: list[tuple[UUID, list[Row]]] = []
        self.there: Counter[str] = Counter()

    @rule(first=st.integers(0, 39), count=st.integers(0, 15))
    def preview(self, first: int, count: int) -> None:
        rows = HISTORY[first : first + count]
        reading = self.bank.preview(ofx_file(rows), name="bank.ofx")
        known = sum(1 for row in rows if self.there[row.reference])
        assert self.bank.counts(reading).get("known", 0) == known
        self.waiting.append((reading.head.id, rows))

    @rule(at=st.integers(0, 10))
    def commit(self, at: int) -> None:
        if not self.waiting:
            return
        import_id, rows = self.waiting.pop(at % len(self.waiting))
        with suppress(Conflict):  # the preview is behind: it shows so now
            self.bank.imports.commit(self.bank.actor, import_id)
        self.bank.imports.commit(self.bank.actor, import_id)
        new = [row for row in rows if not self.there[row.reference]]
        self.there.update(row.reference for row in new)
        self.committed[import_id] = new

    @rule(at=st.integers(0, 10))
    def revert(self, at: int) -> None:
        if not self.committed:
            return
        import_id = sorted(self.committed)[at % len(self.committed)]
        gone = self.committed.pop(import_id)
        reverted = self.bank.imports.revert(self.bank.actor, import_id)
        assert reverted.trashed == len(gone)
        self.there.subtract(row.reference for row in gone)

    @invariant()
    def every_cent_is_accounted_for(self) -> None:
        owed = [row for row in HISTORY if self.there[row.reference]]
        held = Money.zero("EUR")
        for one in self.bank.home.accounts.all(self.bank.actor):
            if one.account.number:
                held += one.balance.of("EUR")
        assert held == sum((Money.parse(row.amount, "EUR") for row in owed), Money.zero("EUR"))
        assert PostgresInspector(self.owner_engine).faults(self.bank.actor.book.id) == ()


def test_any_sequence_of_imports_and_reverts_keeps_every_cent(
    engine: Engine, owner_engine: Engine
) -> None:
    class Machine(Importing):
        pass

    Machine.engine, Machine.owner_engine = engine, owner_engine
    case = Machine.TestCase
    case.settings = settings(
        max_examples=12,
        stateful_step_count=15,
        suppress_health_check=list(HealthCheck),
    )
    case("runTest").runTest()


def test_rows_without_references_follow_the_same_arithmetic(engine: Engine) -> None:
    bank = customer(engine)
    rows = [Row(row.day, row.amount, row.payee) for row in HISTORY]
    for first, last in ((0, 21), (12, 30), (27, 40), (0, 40)):
        bank.take(csv_file(rows[first:last]))
    posted = Counter((str(day), name, minor) for day, name, _, _, minor, _ in bank.state())
    told = Counter((row.day, row.payee, int(row.amount[:-3]) * 100) for row in rows)
    assert {key: count for key, count in posted.items() if key in told} == told
