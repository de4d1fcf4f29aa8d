"""The ledger as JSON: an array of transactions in the shape the API answers.

UTF-8, one transaction a line, amounts as decimal texts with all decimals of their currency.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from finance.domain.accounts import Account, Chart
from finance.domain.ledger import describe
from finance.domain.money import Money
from finance.usecases.readings import Entry

_PIECE: Final = 500  # transactions written in one go
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def write(entries: Iterable[Entry], chart: Chart) -> Iterator[str]:
    """The file, piece by piece; nothing is an empty array."""
    texts = (_ENCODER.encode(_told(entry, chart)) for entry in entries)
    lead = "[\n"
    while piece := list(islice(texts, _PIECE)):
        yield lead + ",\n".join(piece)
        lead = ",\n"
    yield "[]\n" if lead.startswith("[") else "\n]\n"


def _told(entry: Entry, chart: Chart) -> dict[str, Any]:
    value = entry.transaction
    described = describe(value, chart)
    return {
        "id": str(value.id),
        "date": value.date.isoformat(),
        "type": described.kind.value,
        "amount": str(described.amount),
        "currency": described.amount.currency,
        "account": _named(described.account),
        "to_account": _named(described.to_account),
        "to_amount": _amount(described.to_amount),
        "category": _named(described.category),
        "payee": value.payee,
        "description": value.description,
        "tags": value.tags,
        "postings": [
            {
                "account_id": str(one.account_id),
                "amount": str(one.amount),
                "currency": one.amount.currency,
                "memo": one.memo,
            }
            for one in value.postings
        ],
        "version": value.version,
        "created_at": _instant(entry.created_at),
        "updated_at": _instant(entry.updated_at),
        "trashed_at": _instant(entry.trashed_at) if entry.trashed_at else None,
    }


def _named(account: Account | None) -> dict[str, str] | None:
    return {"id": str(account.id), "name": account.name} if account else None


def _amount(amount: Money | None) -> str | None:
    return str(amount) if amount is not None else None


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
