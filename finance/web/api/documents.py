"""The API's own description: the document, a page to try it out, the list of error codes."""

import json
from collections.abc import Iterable
from typing import Final

from flask import Flask, Response, current_app, make_response, render_template
from flask_babel import gettext

from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Shape
from finance.web.api.openapi import document
from finance.web.messages import MESSAGES

_DOCUMENT: Final = "finance.openapi"

PART: Final = Part("Description", "What this API is.")


class ErrorCode(Shape):
    """One code an error may bear, and what it says."""

    code: str
    message: str


class ErrorCodes(Shape):
    """Every code there is."""

    items: list[ErrorCode]


def furnish(app: Flask, parts: Iterable[Part]) -> None:
    """Make the document once, for all who ask for it."""
    app.extensions[_DOCUMENT] = json.dumps(document(parts), ensure_ascii=False)


@PART.get("/openapi.json", public=True, media=("application/json",))
def openapi(call: Call) -> Response:  # noqa: ARG001 - every function of the API is given it
    """This document."""
    return Response(current_app.extensions[_DOCUMENT], content_type="application/json")


@PART.get("/docs", public=True, media=("text/html",))
def docs(call: Call) -> Response:  # noqa: ARG001 - every function of the API is given it
    """A page to read this document and try it out."""
    return make_response(render_template("api_docs.html"))


@PART.get("/errors", public=True)
def errors(call: Call) -> ErrorCodes:  # noqa: ARG001 - every function of the API is given it
    """Every error code and what it says."""
    items = [ErrorCode(code=code, message=gettext(MESSAGES[code])) for code in sorted(MESSAGES)]
    return ErrorCodes(items=items)
