"""The API as one: all its parts, and its place in the application."""

import re
from typing import Final

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect

from finance.web.api import documents, resources
from finance.web.api.declaring import Operation, Part
from finance.web.api.dispatching import view_of

PARTS: Final[tuple[Part, ...]] = (*resources.PARTS, documents.PART)
_NAME: Final = "api"
_ID: Final = re.compile(r"\{(\w+)\}")


def operations() -> tuple[Operation, ...]:
    """Every declared operation, in the order of the parts."""
    return tuple(operation for part in PARTS for operation in part.operations)


def serves(blueprint: str | None) -> bool:
    """Whether this blueprint belongs to the API, which lets people in by itself."""
    return blueprint == _NAME


def register(app: Flask, csrf: CSRFProtect) -> None:
    """Serve the API below ``/api``; tokens, never cookies, so forms' tokens are not asked for."""
    part = Blueprint(_NAME, __name__, url_prefix="/api")
    for operation in operations():
        part.add_url_rule(
            flask_path(operation.path),
            endpoint=operation.endpoint,
            view_func=view_of(operation),
            methods=[operation.method],
        )
    app.register_blueprint(part)
    documents.furnish(app, PARTS)
    csrf.exempt(part)


def flask_path(path: str) -> str:
    """``/x/{x_id}`` as Flask writes it: every id in a path is a UUID."""
    return _ID.sub(r"<uuid:\1>", path)
