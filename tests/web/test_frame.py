"""The frame around every page: headers, errors in the right form, health, the database away."""

import json
import logging
import re

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine

from finance.bootstrap import use_cases
from finance.usecases.people_means import Policy
from finance.web.actor import public
from finance.web.app import create_app
from finance.web.options import WebOptions
from tests.api.client import Program
from tests.people.web import application
from tests.web.house import PART, House

NOWHERE = "postgresql+psycopg://nobody@/nowhere?host=/nonexistent"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def broken(engine: Engine) -> Flask:
    """An application with a page that fails."""
    app = application(engine)

    @public
    def fail() -> str:
        """Fail, with a secret in the error."""
        raise RuntimeError("the secret")

    app.add_url_rule("/broken", view_func=fail)
    app.add_url_rule("/api/broken", "api_broken", view_func=fail)
    return app


@pytest.fixture
def away(app: Flask) -> Flask:
    """The same application with its database gone."""
    made = application(create_engine(NOWHERE))
    made.config["SECRET_KEY"] = app.config["SECRET_KEY"]
    return made


def test_no_answer_lets_a_browser_run_or_show_anything_from_elsewhere(house: House) -> None:
    for path in ("", "transactions", "/sign-in", "/nothing", "/healthz", "/api/balance"):
        headers = house.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_signed_in_page_is_kept_nowhere_and_varies_with_who_and_how(house: House) -> None:
    headers = house.get().headers
    assert headers["Cache-Control"] == "no-store"
    assert {"HX-Request-Type", "Cookie"} <= {one.strip() for one in headers["Vary"].split(",")}


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask) -> None:
    plain = app.test_client().get("/sign-in").headers["Set-Cookie"]
    assert plain.startswith("farthing=")
    secure = app.test_client().get("/sign-in", base_url="https://localhost").headers["Set-Cookie"]
    assert secure.startswith("__Host-farthing=")
    assert "Secure" in secure
    for cookie in (plain, secure):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie


def test_https_is_asked_to_stay(app: Flask) -> None:
    secure = app.test_client().get("/healthz", base_url="https://localhost")
    assert "max-age" in secure.headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in app.test_client().get("/healthz").headers


@pytest.mark.parametrize(("proxies", "scheme"), [(0, "farthing="), (1, "__Host-farthing=")])
def test_a_proxy_is_believed_only_when_it_was_named(
    engine: Engine, proxies: int, scheme: str
) -> None:
    known = use_cases(engine, Policy(), 8)
    app = create_app(known, WebOptions(secret_key="k" * 40, trusted_proxies=proxies, testing=True))
    answer = app.test_client().get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert answer.headers["Set-Cookie"].startswith(scheme)


def test_a_fault_of_the_program_tells_its_number_and_nothing_else(
    broken: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = broken.test_client().get("/broken")
    number = answer.headers["X-Request-Id"]
    assert answer.status_code == 500
    assert number in answer.text
    assert "the secret" not in answer.text
    assert number in caplog.text


def test_a_fault_is_a_problem_for_programs(broken: Flask) -> None:
    answer = broken.test_client().get("/api/broken")
    assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
    assert answer.get_json()["code"] == "internal"
    assert "the secret" not in answer.text


def test_what_is_not_there_is_a_page_or_a_notice(house: House) -> None:
    page = house.get("/nothing")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "<html" in page.text
    notice = house.browser.client.get("/nothing", headers=PART)
    assert notice.status_code == 404
    assert "toast" in notice.text
    assert "<html" not in notice.text


def test_signing_in_leads_back_to_where_one_wanted_to_go(house: House) -> None:
    visitor = house.browser.app.test_client()
    wanted = house.at("transactions") + "?q=bread"
    sent = visitor.get(wanted)
    assert sent.status_code == 303
    assert sent.headers["Location"] == f"/sign-in?next={house.at('transactions')}%3Fq%3Dbread"
    part = visitor.get(wanted, headers={**HTMX, "HX-Current-URL": f"http://localhost{wanted}"})
    assert part.status_code == 401
    assert part.headers["HX-Redirect"] == sent.headers["Location"]


def test_help_while_typing_leads_nobody_away_when_the_session_is_lost(house: House) -> None:
    visitor = house.browser.app.test_client()
    for answer in (
        visitor.get(house.at("transactions/payees") + "?payee=Bak", headers=HTMX),
        visitor.post(house.at("transactions/new/filled"), headers=HTMX),
    ):
        assert (answer.status_code, answer.text) == (401, "")
        assert "HX-Redirect" not in answer.headers


def test_a_form_without_its_token_changes_nothing(house: House) -> None:
    answer = house.browser.client.post(house.at("settings"), data={"name": "Stolen"})
    assert answer.status_code == 400
    assert "Stolen" not in house.get("settings").text


def test_health_needs_nobody_and_readiness_needs_the_database(app: Flask, away: Flask) -> None:
    assert app.test_client().get("/healthz").get_json() == {"status": "ok"}
    assert app.test_client().get("/readyz").get_json() == {"status": "ok"}
    assert away.test_client().get("/healthz").status_code == 200
    ready = away.test_client().get("/readyz")
    assert (ready.status_code, ready.headers["Retry-After"]) == (503, "5")


def test_with_the_database_away_a_program_is_told_to_come_back(app: Flask, away: Flask) -> None:
    program = Program(app)
    program.app = away
    for answer in (program.get("/balance"), program.post("/auth/login", _login(program))):
        assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
        assert answer.headers["Retry-After"] == "5"
        assert answer.get_json()["code"] == "database_away"


def _login(program: Program) -> dict[str, str]:
    return {"username": program.me["user"]["username"], "password": "whatever it was"}


def test_with_the_database_away_a_person_sees_a_page_and_stays_signed_in(
    house: House, away: Flask
) -> None:
    cookie = house.browser.client.get_cookie("farthing")
    assert cookie is not None
    visitor = away.test_client()
    visitor.set_cookie("farthing", cookie.value)
    page = visitor.get(house.at("transactions"))
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "5"
    assert "does not answer right now" in page.text
    assert "<html" in page.text
    notice = visitor.get(house.at("transactions"), headers=PART)
    assert notice.status_code == 503
    assert "toast" in notice.text
    assert house.get("transactions").status_code == 200


def test_too_many_failed_sign_ins_are_told_how_long_to_wait(app: Flask) -> None:
    program = Program(app)
    program.token = ""
    answers = [program.post("/auth/login", _login(program)) for _ in range(11)]
    last = answers[-1]
    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) > 0
    assert last.headers["RateLimit-Remaining"] == "0"
    assert last.headers["RateLimit-Reset"] == last.headers["Retry-After"]


def test_a_text_far_too_long_is_told_at_its_field_and_not_lost(house: House) -> None:
    long = "word " * 2_000_000
    answer = house.send(house.new(), amount="5", description=long)
    assert answer.status_code == 422
    assert "too long" in answer.text
    assert len(answer.text) > len(long)


def test_a_body_beyond_all_bounds_is_413(house: House) -> None:
    answer = house.browser.client.post(house.at("settings"), data={"name": "x" * 20_000_000})
    assert answer.status_code == 413
    assert "<html" in answer.text


def test_an_address_that_is_not_there_is_a_problem_for_programs(app: Flask) -> None:
    answer = app.test_client().get("/api/nothing")
    assert json.loads(answer.text)["code"] == "no_such_page"
    assert not re.search("traceback", answer.text, re.IGNORECASE)


def test_below_a_prefix_every_address_of_the_frame_has_it(house: House) -> None:
    page = house.browser.client.get(house.at(), environ_overrides={"SCRIPT_NAME": "/money"})
    frame = re.findall(r'(?:href|action)="(/[^"]*)"', page.text)
    assert frame
    assert [one for one in frame if not one.startswith("/money/")] == []
