"""What to be told of: the rules of the book, and how each member wants to hear."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from flask import Response, make_response, render_template, request

from finance.domain.accounts import Account, AccountKind
from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.budgets import NEAR
from finance.domain.errors import ChangedMeanwhile, Conflict, Invalid
from finance.domain.money import Money
from finance.domain.texts import visible
from finance.usecases.notice_ports import Wish
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.filters import money_text
from finance.web.html.addressed import addressed
from finance.web.html.book import book_part, editor, here, new_id, note, readings, remembered
from finance.web.html.typed import read_category, read_id, read_money, read_version, whole
from finance.web.keeping import Same
from finance.web.messages import told
from finance.web.notice_words import ICONS, KINDS
from finance.web.respond import see_other
from finance.web.saying import gettext as _

blueprint = book_part("alerts", __name__, "/alerts")

_FIELDS: Final = {"account_id": "account", "category_id": "category"}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in words."""

    rule: AlertRule
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class TypedRule:
    """What was typed into the form of a rule, and what is wrong with it by field."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """What was typed into a field."""
        return self.values.get(name, "")

    def of(self, name: str) -> list[str]:
        """What is wrong with it."""
        return self.errors.get(name, [])


@blueprint.get("")
def show() -> Response:
    """The rules, a form for each kind, and how one hears of each."""
    return _page(TypedRule(), 200)


@blueprint.post("")
def add() -> Response:
    """Make a rule."""
    actor = editor()
    try:
        usecases().alerts.add(actor, _read())
    except (Invalid, Conflict) as fault:
        errors = {_field(fault): [told(fault)]}
        return _page(TypedRule(request.form.to_dict(), errors), 422)
    note(_("You will be told."), "done")
    return see_other(here("alerts.show"))


@blueprint.post("/<uuid:alert_id>/removal")
def remove(alert_id: UUID) -> Response:
    """Take a rule away; there is an Undo."""
    version = read_version(request.form.get("version", ""))
    try:
        change_id = usecases().alerts.remove(editor(), alert_id, version)
    except ChangedMeanwhile as fault:
        note(told(fault), "error")
        return see_other(here("alerts.show"))
    undo = here("changes.reverse", change_id=change_id)
    fields = {"next": here("alerts.show")}
    note({"text": _("Rule removed."), "undo": undo, "fields": fields}, "done")
    return see_other(here("alerts.show"))


def _field(fault: Invalid | Conflict) -> str:
    """The field of its form at which a fault is told."""
    if fault.field in _FIELDS:
        return _FIELDS[fault.field]
    kind = request.form.get("kind", "")
    return "percent" if kind == AlertKind.NEAR.value else f"{kind}_amount"


def _read() -> AlertRule:
    form = request.form
    try:
        kind = AlertKind(form.get("kind", ""))
    except ValueError:
        raise Invalid("choice", "kind", {"expected": "near, large, low_balance"}) from None
    about, percent, amount = None, None, None
    if kind is AlertKind.NEAR:
        about = read_category(form.get("category", ""), "category_id")
        percent = whole(form.get("percent", "").strip().removesuffix("%").strip())
    elif kind is AlertKind.LARGE:
        amount = read_money(form.get("large_amount", ""), page_actor().book.currency)
    elif kind is AlertKind.LOW_BALANCE:
        about = read_id(form.get("account", ""), "account_id")
        amount = read_money(form.get("low_balance_amount", ""), _currency(about))
    rule_id = read_id(form["id"], "id") if form.get("id") else new_id()
    return AlertRule(id=rule_id, kind=kind, account_id=about, percent=percent, amount=amount)


def _currency(account_id: UUID) -> str:
    found = next((one.account for one in readings() if one.account.id == account_id), None)
    return (found.currency if found else None) or page_actor().book.currency


def _page(typed: TypedRule, status: int) -> Response:
    actor = page_actor()
    found = usecases().alerts.listening(actor)
    read = Same((remembered(found.accounts),))
    page = render_template(
        "notices/settings.html",
        typed=typed,
        rules_from=None if typed.values else (read, actor.book.currency),
        wished=tuple(found.wishes.items()),
        rules=found.rules,
        told_from=(found.rules, read, actor.book, actor.role),
        lines=lambda: [_line(rule) for rule in found.rules],
        accounts=_accounts,
        categories=_categories,
        wishes=lambda: [(kind, _(KINDS[kind]), found.wishes[kind]) for kind in AlertKind],
        currency=actor.book.currency,
        usual=NEAR,
        new_id=new_id,
        **addressed(actor),
    )
    return make_response(page, status)


def _open() -> list[Account]:
    return [one.account for one in readings() if not one.account.closed]


def _accounts() -> list[tuple[UUID, str]]:
    """The own accounts whose balance may run low."""
    return [(one.id, visible(one.name)) for one in _open() if one.kind.own]


def _categories() -> list[tuple[UUID | str, str]]:
    """The categories whose limits may be near, and all of them."""
    spending = (one for one in _open() if one.kind is AccountKind.EXPENSE)
    return [("", _("Every limit")), *((one.id, visible(one.name)) for one in spending)]


def _line(rule: AlertRule) -> RuleLine:
    account = readings().chart.get(rule.account_id) if rule.account_id else None
    about = visible(account.name) if account else "" if rule.account_id else _("every limit")
    return RuleLine(rule, ICONS[rule.kind], _words(rule, about))


def _words(rule: AlertRule, about: str) -> str:
    amount = money_text(rule.amount or Money.zero("EUR"), code=rule.amount is not None)
    match rule.kind:
        case AlertKind.LARGE:
            said = _("A transaction of %(amount)s or more", amount=amount)
        case AlertKind.LOW_BALANCE:
            said = _("%(name)s holds less than %(amount)s", name=about, amount=amount)
        case AlertKind.NEAR:
            said = _(
                "%(share)s of the limit is used: %(name)s", share=f"{rule.percent}%", name=about
            )
        case _:
            said = _("The limit is passed: %(name)s", name=about)
    return said if rule.active else _("%(rule)s (switched off)", rule=said)


def wanted() -> dict[AlertKind, Wish]:
    """What the form of wishes says: a box that is not ticked is not sent."""
    return {
        kind: Wish(f"{kind.value}_page" in request.form, f"{kind.value}_mail" in request.form)
        for kind in AlertKind
    }
