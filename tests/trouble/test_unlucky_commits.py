"""One commit in five fails for a conflict that is none of anybody's business: nobody notices."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text

from finance.adapters.clock import new_id
from finance.adapters.postgres.inspecting import PostgresInspector
from finance.adapters.private_postgres import Urls
from tests.api.client import Program
from tests.imports.bank import csv_file, reference_rows
from tests.people.desk import PASSWORD
from tests.people.web import Browser, Client, application

_TABLES: Final = text("""
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
""")
_FATE: Final = """
    CREATE FUNCTION fate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF coalesce(current_setting('fate.drawn', true), '') = '' THEN
            PERFORM set_config('fate.drawn', 'yes', true);
            IF random() < 0.2 THEN
                RAISE EXCEPTION 'unlucky' USING ERRCODE = '40001';
            END IF;
        END IF;
        RETURN NULL;
    END $$
"""
_DEFERRED: Final = """
    CREATE CONSTRAINT TRIGGER fate AFTER INSERT OR UPDATE OR DELETE ON "{}"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fate()
"""
WORKERS = 4
ROUNDS = 6


@pytest.fixture(scope="module")
def app(troubled: Urls) -> Iterator[Flask]:
    """The application on a server where a fifth of all commits is refused with 40001."""
    owner = create_engine(troubled.owner)
    with owner.begin() as connection:
        connection.execute(text(_FATE))
        for name in connection.execute(_TABLES).scalars().all():
            connection.execute(text(_DEFERRED.format(name)))
    owner.dispose()
    engine = create_engine(troubled.app, pool_size=WORKERS + 2)
    yield application(engine)
    engine.dispose()


def _day(program: Program) -> list[int]:
    """A program's everyday work; the statuses it got."""
    category = program.category("Groceries")
    made = program.post("/expenses", {"amount": "10.00", "date": "2026-11-03"})
    keyed = program.post(
        "/expenses", {"amount": "5.00", "date": "2026-11-03"}, Idempotency_Key=str(new_id())
    )
    expense = made.get_json()["id"]
    patched = program.call(
        "PATCH", f"/expenses/{expense}", {"amount": "7.00", "category_id": category}
    )
    gone = program.call("DELETE", f"/expenses/{keyed.get_json()['id']}")
    back = program.post(f"/transactions/{keyed.get_json()['id']}/restore")
    named = program.post("/categories", {"name": f"C{new_id().hex}", "type": "expense"})
    return [answer.status_code for answer in (made, keyed, patched, gone, back, named)]


def test_everyday_work_goes_through_and_the_sums_are_right(app: Flask, troubled: Urls) -> None:
    program = Program(app)
    with ThreadPoolExecutor(WORKERS) as pool:
        days = list(pool.map(lambda _: _day(program), range(ROUNDS * WORKERS)))
    assert Counter(map(tuple, days)) == {(201, 201, 200, 204, 200, 201): ROUNDS * WORKERS}
    cash = program.seen(f"/accounts/{program.cash}")
    assert cash["balance"] == f"-{ROUNDS * WORKERS * 12}.00"
    _sound(troubled, program)


def _sound(urls: Urls, program: Program) -> None:
    owner = create_engine(urls.owner)
    assert PostgresInspector(owner).faults(program.me["book"]["id"]) == ()
    owner.dispose()


def test_imports_go_through_once(app: Flask, troubled: Urls) -> None:
    program = Program(app)
    for _ in range(5):
        seen = program.upload("/imports", "bank.csv", csv_file(reference_rows(1, 20)))
        assert seen.status_code == 201, seen.text
        program.post(f"/imports/{seen.get_json()['id']}/commit")
    assert len(program.seen("/transactions?limit=200")["items"]) == 20
    _sound(troubled, program)


def _doors(app: Flask) -> list[Callable[[], int]]:
    client, browser = Client(app), Browser(app)
    name = browser.name
    profile = {"first_name": "Ada"}
    other = {"current_password": PASSWORD, "new_password": f"{PASSWORD}-anew"}
    return [
        lambda: browser.register().status_code,
        lambda: browser.sign_out().status_code,
        lambda: client.login(name, "wrong").status_code,
        lambda: browser.sign_in().status_code,
        lambda: client.login(name).status_code,
        lambda: client.renew().status_code,
        lambda: client.call("PATCH", "/user/profile", profile).status_code,
        lambda: client.call("PATCH", "/user/settings", {"locale": "de"}).status_code,
        lambda: client.call("DELETE", "/user/sessions").status_code,
        lambda: client.call("POST", "/user/password", other).status_code,
        lambda: client.call("POST", "/auth/logout").status_code,
    ]


def test_coming_in_and_going_out_goes_through(app: Flask) -> None:
    for _ in range(ROUNDS):
        statuses = [step() for step in _doors(app)]
        assert all(status < 500 for status in statuses), statuses
        assert statuses[:6] == [303, 303, 401, 303, 200, 200]


def test_when_luck_never_comes_it_is_said_with_a_time_to_come_back(
    app: Flask, troubled: Urls
) -> None:
    program = Program(app)
    owner: Engine = create_engine(troubled.owner)
    sometimes = text(_FATE.replace("CREATE F", "CREATE OR REPLACE F"))
    always = text(str(sometimes).replace("random() < 0.2", "true"))
    with owner.begin() as connection:
        connection.execute(always)
    answer = program.post("/expenses", {"amount": "1", "date": "2026-11-03"})
    with owner.begin() as connection:
        connection.execute(sometimes)
    owner.dispose()
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert program.seen("/transactions")["items"] == []
