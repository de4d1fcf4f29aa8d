"""One time of what recurs: recorded as it is or with another amount, skipped, moved."""

from uuid import UUID

from flask import Response, make_response, render_template, request

from finance.domain.errors import Conflict, Invalid, InvalidMany
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.filters import day as short_day
from finance.web.filters import money_text
from finance.web.html.book import back, book_part, editor, here, note, remembered, today
from finance.web.html.posting_form import PostingView, posting_view, read_posting, typed_from
from finance.web.html.typed import read_day
from finance.web.messages import told
from finance.web.respond import see_other
from finance.web.saying import gettext as _

blueprint = book_part("occurrences", __name__, "/schedules/occurrences")


@blueprint.get("/<uuid:occurrence_id>/posting")
def posting(occurrence_id: UUID) -> Response:
    """The form to record one time with another amount or on another day."""
    view = _view(occurrence_id)
    if not view.occurrence.pending:
        return see_other(view.leave)
    return _form(view)


def _view(occurrence_id: UUID) -> PostingView:
    close = usecases().occurrences.close_up(editor(), occurrence_id)
    remembered(close.accounts)
    typed = typed_from(request.form) if "amount" in request.form else None
    return posting_view(close, typed)


def _form(view: PostingView, status: int = 200) -> Response:
    page = render_template("schedules/posting.html", view=view, shares=view.shares)
    return make_response(page, status)


@blueprint.post("/<uuid:occurrence_id>/posting")
def post(occurrence_id: UUID) -> Response:
    """Record one time now, as the form says where there was one."""
    if "amount" in request.form:
        return _post_as_typed(occurrence_id)
    try:
        done = usecases().occurrences.post(page_actor(), occurrence_id)
    except (Invalid, Conflict) as fault:
        return _refused(fault)
    text = _("Recorded on %(day)s.", day=short_day(done.row.transaction.date, today()))
    return _recorded(text, done.row.transaction.id, done.change_id)


def _post_as_typed(occurrence_id: UUID) -> Response:
    view = _view(occurrence_id)
    try:
        day, amounts = read_posting(view)
        done = usecases().occurrences.post(page_actor(), occurrence_id, day, amounts)
    except (Invalid, InvalidMany) as fault:
        return _form(view.refused(fault), 422)
    except Conflict as fault:
        return _form(view.refused(fault), 409)
    amount = money_text(done.row.described.amount, code=True)
    text = _(
        "Recorded on %(day)s with %(amount)s.",
        day=short_day(done.row.transaction.date, today()),
        amount=amount,
    )
    return _recorded(text, done.row.transaction.id, done.change_id)


@blueprint.post("/<uuid:occurrence_id>/shares")
def shares(occurrence_id: UUID) -> Response:
    """What each part of a split gets of the amount as it stands, while it is typed."""
    view = _view(occurrence_id)
    return make_response(render_template("schedules/_shares.html", view=view, shares=view.shares))


@blueprint.post("/<uuid:occurrence_id>/skip")
def skip(occurrence_id: UUID) -> Response:
    """Let one time not happen."""
    try:
        done = usecases().occurrences.skip(page_actor(), occurrence_id)
    except Conflict as fault:
        return _refused(fault)
    return _done(_("Skipped this once."), done.change_id)


@blueprint.post("/<uuid:occurrence_id>/move")
def move(occurrence_id: UUID) -> Response:
    """Let one time be due on another day."""
    actor = editor()
    try:
        wanted = read_day(request.form.get("date", ""), today())
        done = usecases().occurrences.move(actor, occurrence_id, wanted)
    except (Invalid, Conflict) as fault:
        usecases().occurrences.get(actor, occurrence_id)
        return _refused(fault)
    return _done(_("Moved to %(day)s.", day=short_day(wanted, today())), done.change_id)


def _refused(fault: Invalid | Conflict) -> Response:
    note(told(fault), "error")
    return see_other(back(here("schedules.index")))


def _recorded(text: str, transaction_id: UUID, change_id: UUID | None) -> Response:
    link = here("transactions.show", transaction_id=transaction_id)
    return _done(text, change_id, link=link, link_text=_("Show"))


def _done(text: str, change_id: UUID | None, **more: object) -> Response:
    undo = {"undo": here("changes.reverse", change_id=change_id)} if change_id else {}
    note({"text": text, **undo, **more})
    return see_other(back(here("schedules.index")))
