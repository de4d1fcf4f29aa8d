"""Whatever dies or meets in the middle of an import, it is all there once or not at all."""

import os
import random
import signal
import time
from multiprocessing import get_context
from threading import Barrier, Thread
from uuid import UUID

from sqlalchemy import Engine, create_engine

from finance.adapters.postgres.inspecting import PostgresInspector
from finance.adapters.private_postgres import Urls
from finance.domain.errors import Conflict
from finance.domain.people import Actor
from finance.usecases.import_readings import ImportStatus
from tests.household import Household
from tests.imports.bank import Customer, customer, ofx_file, reference_rows

ROWS = 300
KILLS = 12


def _commit(url: str, actor: Actor, import_id: UUID) -> None:
    bank = Customer(Household(create_engine(url), actor))
    bank.imports.commit(bank.actor, import_id)


def test_a_killed_commit_leaves_all_or_nothing(
    engine: Engine, owner_engine: Engine, urls: Urls
) -> None:
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    seen = set()
    for _ in range(KILLS):
        bank = customer(engine)
        content = ofx_file(reference_rows(1, ROWS))
        import_id = bank.preview(content).head.id
        child = get_context("fork").Process(target=_commit, args=(urls.app, bank.actor, import_id))
        child.start()
        time.sleep(chance.uniform(0.0, 0.15))
        if child.pid:
            os.kill(child.pid, signal.SIGKILL)
        child.join()
        seen.add(_settled(bank, import_id))
        again = bank.take(content)
        assert len(bank.state()) == 2 * ROWS
        assert again.reading.lines == ROWS
        assert PostgresInspector(owner_engine).faults(bank.actor.book.id) == ()
    assert seen <= {0, 2 * ROWS}


def _settled(bank: Customer, import_id: UUID) -> int:
    """How many postings there are once the server has noticed that the client is gone."""
    for _ in range(100):
        with bank.home.work() as work:
            work.imports.alone()
            status = work.imports.head(import_id, lock=True).status
        count = len(bank.state())
        if (status is ImportStatus.COMMITTED) == bool(count):
            return count
        time.sleep(0.02)
    return -1


def test_two_at_once_commit_one_import_once(engine: Engine, owner_engine: Engine) -> None:
    for _ in range(5):
        bank = customer(engine)
        import_id = bank.preview(ofx_file(reference_rows(1, 50))).head.id
        outcomes: list[object] = []
        _together(lambda bank=bank, i=import_id, o=outcomes: _try(bank, i, o), 4)
        assert outcomes == [50] * 4
        assert len(bank.state()) == 100
        assert PostgresInspector(owner_engine).faults(bank.actor.book.id) == ()


def test_two_at_once_commit_one_file_once(engine: Engine, owner_engine: Engine) -> None:
    bank = customer(engine)
    content = ofx_file(reference_rows(1, 50))
    ids = iter([bank.preview(content).head.id for _ in range(4)])
    outcomes: list[object] = []
    _together(lambda: _try(bank, next(ids), outcomes), 4)
    assert sorted(map(str, outcomes)) == ["50"] + ["changed_since_preview"] * 3
    assert len(bank.state()) == 100
    assert PostgresInspector(owner_engine).faults(bank.actor.book.id) == ()


def test_two_at_once_take_back_once(engine: Engine, owner_engine: Engine) -> None:
    bank = customer(engine)
    import_id = bank.take(ofx_file(reference_rows(1, 50))).reading.head.id
    outcomes: list[object] = []

    def back() -> None:
        try:
            outcomes.append(bank.imports.revert(bank.actor, import_id).trashed)
        except Conflict as refused:
            outcomes.append(refused.code)

    _together(back, 4)
    assert sorted(map(str, outcomes)) == ["50"] + ["not_committed"] * 3
    assert bank.state() == []
    assert PostgresInspector(owner_engine).faults(bank.actor.book.id) == ()


def _try(bank: Customer, import_id: UUID, outcomes: list[object]) -> None:
    try:
        outcomes.append(bank.imports.commit(bank.actor, import_id).imported)
    except Conflict as refused:
        outcomes.append(refused.code)


def _together(act: object, count: int) -> None:
    barrier = Barrier(count)

    def run() -> None:
        barrier.wait()
        assert callable(act)
        act()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
