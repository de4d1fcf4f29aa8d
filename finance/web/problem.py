"""Errors for programs: RFC 9457 problem details."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Response, request

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one field (None: with the request as a whole)."""

    field: str | None
    code: str
    message: str


def problem(
    status: int,
    code: str,
    detail: str,
    faults: Iterable[FieldFault] = (),
    extra: Mapping[str, object] | None = None,
) -> Response:
    """The answer that tells a program what went wrong.

    ``type`` points to the list of all codes; ``extra`` holds members of this problem alone.
    """
    body = {
        "type": f"{request.script_root}/api/errors#{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "errors": [
            {"field": fault.field, "code": fault.code, "message": fault.message} for fault in faults
        ],
        **(extra or {}),
    }
    return Response(json.dumps(body, ensure_ascii=False), status, content_type=MEDIA_TYPE)
