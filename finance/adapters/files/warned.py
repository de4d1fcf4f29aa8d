"""Warnings gathered while a file is read, few enough to be shown."""

from typing import Final

from finance.domain.statements import FileWarning, Notice

_EACH: Final = 50


class Warnings:
    """Collects warnings; after fifty of one kind only their number is kept."""

    def __init__(self) -> None:
        self._kept: list[FileWarning] = []
        self._counts: dict[str, int] = {}

    def add(self, notice: Notice, line: int = 0, **facts: object) -> None:
        """Remember ``notice`` about ``line`` (0: the whole file)."""
        count = self._counts.get(notice, 0) + 1
        self._counts[notice] = count
        if count <= _EACH:
            self._kept.append(FileWarning(str(notice), line, facts))

    def all(self) -> tuple[FileWarning, ...]:
        """What was gathered, in order, then how many more there were of each kind."""
        more = (
            FileWarning(str(Notice.MORE), 0, {"code": str(code), "count": count - _EACH})
            for code, count in self._counts.items()
            if count > _EACH
        )
        return (*self._kept, *more)
