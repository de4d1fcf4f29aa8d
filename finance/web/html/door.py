"""In front of the door: sign in, register, sign out."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, render_template, request, session, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from finance.domain.sessions import SessionKind
from finance.usecases.people_means import SignedIn
from finance.usecases.people_registering import Register
from finance.usecases.people_signing import SignIn
from finance.web.actor import device, page_actor_if_any, public, sign_in_page, sign_out_page
from finance.web.choices import currencies, likely_currency, time_zones
from finance.web.context import usecases
from finance.web.html.door_forms import RegisterForm, SignInForm
from finance.web.html.form_faults import FAULTS, refused, typed
from finance.web.html.joining import secret_in
from finance.web.respond import see_other

blueprint = Blueprint("door", __name__)
blueprint.context_processor(lambda: {"may_register": _may_register()})

_SIGN_IN = "people/sign_in.html"
_REGISTER = "people/register.html"


@blueprint.get("/sign-in")
@public
def sign_in_form() -> Response:
    """The form to sign in by."""
    wanted = _local(request.args.get("next", ""))
    if page_actor_if_any() is not None:
        return see_other(wanted)
    return make_response(render_template(_SIGN_IN, form=SignInForm(data={"next": wanted})))


@blueprint.post("/sign-in")
@public
def sign_in() -> Response:
    """Let a person in, on to the page they were on their way to."""
    form = SignInForm()
    who = SignIn(login=typed(form.username), password=typed(form.password), say=_)
    try:
        signed_in = usecases().people.signing.sign_in(who, device(SessionKind.PAGE))
    except FAULTS as fault:
        return refused(_SIGN_IN, form, fault)
    return _enter(signed_in, _local(typed(form.next)))


@blueprint.get("/register")
@public
def register_form() -> Response:
    """The form to register by, or word that nobody may."""
    wanted = _local(request.args.get("next", ""))
    if page_actor_if_any() is not None:
        return see_other(wanted)
    if not usecases().people.registering.admits(secret_in(wanted)):
        return make_response(render_template("people/closed.html"), 403)
    return make_response(
        render_template(_REGISTER, form=_filled(RegisterForm(data={"next": wanted})))
    )


@blueprint.post("/register")
@public
def register() -> Response:
    """Make a person and their book, and let them in, on to the page they were on their way to."""
    form = RegisterForm()
    try:
        signed_in = usecases().people.registering.register(_read(form), device(SessionKind.PAGE))
    except FAULTS as fault:
        return refused(_REGISTER, _filled(form), fault)
    return _enter(signed_in, _local(typed(form.next)))


@blueprint.post("/sign-out")
@public
def sign_out() -> Response:
    """End the session, here and in the database; a session that is over is out already."""
    actor = page_actor_if_any()
    if actor is not None:
        usecases().people.signing.sign_out(actor)
    sign_out_page()
    session.clear()
    return see_other(url_for("door.sign_in_form"))


def _read(form: RegisterForm) -> Register:
    return Register(
        username=typed(form.username),
        email=typed(form.email),
        password=typed(form.password),
        currency=typed(form.currency),
        time_zone=typed(form.time_zone),
        locale=str(get_locale() or ""),
        invitation=secret_in(typed(form.next)),
        say=_,
    )


def _filled(form: RegisterForm) -> RegisterForm:
    """The form with its lists, and a guess at what will be chosen."""
    if not form.currency.data:
        accepted = request.accept_languages.best
        form.currency.data = likely_currency(accepted, usecases().people.registering.currency)
    form.time_zone.data = form.time_zone.data or usecases().people.registering.time_zone
    form.currency.choices = currencies(form.currency.data)
    form.time_zone.choices = time_zones(form.time_zone.data)
    return form


def _may_register() -> bool:
    """Whether a link to the form is worth showing; the form itself looks closer."""
    invited = bool(secret_in(request.values.get("next", "")))
    return usecases().people.registering.open or invited


def _enter(signed_in: SignedIn, address: str) -> Response:
    """A fresh cookie, so that nothing laid into the old one comes along."""
    session.clear()
    sign_in_page(signed_in)
    return see_other(address)


def _local(address: str) -> str:
    """``address`` if it is a page of ours, else the front page: nobody is led away."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    plain = "\\" not in address and address.isprintable()
    return address if ours and plain and not parts.scheme and not parts.netloc else "/"
