"""Pages in front of the door."""

import re

import pytest
from flask import Flask

from finance.usecases.people_limits import PER_ACCOUNT
from finance.usecases.people_means import Policy
from tests.people.desk import PASSWORD, login
from tests.people.web import Browser, application, errors


def test_who_registers_is_in_a_book_of_their_own(app: Flask) -> None:
    browser = Browser(app)
    answer = browser.register(currency="JPY", time_zone="Asia/Tokyo")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    settings = browser.get(browser.within("settings")).text
    assert 'selected value="JPY"' in settings
    assert 'selected value="Asia/Tokyo"' in settings


def test_a_refused_form_keeps_what_was_typed_but_never_the_password(app: Flask) -> None:
    browser = Browser(app)
    answer = browser.register(password="password", email="me@example.org", currency="PLN")
    assert answer.status_code == 422
    assert errors(answer) == ["This is one of the passwords everybody tries first. Choose another."]
    assert f'value="{browser.name}"' in answer.text
    assert 'value="me@example.org"' in answer.text
    assert 'selected value="PLN"' in answer.text
    assert 'value="password"' not in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_taken_name_is_told_at_its_field(app: Flask) -> None:
    first = Browser(app)
    first.register()
    second = Browser(app, name=first.name.upper())
    assert errors(second.register()) == ["This name is taken already."]


def test_the_currency_of_the_browsers_region_is_offered_first(app: Flask) -> None:
    page = app.test_client().get("/register", headers={"Accept-Language": "de-CH,de;q=0.8"})
    assert 'selected value="CHF"' in page.text


def test_a_closed_registration_is_said_and_not_offered(app: Flask) -> None:
    closed = application(app.extensions["tests.engine"], Policy(registration_open=False))
    browser = Browser(closed)
    assert browser.get("/register").status_code == 403
    assert "Registration is closed" in browser.get("/register").text
    assert 'href="/register"' not in browser.get("/sign-in").text
    assert 'href="/register"' in Browser(app).get("/sign-in").text


def test_a_closed_registration_takes_no_form_either(app: Flask) -> None:
    closed = application(app.extensions["tests.engine"], Policy(registration_open=False))
    browser = Browser(closed)
    answer = browser.send("/sign-in", "/register", username=login(), password=PASSWORD)
    assert answer.status_code == 403


def test_unknown_name_and_wrong_password_are_answered_alike(app: Flask) -> None:
    known, unknown = Browser(app), Browser(app)
    known.register()
    known.sign_out()
    answers = [known.sign_in("wrong"), unknown.sign_in("wrong")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert errors(answers[0]) == errors(answers[1]) == ["Name and password do not match."]


def test_too_many_failures_are_429_and_say_how_long_to_wait(app: Flask) -> None:
    browser = Browser(app)
    for _ in range(PER_ACCOUNT):
        assert browser.sign_in("wrong").status_code == 422
    answer = browser.sign_in("wrong")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    assert "Too many failed attempts." in errors(answer)[0]


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/b/x?y=1", "/b/x?y=1"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/ok\r\nX: y", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_led_away_after_signing_in(app: Flask, wanted: str, led_to: str) -> None:
    browser = Browser(app)
    browser.register()
    browser.sign_out()
    answer = browser.sign_in(next=wanted)
    assert (answer.status_code, answer.headers["Location"]) == (303, led_to)


def test_signing_in_gives_another_cookie_than_signing_in_before(app: Flask) -> None:
    browser = Browser(app)
    first = browser.register().headers["Set-Cookie"]
    browser.sign_out()
    second = browser.sign_in().headers["Set-Cookie"]
    assert first.split(";")[0] != second.split(";")[0]
    assert "HttpOnly" in second
    assert "SameSite=Lax" in second


def test_over_https_the_cookie_is_bound_to_the_host(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/sign-in", base_url="https://localhost")
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_an_old_cookie_is_worth_nothing_once_signed_out(app: Flask) -> None:
    browser = Browser(app)
    browser.register()
    page = browser.within("profile")
    kept = browser.client.get_cookie("farthing")
    assert kept is not None
    assert browser.sign_out().status_code == 303
    assert browser.get(page).status_code == 303
    browser.client.set_cookie("farthing", kept.value)
    answer = browser.get(page)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in")


def test_a_forged_cookie_lets_nobody_in(app: Flask) -> None:
    browser = Browser(app)
    browser.register()
    kept = browser.client.get_cookie("farthing")
    assert kept is not None
    payload, stamp, _ = kept.value.rsplit(".", 2)
    for forged in (f"{payload}.{stamp}.AAAA", payload, "e30.AA.AA", ""):
        browser.client.set_cookie("farthing", forged)
        assert browser.get(browser.within("profile")).status_code == 303


def test_who_is_signed_in_is_not_asked_to_sign_in(app: Flask) -> None:
    browser = Browser(app)
    browser.register()
    assert browser.get("/sign-in?next=/b/z").headers["Location"] == "/b/z"
    assert browser.get("/register").headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/sign-in", "/register", "/sign-out"])
def test_a_form_without_its_token_is_refused(app: Flask, path: str) -> None:
    answer = app.test_client().post(path, data={"username": "a", "password": "b"})
    assert answer.status_code == 400


def test_the_pages_in_front_of_the_door_need_no_script(app: Flask) -> None:
    for path in ("/sign-in", "/register"):
        page = Browser(app).get(path).text
        assert not re.search(r"<script(?![^>]*src=)", page)
        assert not re.search(r'\son\w+="', page)
        assert not re.search(r'\sstyle="', page)
