"""What alerts and notices need from outside; see ``ports``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.money import Money
from finance.usecases.readings import AccountReadings

if TYPE_CHECKING:
    from finance.usecases.ports import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice as one member has it.

    ``subject_id`` is the transaction (``large``), the account (``low_balance``), the schedule
    (``held``), the category or, for the limit on everything, the book; ``name`` is what it is
    called now, empty for the book.
    ``threshold`` is per cent of ``bound`` for limits, else in minor units and the same as
    ``bound``. ``amount`` is what was reached when it was raised, or what could not be recorded.
    """

    id: UUID
    kind: AlertKind
    subject_id: UUID
    name: str
    month: date
    threshold: int
    bound: Money
    amount: Money
    at: datetime
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """How a member wants to hear of one kind of notice."""

    on_page: bool = True
    by_mail: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """What a member is told of, and how: rules in the order they were made, and the accounts."""

    rules: tuple[AlertRule, ...]
    wishes: Mapping[AlertKind, Wish]
    accounts: AccountReadings


class Alerts(Protocol):
    """The rules of the book."""

    def all(self) -> tuple[AlertRule, ...]:
        """All of them, in the order they were made."""

    def listening(self, user_id: UUID) -> Listening:
        """All of them, how the member wants to hear of each kind, and all accounts, at once."""

    def get(self, rule_id: UUID, *, lock: bool = False) -> AlertRule:
        """One rule; NotFound. ``lock`` keeps others from changing it."""

    def add(self, rule: AlertRule, mark: "Mark") -> None:
        """Write a new rule and its change; Conflict ``alert_there`` or ``id_taken``."""

    def replace(self, before: AlertRule, after: AlertRule, mark: "Mark") -> AlertRule:
        """Write ``after`` and the change; the rule with its new version.

        ChangedMeanwhile if ``before`` is not the current version; Conflict ``alert_there``.
        """

    def remove(self, before: AlertRule, mark: "Mark") -> None:
        """Take a rule away, with its change; ChangedMeanwhile as above."""


class Notices(Protocol):
    """What was raised in the book, as one member has it."""

    def page(
        self, user_id: UUID, before: UUID | None, limit: int, *, unread: bool = False
    ) -> tuple[Notice, ...]:
        """The member's notices, newest first, from before the notice ``before`` on."""

    def held(self, schedule_id: UUID, amount: Money, at: datetime) -> None:
        """Tell every member that a schedule could not record ``amount``; once in a month."""

    def get(self, user_id: UUID, notice_id: UUID) -> Notice:
        """One of the member's notices; NotFound."""

    def unread(self, user_id: UUID) -> int:
        """How many the member has not read, counted up to 100."""

    def mark(self, user_id: UUID, notice_id: UUID, read_at: datetime | None) -> None:
        """Note when it was read, or that it was not; nothing for what is not the member's."""

    def mark_all(self, user_id: UUID, read_at: datetime) -> None:
        """Note that all of the member's were read."""

    def wishes(self, user_id: UUID) -> Mapping[AlertKind, Wish]:
        """How the member wants to hear of each kind."""

    def wish(self, user_id: UUID, kind: AlertKind, wish: Wish) -> None:
        """Keep how the member wants to hear of a kind."""
