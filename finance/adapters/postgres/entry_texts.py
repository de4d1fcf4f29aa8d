"""Entries as the database writes each into one text, which is read once however often it comes.

Lists show the same rows again and again. A text that was met before is the entry it was before, so
what is kept can never be out of date; it is let go when others are met more often.
"""

import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from finance.adapters.postgres.transactions import COLUMNS
from finance.adapters.postgres.transactions import entry as entry_of
from finance.usecases.readings import Entry

_KEPT: Final = 8192  # some two kilobytes each


@lru_cache(maxsize=_KEPT)
def entry(text: str) -> Entry:
    """The entry that ``text``, a JSON array, says."""
    *values, postings = json.loads(text)
    row: dict[str, Any] = dict(zip(COLUMNS, values, strict=True))
    return entry_of(
        {
            **row,
            "id": UUID(row["id"]),
            "date": date.fromisoformat(row["date"]),
            "import_id": UUID(row["import_id"]) if row["import_id"] else None,
            "created_at": datetime.fromisoformat(row["created_at"]),
            "updated_at": datetime.fromisoformat(row["updated_at"]),
            "trashed_at": datetime.fromisoformat(row["trashed_at"]) if row["trashed_at"] else None,
            "postings": postings,
        }
    )
