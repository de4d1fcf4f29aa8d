"""Rules of alerts are taken back like anything else, and there is an end to how many there are."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import Engine

from finance.domain.alerts import MOST_RULES, AlertKind, AlertRule
from finance.domain.errors import Conflict, Invalid
from finance.domain.money import Money
from tests.alerts.home import Watched, watched


def _latest(watch: Watched) -> UUID:
    return watch.home.changes.latest(watch.home.actor)[0].id


def _undo(watch: Watched, change: UUID) -> None:
    watch.home.changes.reverse(watch.home.actor, change)


def _amounts(watch: Watched) -> list[int]:
    rules = watch.alerts.all(watch.home.actor)
    return [one.amount.minor for one in rules if one.amount is not None]


def _turn(watch: Watched, rule: AlertRule, amount: str) -> AlertRule:
    to = Money.parse(amount, "EUR")
    return watch.alerts.change(watch.home.actor, rule.id, None, lambda now: replace(now, amount=to))


def test_making_and_changing_a_rule_are_taken_back(engine: Engine) -> None:
    watch = watched(engine)
    rule = watch.large("100")
    made = _latest(watch)
    _turn(watch, rule, "200")
    _undo(watch, _latest(watch))
    assert _amounts(watch) == [10_000]
    _turn(watch, rule, "300")
    with pytest.raises(Conflict, match="changed_since"):
        _undo(watch, made)
    assert _amounts(watch) == [30_000]


def test_a_rule_just_made_goes_by_an_undo(engine: Engine) -> None:
    watch = watched(engine)
    watch.large("100")
    _undo(watch, _latest(watch))
    assert _amounts(watch) == []


def test_what_is_as_it_was_is_no_change_of_a_rule(engine: Engine) -> None:
    watch = watched(engine)
    rule = watch.large("100")
    newest = _latest(watch)
    assert _turn(watch, rule, "100").version == rule.version
    assert _latest(watch) == newest


def test_a_book_has_so_many_rules_and_no_more(engine: Engine) -> None:
    watch = watched(engine)
    for number in range(MOST_RULES):
        watch.large(f"{number + 1}")
    with pytest.raises(Invalid, match="alerts_many"):
        watch.rule(AlertKind.LARGE, amount=Money(1, "EUR"))
    assert len(_amounts(watch)) == MOST_RULES
