"""Who changed the limits of one category, when, and from what to what."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from finance.domain.changes import Change, Snapshot
from finance.domain.money import Money
from finance.domain.periods import Month
from finance.web.filters import money_text, month_name
from finance.web.html.history_lines import Difference, HistoryLine
from finance.web.saying import gettext as _


def limit_history(
    changes: Iterable[Change], category_id: UUID | None, names: Mapping[UUID, str]
) -> tuple[HistoryLine, ...]:
    """The changes of limits that touched a category's (None: that on everything), newest first.

    A change may touch others too; only the newest can be taken back, as a whole.
    """
    touching = [(one, tuple(_differences(one, category_id))) for one in changes]
    return tuple(
        HistoryLine(
            change=change,
            who=names.get(change.user_id, _("Someone")) if change.user_id else _("The program"),
            what=_("took the change before back") if change.reverses else _("changed the limit"),
            differences=differences,
            undoable=at == 0 and change.reversed_by is None,
        )
        for at, (change, differences) in enumerate(one for one in touching if one[1])
    )


def _differences(change: Change, category_id: UUID | None) -> Iterator[Difference]:
    before, after = (_limits(one, category_id) for one in (change.before, change.after))
    for month in sorted({*before, *after}):
        old, new = before.get(month, ""), after.get(month, "")
        if old != new:
            since = _("from %(month)s", month=month_name(month))
            yield Difference(since, old, new)


def _limits(snapshot: Snapshot | None, category_id: UUID | None) -> dict[Month, str]:
    """The limits of a category in a snapshot, written, by the month they begin in."""
    owner = str(category_id) if category_id else None
    lines = snapshot["budgets"] if snapshot else ()
    return {
        Month.parse(one["month"]): _written(one)
        for line in lines
        if line["category_id"] == owner
        for one in line["limits"]
    }


def _written(limit: Mapping[str, object]) -> str:
    minor, currency = limit["minor"], limit["currency"]
    if not isinstance(minor, int) or not isinstance(currency, str):
        return _("ended")
    return money_text(Money(minor, currency))
