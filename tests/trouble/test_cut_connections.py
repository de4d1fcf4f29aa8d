"""Connections between program and database are cut at any moment, also during a commit."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text

from finance.adapters.clock import new_id
from finance.adapters.postgres.inspecting import PostgresInspector
from finance.adapters.private_postgres import Urls
from finance.bootstrap import engine_of
from tests.api.client import Program
from tests.people.web import application

WORKERS: Final = 4
ORDERS: Final = 60
_NAME: Final = "to-be-cut"
_SLOW: Final = """
    CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_sleep(0.02); RETURN NULL;
    END $$
"""
_DEFERRED: Final = """
    CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON {} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION slow()
"""
_CUT: Final = text("""
    SELECT count(pg_terminate_backend(pid)) FILTER (WHERE query ~* '^commit'), count(*)
    FROM (
        SELECT pid, query FROM pg_stat_activity
        WHERE application_name = :name AND state <> 'idle' ORDER BY random() LIMIT 1
    ) chosen
""")
"""Cuts one busy connection and says whether that was during its COMMIT."""


@pytest.fixture(scope="module")
def engine(troubled: Urls) -> Iterator[Engine]:
    """Connections as the program makes them, on a server whose commits take their time."""
    owner = create_engine(troubled.owner)
    with owner.begin() as connection:
        connection.execute(text(_SLOW))
        for table in ("change", "idempotency"):
            connection.execute(text(_DEFERRED.format(table)))
    owner.dispose()
    made = engine_of(f"{troubled.app}&application_name={_NAME}", WORKERS)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def app(engine: Engine) -> Flask:
    """The application on that server."""
    return application(engine)


@dataclass(eq=False)
class _Cutter(threading.Thread):
    """Cuts connections until told to stop."""

    urls: Urls
    committing: int = 0
    cuts: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def run(self) -> None:
        """Cut."""
        chance = random.Random(11)  # noqa: S311 - moments, not secrets
        superuser = create_engine(self.urls.superuser, isolation_level="AUTOCOMMIT")
        with superuser.connect() as connection:
            while not self.over.is_set():
                committing, cut = connection.execute(_CUT, {"name": _NAME}).one()
                self.committing, self.cuts = self.committing + committing, self.cuts + cut
                time.sleep(chance.uniform(0.005, 0.03))
        superuser.dispose()


def _order(program: Program, number: int) -> tuple[str, Counter[int]]:
    """One expense, sent until it is done: by a key or by its own id; its mark and statuses."""
    mark, seen = str(new_id()), Counter[int]()
    body = {"amount": "1.00", "date": "2026-11-03", "description": mark}
    for _ in range(200):
        if number % 2:
            answer = program.post("/expenses", {**body, "id": mark})
        else:
            answer = program.post("/expenses", body, Idempotency_Key=mark)
        seen[answer.status_code] += 1
        if answer.status_code < 300:
            break
        if answer.status_code == 503:
            assert int(answer.headers["Retry-After"]) > 0
        time.sleep(0.05)
    return mark, seen


def test_whatever_is_cut_each_order_is_there_once(
    app: Flask, engine: Engine, troubled: Urls
) -> None:
    program = Program(app)
    cutter = _Cutter(troubled)
    cutter.start()
    with ThreadPoolExecutor(WORKERS) as pool:
        done = list(pool.map(lambda at: _order(program, at), range(ORDERS)))
    cutter.over.set()
    cutter.join(10)
    statuses = sum((seen for _, seen in done), Counter[int]())
    assert set(statuses) <= {200, 201, 409, 503}, statuses
    assert cutter.committing >= 5, (cutter.committing, cutter.cuts)
    there = Counter(one["description"] for one in program.seen("/transactions?limit=200")["items"])
    assert there == Counter({mark: 1 for mark, _ in done})
    assert program.seen(f"/accounts/{program.cash}")["balance"] == f"-{ORDERS}.00"
    owner = create_engine(troubled.owner)
    assert PostgresInspector(owner).faults(program.me["book"]["id"]) == ()
    owner.dispose()
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # of a queue of connections
