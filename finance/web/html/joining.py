"""What a link of an invitation leads to: which book, who invites, which role, and the yes to it."""

import re
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for

from finance.domain.errors import Conflict, Invalid, NotFound
from finance.domain.people import Actor
from finance.domain.sessions import SessionKind
from finance.domain.texts import visible
from finance.usecases.invitation_ports import Invited
from finance.web.actor import device, page_actor_if_any, public
from finance.web.context import usecases
from finance.web.messages import sentence, told
from finance.web.respond import see_other
from finance.web.role_words import role_allows, role_name
from finance.web.saying import gettext as _

blueprint = Blueprint("joining", __name__)

_LINK: Final = re.compile(r".*/join/([A-Za-z0-9_-]{43})", re.ASCII)


def secret_in(address: str) -> str:
    """The secret in the address of an invitation; empty if it is another address."""
    found = _LINK.fullmatch(address)
    return found[1] if found else ""


@blueprint.get("/join/<token>")
@public
def show(token: str) -> Response:
    """What one is invited to; looking accepts nothing, so programs that look ahead do no harm."""
    try:
        found = usecases().people.inviting.look(token, _address())
        actor = page_actor_if_any()
        if not _shares(actor, found):
            found.invitation.require_open(usecases().clock())
    except NotFound:
        return _nothing(sentence("unknown_invitation"), HTTPStatus.NOT_FOUND)
    except Conflict as over:
        return _nothing(told(over), HTTPStatus.GONE)
    page = render_template(
        "people/join.html",
        book=visible(found.book_name),
        book_id=found.book_id,
        inviter=visible(found.inviter),
        role=role_name(found.invitation.role),
        allows=role_allows(found.invitation.role),
        until=found.invitation.expires_at,
        time_zone=actor.book.time_zone if actor else usecases().people.registering.time_zone,
        me=visible(actor.user.name) if actor else "",
        shares=_shares(actor, found),
        may_register=usecases().people.registering.admits(token),
        token=token,
    )
    return make_response(page)


@blueprint.post("/join")
@public
def accept() -> Response:
    """Join; who is not signed in any more is asked to, and comes back."""
    token = request.form.get("token", "")
    actor = page_actor_if_any()
    if actor is None:
        back = url_for("joining.show", token=token) if token else "/"
        return see_other(url_for("door.sign_in_form", next=back))
    try:
        joined = usecases().people.inviting.accept(actor, token, _address())
    except NotFound:
        return _nothing(sentence("unknown_invitation"), HTTPStatus.NOT_FOUND)
    except (Conflict, Invalid) as fault:
        return _nothing(told(fault), HTTPStatus.CONFLICT)
    usecases().people.signing.turn(actor, joined.book.id)
    flash(_("You share “%(book)s” now.", book=visible(joined.book.name)), "done")
    return see_other(url_for("home.show", book_id=joined.book.id))


def _shares(actor: Actor | None, found: Invited) -> bool:
    """Whether who looks is in that book already."""
    mine = usecases().people.books.mine(actor) if actor else ()
    return any(one.book.id == found.book_id for one in mine)


def _nothing(text: str, status: HTTPStatus) -> Response:
    return make_response(render_template("people/join_nothing.html", text=text), status)


def _address() -> str:
    return device(SessionKind.PAGE).address
