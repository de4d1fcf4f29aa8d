"""Ids of another household, in every place an id can stand: as if they were not there.

The cases are made from the declarations, so a new address is covered the day it appears. An
address whose ids are of a new kind fails in ``Owned.of`` until that kind is added.
"""

from typing import Any, Final
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine

from finance.web.api.api import PARTS, operations
from finance.web.api.declaring import Operation
from finance.web.api.openapi import document
from tests.api.client import Program
from tests.api.owned import Owned, marks

TOLD: Final[dict[str, Any]] = document(PARTS)
WITH_IDS: Final = [one for one in operations() if one.ids]
WITH_BODY: Final = [one for one in operations() if one.body is not None and not one.public]


def name(operation: object) -> str:
    """How a case is called."""
    return f"{operation.method} {operation.path}" if isinstance(operation, Operation) else ""


@pytest.fixture(scope="module")
def theirs(app: Flask) -> Owned:
    """What the other household has; it stays what it is, for nobody may change it."""
    return Owned(Program(app))


@pytest.fixture(scope="module")
def mine(app: Flask) -> Owned:
    """What this one has; every request here is refused, so it stays what it is too."""
    return Owned(Program(app))


def body_of(operation: Operation, owned: Owned) -> dict[str, Any] | None:
    """A body that would be right for things of ``owned``."""
    if operation.body is None:
        return None
    return right(operation.body.__name__, owned, operation.path)


def right(model: str, owned: Owned, path: str) -> dict[str, Any]:
    """A right value of every field a model has, by its schema."""
    schema = TOLD["components"]["schemas"][model]
    made: dict[str, Any] = {}
    for field in schema.get("required", []):
        made[field] = example(schema["properties"][field], field, owned, path)
    return {**made, **SAMPLES.get(model, {})}


SAMPLES: Final[dict[str, dict[str, Any]]] = {
    "AlertIn": {"kind": "near", "percent": 50},
    "AlertPut": {"amount": "5"},
    "TransactionIn": {"type": "expense", "amount": "1"},
    "BulkIn": {
        "transactions": [{"type": "expense", "amount": "1", "date": "2026-11-03"}],
    },
    "ScheduleIn": {"type": "expense", "amount": "1", "frequency": "monthly"},
}
WORDS: Final = {
    "date": "2026-11-03",
    "start_date": "2026-12-01",
    "name": "Something",
    "password": "violet-anvil-under-glass",
    "currency": "EUR",
    "timezone": "UTC",
}


def example(schema: dict[str, Any], field: str, owned: Owned, path: str) -> object:
    """A right value for one field."""
    if schema.get("format") == "uuid":
        return owned.of(field, path)
    if "anyOf" in schema:
        return example(schema["anyOf"][0], field, owned, path)
    plain: dict[str, object] = {"string": "1", "boolean": True, "integer": 1}
    return WORDS.get(field, schema.get("enum", [plain.get(schema["type"])])[0])


@pytest.mark.parametrize("operation", WITH_IDS, ids=name)
def test_an_id_of_another_household_in_the_path_is_not_there(
    operation: Operation, mine: Owned, theirs: Owned, engine: Engine
) -> None:
    before = marks(engine, theirs)
    foreign = {one: theirs.of(one, operation.path) for one in operation.ids}
    body = body_of(operation, mine)
    answer = mine.program.call(operation.method, operation.path.format(**foreign), body)
    assert answer.status_code == 404, answer.text
    unknown = {one: str(uuid4()) for one in operation.ids}
    nothing = mine.program.call(operation.method, operation.path.format(**unknown), body)
    assert (nothing.status_code, nothing.data) == (404, answer.data)
    assert marks(engine, theirs) == before


def _query_cases() -> list[tuple[Operation, str]]:
    return [
        (operation, field)
        for operation in operations()
        if operation.query is not None
        for field in operation.query.model_fields
        if field in {"account", "category", "move_to"} or field.endswith("_id")
    ]


@pytest.mark.parametrize(("operation", "field"), _query_cases(), ids=name)
def test_an_id_of_another_household_in_the_query_is_not_there(
    operation: Operation, field: str, mine: Owned, theirs: Owned
) -> None:
    path = operation.path.format(**{one: mine.of(one, operation.path) for one in operation.ids})
    foreign = theirs.of(field if field.endswith("_id") else f"{field}_id", operation.path)
    answer = mine.program.call(operation.method, f"{path}?{field}={foreign}")
    assert answer.status_code == 404, answer.text


NESTED: Final = {
    "parts": lambda id_: [{"amount": "1", "category_id": id_}],
    "postings": lambda id_: [
        {"account_id": id_, "amount": "1", "currency": "EUR"},
        {"account_id": id_, "amount": "-1", "currency": "EUR"},
    ],
}


def _body_cases() -> list[tuple[Operation, str]]:
    found = []
    for operation in WITH_BODY:
        assert operation.body is not None
        schema = TOLD["components"]["schemas"][operation.body.__name__]
        found += [(operation, field) for field in schema["properties"] if field.endswith("_id")]
        found += [
            (operation, field) for field in ("parts", "postings") if field in schema["properties"]
        ]
    return found


@pytest.mark.parametrize(("operation", "field"), _body_cases(), ids=name)
def test_an_id_of_another_household_in_the_body_is_refused_at_its_field(
    operation: Operation, field: str, mine: Owned, theirs: Owned, engine: Engine
) -> None:
    before = marks(engine, theirs)
    path = operation.path.format(**{one: mine.of(one, operation.path) for one in operation.ids})
    body = body_of(operation, mine) or {}
    if field in NESTED:
        inner = "category_id" if field == "parts" else "account_id"
        foreign = theirs.of(inner, path)
        kept = ("date", "start_date", "frequency")
        short: dict[str, object] = {one: body[one] for one in kept if one in body}
        kind = {"type": "expense"} if field == "parts" else {}
        body = {**short, **kind, field: NESTED[field](foreign)}
    else:
        body[field] = theirs.of(field, path)
    answer = mine.program.call(operation.method, path, body)
    assert answer.status_code == 422, answer.text
    assert marks(engine, theirs) == before


SMUGGLED: Final = {
    "book_id": str(UUID(int=1)),
    "user_id": str(UUID(int=1)),
    "role": "owner",
    "created_by": str(UUID(int=1)),
    "created_at": "2020-01-01T00:00:00Z",
    "balance": "1000000.00",
    "import_id": str(UUID(int=1)),
    "position": 7,
    "is_admin": True,
    "posted": True,
}


@pytest.mark.parametrize("operation", WITH_BODY, ids=name)
def test_what_a_body_must_not_say_is_refused_by_name(operation: Operation, mine: Owned) -> None:
    assert operation.body is not None
    known = set(operation.body.model_fields)
    path = operation.path.format(**{one: mine.of(one, operation.path) for one in operation.ids})
    right_body = body_of(operation, mine) or {}
    for field, value in SMUGGLED.items():
        if field in known:
            continue
        answer = mine.program.call(operation.method, path, {**right_body, field: value})
        assert answer.status_code == 422, (field, answer.text)
        assert (field, "unknown_field") in [
            (one["field"], one["code"]) for one in answer.get_json()["errors"]
        ]
