"""What a link that proves an address leads to, and the yes to it."""

from http import HTTPStatus

from flask import Blueprint, Response, make_response, render_template, request

from finance.domain.errors import NotFound
from finance.domain.sessions import SessionKind
from finance.domain.texts import visible
from finance.web.actor import device, public
from finance.web.context import usecases
from finance.web.messages import sentence

blueprint = Blueprint("verifying", __name__)

_PAGE = "people/verify.html"


@blueprint.get("/verify/<token>")
@public
def show(token: str) -> Response:
    """Which address it is; looking proves nothing, so programs that look ahead do no harm."""
    try:
        found = usecases().people.verifying.look(token, device(SessionKind.PAGE).address)
    except NotFound:
        return _nothing()
    page = render_template(_PAGE, email=visible(found), token=token, done=False)
    return make_response(page)


@blueprint.post("/verify")
@public
def verify() -> Response:
    """Take the address for proven; nobody needs to be signed in for that."""
    token = request.form.get("token", "")
    try:
        found = usecases().people.verifying.verify(token, device(SessionKind.PAGE).address)
    except NotFound:
        return _nothing()
    return make_response(render_template(_PAGE, email=visible(found), token="", done=True))


def _nothing() -> Response:
    page = render_template("people/join_nothing.html", text=sentence("unknown_email_link"))
    return make_response(page, HTTPStatus.NOT_FOUND)
