"""A household with rules of alerts, and short words to look at what was raised."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Engine

from finance.adapters.clock import new_id, now
from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.money import Money
from finance.usecases.alerts import Alerts
from finance.usecases.means import Means
from finance.usecases.notice_ports import Notice
from finance.usecases.notices import Notices
from tests.household import Household, household

NOVEMBER = datetime(2026, 11, 29, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Watched:
    """A household and its alerts."""

    home: Household

    @property
    def alerts(self) -> Alerts:
        """The use cases of rules."""
        return Alerts(self.home.means)

    @property
    def notices(self) -> Notices:
        """The use cases of notices."""
        return Notices(self.home.means)

    def large(self, amount: str) -> AlertRule:
        """A rule for transactions from ``amount`` EUR on."""
        return self.rule(AlertKind.LARGE, amount=Money.parse(amount, "EUR"))

    def low(self, account: str, amount: str) -> AlertRule:
        """A rule for a balance below ``amount`` EUR."""
        about = self.home.account(account).id
        return self.rule(AlertKind.LOW_BALANCE, about, amount=Money.parse(amount, "EUR"))

    def rule(
        self, kind: AlertKind, account_id: UUID | None = None, amount: Money | None = None
    ) -> AlertRule:
        """A rule, written."""
        made = AlertRule(id=new_id(), kind=kind, account_id=account_id, amount=amount)
        return self.alerts.add(self.home.actor, made).rule

    def told(self) -> tuple[Notice, ...]:
        """The owner's notices, oldest first."""
        found = self.notices.page(self.home.actor, limit=200).notices
        return tuple(reversed(found))

    def kinds(self) -> list[AlertKind]:
        """Of which kinds they are."""
        return [one.kind for one in self.told()]


@dataclass(frozen=True)
class At(Household):
    """The same household at a moment of one's choice, from which on time passes."""

    moment: datetime
    began: datetime = field(default_factory=now)

    @property
    def means(self) -> Means:
        """The same with another clock."""
        return replace(super().means, clock=lambda: self.moment + (now() - self.began))


def watched_at(engine: Engine, moment: datetime = NOVEMBER) -> Watched:
    """A new household without rules, at a moment of one's choice."""
    home = household(engine)
    return Watched(At(home.engine, home.actor, moment))


def watched(engine: Engine) -> Watched:
    """A new household without rules."""
    return Watched(household(engine))
