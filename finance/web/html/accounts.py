"""Accounts and categories: the lists, opening, renaming, ordering, closing."""

from collections.abc import Hashable, Iterable
from dataclasses import replace
from uuid import UUID

from flask import Response, make_response, render_template, request

from finance.domain.accounts import Account
from finance.domain.errors import ChangedMeanwhile, Conflict, Invalid, InvalidMany, NotFound
from finance.usecases.accounts import MergeCategory
from finance.usecases.schedule_readings import ScheduleReading
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.account_form import (
    AccountView,
    TypedAccount,
    account_from,
    account_typed,
    blank_account,
    read_edit,
    read_opening,
)
from finance.web.html.accounts_page import Tree, category_groups, moved, own_group
from finance.web.html.book import back, book_part, editor, here, may_edit, note, readings
from finance.web.html.details import people
from finance.web.html.history_lines import history_lines
from finance.web.html.schedule_view import schedule_line
from finance.web.html.typed import read_id, read_version
from finance.web.keeping import Same
from finance.web.messages import told
from finance.web.respond import see_other
from finance.web.saying import gettext as _

blueprint = book_part("accounts", __name__)


@blueprint.get("/accounts")
def index() -> Response:
    """What the household has and owes, account by account."""
    tree = Tree(readings())
    return _page(
        "accounts/index.html",
        groups=lambda: own_group(tree),
        worth=lambda: tree.worth(_currency()),
        drawn_from=_drawn_from("own"),
    )


@blueprint.get("/categories")
def categories() -> Response:
    """Where money goes and where it comes from."""
    tree = Tree(readings())
    return _page(
        "accounts/categories.html",
        groups=lambda: category_groups(tree),
        drawn_from=_drawn_from("categories"),
    )


def _drawn_from(part: str) -> Hashable:
    """All that a list of accounts is drawn from; see ``keeping``."""
    book = page_actor().book
    return part, Same((readings(),)), book.id, book.currency, may_edit()


def _currency() -> str:
    return page_actor().book.currency


def _page(template: str, status: int = 200, **values: object) -> Response:
    return make_response(render_template(template, **values), status)


@blueprint.get("/accounts/new")
def new() -> Response:
    """The form of a new account."""
    return _form(_new_view(blank_account("asset", editor().book)))


@blueprint.get("/categories/new")
def new_category() -> Response:
    """The form of a new category."""
    kind = "income" if request.args.get("kind") == "income" else "expense"
    typed = blank_account(kind, editor().book)
    return _form(_new_view(replace(typed, parent=request.args.get("parent", ""))))


def _new_view(typed: TypedAccount) -> AccountView:
    own = typed.kind in {"asset", "liability"}
    chart = readings().chart
    leave = here("accounts.index" if own else "accounts.categories")
    return AccountView(typed=typed, chart=chart, action=here("accounts.create"), leave=leave)


def _form(view: AccountView, status: int = 200, **values: object) -> Response:
    return _page("accounts/form.html", status, view=view, **{"history": (), **values})


@blueprint.post("/accounts/new")
def create() -> Response:
    """Open what the form says."""
    view = _new_view(account_from(request.form))
    try:
        made = usecases().accounts.open(page_actor(), read_opening(view.typed))
    except (Invalid, InvalidMany, Conflict) as fault:
        return _form(view.refused(fault), 422)
    note(_("%(name)s is there.", name=made.account.name), "done")
    return see_other(view.leave)


@blueprint.get("/accounts/<uuid:account_id>/edit")
def edit(account_id: UUID) -> Response:
    """The form of an account or category, and what happened to it."""
    account = _known(account_id)
    return _edit_form(_edit_view(account, account_typed(account)), account)


def _edit_form(view: AccountView, account: Account, status: int = 200) -> Response:
    close = usecases().accounts.close_up(editor(), account.id)
    lines = history_lines(close.changes, view.chart, people(page_actor()))
    view = replace(view, recurring=_titles(close.recurring))
    return _form(view, status, history=lines)


def _titles(found: Iterable[ScheduleReading]) -> tuple[tuple[UUID, str], ...]:
    return tuple((one.id, one.line.title) for one in map(schedule_line, found))


def _known(account_id: UUID) -> Account:
    found = next((one.account for one in readings() if one.account.id == account_id), None)
    if found is None:
        raise NotFound("account", "id")
    return found


def _edit_view(account: Account, typed: TypedAccount) -> AccountView:
    return AccountView(
        typed=replace(typed, kind=account.kind.value, currency=account.currency or ""),
        chart=readings().chart,
        action=here("accounts.change", account_id=account.id),
        leave=here("accounts.index" if account.kind.own else "accounts.categories"),
        account=account,
    )


@blueprint.post("/accounts/<uuid:account_id>/edit")
def change(account_id: UUID) -> Response:
    """Write name, place and number anew."""
    before = _known(account_id)
    view = _edit_view(before, account_from(request.form))
    try:
        made = usecases().accounts.edit(page_actor(), read_edit(view.typed, account_id))
    except (Invalid, InvalidMany, Conflict, ChangedMeanwhile) as fault:
        return _form(view.refused(fault), 409 if isinstance(fault, ChangedMeanwhile) else 422)
    changed = made.account.version != before.version
    note(_undoable(account_id, _("Saved.")) if changed else _("Nothing has changed."), "done")
    return see_other(view.leave)


@blueprint.post("/accounts/<uuid:account_id>/merging")
def merge(account_id: UUID) -> Response:
    """Move all that was booked on a category to another one and close it."""
    account, target = _known(account_id), request.form.get("move_to", "")
    version = read_version(request.form.get("version", ""))
    view = replace(_edit_view(account, account_typed(account)), move_to=target)
    try:
        asked = MergeCategory(id=account_id, move_to=read_id(target, "move_to"), version=version)
        done = usecases().accounts.merge(page_actor(), asked)
    except (Invalid, Conflict, ChangedMeanwhile) as fault:
        status = 409 if isinstance(fault, ChangedMeanwhile) else 422
        return _edit_form(view.refused(fault), account, status)
    text = _("%(name)s is merged.", name=account.name)
    note({"text": text, "undo": here("changes.reverse", change_id=done)}, "done")
    return see_other(view.leave)


def _undoable(account_id: UUID, text: str) -> dict[str, object]:
    """A note with the way back from the newest change of an account."""
    newest = usecases().accounts.history(page_actor(), account_id)[0]
    return {"text": text, "undo": here("changes.reverse", change_id=newest.id)}


@blueprint.post("/accounts/<uuid:account_id>/order")
def order(account_id: UUID) -> Response:
    """Move an account or category one place up or down."""
    account = _known(account_id)
    step = -1 if request.form.get("step") == "up" else 1
    chart = readings().chart
    usecases().accounts.arrange(page_actor(), moved(chart, account, step))
    return see_other(f"{_list_of(account)}#account-{account_id}")


def _list_of(account: Account) -> str:
    return here("accounts.index" if account.kind.own else "accounts.categories")


@blueprint.post("/accounts/<uuid:account_id>/closing")
def close(account_id: UUID) -> Response:
    """Close to anything new; what stands in the way is told."""
    account, version = _known(account_id), read_version(request.form.get("version", ""))
    try:
        usecases().accounts.close(page_actor(), account_id, version)
        note(_undoable(account_id, _closed(account)), "done")
    except (Conflict, ChangedMeanwhile) as fault:
        note(told(fault), "error")
    return see_other(back(_list_of(account)))


def _closed(account: Account) -> str:
    text = _("%(name)s is closed.", name=account.name)
    found = usecases().schedules.using(page_actor(), account.id)
    stopped = ", ".join(title for __, title in _titles(found))
    if not stopped:
        return text
    return f"{text} {_('Not recorded meanwhile: %(names)s.', names=stopped)}"


@blueprint.post("/accounts/<uuid:account_id>/reopening")
def reopen(account_id: UUID) -> Response:
    """Open a closed one again."""
    account, version = _known(account_id), read_version(request.form.get("version", ""))
    try:
        usecases().accounts.reopen(page_actor(), account_id, version)
        note(_undoable(account_id, _("%(name)s is open again.", name=account.name)), "done")
    except (Conflict, ChangedMeanwhile, Invalid) as fault:
        note(told(fault), "error")
    return see_other(back(_list_of(account)))
