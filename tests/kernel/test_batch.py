"""Statements sent in one go are run in order, all or none, and stay prepared."""

from collections.abc import Iterator

import pytest
from psycopg import Connection, connect
from psycopg.errors import DivisionByZero, OperationalError
from sqlalchemy import Engine, create_engine, text

from finance.adapters.postgres.batch import Batch
from finance.adapters.postgres.pipeline import Statement, apart, beneath, rows, together
from finance.adapters.private_postgres import Urls

_COUNT = "SELECT count(*) FROM pg_prepared_statements"


@pytest.fixture
def own(urls: Urls) -> Iterator[Engine]:
    """One connection of this test alone."""
    made = create_engine(urls.app, pool_size=1)
    yield made
    made.dispose()


def test_each_statement_is_answered_in_its_place(own: Engine) -> None:
    statements = [("SELECT %(n)s::int + %(n)s::int, '%%'", {"n": n}) for n in range(40)]
    with own.connect() as one:
        assert rows(one, statements) == [[(2 * n, "%")] for n in range(40)]


def test_what_no_buffer_holds_comes_and_goes_whole(own: Engine) -> None:
    texts = [letter * 3_000_000 for letter in "abc"]
    with own.connect() as one:
        told = rows(one, [("SELECT %(text)s::text", {"text": text}) for text in texts])
    assert told == [[(text,)] for text in texts]


def test_a_statement_says_how_many_rows_it_touched(own: Engine) -> None:
    make = "CREATE TEMP TABLE passing (n int) ON COMMIT DROP"
    fill = "INSERT INTO passing SELECT generate_series(1, %(most)s::int)"
    with own.connect() as one:
        counts = together(one, [(make, {}), (fill, {"most": 3}), ("SELECT FROM passing", {})])
    assert counts == [0, 3, 3]


def test_what_was_not_committed_never_was(own: Engine) -> None:
    ask: Statement = ("SELECT current_setting('finance.book', true)", {})
    with own.connect() as one:
        together(one, [("SELECT set_config('finance.book', 'here', false)", {})])
        assert rows(one, [ask]) == [[("here",)]]
    with own.connect() as one:
        assert rows(one, [ask]) in ([[(None,)]], [[("",)]])


def test_a_refused_statement_stops_those_after_it_and_is_raised(own: Engine) -> None:
    told = "SELECT set_config('finance.book', %(said)s, false)"
    refused: Statement = ("SELECT 1 / %(n)s::int", {"n": 0})
    with own.connect() as one:
        with pytest.raises(DivisionByZero):
            apart(one, [(told, {"said": "first"}), refused, (told, {"said": "last"})])
        ask = ("SELECT current_setting('finance.book', true), 4 / %(n)s::int", {"n": 2})
        ((said, half),) = apart(one, [ask])[0]
        assert (said or "", half) == ("", 2)


def test_statements_are_prepared_once_and_anew_when_psycopg_forgot_them(own: Engine) -> None:
    ask = [("SELECT %(n)s::int", {"n": 1})] * 2
    with own.connect() as one:
        rows(one, ask)
        rows(one, ask)
        count = beneath(one).execute(_COUNT).fetchall()
        one.execute(text("SELECT 1"))
        beneath(one).rollback()  # by which psycopg deallocates them all
        assert rows(one, ask) == [[(1,)]] * 2
        assert beneath(one).execute(_COUNT).fetchall() == count == [(1,)]


def test_a_statement_the_server_cannot_prepare_is_tried_anew_each_time(own: Engine) -> None:
    ask = [("SELECT n FROM not_there_yet WHERE n = %(n)s", {"n": 1})]
    with own.connect() as one:
        with pytest.raises(Exception, match="not_there_yet"):
            apart(one, ask)
        one.execute(text("CREATE TEMP TABLE not_there_yet (n int)"))
        one.commit()
        assert apart(one, ask) == [[]]


def test_a_connection_that_is_lost_is_closed(urls: Urls) -> None:
    address = urls.app.replace("+psycopg", "")
    with connect(address) as raw, connect(address, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [raw.info.backend_pid])
        with pytest.raises(OperationalError):
            _ask(raw)
        assert raw.closed
        with pytest.raises(OperationalError, match="closed"):
            _ask(raw)


def _ask(raw: Connection) -> None:
    batch = Batch(raw)
    batch.add("SELECT 1", {})
    batch.answers(begin=True)
