"""Who shares a book, who is invited into it, and how one leaves."""

from typing import Final
from uuid import UUID

from flask import Response, flash, make_response, render_template, request, session, url_for

from finance.domain.errors import ChangedMeanwhile, Conflict, Invalid, NotFound
from finance.domain.people import Role
from finance.domain.texts import visible
from finance.usecases.people_inviting import Invite
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.book import book_part, here, new_id
from finance.web.html.form_faults import FAULTS, refused, typed
from finance.web.html.member_words import member_lines
from finance.web.html.new_links import keep, taken
from finance.web.html.profile_forms import InviteForm
from finance.web.html.typed import whole
from finance.web.messages import sentence, told
from finance.web.respond import see_other
from finance.web.role_words import role_choices
from finance.web.saying import gettext as _

blueprint = book_part("members", __name__, "/members")

_PAGE: Final = "people/members.html"
_REMOVAL: Final = "people/removal.html"


@blueprint.get("")
def index() -> Response:
    """Who shares the book; a new link is shown here, this once."""
    return make_response(
        render_template(_PAGE, **_untouched(), **_shown(), links=taken(page_actor().book.id))
    )


@blueprint.post("/invitations")
def invite() -> Response:
    """Make an invitation."""
    form = _with_roles(InviteForm())
    try:
        made = usecases().people.inviting.invite(page_actor(), _asked(form))
    except FAULTS as fault:
        again = typed(form.id)
        return refused(_PAGE, form, fault, **_shown(), invitation_id=again, links=[])
    keep(made, page_actor().book.id)
    if made.mailed:
        address = visible(made.invitation.email)
        flash(_("A letter is on its way to %(address)s.", address=address), "done")
    elif made.invitation.email and usecases().people.inviting.mails:
        flash(_("No letter leaves: too many went to this address today."), "error")
    return see_other(here("members.index"))


@blueprint.post("/invitations/<uuid:invitation_id>/revocation")
def revoke(invitation_id: UUID) -> Response:
    """Take an invitation back; twice is harmless."""
    try:
        usecases().people.inviting.revoke(page_actor(), invitation_id)
    except Conflict as fault:
        return _refused(fault)
    flash(_("Invitation taken back: its link leads nowhere any more."), "done")
    return see_other(here("members.index"))


@blueprint.post("/<uuid:user_id>/role")
def set_role(user_id: UUID) -> Response:
    """Give a member another role."""
    try:
        role = _role(request.form.get("role", ""))
        version = whole(request.form.get("version", ""))
        usecases().people.members.set_role(page_actor(), user_id, role, version)
    except (ChangedMeanwhile, Conflict, Invalid) as fault:
        return _refused(fault)
    flash(_("Role changed."), "done")
    return see_other(here("members.index"))


@blueprint.get("/<uuid:user_id>/removal")
def ask_removal(user_id: UUID) -> Response:
    """Whether that is meant: somebody is to be removed, or to leave."""
    actor = page_actor()
    if user_id != actor.user.id:
        actor.require(Role.OWNER)
    found = usecases().people.members.all(actor)
    member = next((one for one in found if one.user.id == user_id), None)
    if member is None:
        raise NotFound("member", "user_id")
    owners = [one for one in found if one.role is Role.OWNER]
    page = render_template(
        _REMOVAL,
        member=member,
        name=visible(member.user.name),
        actor=actor,
        last=sentence("last_owner") if owners == [member] else "",
    )
    return make_response(page)


@blueprint.post("/<uuid:user_id>/removal")
def remove(user_id: UUID) -> Response:
    """Take a member out of the book; who leaves goes on to another book of theirs."""
    actor = page_actor()
    try:
        usecases().people.members.remove(actor, user_id)
    except Conflict as fault:
        return _refused(fault)
    if user_id != actor.user.id:
        flash(_("Member removed."), "done")
        return see_other(here("members.index"))
    others = usecases().people.books.mine(actor)
    if not others:
        session.clear()
        return see_other("/")
    usecases().people.signing.turn(actor, others[0].book.id)
    flash(_("You left “%(book)s”.", book=visible(actor.book.name)), "done")
    return see_other(url_for("home.show", book_id=others[0].book.id))


def _shown() -> dict[str, object]:
    """All that the page shows besides its form."""
    actor = page_actor()
    found = usecases().people.members.household(actor)
    names = {user_id: visible(name) for user_id, name in found.names.items()}
    return {
        "household": found,
        "names": names,
        "called": tuple(names.items()),
        "history": member_lines(found.changes, names, actor.user.id),
        "roles": role_choices(),
        "actor": actor,
        "owner": actor.role is Role.OWNER,
        "mails": usecases().people.inviting.mails,
        "faults": [],
    }


def _refused(fault: ChangedMeanwhile | Conflict | Invalid) -> Response:
    shown = {**_shown(), "faults": [told(fault)]}
    return make_response(render_template(_PAGE, **_untouched(), links=[], **shown), 422)


def _untouched() -> dict[str, object]:
    """The form, whose invitation has its id already: a second click makes no second one."""
    return {
        "draw": lambda: _with_roles(InviteForm(formdata=None)),
        "drawn_from": ("invite", page_actor().book.id, usecases().people.inviting.mails),
        "invitation_id": new_id(),
    }


def _with_roles(form: InviteForm) -> InviteForm:
    form.role.choices = role_choices()
    return form


def _asked(form: InviteForm) -> Invite:
    return Invite(id=_id(typed(form.id)), role=_role(typed(form.role)), email=typed(form.email))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("not_uuid", "id") from None


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise Invalid("choice", "role", {"expected": ", ".join(Role)}) from None
