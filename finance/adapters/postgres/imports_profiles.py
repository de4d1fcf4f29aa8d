"""How CSV files of a layout are read, remembered by its signature."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.tables import import_profile
from finance.domain.errors import NotFound
from finance.domain.mapping import CsvMapping
from finance.usecases.import_readings import Profile

_ALL: Final = """
    SELECT id, name, signature, mapping, used_at FROM import_profile WHERE book_id = %(book)s
    ORDER BY used_at DESC, id
"""


def _value(row: Mapping[str, Any]) -> Profile:
    return Profile(**{**row, "mapping": CsvMapping.from_dict(row["mapping"])})


class PostgresProfiles(BookPart):
    """The remembered mappings of one book."""

    def all(self) -> tuple[Profile, ...]:
        """All of them, the last used first."""
        found = self._line.look_by_name((_ALL, {"book": self._book_id}))
        return tuple(map(_value, found))

    def keep(self, profile: Profile) -> None:
        """Write a mapping, in place of an earlier one of the same signature."""
        made = insert(import_profile).values(
            book_id=self._book_id,
            id=profile.id,
            name=profile.name,
            signature=profile.signature,
            mapping=profile.mapping.as_dict(),
            used_at=profile.used_at,
        )
        changed = {name: made.excluded[name] for name in ("name", "mapping", "used_at")}
        self._connection.execute(
            made.on_conflict_do_update(index_elements=["book_id", "signature"], set_=changed)
        )

    def forget(self, profile_id: UUID) -> None:
        """Drop one; NotFound."""
        gone = self._connection.execute(
            delete(import_profile).where(
                import_profile.c.book_id == self._book_id, import_profile.c.id == profile_id
            )
        )
        if gone.rowcount == 0:
            raise NotFound("profile", "id")
