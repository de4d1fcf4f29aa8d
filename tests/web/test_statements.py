"""How many SQL statements a page costs: a number that does not grow unseen."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from tests.web.house import House

_SETTING = "set_config"


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """The statements sent while inside, without those that only say whose book it is."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if _SETTING not in statement:
            seen.append(" ".join(statement.split()))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("", 6),
        ("transactions", 6),
        ("transactions?month=2026-11", 6),
        ("accounts", 3),
        ("categories", 3),
        ("transactions/new", 4),
    ],
)
def test_a_page_costs_few_statements(house: House, app: Flask, path: str, most: int) -> None:
    house.record(amount="7", payee="Shop", date="2026-11-03")
    house.get(path)
    with statements(app.extensions["tests.engine"]) as seen:
        assert house.get(path).status_code == 200
    assert len(seen) <= most, "\n".join(seen)
