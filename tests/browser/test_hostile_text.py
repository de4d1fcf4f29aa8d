"""Texts that were written to break programs: shown as they are, and nothing of them runs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from finance.domain.errors import Invalid
from finance.domain.texts import clean, visible
from tests.browser.pages import INSIDE, Book
from tests.browser.person import Person, person, signed_in
from tests.people.web import Browser as Client
from tests.web.forms import Form, form
from tests.web.house import House

OWN: Final = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 7 * 7 }}{% include 'x' %}",
    "%(amount)s %s %d",
    "javascript:alert(1)",
    "</title><svg onload=alert(1)>",
    '<a href="//elsewhere.example">here</a>',
    "=cmd|' /C calc'!A0",
    "Ω≈ç√∫˜µ 部落格 🐱‍👤 ﷽",
    "\u202eesrever\u202c",
    "W" * 100,
    "line\u2028separator",
)
"""Short enough to be a name."""


def _taken(text: str, field: str) -> str | None:
    """How ``text`` is kept; None if it is refused or nothing is left of it."""
    try:
        return clean(text, field) or None
    except Invalid:
        return None


@pytest.fixture(scope="module")
def bad(app: Flask) -> Book:
    """A book in which everything has a name written to break something."""
    client = Client(app)
    assert client.register().status_code == 303
    house = House(client)
    for text in OWN:
        house.open_account(text)
        house.send(_category(house), name=text)
        house.record(amount="5", payee=text, description=text, tags=text.replace(",", "")[:50])
    return Book(house)


def _category(house: House) -> Form:
    return form(house.get("categories/new").text, "/accounts/new")


@pytest.mark.parametrize("name", INSIDE)
def test_no_page_runs_what_it_shows_or_grows_too_wide(
    name: str, bad: Book, site: str, browser: Browser
) -> None:
    phone = {"width": 360, "height": 800}
    with signed_in(bad.house.browser, site, browser, viewport=phone) as reader:
        answer = reader.page.goto(site + bad.path(name))
        assert answer is not None
        assert answer.status < 500
        expect(reader.page.locator("script:not([src]), iframe, object")).to_have_count(0)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert reader.page.evaluate(wide) == 0


def test_every_name_is_shown_as_it_was_written(bad: Book, site: str, browser: Browser) -> None:
    with signed_in(bad.house.browser, site, browser) as reader:
        reader.open("accounts")
        shown = reader.main.locator(".tree-name").all_text_contents()
        reader.open("transactions")
        payees = reader.page.locator("tr[id^=row-] .c-payee > a").all_text_contents()
    kept = {visible(clean(text, "name")) for text in OWN}
    assert kept <= set(shown)
    assert kept <= set(payees)


@pytest.fixture
def phone(app: Flask, site: str, browser: Browser) -> Iterator[Person]:
    """Somebody with a phone."""
    with person(app, site, browser, viewport={"width": 360, "height": 800}) as found:
        yield found


def test_the_known_naughty_strings_are_kept_or_refused_and_shown(
    shared_data: Path, phone: Person
) -> None:
    known = shared_data / "naughty-strings" / "blns.json"
    texts = json.loads(known.read_text(encoding="utf-8")) if known.exists() else list(OWN)
    house, blank = phone.house, phone.house.new()
    kept = [one for text in texts if (one := _taken(text[:200], "payee"))]
    for text in (one[:200] for one in texts if _refused(one[:200])):
        assert house.send(blank, amount="5", payee=text).status_code == 422, text
    for payee, note in zip(kept[::2], [*kept[1::2], ""], strict=False):
        answer = house.send(blank, id=str(uuid4()), amount="5", payee=payee, description=note)
        assert answer.status_code == 303, (payee, note)
    shown = "\n".join(_rows(phone))
    lost = [one for one in kept if " ".join(visible(one).split()) not in shown]
    assert lost == []


def _refused(text: str) -> bool:
    try:
        clean(text, "payee")
    except Invalid:
        return True
    return False


def _rows(someone: Person) -> Iterator[str]:
    """Payee and note of every row of the register, page by page, blanks put together."""
    page = someone.open("transactions")
    older = page.get_by_role("link", name="Older")
    while True:
        for text in page.locator("tr[id^=row-] .c-payee").all_text_contents():
            yield " ".join(text.split())
        if not older.count():
            return
        address = older.get_attribute("href")
        assert address
        page.goto(f"{someone.site}{address}")
