"""What a rule may say, and what it raises."""

from typing import Any
from uuid import UUID

import pytest

from finance.domain.alerts import AlertKind, AlertRule, low, size
from finance.domain.errors import Invalid
from finance.domain.money import Bag, Money
from tests.domain.book import CHART, DAY, entry, named

ID = UUID(int=5000)
FIVE = Money(500, "EUR")


def _rule(kind: AlertKind, **said: Any) -> AlertRule:  # noqa: ANN401 - any field of a rule
    return AlertRule(id=ID, kind=kind, **said)


def test_a_large_transaction_is_of_no_account() -> None:
    with pytest.raises(Invalid, match="alert_field") as refused:
        _rule(AlertKind.LARGE, amount=FIVE, account_id=named("Cash").id)
    assert refused.value.field == "account_id"


@pytest.mark.parametrize(
    ("rule", "code", "field"),
    [
        (_rule(AlertKind.OVER, account_id=named("Cash").id), "account_kind", "category_id"),
        (
            _rule(AlertKind.LOW_BALANCE, account_id=named("Groceries").id, amount=FIVE),
            "account_kind",
            "account_id",
        ),
        (
            _rule(AlertKind.LOW_BALANCE, account_id=named("Dollars").id, amount=FIVE),
            "currency_of_account",
            "currency",
        ),
    ],
)
def test_a_rule_is_about_an_account_of_its_kind_and_currency(
    rule: AlertRule, code: str, field: str
) -> None:
    with pytest.raises(Invalid, match=code) as refused:
        rule.placed(CHART)
    assert refused.value.field == field


def test_a_rule_about_everything_stands_anywhere() -> None:
    _rule(AlertKind.NEAR, percent=75).placed(CHART)


def test_what_an_account_is_opened_with_has_no_size() -> None:
    assert size(entry(("Cash", 900), ("Opening balances", -900)), CHART, "EUR") == 0
    assert size(entry(("Cash", -900), ("Groceries", 900)), CHART, "EUR") == 900


def test_only_what_was_written_on_is_told_to_be_low() -> None:
    cash, bank = named("Cash").id, named("Bank").id
    rules = [_rule(AlertKind.LOW_BALANCE, account_id=one, amount=FIVE) for one in (cash, bank)]
    held = {cash: Bag([Money(499, "EUR")]), bank: Bag([Money(499, "EUR")])}
    assert [one.subject_id for one in low([cash], held, rules, DAY)] == [cash]
