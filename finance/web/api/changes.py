"""``/api/changes``: what happened in the book, and how to take it back."""

from typing import Final
from uuid import UUID

from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Asked, Flag
from finance.web.api.paging import Page, Paged, id_cursor_of, id_of
from finance.web.api.shapes import ChangeShape

PART: Final = Part("Changes", "Everything that happened, each to be taken back.")


class ReversalAsked(Asked):
    """Whether to take back all that was done by the same request."""

    together: Flag = False


@PART.get("/changes")
def changes(call: Call, query: Paged) -> Page[ChangeShape]:
    """List the changes of the book, newest first."""
    found = call.use.changes.latest(call.actor, id_of(query.cursor), query.limit + 1)
    shown = found[: query.limit]
    more = shown[-1].id if len(found) > query.limit else None
    return Page[ChangeShape](
        items=[ChangeShape.of(change) for change in shown], next_cursor=id_cursor_of(more)
    )


@PART.post("/changes/{change_id}/reversal")
def reverse_change(call: Call, change_id: UUID, query: ReversalAsked) -> ChangeShape:
    """Take a change back; that is a change too.

    With ``together=true`` all that the same request did is taken back, or nothing.
    """
    changes = call.use.changes
    back = changes.reverse_together if query.together else changes.reverse
    return ChangeShape.of(back(call.actor, change_id))
