"""The page of rules and wishes, as a browser without scripting uses it."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.attack.estate import Estate
from tests.web.forms import form
from tests.web.house import House, path_of, said


@pytest.fixture
def house(app: Flask) -> House:
    """Somebody at a browser."""
    return House(Estate(app).browser)


def add(house: House, kind: str, **typed: str) -> TestResponse:
    """Fill in the form of a kind of rule."""
    return house.send(form(house.get("alerts").text, f"rule-{kind}"), **typed)


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("large", {"large_amount": "250"}, "A transaction of 250.00 EUR or more"),
        ("low_balance", {"low_balance_amount": "-20"}, "Cash holds less than −20.00 EUR"),
        ("near", {"percent": "60"}, "60% of the limit is used: every limit"),
        ("near", {"percent": "75 %"}, "75% of the limit is used: every limit"),
    ],
)
def test_a_rule_is_made_shown_removed_and_brought_back(
    house: House, kind: str, typed: dict[str, str], words: str
) -> None:
    answer = add(house, kind, **typed)
    assert path_of(answer) == house.at("alerts")
    page = house.get("alerts").text
    assert words in said(page)
    line = page[page.index(words.split(" ", maxsplit=1)[0], page.index("notice-list")) :]
    assert line
    removals = [one.split('"')[0] for one in page.split('action="') if "/removal" in one[:120]]
    house.send(form(page, removals[-1]))
    gone = house.get("alerts").text
    assert words not in said(gone)
    house.send(form(gone, "/reversal"))
    assert words in said(house.get("alerts").text)


@pytest.mark.parametrize(
    ("kind", "typed", "fault"),
    [
        ("large", {"large_amount": ""}, "Give an amount."),
        ("large", {"large_amount": "-5"}, "The amount must be more than zero."),
        ("large", {"large_amount": "lots"}, "“lots” is not an amount."),
        ("low_balance", {"low_balance_amount": ""}, "Give an amount."),
        ("near", {"percent": "100"}, "from 1 to 99"),
        ("near", {"percent": "x"}, "Say at how many per cent"),
        ("large", {"large_amount": "100000"}, "There is such a rule already."),
    ],
)
def test_what_is_wrong_with_a_rule_is_told_at_its_field_and_kept(
    house: House, kind: str, typed: dict[str, str], fault: str
) -> None:
    answer = add(house, kind, **typed)
    assert answer.status_code == 422
    assert fault in said(answer.text)
    assert all(f'value="{text}"' in answer.text for text in typed.values() if text)


def test_wishes_are_kept(house: House) -> None:
    page = house.get("alerts").text
    one = form(page, "/notifications/wishes")
    one.fields.pop("large_mail")
    assert house.send(one).status_code == 303
    again = form(house.get("alerts").text, "/notifications/wishes").fields
    assert "large_mail" not in again
    assert {"large_page", "near_mail", "over_page"} <= set(again)
