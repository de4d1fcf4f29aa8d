"""Whatever text is typed or sent, it comes back as it was or is refused with a reason."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api.client import Program
from tests.attack.estate import Estate
from tests.attack.hostile import OWN, known
from tests.attack.routes import PAGES
from tests.web.forms import Form, forms

TEXTS: Final = tuple(dict.fromkeys((*OWN, *known())))
_DOORS: Final = ("/sign-out", "/sign-in", "/register", "/end", "/end-others", "/password")
_ELEMENTS: Final = frozenset({"iframe", "object", "embed", "base", "applet", "frame", "marquee"})


class _Planted(HTMLParser):
    """Elements and attributes that no page of ours has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.found += [tag] if tag in _ELEMENTS else []
        self.found += [name for name in known if name.startswith("on") or name == "style"]
        foreign = ("javascript:", "data:text", "vbscript:", "//", "http:", "https:")
        for name in ("href", "src", "action", "formaction"):
            if (known.get(name) or "").strip().lower().startswith(foreign):
                self.found.append(f"{name}={known[name]}")
        if tag == "script" and "src" not in known and known.get("type") != "application/json":
            self.found.append("script")


def _harmless(answer: TestResponse, where: object) -> None:
    assert answer.status_code < 500, (where, answer.text[:500])
    if answer.mimetype == "text/html":
        assert _Planted(answer.text).found == [], where


def _kept(text: str) -> str:
    lines = text.strip().replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines).strip()


@pytest.fixture(scope="module")
def told(app: Flask) -> tuple[Program, dict[str, TestResponse]]:
    """A program that has sent every text as a description, a payee and a memo at once."""
    program = Program(app)

    def send(text: str) -> TestResponse:
        body = {"amount": "1", "date": "2026-11-03", "description": text, "payee": text}
        return program.post("/expenses", body)

    with ThreadPoolExecutor(3) as pool:
        return program, dict(zip(TEXTS, pool.map(send, TEXTS), strict=True))


def test_a_text_comes_back_as_it_was_or_is_refused_with_a_reason(
    told: tuple[Program, dict[str, TestResponse]],
) -> None:
    _, answers = told
    kept = 0
    for text, answer in answers.items():
        body = answer.get_json()
        if answer.status_code == 201:
            kept += 1
            assert (body["description"], body["payee"]) == (_kept(text), _kept(text))
        else:
            assert answer.status_code == 422, (text, answer.text)
            assert body["errors"][0]["field"] in {"description", "payee"}
            assert body["errors"][0]["message"]
    assert kept > len(OWN) / 2


def test_pages_and_files_show_every_text_without_running_it(
    app: Flask, told: tuple[Program, dict[str, TestResponse]]
) -> None:
    program, answers = told
    ids = [one.get_json()["id"] for one in answers.values() if one.status_code == 201]
    browser = _browser_of(app, program)
    book = program.me["book"]["id"]
    for address in (
        f"/b/{book}",
        f"/b/{book}/transactions",
        f"/b/{book}/transactions?month=2026-11",
        f"/b/{book}/transactions/payees?payee=<",
        *(f"/b/{book}/transactions/{one}" for one in ids[::9]),
        *(f"/b/{book}/transactions/{one}/edit" for one in ids[::11]),
    ):
        _harmless(browser.get(address), address)


def _browser_of(app: Flask, program: Program) -> FlaskClient:
    client = app.test_client()
    page = client.get("/sign-in").text.split('name="csrf_token"')[1]
    sent = {
        "csrf_token": page.split('value="')[1].split('"')[0],
        "username": program.me["user"]["username"],
        "password": "violet-anvil-under-glass",
    }
    assert client.post("/sign-in", data=sent).status_code == 303
    return client


def test_a_table_for_a_spreadsheet_holds_no_formula(
    told: tuple[Program, dict[str, TestResponse]],
) -> None:
    program, answers = told
    answer = program.get("/exports?format=csv")
    assert answer.status_code == 200, answer.text
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert len(rows) > sum(one.status_code == 201 for one in answers.values())
    for row in rows[1:]:
        for cell in row:
            number = cell.lstrip("-").replace(".", "").isdigit()
            assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), row


def _everything(estate: Estate) -> Iterator[tuple[str, Form]]:
    """Every form of every page once, with where it leads."""
    seen: set[object] = set()
    for route in PAGES:
        answer = estate.ask(route)
        for form in forms(answer.text) if answer.mimetype == "text/html" else ():
            action = form.action or estate.at(route)
            shape = (form.method, len(action.split("/")), action[-12:], tuple(form.fields))
            if shape not in seen and not action.endswith(_DOORS):
                seen.add(shape)
                yield action, form


def test_every_field_of_every_form_takes_every_text_without_breaking(app: Flask) -> None:
    estate = Estate(app)
    sent = 0
    for action, form in list(_everything(estate)):
        for turn in range(0, len(OWN), 2):
            fields = dict(form.fields)
            names = [*dict.fromkeys([*fields, "next", "step", "why", "version", "focus"])]
            for place, name in enumerate(names):
                # A different text in each field, and in time every text in every field.
                if name != "csrf_token" and (turn + place) % 3:
                    fields[name] = OWN[(turn + place) % len(OWN)]
            answer = _send(estate, action, form.method.lower(), fields)
            _harmless(answer, (action, fields))
            answer.close()
            sent += 1
    assert sent > 300
    for route in PAGES:
        _harmless(estate.ask(route), route)


def _send(estate: Estate, action: str, method: str, fields: dict[str, str]) -> TestResponse:
    if method == "post":
        return estate.browser.client.post(action, data=fields)
    short = {name: text[:2000] for name, text in fields.items()}
    return estate.browser.client.get(action, query_string=short)
