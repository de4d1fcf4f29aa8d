"""The OpenAPI 3.1 document, made from the declarations and from nothing else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from importlib.metadata import version as version_of
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from finance.web.api.declaring import Operation, Part
from finance.web.api.reading import is_list

Json = dict[str, Any]

_REF: Final = "#/components/schemas/{model}"
_ID: Final = re.compile(r"\{(\w+)\}")
_PROBLEM: Final[Json] = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "line": {"type": "integer", "description": "The line of the file, where there is one."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {
                    "field": {"type": ["string", "null"]},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}
_MEANINGS: Final[dict[int, str]] = {
    400: "The body is not what it says it is.",
    401: "No token, or not a good one.",
    403: "The role in this book does not allow it.",
    404: "No such thing in this book.",
    409: "It does not fit what is there: another version, a taken name or id, still running.",
    412: "The version in If-Match is not the current one.",
    413: "The body is too large.",
    415: "The body is of another media type.",
    422: "Something in the request is not right; `errors` says what and where.",
    429: "Too many failed attempts.",
    500: "A fault of the program.",
    503: "The database is away; try again.",
}
_HEADERS: Final[Json] = {
    "ETag": {"schema": {"type": "string"}, "description": 'The version, like `"3"`.'},
    "Location": {"schema": {"type": "string"}, "description": "The address of what was made."},
    "Retry-After": {"schema": {"type": "string"}, "description": "Seconds to wait."},
}
_LIMITED: Final = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
_PARAMETERS: Final[Json] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Sent again with the same body within 24 hours, it answers the same.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": 'The version as the client saw it, like `"3"`; `*` is any.',
        "schema": {"type": "string", "pattern": '^("[1-9][0-9]{0,8}"|\\*)$'},
    },
}
_SAID: Final = {200: "It is.", 503: "It is not, at the moment."}
_HEALTH: Final[Mapping[str, tuple[str, str, tuple[int, ...]]]] = {
    "/healthz": ("health.alive", "Whether the program lives.", (200,)),
    "/readyz": ("health.ready", "Whether it can answer: the database does.", (200, 503)),
}
_ABOUT: Final = """
The JSON interface of Farthing. Money is a decimal in a string, with its currency beside it; days
are `YYYY-MM-DD`, months `YYYY-MM`, instants RFC 3339 in UTC. A token acts in one book. Lists take
`limit` and `cursor` and answer `items` and `next_cursor`. Every error is a problem (RFC 9457).
"""


def document(parts: Iterable[Part]) -> Json:
    """The whole document."""
    told = tuple(parts)
    operations = [one for part in told for one in part.operations if not one.rules.get("hidden")]
    paths: Json = {}
    for operation in operations:
        address = paths.setdefault(f"/api{operation.path}", {})
        address[operation.method.lower()] = _operation(operation)
    paths.update({address: _health(*said) for address, said in _HEALTH.items()})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Farthing",
            "version": version_of("farthing"),
            "description": _ABOUT.strip(),
        },
        "servers": [{"url": "/"}],
        "tags": [
            *({"name": part.tag, "description": part.about} for part in told),
            {"name": "health", "description": "For machines that look after the program."},
        ],
        "paths": paths,
        "components": {
            "schemas": _schemas(operations),
            "parameters": _PARAMETERS,
            "responses": {str(status): _problem(status) for status in _MEANINGS},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
        },
        "security": [{"bearer": []}],
    }


def _health(name: str, summary: str, statuses: Iterable[int]) -> Json:
    """A question that needs no token and lies outside ``/api``, where machines expect it."""
    word = {"status": {"type": "string", "enum": ["ok", "unavailable"]}}
    schema = {"type": "object", "properties": word, "required": ["status"]}
    content = {"application/json": {"schema": schema}}
    answers = {
        str(status): {"description": _SAID[status], "content": content} for status in statuses
    }
    told = {"operationId": name, "tags": ["health"], "summary": summary, "security": []}
    return {"get": {**told, "responses": answers}}


def _operation(operation: Operation) -> Json:
    told: Json = {
        "operationId": operation.endpoint,
        "tags": [operation.tag],
        "summary": operation.summary,
        "parameters": [*_path(operation), *_query(operation), *_headers(operation)],
        "responses": _responses(operation),
    }
    if operation.about:
        told["description"] = operation.about
    if operation.public:
        told["security"] = []
    if operation.body or operation.form:
        needed = not operation.rules.get("body_optional", False)
        told["requestBody"] = {"required": needed, "content": _content(operation)}
    return told


def _path(operation: Operation) -> Iterator[Json]:
    for name in _ID.findall(operation.path):
        schema = {"type": "string", "format": "uuid"}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query(operation: Operation) -> Iterator[Json]:
    if operation.query is None:
        return
    made = operation.query.model_json_schema(ref_template=_REF)
    for name, schema in made.get("properties", {}).items():
        told: Json = {"name": name, "in": "query", "schema": _bare(schema)}
        told["required"] = name in made.get("required", [])
        if is_list(operation.query, name):
            told.update(style="form", explode=True)
        yield told


def _bare(schema: Json) -> Json:
    """The schema of a query value: what is not given is left out, never null."""
    kinds = [one for one in schema.get("anyOf", []) if one.get("type") != "null"]
    rest = {name: value for name, value in schema.items() if name not in {"anyOf", "title"}}
    if rest.get("default", "") is None:
        del rest["default"]
    if len(kinds) == 1:
        return {**kinds[0], **rest}
    return {**rest, "anyOf": kinds} if kinds else rest


def _headers(operation: Operation) -> Iterator[Json]:
    if operation.repeatable:
        yield {"$ref": "#/components/parameters/IdempotencyKey"}
    if operation.matchable:
        yield {"$ref": "#/components/parameters/IfMatch"}


def _content(operation: Operation) -> Json:
    if operation.form is not None:
        return {"multipart/form-data": {"schema": _reference(operation.form)}}
    content = {"application/json": {"schema": _reference(operation.body)}}
    if operation.rules.get("takes_form"):
        content["application/x-www-form-urlencoded"] = {"schema": _reference(operation.body)}
    return content


def _reference(model: type[BaseModel] | None) -> Json:
    return {"$ref": _REF.format(model=name_of(model))} if model is not None else {}


def name_of(model: type[object]) -> str:
    """The name of a model in the document."""
    return re.sub(r"\W+", "_", model.__name__).strip("_")


def _responses(operation: Operation) -> Json:
    made: Json = {}
    for status in (operation.status, *operation.rules.get("also", ())):
        made[str(status)] = _success(operation, status)
    for status in sorted(_errors(operation)):
        made[str(status)] = {"$ref": f"#/components/responses/{status}"}
    return made


def _success(operation: Operation, status: int) -> Json:
    told: Json = {"description": HTTPStatus(status).phrase}
    headers = []
    if operation.answer is not None:
        told["content"] = {"application/json": {"schema": _reference(operation.answer)}}
        if "version" in operation.answer.model_fields:
            headers.append("ETag")
        if status == HTTPStatus.CREATED and not operation.ids:
            headers.append("Location")
    for media in operation.rules.get("media", ()):
        told.setdefault("content", {})[media] = {"schema": {}}
    if headers:
        told["headers"] = {name: _HEADERS[name] for name in headers}
    return told


def _errors(operation: Operation) -> set[int]:
    found = {500, 503, *operation.rules.get("errors", ())}
    # A query of an address that takes none is refused too.
    found.add(422)
    if not operation.public:
        found.add(401)
    if operation.ids or operation.query is not None:
        found.add(404)
    if operation.method != "GET" and not operation.public:
        found |= {403, 409}
    if operation.body is not None or operation.form is not None:
        found |= {400, 413, 415}
    if operation.matchable:
        found.add(412)
    return found


def _problem(status: int) -> Json:
    schema = {"$ref": _REF.format(model="Problem")}
    told: Json = {
        "description": _MEANINGS[status],
        "content": {"application/problem+json": {"schema": schema}},
    }
    names = ["Retry-After"] if status in {429, 503} else []
    headers = {name: _HEADERS[name] for name in names}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        headers.update({name: {"schema": {"type": "string"}} for name in _LIMITED})
    if headers:
        told["headers"] = headers
    return told


def _schemas(operations: Iterable[Operation]) -> Json:
    modes: dict[type[BaseModel], JsonSchemaMode] = {}
    for operation in operations:
        for model in (operation.body, operation.form):
            if model is not None:
                modes[model] = "validation"
        if operation.answer is not None:
            modes[operation.answer] = "serialization"
    names, made = models_json_schema(list(modes.items()), ref_template=_REF)
    schemas = made.get("$defs", {})
    for (one, _), reference in names.items():
        found, wanted = str(reference["$ref"]).rpartition("/")[2], name_of(one)
        if found != wanted:
            schemas[wanted] = schemas.pop(found)
    return {**schemas, "Problem": _PROBLEM}
