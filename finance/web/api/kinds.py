"""The kinds of value JSON bodies and queries are made of, each with its JSON schema.

Bodies are read strictly: a text is a text, a whole number is a whole number, a day is
``YYYY-MM-DD`` and nothing else. Money comes as a text or a number, read as a decimal from the raw
text of the body, never through a float.
"""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from finance.domain.errors import Invalid
from finance.domain.money import LARGEST
from finance.domain.periods import Month
from finance.domain.texts import LIMITS, clean

_PLAIN: Final = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CODE: Final = re.compile(r"[A-Z]{3}", re.ASCII)
_WHOLE: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_MONTH_PATTERN: Final = "^(19[0-9]{2}|20[0-9]{2}|21[0-9]{2}|2200)-(0[1-9]|1[0-2])$"
_VERSION_MOST: Final = 2**31 - 1
_FAR: Final = 40  # digits before the point: beyond any amount, and cheap to see


def refused(code: str, **facts: object) -> PydanticCustomError:
    """A fault of one value, told later by ``code`` and ``facts``."""
    return PydanticCustomError("finance", "refused", {"code": code, "facts": facts})


def _amount(value: object) -> Decimal:
    if value is None:
        raise refused("missing")
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise refused("amount_unreadable", text=_short(value))
    if isinstance(value, str) and not _PLAIN.fullmatch(value):
        raise refused("amount_unreadable", text=_short(value))
    number = Decimal(value)
    if not number.is_finite() or number.adjusted() > _FAR:
        raise refused("amount_too_large")
    return number


def _positive(value: object) -> Decimal:
    amount = _amount(value)
    if amount <= 0:
        raise refused("amount_not_positive")
    return amount


def _short(value: object) -> str:
    """The value as it stands in JSON, or the beginning of it."""
    if isinstance(value, str | Decimal):
        return str(value)[:40]
    return json.dumps(value, default=str)[:40]


def _day(value: object) -> date:
    if value is None:
        raise refused("missing")
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise refused("date_unreadable", text=_short(value))
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise refused("date_impossible", text=value) from None


def _uuid(value: object) -> UUID:
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise refused("not_uuid")
    return UUID(value)


def _month(value: object) -> Month:
    if not isinstance(value, str):
        raise refused("month_unreadable", text=_short(value))
    try:
        return Month.parse(value)
    except Invalid as error:
        raise refused(error.code, **error.facts) from None


def _digits(value: object) -> int:
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise refused("not_whole")
    return int(value)


def _flag(value: object) -> bool:
    if value not in {"true", "false"}:
        raise refused("not_boolean")
    return value == "true"


def cleaned(field: str) -> Callable[[object], str]:
    """A reader of the text kept as ``field``: its limit, and what it must not hold."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise refused("not_text")
        try:
            return clean(value, field)
        except Invalid as error:
            raise refused(error.code, **error.facts) from None

    return read


def _currency(value: object) -> str:
    code = cleaned("currency")(value)
    if not _CODE.fullmatch(code):
        raise refused("unknown_currency", currency=code)
    return code


def _text(field: str, least: int = 0) -> Any:  # noqa: ANN401 - an annotation, made at import
    schema: dict[str, Any] = {"type": "string", "maxLength": LIMITS[field]}
    if least:
        schema["minLength"] = least
    return [BeforeValidator(cleaned(field)), WithJsonSchema(schema)]


def _count(most: int, usual: int) -> Any:  # noqa: ANN401 - an annotation, made at import
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": usual}
    return [BeforeValidator(_digits), Field(ge=1, le=most), WithJsonSchema(schema)]


Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^[+-]?[0-9]{1,40}(\.[0-9]{1,40})?$"},
                {"type": "number"},
            ],
            "description": "A decimal in major units, as text or as number; never more decimals "
            f"than the currency has, and at most {LARGEST} minor units.",
            "examples": ["12.50"],
        }
    ),
]
"""An amount in; the currency is known elsewhere."""

PositiveAmount = Annotated[
    Decimal,
    BeforeValidator(_positive),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^[+]?[0-9]{1,40}(\.[0-9]{1,40})?$"},
                {"type": "number", "exclusiveMinimum": 0},
            ],
            "description": "More than zero; else as any amount.",
            "examples": ["12.50"],
        }
    ),
]
"""An amount in that is more than zero."""

QueryAmount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    WithJsonSchema({"type": "string", "pattern": r"^[+-]?[0-9]{1,40}(\.[0-9]{1,40})?$"}),
]

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day in, ``YYYY-MM-DD``."""

Id = Annotated[UUID, BeforeValidator(_uuid), WithJsonSchema({"type": "string", "format": "uuid"})]
"""An id in."""

MonthIn = Annotated[
    Month,
    BeforeValidator(_month),
    WithJsonSchema({"type": "string", "pattern": _MONTH_PATTERN, "examples": ["2026-11"]}),
]
"""A month in, ``YYYY-MM``."""

Limit = Annotated[int, *_count(200, 50)]
"""How many items a page holds; in a query."""

MonthCount = Annotated[int, *_count(60, 12)]
"""How many months a history holds; in a query."""

HistoryMonths = Annotated[int, *_count(120, 12)]
"""How many months an analysis covers; in a query."""

HistoryWeeks = Annotated[int, *_count(106, 12)]
"""How many weeks; in a query."""

Year = Annotated[
    int,
    BeforeValidator(_digits),
    Field(ge=1901, le=2200),
    WithJsonSchema({"type": "integer", "minimum": 1901, "maximum": 2200}),
]
"""A year that has one before it; in a query."""

Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
"""``true`` or ``false``; in a query."""

Version = Annotated[int, Field(strict=True, ge=1, le=_VERSION_MOST)]
"""The version a client saw."""

Name = Annotated[str, *_text("name", 1)]
Payee = Annotated[str, *_text("payee")]
Description = Annotated[str, *_text("description")]
Memo = Annotated[str, *_text("memo")]
Tag = Annotated[str, *_text("tag", 1)]
Number = Annotated[str, *_text("number")]
Query = Annotated[str, *_text("query")]
QueryText = Annotated[str, *_text("name", 1)]

Currency = Annotated[
    str,
    BeforeValidator(_currency),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"]}),
]
"""An ISO 4217 code."""

Instant = Annotated[
    datetime,
    PlainSerializer(lambda at: at.isoformat().replace("+00:00", "Z"), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""An instant out, RFC 3339 in UTC."""

Decimals = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"})]
"""An amount out: a decimal with all decimals of its currency."""


class Body(BaseModel):
    """What a client sends: strict, and nothing unknown."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, arbitrary_types_allowed=True
    )


class Asked(Body):
    """What a client asks for in a query; a list may be given several times."""


class Shape(BaseModel):
    """What a client is answered."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)

    def in_json(self) -> str:
        """The shape as JSON text."""
        return self.model_dump_json()
