"""The document against the application: generated requests, right and wrong ones, to everything.

Nothing breaks, every answer is as the document says, what the document forbids is refused, and
nobody gets anything without a token.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from sqlalchemy import Engine, text

from finance.web.api.api import PARTS
from finance.web.api.openapi import document
from tests.api.client import Program

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# What fits the schema may still not fit the ledger: an unknown id, a name taken, a day too late.
_FITTING: Final = ["2xx", "401", "403", "404", "409", "412", "422", "429"]
_UNFITTING: Final = [
    *("400", "401", "403", "404", "405", "409", "412", "413", "415", "422", "429"),
]
_CONFIG: Final = SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": _FITTING},
            "negative_data_rejection": {"expected-statuses": _UNFITTING},
        },
    }
)


class Served:
    """The application under test, which is there only once the tests run."""

    app: Flask
    book: str = ""

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer by it."""
        return self.app(environ, start)


served: Final = Served()
schema: Final = schemathesis.openapi.from_dict(document(PARTS), config=_CONFIG)
schema.app = served


@pytest.fixture
def bearer(app: Flask) -> str:
    """The token of a fresh program; the requests go straight into the application."""
    served.app = app
    program = Program(app)
    program.spent(category="Groceries", payee="Shop")
    served.book = str(program.me["book"]["id"])
    return f"Bearer {program.token}"


@pytest.fixture
def viewing(bearer: str, owner_engine: Engine) -> str:
    """The same token; the program may only look from here on."""
    with owner_engine.begin() as connection:
        given = {"book": served.book}
        connection.execute(text("SELECT set_config('finance.book', :book, true)"), given)
        turned = text("UPDATE member SET role = 'viewer' WHERE book_id = :book")
        assert connection.execute(turned, given).rowcount == 1
    return bearer


@schema.parametrize()
@settings(
    max_examples=20,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_every_address_keeps_to_the_document(case: Case[Any], bearer: str) -> None:
    case.call_and_validate(headers={"Authorization": bearer})


@schema.parametrize()
@settings(
    max_examples=2,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_a_viewer_is_answered_by_the_document_too(case: Case[Any], viewing: str) -> None:
    answer = case.call_and_validate(headers={"Authorization": viewing})
    assert answer.status_code < 500


@schema.parametrize()
@settings(
    max_examples=1,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_a_stranger_is_answered_by_the_document_too(case: Case[Any], bearer: str) -> None:
    assert bearer
    answer = case.call_and_validate(headers={"Authorization": ""})
    public = case.operation.definition.raw.get("security") == []
    another_method = case.method.upper() != case.operation.method.upper()
    nowhere = answer.status_code == 404  # an id that is none leads nowhere, whoever asks
    assert answer.status_code == 401 or nowhere or public or another_method
