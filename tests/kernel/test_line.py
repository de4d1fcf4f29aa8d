"""Connections that died while nobody used them are noticed and replaced; work in hand is not."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from psycopg import OperationalError
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from finance.adapters.postgres.line import Line
from finance.adapters.postgres.pipeline import beneath

_HERE = "SELECT current_setting('finance.book')"


@pytest.fixture
def own(engine: Engine) -> Iterator[Engine]:
    """Connections of this test alone."""
    made = create_engine(engine.url, pool_size=4)
    yield made
    made.dispose()


def _cut(engine: Engine, own: Engine) -> None:
    """End every idle connection of ``own`` on the server."""
    lines = [own.connect() for _ in range(4)]
    pids = [line.execute(text("SELECT pg_backend_pid()")).scalar_one() for line in lines]
    for line in lines:
        line.close()
    with engine.connect() as other:
        for pid in pids:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})


def test_a_dead_connection_is_replaced_by_the_first_question(own: Engine, engine: Engine) -> None:
    _cut(engine, own)
    for _ in range(5):
        line = Line(own, UUID(int=7), None)
        line.open()
        assert line.read((_HERE, {})) == [[(str(UUID(int=7)),)]]
        line.close()


def test_work_in_hand_is_not_begun_again_on_another_connection(own: Engine, engine: Engine) -> None:
    line = Line(own, UUID(int=7), None)
    line.open()
    pid = line.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
    with pytest.raises(OperationalError, match=r"terminat|clos"):
        line.read((_HERE, {}))
    with pytest.raises(DBAPIError):  # which the unit of work translates
        line.close()


def test_ending_without_a_commit_undoes_and_keeps_what_is_prepared(own: Engine) -> None:
    counts = []
    for _ in range(2):
        line = Line(own, UUID(int=7), None)
        line.open()
        line.read((_HERE, {}))
        raw = beneath(line.connection)
        counts.append(raw.execute("SELECT count(*) FROM pg_prepared_statements").fetchall()[0][0])
        line.connection.execute(text("CREATE TEMP TABLE passing ()"))
        line.close()
    assert counts == [2, 2]


def test_rows_come_by_the_names_of_their_columns_before_and_after_other_questions(
    own: Engine,
) -> None:
    line = Line(own, UUID(int=7), None)
    line.open()
    query = "SELECT current_setting('finance.book') AS book, %(word)s::text AS word"
    for word in ("alone", "within"):
        expected = [{"book": str(UUID(int=7)), "word": word}]
        assert line.look_by_name((query, {"word": word})) == expected
        line.read((_HERE, {}))
    line.close()


def test_a_statement_that_only_looks_is_planned_once(own: Engine) -> None:
    query = "SELECT %(word)s::text, current_setting('plan_cache_mode')"
    for word in ("a", "b", "c"):
        line = Line(own, UUID(int=7), None)
        line.open()
        assert line.look((query, {"word": word})) == [[(word, "force_generic_plan")]]
        line.close()
    with own.connect() as one:
        plans = text(
            "SELECT generic_plans, custom_plans, current_setting('plan_cache_mode')"
            " FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1::text%'"
        )
        assert one.execute(plans).one() == (3, 0, "auto")
