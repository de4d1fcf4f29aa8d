"""The one table from error to status, and how an error is told to a browser or a program."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urlsplit

from flask import Flask, Response, g, make_response, redirect, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from finance.domain.errors import (
    ChangedMeanwhile,
    Conflict,
    FinanceError,
    Forbidden,
    Invalid,
    InvalidMany,
    NotFound,
    TooManyAttempts,
    Unauthenticated,
    Unavailable,
    Unreadable,
)
from finance.web.messages import sentence, told
from finance.web.problem import FieldFault, problem
from finance.web.programs import for_programs
from finance.web.refusals import Malformed, StaleMatch, UpgradeNeeded, WrongMedia
from finance.web.respond import from_htmx

STATUS: Final[Mapping[type[FinanceError], HTTPStatus]] = {
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    InvalidMany: HTTPStatus.UNPROCESSABLE_ENTITY,
    Unreadable: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    ChangedMeanwhile: HTTPStatus.CONFLICT,
    Unauthenticated: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    TooManyAttempts: HTTPStatus.TOO_MANY_REQUESTS,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    Malformed: HTTPStatus.BAD_REQUEST,
    WrongMedia: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    StaleMatch: HTTPStatus.PRECONDITION_FAILED,
    UpgradeNeeded: HTTPStatus.UPGRADE_REQUIRED,
}
"""Error class -> status; a class that is not here goes by its nearest ancestor."""

CODES: Final[Mapping[int, str]] = {
    400: "bad_request",
    404: "no_such_page",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "media_type",
    429: "too_many_requests",
}
"""Status of an error Flask itself raises -> code; any other is ``bad_request``."""

SIGN_IN: Final = "/sign-in"
_HEARD_OUT: Final = 32 * 1024 * 1024
_AT_ONCE: Final = 64 * 1024
_RETRY_SECONDS: Final = "5"
_LOG: Final = logging.getLogger(__name__)
# Asked for by the page while somebody types: that the session is lost is told at the next step the
# person takes, so that nobody is led away in the middle of a word.
_ASIDES: Final = frozenset(
    {"transactions.payees", "transactions.filled", "schedules.dates", "occurrences.shares"}
)


@dataclass(frozen=True, slots=True)
class Failure:
    """An error ready to be told."""

    status: int
    code: str
    text: str
    faults: tuple[FieldFault, ...] = ()
    headers: Mapping[str, str] | None = None
    extra: Mapping[str, object] | None = None


def status_of(error: FinanceError) -> int:
    """The status of an answer that tells ``error``."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def register(app: Flask) -> None:
    """Let ``app`` tell every error, expected or not."""
    app.register_error_handler(FinanceError, _domain)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def failure(error: FinanceError) -> Failure:
    """How ``error`` is told."""
    faults = error.faults if isinstance(error, InvalidMany) else (error,)
    listed = tuple(FieldFault(one.field, one.code, told(one)) for one in faults)
    line = error.facts.get("line") if isinstance(error, Unreadable) else None
    return Failure(
        status_of(error),
        error.code if not isinstance(error, NotFound) else "not_found",
        told(error),
        listed if not isinstance(error, NotFound) else (),
        _headers(error),
        {"line": line} if line else None,
    )


def _headers(error: FinanceError) -> dict[str, str]:
    match error:
        case TooManyAttempts():
            wait = str(error.facts.get("retry_after", 1))
            limit = str(error.facts.get("limit", 10))
            return {
                "Retry-After": wait,
                "RateLimit-Limit": limit,
                "RateLimit-Remaining": "0",
                "RateLimit-Reset": wait,
            }
        case UpgradeNeeded():
            return {"Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
        case Unavailable():
            return {"Retry-After": _RETRY_SECONDS}
        case Unauthenticated():
            return {"WWW-Authenticate": "Bearer"}
        case _:
            return {}


def tell(found: Failure) -> Response:
    """The answer: a problem for programs, a notice for htmx, a page for anybody else."""
    if for_programs():
        response = problem(found.status, found.code, found.text, found.faults, found.extra)
    elif found.status == HTTPStatus.UNAUTHORIZED:
        return _to_sign_in()
    else:
        response = _note(found) if from_htmx() else _page(found)
    response.headers.update(found.headers or {})
    return response


def _domain(error: FinanceError) -> Response:
    return tell(failure(error))


def _expired(_error: CSRFError) -> Response:
    return tell(Failure(HTTPStatus.BAD_REQUEST, "csrf_failed", sentence("csrf_failed")))


def _http(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if status < HTTPStatus.BAD_REQUEST:
        response = error.get_response()
        return Response(response.get_data(), status, dict(response.headers))
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        _hear_out()
    code = CODES.get(status, "bad_request")
    text = sentence(code, {"method": request.method, "expected": "application/json"})
    kept = {n: v for n, v in error.get_headers() if n in {"Allow", "Retry-After"}}
    return tell(Failure(status, code, text, headers=kept))


def _hear_out() -> None:
    """Take the rest of what is being sent, within reason, and keep nothing of it.

    A program that is still sending when its connection is closed never reads why.
    """
    body, left = request.environ["wsgi.input"], _HEARD_OUT
    with suppress(OSError):
        while left > 0 and (part := body.read(min(left, _AT_ONCE))):
            left -= len(part)


def _unexpected(error: Exception) -> Response:
    _LOG.error("request %s failed", g.get("request_id"), exc_info=error)
    text = sentence("internal", {"request_id": g.get("request_id", "")})
    return tell(Failure(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", text))


def _to_sign_in() -> Response:
    if from_htmx() and request.endpoint in _ASIDES:
        return make_response("", HTTPStatus.UNAUTHORIZED)
    came_from = request.full_path.rstrip("?") if request.method == "GET" else ""
    if from_htmx() or request.method != "GET":
        came_from = _page_in_view()
    address = SIGN_IN + (f"?next={quote(came_from, safe='/')}" if came_from else "")
    if not from_htmx():
        return make_response(redirect(address, HTTPStatus.SEE_OTHER))
    response = make_response("", HTTPStatus.UNAUTHORIZED)
    response.headers["HX-Redirect"] = address
    return response


def _again(found: Failure) -> str:
    """Where to try again what failed through no fault of the person; what was typed is there."""
    if found.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return ""
    return request.full_path.rstrip("?") if request.method == "GET" else _page_in_view()


def _page_in_view() -> str:
    """The path of the page the request was made from, where the browser says so."""
    try:
        parts = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    except ValueError:
        return ""
    path = f"/{parts.path.lstrip('/')}" if parts.path else ""
    return f"{path}?{parts.query}" if parts.query else path


def _note(found: Failure) -> Response:
    return make_response(
        render_template("_toast.html", message=found.text, kind="error"), found.status
    )


def _page(found: Failure) -> Response:
    heading = _heading(found)
    try:
        page = render_template(
            "error.html", heading=heading, explanation=found.text, again=_again(found)
        )
    except Exception:  # noqa: BLE001 - the page that tells of a failure must not fail as it did
        _LOG.exception("the error page could not be drawn")
        return Response(f"{heading}\n\n{found.text}\n", found.status, mimetype="text/plain")
    return make_response(page, found.status)


def _heading(found: Failure) -> str:
    headings: dict[int, str] = {
        HTTPStatus.NOT_FOUND: _("Nothing here"),
        HTTPStatus.FORBIDDEN: _("Not allowed"),
        HTTPStatus.CONFLICT: _("Somebody was faster"),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("Too large"),
        HTTPStatus.SERVICE_UNAVAILABLE: _("Away for a moment"),
        HTTPStatus.INTERNAL_SERVER_ERROR: _("Something broke"),
    }
    # A full disk: the server is there, and waiting a moment does not help.
    by_code: dict[str, str] = {"disk_full": _("No room left")}
    named = by_code.get(found.code) or headings.get(found.status)
    return named or str(_("That did not work"))
