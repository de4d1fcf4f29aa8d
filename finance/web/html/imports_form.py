"""What the forms of an import say, read."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from finance.domain.errors import Conflict, Invalid
from finance.domain.mapping import CsvMapping
from finance.domain.matching import Decision

_LINE: Final = "line-"
_SINGLE: Final = ("amount", "debit", "credit", "reference", "balance")
_LISTS: Final = ("payee", "description")


def read_choices(sent: Mapping[str, str]) -> dict[UUID, Decision]:
    """What is to become of each line named; Invalid ``decision_impossible`` for anything else."""
    choices = {}
    for name, value in sent.items():
        if name.startswith(_LINE):
            try:
                choices[UUID(name.removeprefix(_LINE))] = Decision(value)
            except ValueError:
                raise Invalid("decision_impossible", "decision") from None
    return choices


def read_mapping(before: CsvMapping | None, sent: Mapping[str, str]) -> CsvMapping:
    """The mapping of an import with the columns that were chosen in place of the old ones.

    Conflict ``not_mapped`` where there is none; Invalid for what is no column.
    """
    if before is None:
        raise Conflict("not_mapped", "mapping")
    single: dict[str, Any] = {name: _column(sent.get(name, "")) for name in _SINGLE}
    lists: dict[str, Any] = {
        name: _several(getattr(before, name), sent.get(name, "")) for name in _LISTS
    }
    day = _column(sent.get("date", ""))
    return replace(
        before,
        date=before.date if day is None else day,
        date_order=sent.get("date_order", before.date_order),
        decimal_mark=sent.get("decimal_mark", before.decimal_mark),
        inverted=bool(sent.get("inverted")),
        minor=before.minor and bool(sent.get("minor")),
        dates_ambiguous=False,
        rival=None,
        **single,
        **lists,
    )


def _column(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > len("999"):
        raise Invalid("mapping_column", "columns")
    return int(text)


def _several(before: tuple[int, ...], text: str) -> tuple[int, ...]:
    """The columns of a text; those beyond the first stay while the first does."""
    first = _column(text)
    if first is None:
        return ()
    return before if before[:1] == (first,) else (first,)
