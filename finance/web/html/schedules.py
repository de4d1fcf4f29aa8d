"""What recurs: the list, its form, one of them with its times, and everything done to them."""

from dataclasses import replace
from uuid import UUID

from flask import Response, make_response, render_template, request

from finance.domain.errors import ChangedMeanwhile, Conflict, Invalid, InvalidMany
from finance.usecases.schedule_readings import ScheduleReading
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.book import book_part, editor, here, note, remembered, today
from finance.web.html.details import people
from finance.web.html.entry_typed import stepped, typed_from
from finance.web.html.history_lines import history_lines
from finance.web.html.home_page import amounts
from finance.web.html.job_lines import job_line
from finance.web.html.schedule_typed import TypedSchedule, read_schedule, when_from
from finance.web.html.schedule_view import (
    ScheduleView,
    a_month,
    dates_of,
    edit_view,
    new_view,
    said_of,
    schedule_line,
    times_of,
)
from finance.web.html.schedule_words import mode_name, mode_options, outcome, weekdays
from finance.web.html.typed import read_version
from finance.web.respond import see_other
from finance.web.saying import gettext as _
from finance.web.saying import ngettext

blueprint = book_part("schedules", __name__, "/schedules")


@blueprint.get("")
def index() -> Response:
    """All that recurs: what waits for a yes, what comes next, what it comes to in a month."""
    actor, ended = page_actor(), "ended" in request.args
    board = usecases().schedules.board(actor, ended=ended)
    remembered(board.accounts)
    came, went = a_month(board.schedules)
    currency = actor.book.currency
    page = render_template(
        "schedules/index.html",
        lines=[schedule_line(one) for one in board.schedules],
        waiting=[(one, schedule_line(one.reading).line) for one in board.waiting],
        came=amounts(came, currency),
        went=amounts(went, currency),
        left=amounts(came + -went, currency),
        mode_name=mode_name,
        ended=ended,
    )
    return make_response(page)


@blueprint.get("/jobs")
def jobs() -> Response:
    """What the program does by itself: when it last did, when it will again, what went wrong."""
    actor, now = page_actor(), usecases().clock()
    board = usecases().schedules.board(actor)
    remembered(board.accounts)
    page = render_template(
        "schedules/jobs.html",
        jobs=[job_line(one, actor.book.time_zone, now) for one in usecases().jobs.all()],
        trouble=[one for one in map(schedule_line, board.schedules) if one.fault],
        mode_name=mode_name,
    )
    return make_response(page)


@blueprint.post("/run")
def run() -> Response:
    """Record what is due in this book now."""
    done = usecases().waking.here(editor())
    text = ngettext("%(num)s recorded.", "%(num)s recorded.", done.posted)
    note(text if done.posted else _("Nothing was due."))
    return see_other(here("schedules.jobs"))


@blueprint.get("/new")
def new() -> Response:
    """The form of something new, with whatever the address names filled in."""
    return _form(new_view(editor(), request.args))


@blueprint.post("/new")
def create() -> Response:
    """Let it recur, or change the form by one of its own buttons."""
    actor, typed = editor(), _typed()
    view = new_view(actor, request.args, typed)
    if step := request.form.get("step", ""):
        return _form(_stepped(view, step))
    try:
        asked = read_schedule(typed, view.entry.setting)
        reading, _made = usecases().schedules.add(actor, asked)
    except (Invalid, InvalidMany, Conflict) as fault:
        return _form(view.refused(fault), 422)
    note({"text": _("It recurs from now on."), **_undo(reading.schedule.id)})
    return see_other(here("schedules.show", schedule_id=reading.schedule.id))


def _typed() -> TypedSchedule:
    return TypedSchedule(entry=typed_from(request.form), when=when_from(request.form))


def _stepped(view: ScheduleView, step: str) -> ScheduleView:
    """The form after one of its own buttons; ``dates`` only shows them."""
    if step == "dates":
        return view
    entry = view.entry.with_typed(stepped(view.entry.typed, step))
    return ScheduleView(
        entry=entry, when=view.when, paused=view.paused, reading=view.reading, stale=view.stale
    )


def _form(view: ScheduleView, status: int = 200) -> Response:
    page = render_template(
        "schedules/form.html",
        view=view,
        entry=view.entry,
        weekdays=weekdays,
        modes=mode_options,
    )
    return make_response(page, status)


@blueprint.post("/dates")
def dates() -> Response:
    """The next times of the form as it stands, while it is being filled in."""
    view = new_view(editor(), request.args, _typed())
    found = dates_of(view.typed, view.entry.setting)
    return make_response(render_template("schedules/_dates.html", dates=found))


@blueprint.get("/<uuid:schedule_id>")
def show(schedule_id: UUID) -> Response:
    """One schedule: what it is, its times, what happened to it."""
    actor = page_actor()
    close = usecases().schedules.close_up(actor, schedule_id)
    remembered(close.accounts)
    names = people(actor)
    page = render_template(
        "schedules/show.html",
        shown=schedule_line(close.reading),
        said=said_of(close.reading.schedule.recurrence, today()),
        times=times_of(close.occurrences),
        history=history_lines(close.changes, close.reading.chart, names),
        mode=mode_name(close.reading.schedule.mode),
        outcome=outcome,
        names=names,
    )
    return make_response(page)


@blueprint.get("/<uuid:schedule_id>/edit")
def edit(schedule_id: UUID) -> Response:
    """The form of a schedule."""
    return _form(edit_view(editor(), _present(schedule_id)))


def _present(schedule_id: UUID) -> ScheduleReading:
    return usecases().schedules.get(page_actor(), schedule_id)


@blueprint.post("/<uuid:schedule_id>/edit")
def change(schedule_id: UUID) -> Response:
    """Change it from today on, or change the form by one of its own buttons."""
    actor, typed = editor(), _typed()
    view = edit_view(actor, _present(schedule_id), typed)
    if step := request.form.get("step", ""):
        return _form(_stepped(view, step))
    try:
        asked = read_schedule(view.typed, view.entry.setting)
        usecases().schedules.replace(actor, asked, read_version(typed.entry.version))
    except ChangedMeanwhile as fault:
        return _form(_outrun(view, fault), 409)
    except (Invalid, InvalidMany, Conflict) as fault:
        return _form(view.refused(fault), 422)
    note({"text": _("Changed from today on."), **_undo(schedule_id)})
    return see_other(here("schedules.show", schedule_id=schedule_id))


def _outrun(view: ScheduleView, fault: ChangedMeanwhile) -> ScheduleView:
    """The form as typed, told that somebody was faster; saved once more it counts."""
    typed = replace(view.entry.typed, version=str(fault.facts["version"]))
    return replace(view, entry=view.entry.with_typed(typed), stale=True)


@blueprint.post("/<uuid:schedule_id>/pause")
def pause(schedule_id: UUID) -> Response:
    """Let nothing happen for a while."""
    return _turn(schedule_id, paused=True)


@blueprint.post("/<uuid:schedule_id>/resume")
def resume(schedule_id: UUID) -> Response:
    """Go on; what fell due meanwhile is left out."""
    return _turn(schedule_id, paused=False)


def _turn(schedule_id: UUID, *, paused: bool) -> Response:
    version = read_version(request.form.get("version", ""))
    done = usecases().schedules.pause(page_actor(), schedule_id, version, paused=paused)
    text = _("Paused: nothing happens until you resume it.") if paused else _("It goes on.")
    note({"text": text, "undo": here("changes.reverse", change_id=done)})
    return see_other(here("schedules.show", schedule_id=schedule_id))


@blueprint.post("/<uuid:schedule_id>/end")
def end(schedule_id: UUID) -> Response:
    """End it: nothing further falls due, what was recorded stays."""
    version = read_version(request.form.get("version", ""))
    done = usecases().schedules.end(page_actor(), schedule_id, version)
    note({"text": _("Ended."), "undo": here("changes.reverse", change_id=done)})
    return see_other(here("schedules.index"))


def _undo(schedule_id: UUID) -> dict[str, object]:
    """The way to take back the last change of a schedule."""
    changes = usecases().schedules.history(page_actor(), schedule_id)
    return {"undo": here("changes.reverse", change_id=changes[0].id)} if changes else {}
