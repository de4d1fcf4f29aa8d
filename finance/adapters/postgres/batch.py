"""Statements sent to the server in one go, and their answers read in one go.

psycopg's own pipeline sends every statement by itself: each wakes this process and the server once
more, which costs more than most statements do. Here all of them leave with one write. They stand in
psycopg's own book of prepared statements, so that what it throws away is not missed here.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from psycopg import Connection, OperationalError
from psycopg._preparing import Prepare
from psycopg._queries import PostgresQuery
from psycopg.abc import PQGen
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.generators import fetch_many, pipeline_communicate, send
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGresult

_MARK: Final = re.compile(r"%%|%\((\w+)\)s")
_FINE: Final = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK, ExecStatus.PIPELINE_SYNC)


@lru_cache(maxsize=1024)
def _numbered(text: str) -> tuple[bytes, tuple[str, ...]]:
    """The statement with ``$1`` in place of the first name and so on, and the names in order."""
    places: dict[str, str] = {}

    def mark(found: re.Match[str]) -> str:
        name = found[1]
        return places.setdefault(name, f"${len(places) + 1}") if name else "%"

    query = _MARK.sub(mark, text)
    return query.encode(), tuple(places)


class _Query(PostgresQuery):
    """A statement as the book of prepared statements knows it: by its text and its types."""

    def __init__(self, query: bytes, types: tuple[int, ...]) -> None:
        self.query = query
        self.types = types


@dataclass(slots=True)
class _Order:
    """One statement on its way: the name it is prepared by, and whether it is to be prepared."""

    query: _Query
    params: Sequence[Any]
    formats: Sequence[Any] | None
    name: bytes = b""
    new: bool = False


class Batch:
    """One sending over ``raw``; ``add`` gives the statements, in their order."""

    def __init__(self, raw: Connection[Any]) -> None:
        self._raw = raw
        self._book = raw._prepared  # noqa: SLF001 - see the module
        self._transformer = Transformer(raw)
        self._orders: list[_Order] = []

    def add(self, text: str, given: Mapping[str, Any]) -> None:
        """Put a statement behind those that are there; ``%(name)s`` in it are of ``given``."""
        query, names = _numbered(text)
        change = self._transformer
        params = change.dump_sequence([given[name] for name in names], [PyFormat.AUTO] * len(names))
        self._orders.append(_Order(_Query(query, change.types or ()), params, change.formats))

    def answers(self, *, begin: bool) -> list[PGresult]:
        """Send all; the answer to each statement.

        ``begin`` starts a database transaction with it; where none is open they are one of their
        own. The first that is refused is raised, and none after it was run.
        """
        raw = self._raw
        with raw.lock:
            if raw.pgconn.status != ConnStatus.OK:
                raise OperationalError("the connection is closed")
            raw.wait(self._book.maintain_gen(raw))
            for order in self._orders:
                self._look_up(order)
            with _pipeline(raw):
                came = iter(raw.wait(self._talk(begin=begin)))
        answers = [one for (one, *_) in came]
        return self._checked(answers, begin=begin)

    def rows(self, answer: PGresult) -> list[tuple[Any, ...]]:
        """The rows of an answer, as Python values."""
        self._transformer.set_pgresult(answer)
        return self._transformer.load_rows(0, answer.ntuples, tuple)

    def named(self, answer: PGresult) -> list[dict[str, Any]]:
        """The same, each value by the name of its column."""
        told = [answer.fname(at) or b"" for at in range(answer.nfields)]
        names = [name.decode() for name in told]
        return [dict(zip(names, row, strict=True)) for row in self.rows(answer)]

    def _look_up(self, order: _Order) -> None:
        known, order.name = self._book.get(order.query, prepare=True)
        order.new = known is Prepare.SHOULD
        self._book.maybe_add_to_cache(order.query, known, order.name)

    def _talk(self, *, begin: bool) -> PQGen[list[list[PGresult]]]:
        pgconn = self._raw.pgconn
        answers: list[list[PGresult]] = yield from pipeline_communicate(
            pgconn, deque([lambda: self._send(begin=begin)])
        )
        yield from send(pgconn)  # what the socket did not take at once
        wanted = begin + len(self._orders) + sum(order.new for order in self._orders) + 1
        while len(answers) < wanted:
            answers.append((yield from fetch_many(pgconn)))
        return answers

    def _send(self, *, begin: bool) -> None:
        pgconn = self._raw.pgconn
        if begin:
            start = self._raw._get_tx_start_command()  # noqa: SLF001 - see the module
            pgconn.send_query_params(start, None)
        for one in self._orders:
            if one.new:
                pgconn.send_prepare(one.name, one.query.query, param_types=one.query.types)
            pgconn.send_query_prepared(one.name, one.params, param_formats=one.formats)
        pgconn.pipeline_sync()

    def _checked(self, answers: Sequence[PGresult], *, begin: bool) -> list[PGresult]:
        """The answers to the statements themselves, among those to beginning and preparing."""
        found: list[PGresult] = []
        coming = iter(answers[begin:])
        for order in self._orders:
            if order.new:
                key = self._book.key(order.query)
                self._book.validate(key, Prepare.SHOULD, order.name, [next(coming)])
            found.append(next(coming))
        for one in answers:
            if one.status not in _FINE:
                raise error_from_result(one, encoding=self._raw.info.encoding)
        return found


@contextmanager
def _pipeline(raw: Connection[Any]) -> Iterator[None]:
    """Let several statements be on their way; a connection that fails at it is closed."""
    raw.pgconn.enter_pipeline_mode()
    try:
        yield
        raw.pgconn.exit_pipeline_mode()
    except BaseException:
        raw.close()
        raise
