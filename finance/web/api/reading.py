"""Bodies and queries in: from bytes to a checked value, or every fault at its field.

JSON is read exactly: decimals as decimals, whole numbers of any length, no NaN, no name twice in
one object, no NUL and no half characters, not more than ``DEPTH`` levels.
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from finance.domain.errors import Invalid, InvalidMany
from finance.web.refusals import Malformed, WrongMedia

DEPTH: Final = 20
LARGEST_JSON: Final = 1024 * 1024
"""Bytes of a JSON body."""

_BROKEN: Final = re.compile("[\0\ud800-\udfff]")
_MOST_NAMES: Final = 200  # of one object; none of ours has a fifth of that
_MOST_FAULTS: Final = 100  # told at once; whoever makes more of them learns the rest later
_INT_DIGITS: Final = 18  # longer ones are decimals here: no field counts that far
_MODEL = TypeVar("_MODEL", bound=BaseModel)
_CODES: Final[Mapping[str, str]] = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "string_type": "not_text",
    "bool_type": "not_boolean",
    "int_type": "not_whole",
    "list_type": "not_list",
    "model_type": "not_object",
    "model_attributes_type": "not_object",
    "dict_type": "not_object",
    "literal_error": "choice",
    "too_long": "too_many",
    "too_short": "too_few",
    "greater_than_equal": "number_range",
    "less_than_equal": "number_range",
}


def read_json() -> object:
    """The JSON body of this request.

    Malformed, WrongMedia, RequestEntityTooLarge; Invalid for what no text may hold.
    """
    if request.mimetype and not (
        request.mimetype == "application/json" or request.mimetype.endswith("+json")
    ):
        raise WrongMedia("media_type", None, {"expected": "application/json"})
    return parsed(_raw())


def _raw() -> bytes:
    if (request.content_length or 0) > LARGEST_JSON:
        raise RequestEntityTooLarge
    request.max_content_length = LARGEST_JSON
    return request.get_data(cache=True)


def parsed(raw: bytes) -> object:
    """The value of JSON text; see the module."""
    if not raw.strip():
        raise Malformed("body_missing")
    try:
        value = json.loads(
            raw.decode("utf-8"),
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
    except RecursionError:
        raise Invalid("json_depth", None, {"limit": DEPTH}) from None
    except ValueError as error:
        raise Malformed("json_unreadable") from error
    _check(value)
    return value


def _whole(text: str) -> int | Decimal:
    return int(text) if len(text) <= _INT_DIGITS else Decimal(text)


def _decimal(text: str) -> Decimal:
    """The number; infinite if its exponent is beyond what decimals can bear."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("Infinity")


def _no_constant(_: str) -> NoReturn:
    raise Malformed("json_unreadable")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > _MOST_NAMES:
        raise Invalid("too_many", None, {"limit": _MOST_NAMES})
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Invalid("json_repeated", twice[:40], {"name": twice[:40]})
    return made


def _check(value: object) -> None:
    """No level too deep, and no text with NUL or half a character."""
    level: list[tuple[str, object]] = [("", value)]
    for _ in range(DEPTH):
        for field, text in level:
            if isinstance(text, str):
                _check_text(text, field)
        level = [inner for field, outer in level for inner in _inside(field, outer)]
        if not level:
            return
    raise Invalid("json_depth", None, {"limit": DEPTH})


def _inside(field: str, value: object) -> list[tuple[str, object]]:
    if isinstance(value, list):
        return [(f"{field}.{at}".lstrip("."), one) for at, one in enumerate(value)]
    if isinstance(value, dict):
        for name in value:
            _check_text(name, field)
        return [(f"{field}.{name}".lstrip("."), one) for name, one in value.items()]
    return []


def _check_text(text: str, field: str) -> None:
    found = None if text.isascii() and "\0" not in text else _BROKEN.search(text)
    if found is not None:
        facts = {"character": f"U+{ord(found[0]):04X}", "position": found.start() + 1}
        raise Invalid("text_control", field or None, facts)


def checked(model: type[_MODEL], value: object) -> _MODEL:
    """``value`` as ``model``; InvalidMany with every fault at its field."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise InvalidMany(tuple(_fault(one) for one in found[:_MOST_FAULTS])) from None


def _fault(detail: ErrorDetails) -> Invalid:
    field = ".".join(str(part) for part in detail["loc"]) or None
    context: dict[str, Any] = detail.get("ctx", {})
    if "code" in context:
        return Invalid(context["code"], field, context["facts"])
    limit = context.get("max_length", context.get("min_length"))
    facts = {"expected": context.get("expected", ""), "limit": limit}
    return Invalid(_CODES.get(detail["type"], "unreadable"), field, facts)


def read_query(model: type[_MODEL]) -> _MODEL:
    """The query of this request as ``model``; InvalidMany, also for what is unknown or twice."""
    return checked(model, _gathered(model, request.args))


def _gathered(model: type[BaseModel], given: MultiDict[str, str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, texts in given.lists():
        for text in texts:
            _check_text(text, name)
        if is_list(model, name):
            values[name] = texts
        elif len(texts) == 1:
            values[name] = texts[0]
        else:
            raise Invalid("given_twice", name)
    return values


def is_list(model: type[BaseModel], name: str) -> bool:
    """Whether the field takes several values."""
    field = model.model_fields.get(name)
    return field is not None and str(field.annotation).startswith("list[")


def read_form(model: type[_MODEL]) -> _MODEL:
    """The multipart form of this request, files included, as ``model``."""
    if request.mimetype != "multipart/form-data":
        raise WrongMedia("media_type", None, {"expected": "multipart/form-data"})
    values = _gathered(model, request.form)
    for name, files in request.files.lists():
        values[name] = files[0]
    return checked(model, values)
