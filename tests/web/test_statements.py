"""How many SQL statements a page costs: a number that does not grow unseen."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, Self, cast

import pytest
from flask import Flask
from psycopg import Connection, Cursor
from psycopg.abc import Params, Query
from sqlalchemy import Engine, event

from finance.adapters.postgres import pipeline
from finance.adapters.postgres.batch import Batch
from tests.web.house import House

_SETTING = "set_config"


class _Noting(Cursor[Any]):
    """Notes every statement, whichever way it came to the connection."""

    seen: ClassVar[list[str]] = []
    thread: ClassVar[int] = 0
    """Who asks for pages; what runs by itself beside them does not count."""

    def execute(
        self,
        query: Query,
        params: Params | None = None,
        *,
        prepare: bool | None = None,
        binary: bool | None = None,
    ) -> Self:
        """Run it, noted."""
        _note(str(query))
        return super().execute(cast("bytes", query), params, prepare=prepare, binary=binary)


class _NotingBatch(Batch):
    """Notes those that are sent several at once."""

    def add(self, text: str, given: Mapping[str, Any]) -> None:
        """Put it behind the others, noted."""
        _note(text)
        super().add(text, given)


def _note(query: str) -> None:
    """Those that only say whose book it is do not count."""
    text = " ".join(query.split())
    if _SETTING not in text and _Noting.thread == threading.get_ident():
        _Noting.seen.append(text)


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """The statements sent while inside."""

    def note(raw: Connection[Any], *_: object) -> None:
        raw.cursor_factory = _Noting

    def leave(raw: Connection[Any], *_: object) -> None:
        raw.cursor_factory = Cursor

    _Noting.seen.clear()
    _Noting.thread = threading.get_ident()
    event.listen(engine, "checkout", note)
    event.listen(engine, "checkin", leave)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pipeline, "Batch", _NotingBatch)
            yield _Noting.seen
    finally:
        event.remove(engine, "checkout", note)
        event.remove(engine, "checkin", leave)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("", 6),
        ("budget?month=2026-11", 4),
        ("budget/history?month=2026-11", 6),
        ("transactions", 3),
        ("transactions?month=2026-11", 4),
        ("transactions?q=shop", 3),
        ("reports/month?month=2026-11", 2),
        ("reports/months", 4),
        ("reports/weeks", 4),
        ("reports/years", 4),
        ("reports/categories", 5),
        ("accounts", 2),
        ("schedules", 4),
        ("categories", 2),
        ("settings", 2),
        ("members", 5),
        ("profile/sessions", 3),
        ("notifications", 3),
        ("alerts", 5),
        ("transactions/new", 3),
    ],
)
def test_a_page_costs_few_statements(house: House, app: Flask, path: str, most: int) -> None:
    house.record(amount="7", payee="Shop", date="2026-11-03")
    house.get(path)
    with statements(app.extensions["tests.engine"]) as seen:
        assert house.get(path).status_code == 200
    assert 1 < len(seen) <= most, "\n".join(seen)
