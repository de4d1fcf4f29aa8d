"""The limits as typed: a field for each category, and what the person saw when typing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from werkzeug.datastructures import MultiDict

from finance.domain.errors import ChangedMeanwhile, FinanceError, Invalid, InvalidMany
from finance.usecases.budgets import Wish
from finance.web.html.typed import Faults, read_id, read_money, whole
from finance.web.messages import told

ALL: Final = "all"
"""The key of the limit on all spending; that of a category is its id."""

_LIMIT: Final = "limit-"
_MOST: Final = 2_000  # more fields than a book has categories


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLimits:
    """What stands in the fields, by key; ``seen`` is what stood there before, with its version."""

    limits: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    stale: bool = False

    def refused(self, fault: FinanceError) -> "TypedLimits":
        """The same with what is wrong, at its field or (key empty) above all."""
        errors: dict[str, list[str]] = {}
        for one in fault.faults if isinstance(fault, InvalidMany) else (fault,):
            key = (one.field or "").removeprefix(_LIMIT)
            errors.setdefault(key if key in self.limits else "", []).append(told(one))
        return replace(self, errors=errors, stale=isinstance(fault, ChangedMeanwhile))


def key_of(category_id: UUID | None) -> str:
    """The key of a category's field."""
    return str(category_id) if category_id else ALL


def typed_limits(form: MultiDict[str, str]) -> TypedLimits:
    """The fields of the form that was sent."""

    def named(beginning: str) -> dict[str, str]:
        found = [name for name in form if name.startswith(beginning)][:_MOST]
        return {name.removeprefix(beginning): form[name] for name in found}

    return TypedLimits(limits=named(_LIMIT), seen=named("seen-"), versions=named("version-"))


def read_limits(typed: TypedLimits, currency: str) -> list[Wish]:
    """What is wished where a field says something else than it did; InvalidMany."""
    faults = Faults()
    wishes: list[Wish] = []
    for key, text in typed.limits.items():
        if text.strip() != typed.seen.get(key, ""):
            wish = faults.of(_read, typed, key, currency)
            if wish is not None:
                wishes.append(wish)
    if faults.found:
        raise InvalidMany(tuple(faults.found))
    return wishes


def _read(typed: TypedLimits, key: str, currency: str) -> Wish:
    place, text = f"{_LIMIT}{key}", typed.limits[key]
    category_id = None if key == ALL else read_id(key, place)
    amount = read_money(text, currency, place) if text.strip() else None
    if amount is not None and amount.minor <= 0:
        raise Invalid("amount_not_positive", place)
    return Wish(category_id=category_id, amount=amount, version=whole(typed.versions.get(key, "")))
