"""The change log in people's words: who did what when, and what it was before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.changes import Action, Change, Snapshot, Subject
from finance.domain.money import Money
from finance.domain.texts import visible
from finance.web.filters import day, money_text
from finance.web.html.schedule_words import said_of_snapshot
from finance.web.saying import gettext as _


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: what it is called, before, and after (empty: nothing)."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One change. ``undoable`` says whether taking it back is still possible."""

    change: Change
    who: str
    what: str
    differences: tuple[Difference, ...]
    undoable: bool


def history_lines(
    changes: Iterable[Change], chart: Chart, names: Mapping[UUID, str]
) -> tuple[HistoryLine, ...]:
    """The changes of one thing, newest first; ``names`` are the people by id.

    Only the newest can be taken back: all others lie beneath something later.
    """
    return tuple(
        HistoryLine(
            change=change,
            who=names.get(change.user_id, _("Someone")) if change.user_id else _("The program"),
            what=_what(change),
            differences=tuple(_differences(change, chart)),
            undoable=at == 0 and change.reversed_by is None and not _first_of_account(change),
        )
        for at, change in enumerate(changes)
    )


def _first_of_account(change: Change) -> bool:
    """Whether the change opened an account: that is not taken back, the account is closed."""
    return change.subject is Subject.ACCOUNT and change.before is None


def _what(change: Change) -> str:
    if change.reverses:
        return _("took the change before back")
    if _first_of_account(change):
        return _("opened it")
    if change.subject is Subject.SCHEDULE:
        return _what_of_schedule(change.action)
    return {
        Action.CREATED: _("recorded it"),
        Action.EDITED: _("changed it"),
        Action.TRASHED: _("moved it to the trash"),
        Action.RESTORED: _("took it out of the trash"),
        Action.CLOSED: _("closed it"),
        Action.REOPENED: _("opened it again"),
        Action.MERGED: _("merged it into another"),
    }.get(change.action, _("changed it"))


def _what_of_schedule(action: Action) -> str:
    return {
        Action.CREATED: _("set it up"),
        Action.CLOSED: _("ended it"),
        Action.PAUSED: _("paused it"),
        Action.REOPENED: _("resumed it"),
    }.get(action, _("changed it"))


def _differences(change: Change, chart: Chart) -> Iterator[Difference]:
    if change.before is None or change.after is None:
        return
    before, after = _said(change.before, chart), _said(change.after, chart)
    for name in dict.fromkeys((*before, *after)):
        if before.get(name, "") != after.get(name, ""):
            yield Difference(name, before.get(name, ""), after.get(name, ""))


def _said(snapshot: Snapshot, chart: Chart) -> dict[str, str]:
    """What a snapshot of a transaction, an account or a schedule says, by name."""
    if "recurrence" in snapshot:
        return said_of_snapshot(snapshot)
    if "postings" not in snapshot:
        return {
            _("Name"): visible(str(snapshot.get("name", ""))),
            _("Merged into"): _name_of(snapshot.get("merged_into"), chart),
        }
    return {
        _("Date"): day(date.fromisoformat(snapshot["date"])),
        _("Payee"): visible(snapshot["payee"]),
        _("Note"): visible(snapshot["description"]),
        _("Tags"): ", ".join(visible(tag) for tag in snapshot["tags"]),
        **dict(_sides(snapshot["postings"], chart)),
    }


def _name_of(account_id: str | None, chart: Chart) -> str:
    """What an account is called now; empty for none."""
    account = chart.get(UUID(account_id)) if account_id else None
    return visible(account.name) if account else ""


def _sides(postings: Iterable[Mapping[str, Any]], chart: Chart) -> Iterator[tuple[str, str]]:
    """What each account got, all its postings together, in the order they stand."""
    sides: dict[str, list[str]] = {}
    for posting in postings:
        account = chart.get(UUID(posting["account_id"]))
        name = account.name if account else _("an account that is gone")
        amount = money_text(Money(posting["minor"], posting["currency"]), code=True)
        memo = visible(posting["memo"])
        sides.setdefault(name, []).append(f"{amount} ({memo})" if memo else amount)
    return ((name, " + ".join(amounts)) for name, amounts in sides.items())
