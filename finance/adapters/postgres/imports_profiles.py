"""How CSV files of a layout are read, remembered by its signature."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, select
from sqlalchemy.dialects.postgresql import insert

from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.tables import import_profile
from finance.domain.errors import NotFound
from finance.domain.mapping import CsvMapping
from finance.usecases.import_readings import Profile


def _value(row: Row[Any]) -> Profile:
    return Profile(
        id=row.id,
        name=row.name,
        signature=row.signature,
        mapping=CsvMapping.from_dict(row.mapping),
        used_at=row.used_at,
    )


class PostgresProfiles(BookPart):
    """The remembered mappings of one book."""

    def all(self) -> tuple[Profile, ...]:
        """All of them, the last used first."""
        chosen = select(import_profile).where(import_profile.c.book_id == self._book_id)
        ordered = chosen.order_by(import_profile.c.used_at.desc(), import_profile.c.id)
        return tuple(_value(row) for row in self._connection.execute(ordered))

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
