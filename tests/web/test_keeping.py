"""Parts that are kept: never out of date, never another one's, and their forms still work."""

import re

import pytest
from flask import Flask

from finance.web.keeping import Kept, Same
from tests.people.web import Browser
from tests.web.forms import form
from tests.web.house import House, said


def test_a_part_is_drawn_once_for_one_key() -> None:
    kept, drawings = Kept(1000), iter([(b"first",), (b"second",)])
    for _ in range(3):
        assert kept.get("a", lambda: next(drawings)) == (b"first",)


def test_no_more_is_kept_than_there_is_room_for_and_the_last_used_stays() -> None:
    kept, part = Kept(1000), (b"x" * 48, b"x" * 48)
    for key in ("a", *map(str, range(8)), "a", "b", "c"):
        kept.get(key, lambda: part)
    assert kept.get("a", lambda: (b"new",)) == part
    assert kept.get("0", lambda: (b"new",)) == (b"new",)


def test_what_a_part_is_known_by_takes_room_too() -> None:
    kept = Kept(10_000)
    for key in ("a", "b"):
        kept.get((key, "x" * 600), lambda: (b"first",))
    assert kept.get(("a", "x" * 600), lambda: (b"new",)) == (b"first",)
    for at in range(20):
        kept.get((at, "x" * 600), lambda: (b"other",))
    assert kept.get(("a", "x" * 600), lambda: (b"new",)) == (b"new",)


def test_a_part_that_holds_on_to_much_of_what_was_read_is_drawn_every_time() -> None:
    kept, drawings, read = Kept(100_000), iter([(b"first",), (b"second",)]), tuple(range(1000))
    for expected in (b"first", b"second"):
        assert kept.get(("weeks", Same((read,))), lambda: next(drawings)) == (expected,)


def test_same_is_about_the_very_objects_and_not_what_they_hold() -> None:
    one, other = [1], [1]
    assert Same([one]) == Same([one])
    assert hash(Same([one])) == hash(Same([one]))
    assert Same([one]) != Same([other])
    assert Same([one]) != Same([one, one])
    assert Same([one]) != (one,)


def test_a_list_shows_a_change_of_a_row_of_a_name_and_of_a_balance_at_once(house: House) -> None:
    made = house.record(amount="7", payee="Corner", date="2026-11-03")
    assert "Corner" in house.get("transactions").text
    house.send(house.edit(made), payee="Market", amount="9")
    page = said(house.get("transactions").text)
    assert "Market" in page
    assert "Corner" not in page
    assert "9.00" in said(house.get("accounts").text)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "budget",
        "reports/month",
        "reports/months",
        "reports/weeks",
        "reports/years",
        "reports/categories",
    ],
)
def test_what_was_spent_stands_at_once_on_a_page_drawn_before(house: House, page: str) -> None:
    house.record(amount="7", date="today")
    for _ in range(2):
        assert "1,241.56" not in said(house.get(page).text)
    house.record(amount="1234.56", date="today")
    assert "1,241.56" in said(house.get(page).text)


@pytest.mark.parametrize("page", ["transactions/new", "schedules/new"])
def test_a_new_form_offers_at_once_what_was_made_since_it_was_drawn(
    house: House, page: str
) -> None:
    for _ in range(2):
        assert "Corner" not in house.get(page).text
    house.record(amount="7", payee="Corner")
    house.open_account("Jar")
    offered = house.get(page).text
    assert "Corner" in offered
    assert ">Jar</option>" in offered
    ids = {form(house.get(page).text, "/new").fields["id"] for _ in range(2)}
    assert len(ids) == 2, "each form is for something of its own"


def test_the_form_of_settings_says_at_once_what_was_saved(house: House) -> None:
    for name in ("Ours", "Yours"):
        answer = house.send(form(house.get("settings").text, "/settings"), name=name)
        assert answer.status_code == 303
        assert form(house.get("settings").text, "/settings").fields["name"] == name


def test_a_year_in_the_filter_is_said_by_the_months_of_the_book(house: House) -> None:
    house.record(amount="7", date="today")
    for start, day in (("1", "31 Dec"), ("25", "24 Dec")):
        house.send(form(house.get("settings").text, "/settings"), month_start=start)
        page = house.get("transactions?q=year").text
        assert re.search(rf'<span class="pill-text">[^<]* – \w+ {day}', page)


def test_the_forms_of_rules_offer_at_once_an_account_opened_since(house: House) -> None:
    house.get("alerts")
    house.open_account("Jar")
    assert ">Jar</option>" in house.get("alerts").text


def test_what_is_kept_for_one_household_is_not_shown_to_another(house: House, app: Flask) -> None:
    house.record(amount="7", payee="Only ours", date="2026-11-03")
    house.get("transactions")
    other = Browser(app)
    assert other.register().status_code == 303
    assert "Only ours" not in House(other).get("transactions").text


@pytest.mark.parametrize(
    ("path", "action"),
    [
        ("alerts", "/removal"),
        ("categories", "/order"),
        ("members", "/invitations"),
        ("profile/sessions", "/end-others"),
    ],
)
def test_forms_in_kept_parts_carry_the_token_of_their_own_request(
    house: House, app: Flask, path: str, action: str
) -> None:
    again = Browser(app, house.browser.name, house.browser.place)
    again.sign_in()
    again.book = house.browser.book
    house.send(form(house.get("alerts").text, "rule-large"), large_amount="250")
    told = set()
    for seen in (house, House(again), house):
        page = seen.get(path).text
        assert "\0" not in page
        token = page.partition('"X-CSRFToken": "')[2].partition('"')[0]
        assert form(page, action).fields["csrf_token"] == token
        assert form(page, "/sign-out").fields["csrf_token"] == token
        told.add(token)
    assert len(told) == 2, "one for each browser"
