"""What clients send about bank files on their way in."""

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from werkzeug.datastructures import FileStorage

from finance.web.api.kinds import Body, Currency, Id, refused
from finance.web.api.paging import Paged

_COLUMNS: Final = 1000
_Column = Annotated[int, Field(strict=True, ge=0, lt=_COLUMNS)]
_Columns = Annotated[list[_Column], Field(max_length=50)]
_Row = Annotated[int, Field(strict=True, ge=-1, lt=_COLUMNS)]
_Word = Annotated[str, Field(max_length=100)]
Status = Literal["new", "known", "probable", "invalid"]
Choice = Literal["import", "skip", "merge"]


def _file(value: object) -> FileStorage:
    if not isinstance(value, FileStorage):
        raise refused("missing")
    return value


Upload = Annotated[
    FileStorage,
    BeforeValidator(_file),
    WithJsonSchema({"type": "string", "format": "binary"}),
]
"""A file in a multipart form."""


class ImportForm(Body):
    """A bank file, and what is known about it."""

    id: Id | None = None
    file: Upload
    account_id: Id | None = None
    profile_id: Id | None = None
    currency: Currency | None = None
    date_order: Literal["dmy", "mdy"] | None = None


class MappingIn(Body):
    """What to read otherwise in a CSV; columns count from 0, what is not named stays.

    ``header_row`` -1 means there is none. ``inverted``: money out is written as positive.
    ``minor``: amounts are whole minor units, as cents.
    """

    encoding: _Word | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    header_row: _Row | None = None
    first_row: Annotated[int, Field(strict=True, ge=0, lt=_COLUMNS)] | None = None
    date: _Column | None = None
    amount: _Column | None = None
    debit: _Column | None = None
    credit: _Column | None = None
    payee: _Columns | None = None
    description: _Columns | None = None
    reference: _Column | None = None
    currency_column: _Column | None = None
    balance: _Column | None = None
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    decimal_mark: Literal[".", ","] | None = None
    inverted: bool | None = None
    minor: bool | None = None
    currency: Currency | None = None


class ImportPatch(Body):
    """Another account for the file, or another way to read its columns."""

    account_id: Id | None = None
    mapping: MappingIn | None = None


class LinePatch(Body):
    """What becomes of a line."""

    decision: Choice


class LinesPatch(Body):
    """What becomes of all lines of one status."""

    status: Status
    decision: Choice


class CommitIn(Body):
    """``opening_balance``: give empty accounts the opening balance that makes the file tie.

    Left out: only accounts that the import makes.
    """

    opening_balance: bool | None = None


class RevertIn(Body):
    """``even_if_edited``: take back what was edited since, too."""

    even_if_edited: bool = False


class LinesAsked(Paged):
    """Which lines of an import."""

    status: Status | None = None
