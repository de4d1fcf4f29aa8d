"""Doing a request of the API, always in the same order.

Who asks (401), what the headers say, what the body and the query say (400, 413, 415, 422), has it
been done already (Idempotency-Key), then the function, then the answer as JSON with its ``ETag``.
"""

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import Response, request
from pydantic import BaseModel
from werkzeug.datastructures import FileStorage

from finance.domain.errors import ChangedMeanwhile, FinanceError, Invalid, Unavailable
from finance.domain.people import Actor
from finance.usecases.idempotency import Kept, Turn
from finance.web.actor import api_actor
from finance.web.api.declaring import Call, Operation, Reply
from finance.web.api.kinds import Shape
from finance.web.api.reading import checked, read_form, read_json, read_query
from finance.web.context import usecases
from finance.web.errors import failure, tell
from finance.web.refusals import StaleMatch

KEY: Final = "Idempotency-Key"
_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}", re.ASCII)
_ETAG: Final = re.compile(r'(?:W/)?"([1-9][0-9]{0,8})"', re.ASCII)
_JSON: Final = "application/json"
_FORM: Final = "application/x-www-form-urlencoded"


def view_of(operation: Operation) -> Callable[..., Response]:
    """The Flask view that does ``operation``."""

    def view(**ids: UUID) -> Response:
        who = None if operation.public else api_actor()
        version = _version() if operation.matchable else None
        given = {**_given(operation), **ids}
        key = request.headers.get(KEY) if operation.repeatable else None
        if who is None or key is None:
            call = Call(use=usecases(), new_id=usecases().ids, version=version, who=who)
            return _done(operation, call, given)
        return _once(operation, who, key, given)

    return view


def _version() -> int | None:
    text = request.headers.get("If-Match")
    if text is None or text.strip() == "*":
        return None
    found = _ETAG.fullmatch(text.strip())
    if found is None:
        raise StaleMatch("etag_unreadable", "If-Match")
    return int(found[1])


def _given(operation: Operation) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if operation.query is not None:
        given["query"] = read_query(operation.query)
    elif request.args:
        raise Invalid("unknown_field", next(iter(request.args))[:40])
    if operation.form is not None:
        given["form"] = read_form(operation.form)
    if operation.body is not None:
        given["body"] = _body(operation, operation.body)
    return given


def _body(operation: Operation, model: type[BaseModel]) -> BaseModel:
    if (
        operation.rules.get("takes_form")
        and request.mimetype == "application/x-www-form-urlencoded"
    ):
        return checked(model, request.form.to_dict())
    if operation.rules.get("body_optional") and not request.get_data(cache=True).strip():
        return checked(model, {})
    return checked(model, read_json())


def _once(operation: Operation, who: Actor, key: str, given: dict[str, Any]) -> Response:
    """Do it unless it was done under this key already; then answer what was answered."""
    if not _KEY.fullmatch(key):
        raise Invalid("key_unreadable", KEY)
    turn = usecases().repeats.begin(who, key, _digest(who, given))
    if isinstance(turn, Kept):
        return _again(operation, turn)
    try:
        response = _first(operation, who, turn, given)
    except BaseException:
        usecases().repeats.abandon(turn)
        raise
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        usecases().repeats.abandon(turn)
    else:
        with suppress(Unavailable):  # what was done is done: a copy is done again with the same ids
            kept = Kept(response.status_code, response.get_data(as_text=True))
            usecases().repeats.finish(turn, kept)
    return response


def _first(operation: Operation, who: Actor, turn: Turn, given: dict[str, Any]) -> Response:
    call = Call(use=usecases(), new_id=turn.ids(), who=who)
    try:
        return _done(operation, call, given)
    except FinanceError as error:
        return tell(failure(error))


def _again(operation: Operation, kept: Kept) -> Response:
    kind = _JSON if kept.status < HTTPStatus.BAD_REQUEST else "application/problem+json"
    response = Response(kept.body, kept.status, content_type=kind)
    _mark(response, operation, json.loads(kept.body) if kept.body else {})
    return response


def _digest(who: Actor, given: dict[str, Any]) -> str:
    """What tells this request from another: book, address, and everything given."""
    digest = hashlib.sha256(f"{who.book.id}\0{request.method}\0{request.full_path}".encode())
    for value in given.values():
        if isinstance(value, BaseModel):
            for name in sorted(value.model_fields_set):
                digest.update(f"\0{name}\0".encode())
                digest.update(_bytes(getattr(value, name)))
    return digest.hexdigest()


def _bytes(value: object) -> bytes:
    if not isinstance(value, FileStorage):
        return repr(value).encode()
    content: bytes = value.read()
    value.seek(0)
    return repr(value.filename).encode() + b"\0" + content


def _done(operation: Operation, call: Call, given: dict[str, Any]) -> Response:
    try:
        answer = operation.view(call=call, **given)
    except ChangedMeanwhile as stale:
        if call.version is None:
            raise
        raise StaleMatch("changed_etag", "If-Match", stale.facts) from stale
    return _answer(operation, answer)


def _answer(operation: Operation, answer: object) -> Response:
    if isinstance(answer, Response):
        return answer
    if answer is None:
        return Response(status=operation.status)
    reply = answer if isinstance(answer, Reply) else Reply(_shape(answer), operation.status)
    response = Response(reply.shape.in_json(), reply.status, content_type=_JSON)
    response.headers.update(reply.headers)
    _mark(response, operation, {n: getattr(reply.shape, n, None) for n in ("id", "version")})
    return response


def _shape(answer: object) -> Shape:
    if not isinstance(answer, Shape):
        raise TypeError(answer)
    return answer


def _mark(response: Response, operation: Operation, told: dict[str, Any]) -> None:
    """``ETag`` by the version, and ``Location`` of what was made."""
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        return
    if told.get("version") is not None:
        response.headers["ETag"] = f'"{told["version"]}"'
    if response.status_code == HTTPStatus.CREATED and told.get("id") and not operation.ids:
        response.headers["Location"] = f"{request.path.rstrip('/')}/{told['id']}"
