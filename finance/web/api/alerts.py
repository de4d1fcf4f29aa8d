"""``/api/alerts``: what the household wants to be told of."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from http import HTTPStatus
from typing import Final, Literal, Self
from uuid import UUID

from pydantic import Field

from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.errors import Invalid
from finance.domain.money import Money
from finance.web.api.declaring import Call, Part, Reply
from finance.web.api.kinds import Amount, Body, Currency, Decimals, Id, Shape, Version

PART: Final = Part("Alerts", "What to be told of, and from where on.")

Kind = Literal["near", "over", "large", "low_balance"]
_KINDS: Final[Mapping[AlertKind, Kind]] = {
    AlertKind.NEAR: "near",
    AlertKind.OVER: "over",
    AlertKind.LARGE: "large",
    AlertKind.LOW_BALANCE: "low_balance",
}


class AlertIn(Body):
    """A new rule.

    ``near`` takes ``percent`` of a limit and ``over`` nothing; with ``category_id`` they are about
    the limit of that category, without it about every limit that has no rule of its own. ``large``
    takes the ``amount`` a transaction must reach; ``low_balance`` an ``account_id`` and the
    ``amount`` its balance must fall below. The currency is the book's unless said.
    """

    id: Id | None = None
    kind: Kind
    category_id: Id | None = None
    account_id: Id | None = None
    percent: int | None = Field(default=None, ge=1, le=99)
    amount: Amount | None = None
    currency: Currency | None = None
    active: bool = True


class AlertPut(Body):
    """A rule written anew; what it is about stays."""

    percent: int | None = Field(default=None, ge=1, le=99)
    amount: Amount | None = None
    active: bool = True
    version: Version | None = None


class AlertPatch(Body):
    """The fields to change; what is not named stays."""

    percent: int | None = Field(default=None, ge=1, le=99)
    amount: Amount | None = None
    active: bool | None = None
    version: Version | None = None


class Alert(Shape):
    """A rule of alerts."""

    id: UUID
    kind: Kind
    category_id: UUID | None
    account_id: UUID | None
    percent: int | None
    amount: Decimals | None
    currency: str | None
    active: bool
    version: int

    @classmethod
    def of(cls, rule: AlertRule) -> Self:
        """The rule as it is answered."""
        return cls(
            id=rule.id,
            kind=_KINDS[rule.kind],
            category_id=rule.account_id if rule.kind.of_budget else None,
            account_id=None if rule.kind.of_budget else rule.account_id,
            percent=rule.percent,
            amount=None if rule.amount is None else str(rule.amount),
            currency=None if rule.amount is None else rule.amount.currency,
            active=rule.active,
            version=rule.version,
        )


class AlertList(Shape):
    """The rules, in the order they were made."""

    items: list[Alert]
    next_cursor: None = None


@PART.get("/alerts")
def alerts(call: Call) -> AlertList:
    """List the rules.

    Without a rule, every limit is told of at 80 per cent and when it is passed; large transactions
    and low balances are told of only where a rule says so.
    """
    return AlertList(items=[Alert.of(rule) for rule in call.use.alerts.all(call.actor)])


@PART.post("/alerts", also=(200,))
def add_alert(call: Call, body: AlertIn) -> Reply[Alert]:
    """Make a rule."""
    added = call.use.alerts.add(call.actor, _rule(call, body))
    return Reply(Alert.of(added.rule), HTTPStatus.CREATED if added.made else HTTPStatus.OK)


@PART.get("/alerts/{alert_id}")
def alert(call: Call, alert_id: UUID) -> Alert:
    """One rule."""
    return Alert.of(call.use.alerts.get(call.actor, alert_id))


@PART.put("/alerts/{alert_id}")
def replace_alert(call: Call, alert_id: UUID, body: AlertPut) -> Alert:
    """Write a rule anew."""

    def turn(rule: AlertRule) -> AlertRule:
        amount = _amount(call, rule, body.amount)
        return replace(rule, percent=body.percent, amount=amount, active=body.active)

    return _changed(call, alert_id, body.version, turn)


@PART.patch("/alerts/{alert_id}")
def change_alert(call: Call, alert_id: UUID, body: AlertPatch) -> Alert:
    """Change the fields named."""

    def turn(rule: AlertRule) -> AlertRule:
        return replace(
            rule,
            percent=rule.percent if body.percent is None else body.percent,
            amount=rule.amount if body.amount is None else _amount(call, rule, body.amount),
            active=rule.active if body.active is None else body.active,
        )

    return _changed(call, alert_id, body.version, turn)


@PART.delete("/alerts/{alert_id}")
def delete_alert(call: Call, alert_id: UUID) -> None:
    """Take a rule away; what it raised stays."""
    call.use.alerts.remove(call.actor, alert_id, call.version)


def _changed(
    call: Call, alert_id: UUID, version: int | None, turn: Callable[[AlertRule], AlertRule]
) -> Alert:
    return Alert.of(call.use.alerts.change(call.actor, alert_id, call.expected(version), turn))


def _rule(call: Call, body: AlertIn) -> AlertRule:
    kind = AlertKind(body.kind)
    strange, about = "account_id", body.category_id
    if not kind.of_budget:
        strange, about = "category_id", body.account_id
    if getattr(body, strange) is not None:
        raise Invalid("alert_field", strange, {"kind": kind})
    if body.amount is None and body.currency is not None:
        raise Invalid("alert_field", "currency", {"kind": kind})
    currency = body.currency or call.actor.book.currency
    return AlertRule(
        id=body.id or call.new_id(),
        kind=kind,
        account_id=about,
        percent=body.percent,
        amount=None if body.amount is None else Money.of(body.amount, currency),
        active=body.active,
    )


def _amount(call: Call, rule: AlertRule, amount: Decimal | None) -> Money | None:
    if amount is None:
        return None
    currency = rule.amount.currency if rule.amount is not None else call.actor.book.currency
    return Money.of(amount, currency)
