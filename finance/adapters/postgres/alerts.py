"""The rules of alerts."""

from typing import Any, Final
from uuid import UUID

from finance.adapters.postgres import account_texts
from finance.adapters.postgres.changes import recording
from finance.adapters.postgres.notices import wishes, wishing
from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.pipeline import together
from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.changes import Action, Subject, alert_snapshot
from finance.domain.errors import ChangedMeanwhile, NotFound
from finance.domain.money import Money
from finance.usecases.notice_ports import Listening
from finance.usecases.ports import Mark

_RULE: Final = """
    SELECT id, kind, account_id, percent, amount, currency, active, version
    FROM alert_rule WHERE book_id = %(book)s
"""
_ALL: Final = f"{_RULE} ORDER BY id"
_GET: Final = f"{_RULE} AND id = %(id)s"
_LOCK: Final = _GET + " FOR UPDATE"
_INSERT: Final = """
    INSERT INTO alert_rule (book_id, id, kind, account_id, percent, amount, currency, active)
    VALUES (%(book)s, %(id)s, %(kind)s, %(account)s, %(percent)s, %(amount)s, %(currency)s,
        %(active)s)
"""
_EDIT: Final = """
    UPDATE alert_rule SET kind = %(kind)s, account_id = %(account)s, percent = %(percent)s,
        amount = %(amount)s, currency = %(currency)s, active = %(active)s, version = version + 1
    WHERE book_id = %(book)s AND id = %(id)s AND version = %(version)s
"""
_REMOVE: Final = """
    DELETE FROM alert_rule WHERE book_id = %(book)s AND id = %(id)s AND version = %(version)s
"""


class PostgresAlerts(BookPart):
    """The ``Alerts`` port."""

    def all(self) -> tuple[AlertRule, ...]:
        """All of them, in the order they were made."""
        (found,) = self._line.look((_ALL, {"book": self._book_id}))
        return tuple(map(_value, found))

    def listening(self, user_id: UUID) -> Listening:
        """All of them, the member's wishes and all accounts, in one round trip."""
        book = {"book": self._book_id}
        rules, wished, accounts = self._line.look(
            (_ALL, book), wishing(self._book_id, user_id), (account_texts.QUERY, book)
        )
        return Listening(
            rules=tuple(map(_value, rules)),
            wishes=wishes(wished),
            accounts=account_texts.readings(accounts),
        )

    def get(self, rule_id: UUID, *, lock: bool = False) -> AlertRule:
        """One rule; NotFound."""
        given = {"book": self._book_id, "id": rule_id}
        (found,) = self._line.read((_LOCK if lock else _GET, given))
        if not found:
            raise NotFound("alert", "id")
        return _value(found[0])

    def add(self, rule: AlertRule, mark: Mark) -> None:
        """Write a new rule and its change."""
        what = (Subject.ALERT, rule.id, Action.CREATED)
        change = recording(self._book_id, what, (None, alert_snapshot(rule)), mark)
        together(self._connection, [(_INSERT, self._given(rule)), change])

    def replace(self, before: AlertRule, after: AlertRule, mark: Mark) -> AlertRule:
        """Write ``after`` and the change; the rule with its new version."""
        what = (Subject.ALERT, before.id, Action.EDITED)
        states = (alert_snapshot(before), alert_snapshot(after))
        given = {**self._given(after), "version": before.version}
        self._turn([(_EDIT, given), recording(self._book_id, what, states, mark)], before)
        return self.get(before.id)

    def remove(self, before: AlertRule, mark: Mark) -> None:
        """Take a rule away, with its change."""
        what = (Subject.ALERT, before.id, Action.REMOVED)
        change = recording(self._book_id, what, (alert_snapshot(before), None), mark)
        self._turn([(_REMOVE, self._given(before)), change], before)

    def _turn(self, statements: list[Any], before: AlertRule) -> None:
        """Write the row first; if somebody was faster, what follows is never committed."""
        if together(self._connection, statements)[0] == 0:
            raise ChangedMeanwhile("changed_meanwhile", "version", {"version": before.version})

    def _given(self, rule: AlertRule) -> dict[str, Any]:
        return {
            "book": self._book_id,
            "id": rule.id,
            "kind": rule.kind.value,
            "account": rule.account_id,
            "percent": rule.percent,
            "amount": rule.amount.minor if rule.amount is not None else None,
            "currency": rule.amount.currency if rule.amount is not None else None,
            "active": rule.active,
            "version": rule.version,
        }


def _value(row: tuple[Any, ...]) -> AlertRule:
    """The rule of a row of ``_RULE``."""
    rule_id, kind, account_id, percent, amount, currency, active, version = row
    return AlertRule(
        id=rule_id,
        kind=AlertKind(kind),
        account_id=account_id,
        percent=percent,
        amount=None if amount is None else Money(amount, currency),
        active=active,
        version=version,
    )
