"""What every answer says to the browser, and what cookies are like: on every page there is."""

import re
from typing import Final

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from finance.web.app import create_app
from finance.web.context import usecases
from finance.web.options import WebOptions
from tests.attack.estate import Estate
from tests.attack.routes import FORMS, READINGS, ROUTES, Route
from tests.people.web import KEY, Browser

_INLINE: Final = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\son\w+=\"|\sstyle=\"|javascript:",
    re.IGNORECASE,
)


def _guarded(answer: TestResponse, what: object) -> None:
    told = answer.headers
    policy = {one.split()[0]: one.split()[1:] for one in told["Content-Security-Policy"].split(";")}
    assert policy["default-src"] == ["'none'"], what
    assert policy["script-src"] == ["'self'"], what
    assert policy["frame-ancestors"] == ["'none'"], what
    assert policy["base-uri"] == ["'none'"], what
    assert "unsafe" not in told["Content-Security-Policy"], what
    assert told["X-Content-Type-Options"] == "nosniff", what
    assert told["Referrer-Policy"] in {"same-origin", "no-referrer"}, what
    assert told["Cross-Origin-Opener-Policy"] == "same-origin", what
    assert not [name for name, _ in told if name.startswith("Access-Control")], what
    assert "Werkzeug" not in told.get("Server", ""), what


@pytest.mark.parametrize("route", [route for route in ROUTES if not route.changing], ids=str)
def test_every_answer_to_looking_is_guarded(estate: Estate, route: Route) -> None:
    origin = "https://evil.example"
    answer = estate.ask(route, Origin=origin)
    _guarded(answer, route)
    if answer.mimetype == "text/html":
        assert answer.headers["Cache-Control"] == "no-store"
        assert not _INLINE.search(answer.text)
        assert "Cookie" in answer.headers["Vary"]


@pytest.mark.parametrize("route", FORMS, ids=str)
def test_every_answer_to_a_refused_form_is_guarded(estate: Estate, route: Route) -> None:
    answer = estate.browser.client.post(estate.at(route), data={})
    _guarded(answer, route)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/b/none/transactions", 404),
        ("DELETE", "/sign-in", 405),
        ("GET", "/api/nowhere", 404),
        ("DELETE", "/api/auth/login", 405),
        ("GET", "/static/none/..%2f..%2fapp.py", 404),
        ("GET", "/static/none/js/%00.js", 404),
    ],
)
def test_errors_are_guarded_and_told_in_the_right_language(
    estate: Estate, method: str, path: str, status: int
) -> None:
    answer = estate.browser.client.open(path, method=method)
    assert answer.status_code == status
    _guarded(answer, path)
    told = "application/problem+json" if path.startswith("/api") else "text/html"
    assert answer.mimetype == told
    assert answer.text


def _cookies(answer: TestResponse) -> list[str]:
    return answer.headers.getlist("Set-Cookie")


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(app: Flask) -> None:
    browser = Browser(app)
    given = _cookies(browser.register())
    assert given
    for cookie in given:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


@pytest.mark.parametrize("secure", [True, False])
def test_over_https_cookies_are_the_hosts_own(app: Flask, *, secure: bool) -> None:
    with app.app_context():
        known = usecases()
    options = WebOptions(secret_key=KEY, testing=True, secure=secure, trusted_proxies=1)
    client = create_app(known, options).test_client()
    answer = client.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    (cookie,) = _cookies(answer)
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_a_scheme_claimed_by_a_stranger_is_not_believed(app: Flask) -> None:
    client = app.test_client()
    answer = client.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert all(not cookie.startswith("__Host-") for cookie in _cookies(answer))
    assert "Strict-Transport-Security" not in answer.headers


def test_no_cookie_is_asked_for_or_set_below_the_api(estate: Estate) -> None:
    for route in READINGS:
        if route.api:
            answer = estate.browser.client.get(estate.at(route))
            public = route.path in {"/api/docs", "/api/errors", "/api/openapi.json"}
            assert answer.status_code == (200 if public else 401), route
            assert _cookies(answer) == []
            answer.close()
