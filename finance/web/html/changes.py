"""Taking a change back."""

from typing import Final
from uuid import UUID

from flask import Response, request

from finance.domain.changes import Subject
from finance.domain.errors import Conflict
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.book import back, book_part, here, note
from finance.web.messages import told
from finance.web.respond import see_other
from finance.web.saying import gettext as _

blueprint = book_part("changes", __name__, "/changes")
_PARTS: Final = {
    Subject.ACCOUNT: "accounts.index",
    Subject.BUDGET: "budget.show",
    Subject.SCHEDULE: "schedules.index",
    Subject.OCCURRENCE: "schedules.index",
}


@blueprint.post("/<uuid:change_id>/reversal")
def reverse(change_id: UUID) -> Response:
    """Put back what a change touched; what stands in the way is told where it was asked."""
    together = bool(request.form.get("together"))
    try:
        changes = usecases().changes
        back_of = changes.reverse_together if together else changes.reverse
        change = back_of(page_actor(), change_id)
    except Conflict as fault:
        note(told(fault), "error")
        return see_other(back(here("transactions.register")))
    again: dict[str, object] = {
        "text": _("Undone."),
        "undo": here("changes.reverse", change_id=change.id),
        "fields": {"together": "1"} if together else {},
    }
    note(again, "done")
    return see_other(back(_home_of(change.subject)))


def _home_of(subject: Subject) -> str:
    return here(_PARTS.get(subject, "transactions.register"))
