"""Notices: what was raised, newest first, and what of it was read."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, jsonify, make_response, render_template, request

from finance.domain.alerts import AlertKind
from finance.domain.errors import NotFound
from finance.domain.people import Actor, Book
from finance.domain.periods import month_of
from finance.usecases.notice_ports import Notice
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.alert_settings import wanted
from finance.web.html.book import back, book_part, here, note
from finance.web.keeping import Same
from finance.web.live.hearing import quiet
from finance.web.live.seats import drawn_at
from finance.web.notice_words import ICONS, KINDS, sentence
from finance.web.respond import see_other
from finance.web.saying import gettext as _

blueprint = book_part("notices", __name__, "/notifications")

_LIMIT = 50
_FEW = 5
_COMMITTING = 5.0  # seconds a change may take from its beginning until others see it


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One notice as it is shown; ``href`` leads to what it is about."""

    notice: Notice
    icon: str
    title: str
    text: str
    href: str


@blueprint.get("")
def index() -> Response:
    """The notices, newest first; older ones by ``before``."""
    actor = page_actor()
    found = usecases().notices.page(actor, _before(), _LIMIT)
    older = here("notices.index", before=found.notices[-1].id) if found.more else ""
    page = render_template(
        "notices/index.html",
        draw=lambda: [line(one, actor.book) for one in found.notices],
        drawn_from=("notices", Same(found.notices), older, actor.book),
        older=older,
        actor=actor,
    )
    return make_response(page)


def _before() -> UUID | None:
    text = request.args.get("before", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound("notice", "before") from None


@blueprint.get("/count")
def count() -> Response:
    """What a socket would tell, for pages whose socket does not hold.

    How many were not read, the newest of those, and whether anything changed.
    """
    actor = page_actor()
    found = usecases().notices.page(actor, limit=_FEW, unread=True).notices
    items = [{"id": str(one.id), "message": sentence(one, actor.book)} for one in reversed(found)]
    told = {"unread": actor.unread, "items": items, "changed": _changed(actor)}
    return jsonify(type="notifications", **told)


def _changed(actor: Actor) -> bool:
    """Whether the page that asks may be out of date.

    Word of a commit since says so. The log, which knows when the work was begun and so misses what
    took long, is asked besides: where no word comes through, it tells of all that was quick.
    """
    drawn = drawn_at()
    if drawn is None:
        return False
    if not quiet(actor.book.id, drawn):
        return True
    latest = usecases().changes.latest(actor, limit=1)
    return any(one.at.timestamp() > drawn - _COMMITTING for one in latest)


@blueprint.post("/<uuid:notice_id>/read")
def read(notice_id: UUID) -> Response:
    """Note that one was read, and go on to what it is about."""
    found = usecases().notices.mark(page_actor(), notice_id, read=True)
    return see_other(back(_about(found, page_actor().book)))


@blueprint.post("/wishes")
def wish() -> Response:
    """Hear of each kind as the form says."""
    usecases().notices.wish(page_actor(), wanted())
    note(_("Saved."), "done")
    return see_other(here("alerts.show"))


@blueprint.post("/read")
def read_all() -> Response:
    """Note that all were read."""
    usecases().notices.mark_all(page_actor())
    return see_other(here("notices.index"))


def line(notice: Notice, book: Book) -> NoticeLine:
    """The notice as it is shown."""
    return NoticeLine(
        notice=notice,
        icon=ICONS[notice.kind],
        title=_(KINDS[notice.kind]),
        text=sentence(notice, book),
        href=_about(notice, book),
    )


def _about(notice: Notice, book: Book) -> str:
    """Where the rows stand that a notice is made of."""
    if notice.kind is AlertKind.LARGE:
        return here("transactions.show", transaction_id=notice.subject_id)
    if notice.kind is AlertKind.HELD:
        return here("schedules.show", schedule_id=notice.subject_id)
    if notice.kind is AlertKind.LOW_BALANCE:
        return here("transactions.register", account=notice.subject_id)
    days = month_of(notice.month, book.month_start).span(book.month_start)
    category = "expense" if notice.subject_id == book.id else notice.subject_id
    return here(
        "transactions.register", category=category, start_date=days.start, end_date=days.last
    )
