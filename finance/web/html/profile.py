"""One's own account: profile, password, sessions."""

from uuid import UUID

from flask import Response, flash, make_response, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from finance.domain.errors import Conflict, TooManyAttempts
from finance.domain.people import Actor
from finance.domain.sessions import SessionKind
from finance.usecases.people_profile import ChangePassword, EditProfile
from finance.web.actor import device, page_actor
from finance.web.choices import locales
from finance.web.context import usecases
from finance.web.html.addressed import addressed
from finance.web.html.agents import device_name
from finance.web.html.book import back, book_part, here
from finance.web.html.form_faults import FAULTS, read_version, refused, typed
from finance.web.html.profile_forms import PasswordForm, ProfileForm
from finance.web.messages import told
from finance.web.respond import see_other

blueprint = book_part("profile", __name__, "/profile")

_SHOW = "people/profile.html"
_CHANGE = "people/password.html"


@blueprint.get("")
def show() -> Response:
    """The profile, ready to be changed."""
    actor = page_actor()
    page = render_template(
        _SHOW,
        draw=lambda: _profile(actor),
        drawn_from=("profile", actor.user, actor.book.id),
        **addressed(actor),
    )
    return make_response(page)


@blueprint.post("/letter")
def send_letter() -> Response:
    """Let a further letter leave that proves the address."""
    try:
        usecases().people.verifying.ask(page_actor())
        flash(_("The letter is on its way."), "done")
    except (Conflict, TooManyAttempts) as fault:
        flash(told(fault), "error")
    return see_other(back(here("profile.show")))


@blueprint.post("")
def edit() -> Response:
    """Write the profile."""
    form = _with_locales(ProfileForm())
    try:
        usecases().people.profile.edit(page_actor(), _read(form))
    except FAULTS as fault:
        return refused(_SHOW, form, fault, **addressed(page_actor()))
    flash(_("Profile saved."), "done")
    return see_other(here("profile.show"))


@blueprint.get("/password")
def password_form() -> Response:
    """The form for another password."""
    return make_response(render_template(_CHANGE, form=PasswordForm()))


@blueprint.post("/password")
def change_password() -> Response:
    """Keep another password; every other session is over."""
    form = PasswordForm()
    request = ChangePassword(
        current=typed(form.current_password),
        new=typed(form.new_password),
        address=device(SessionKind.PAGE).address,
    )
    try:
        usecases().people.profile.change_password(page_actor(), request)
    except FAULTS as fault:
        return refused(_CHANGE, form, fault)
    flash(_("Password changed. You are signed out everywhere else."), "done")
    return see_other(here("profile.show"))


@blueprint.get("/sessions")
def sessions() -> Response:
    """Where one is signed in."""
    actor = page_actor()
    found = usecases().people.profile.sessions(actor)
    page = render_template(
        "people/sessions.html", found=found, actor=actor, device_name=device_name
    )
    return make_response(page)


@blueprint.post("/sessions/<uuid:session_id>/end")
def end_session(session_id: UUID) -> Response:
    """End one session."""
    usecases().people.profile.end_session(page_actor(), session_id)
    flash(_("Session ended."), "done")
    return see_other(here("profile.sessions"))


@blueprint.post("/sessions/end-others")
def end_others() -> Response:
    """End all sessions but this one."""
    ended = usecases().people.profile.end_others(page_actor())
    told = ngettext("One other session ended.", "%(num)s other sessions ended.", ended)
    flash(told, "done")
    return see_other(here("profile.sessions"))


def _profile(actor: Actor) -> ProfileForm:
    return _with_locales(ProfileForm(obj=actor.user))


def _with_locales(form: ProfileForm) -> ProfileForm:
    form.locale.choices = locales(str(form.locale.data or ""))
    return form


def _read(form: ProfileForm) -> EditProfile:
    return EditProfile(
        username=typed(form.username),
        email=typed(form.email),
        first_name=typed(form.first_name),
        last_name=typed(form.last_name),
        locale=typed(form.locale),
        version=read_version(form.version),
    )
