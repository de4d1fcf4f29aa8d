"""What comes next of what recurs, and what was recorded by itself, on the first page."""

from dataclasses import dataclass

from finance.domain.schedules import Mode
from finance.usecases.readings import Home
from finance.usecases.schedule_readings import Near
from finance.web.filters import day as short_day
from finance.web.html.book import today
from finance.web.register_rows import Line, View, line
from finance.web.saying import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class NearLine:
    """One time of something that recurs; ``at`` is when it was recorded, if it was."""

    near: Near
    line: Line
    note: str
    due: bool
    waits: bool
    at: str


def near_lines(home: Home, *, pending: bool) -> tuple[NearLine, ...]:
    """What is still to come, or what was recorded by itself since the reader last looked."""
    return tuple(_line(one, home) for one in home.near if one.occurrence.pending is pending)


def _line(near: Near, home: Home) -> NearLine:
    one = near.occurrence
    due = one.pending and one.due_on <= today() and near.mode is not Mode.POST
    told = short_day(one.due_on, today())
    return NearLine(
        near=near,
        line=line(near.row(home.chart), View(home.chart)),
        note=_("due %(day)s", day=told) if due else told,
        due=due,
        waits=due,
        at=one.settled_at.isoformat() if one.settled_at else "",
    )
