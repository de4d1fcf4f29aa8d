"""A page elsewhere cannot make a signed-in browser change anything here."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.attack.estate import Estate
from tests.attack.evidence import digest
from tests.attack.routes import FORMS, READINGS, Route
from tests.people.web import Browser

FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:81"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://[::"},
)
OWN: tuple[dict[str, str], ...] = (
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
    {"Origin": "https://localhost"},
    {"Origin": "https://home.example", "Host": "home.example"},
    {"Origin": "http://home.example:8000", "Host": "home.example:8000"},
)


def _fields(estate: Estate) -> dict[str, str]:
    return {"csrf_token": estate.token(), "version": "1", "name": "Taken over"}


@pytest.mark.parametrize("route", FORMS, ids=str)
def test_a_form_without_its_token_is_refused(
    estate: Estate, superuser: Engine, route: Route
) -> None:
    before = digest(superuser, estate.book, estate.person)
    for token in ({}, {"csrf_token": ""}, {"csrf_token": "x" * 40}):
        answer = estate.browser.client.post(estate.at(route), data={**token, "version": "1"})
        assert answer.status_code == 400
        assert "<html" in answer.text
    assert digest(superuser, estate.book, estate.person) == before


@pytest.mark.parametrize("route", FORMS, ids=str)
def test_a_token_of_another_browser_is_refused(
    estate: Estate, app: Flask, superuser: Engine, route: Route
) -> None:
    attacker = Browser(app)
    attacker.register()
    found = attacker.get(attacker.within("profile")).text.split('name="csrf_token"')[1]
    token = found.split('value="')[1].split('"')[0]
    before = digest(superuser, estate.book, estate.person)
    answer = estate.browser.client.post(estate.at(route), data={"csrf_token": token})
    assert answer.status_code == 400
    assert digest(superuser, estate.book, estate.person) == before


@pytest.mark.parametrize("route", FORMS, ids=str)
def test_a_form_sent_from_elsewhere_is_refused_even_with_its_token(
    estate: Estate, superuser: Engine, route: Route
) -> None:
    sent = _fields(estate)
    before = digest(superuser, estate.book, estate.person)
    for claim in FOREIGN:
        answer = estate.browser.client.post(estate.at(route), data=sent, headers=claim)
        assert (answer.status_code, "from a page of this program" in answer.text) == (403, True)
    assert digest(superuser, estate.book, estate.person) == before


@pytest.mark.parametrize("claim", OWN, ids=str)
def test_a_form_sent_from_here_is_taken_also_behind_a_proxy(
    app: Flask, claim: dict[str, str]
) -> None:
    client = app.test_client()
    page = client.get("/sign-in", headers=claim).text.split('name="csrf_token"')[1]
    sent = {"csrf_token": page.split('value="')[1].split('"')[0], "username": "nobody"}
    assert client.post("/sign-in", data=sent, headers=claim).status_code == 422


def test_looking_at_everything_changes_nothing(estate: Estate, superuser: Engine) -> None:
    before = digest(superuser, estate.book, estate.person)
    for route in READINGS:
        answer = estate.ask(route)
        assert answer.status_code < 400, (route, answer.text)
        assert estate.ask(route, HX_Request="true").status_code < 400
    assert digest(superuser, estate.book, estate.person) == before


def test_a_method_no_address_takes_changes_nothing(estate: Estate, superuser: Engine) -> None:
    before = digest(superuser, estate.book, estate.person)
    for route in READINGS:
        for method in ("PUT", "DELETE", "TRACE", "PROPFIND", "BREW"):
            answer = estate.browser.client.open(estate.at(route), method=method)
            assert 400 <= answer.status_code < 500, (method, route, answer.text)
    assert digest(superuser, estate.book, estate.person) == before


@pytest.mark.parametrize(
    "page", ["http://[", "//evil.example/", "http://x//evil.example/", "\\\\evil"]
)
def test_nobody_is_led_elsewhere_by_where_they_say_they_came_from(app: Flask, page: str) -> None:
    client = app.test_client()
    place = "/b/00000000-0000-7000-8000-000000000000/transactions"
    for headers in ({"HX-Request": "true", "HX-Current-URL": page}, {"Referer": page}):
        answer = client.get(place, headers=headers)
        led = answer.headers.get("Location") or answer.headers.get("HX-Redirect") or ""
        assert answer.status_code in {303, 401}
        assert led.startswith("/sign-in")
        assert "next=//" not in led
