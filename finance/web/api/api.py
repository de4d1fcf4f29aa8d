"""The API as one: all its parts, and its place in the application."""

import re
from collections.abc import Iterable
from typing import Final

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect

from finance.web.api import aliases, documents, resources
from finance.web.api.declaring import Operation, Part
from finance.web.api.dispatching import view_of
from finance.web.programs import ALIASES, API

PARTS: Final[tuple[Part, ...]] = (*resources.PARTS, documents.PART)
_ID: Final = re.compile(r"\{(\w+)\}")


def operations() -> tuple[Operation, ...]:
    """Every declared operation, in the order of the parts."""
    return tuple(operation for part in PARTS for operation in part.operations)


def register(app: Flask, csrf: CSRFProtect) -> None:
    """Serve the API below ``/api``; tokens, never cookies, so forms' tokens are not asked for."""
    older = aliases.operations(operations())
    for part in (
        _served(Blueprint(API, __name__, url_prefix="/api"), operations()),
        _served(Blueprint(ALIASES, __name__), older),
    ):
        app.register_blueprint(part)
        csrf.exempt(part)
    documents.furnish(app, PARTS)


def _served(part: Blueprint, some: Iterable[Operation]) -> Blueprint:
    for operation in some:
        part.add_url_rule(
            flask_path(operation.path),
            endpoint=operation.endpoint,
            view_func=view_of(operation),
            methods=[operation.method],
        )
    return part


def flask_path(path: str) -> str:
    """``/x/{x_id}`` as Flask writes it: every id in a path is a UUID."""
    return _ID.sub(r"<uuid:\1>", path)
