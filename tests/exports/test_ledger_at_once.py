"""A ledger that comes back while others write: nobody waits in a circle."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Barrier, Thread
from uuid import UUID

from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.adapters.files.reader import read
from finance.adapters.files.writers import WRITERS
from finance.domain.entries import Flow, Heading, Part
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.usecases.bulk import Bulk
from finance.usecases.exporting import Exports
from finance.usecases.imports import Imports, PreviewImport
from finance.usecases.transactions import Record, Transactions
from tests.household import Household, household


def _count(home: Household) -> int:
    with home.work() as work:
        return sum(1 for _ in work.readings.stream(Filter()))


def test_much_that_comes_back_makes_nobody_begin_again(engine: Engine) -> None:
    home, paused = household(engine), list[int]()
    means = replace(home.means, pause=paused.append)
    bank = home.open("Bank").id

    def flow(number: int) -> Flow:
        kind = (TransactionKind.EXPENSE, TransactionKind.INCOME)[number % 2]
        category = home.account(("Groceries", "Salary")[number % 2]).id
        return Flow(kind=kind, account_id=bank, parts=(Part(Decimal(1 + number), category),))

    def record(number: int, day: int) -> UUID:
        heading = Heading(date=date(2026, 11, day), payee=f"Shop {day}")
        asked = Record(id=new_id(), heading=heading, body=flow(number))
        return Transactions(means).record(home.actor, asked).row.transaction.id

    ids = [record(at // 20, 1 + at % 28) for at in range(120)]
    content = "".join(Exports(home.means, WRITERS).file(home.actor, Filter(), "csv")).encode()
    Bulk(means).trash(home.actor, ids)
    request = PreviewImport(id=new_id(), file_name="ledger.csv", content=content)
    Imports(means, read).preview(home.actor, request)
    barrier = Barrier(4)

    def record_some(number: int) -> None:
        barrier.wait()
        for day in range(1, 21):
            record(number, day)

    def bring_back() -> None:
        barrier.wait()
        Imports(means, read).commit(home.actor, request.id)

    threads = [Thread(target=record_some, args=(at,)) for at in range(3)]
    threads.append(Thread(target=bring_back))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert paused == []
    assert _count(home) == 120 + 60
