"""Opening a further book on pages."""

from uuid import UUID

import pytest
from flask import Flask

from tests.people.web import Browser, errors


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser of a new person, signed in."""
    made = Browser(app)
    made.register()
    return made


def _asked(browser: Browser) -> dict[str, object]:
    """What the blank form holds, with a name typed in."""
    page = browser.get(browser.within("books/new")).text
    book_id = page.partition('name="id"')[2].partition('value="')[2].partition('"')[0]
    return {"id": UUID(book_id), "name": "Club", "currency": "CHF", "time_zone": "Asia/Tokyo"}


def test_settings_lead_to_a_further_book_and_one_is_in_it_then(browser: Browser) -> None:
    assert browser.within("books/new") in browser.get(browser.within("settings")).text
    made = browser.send(browser.within("books/new"), **_asked(browser))
    assert made.status_code == 303
    first, browser.book = browser.book, browser.book_in_view()
    assert browser.book != first
    front = browser.get(made.headers["Location"]).text
    assert f'href="/b/{first}"' in front
    assert f'href="{browser.within("books/new")}"' in front
    settings = browser.get(browser.within("settings")).text
    assert 'value="Club"' in settings
    assert 'selected value="CHF"' in settings


def test_a_form_sent_twice_opens_one_book(browser: Browser) -> None:
    asked = _asked(browser)
    page = browser.within("books/new")
    first, second = browser.send(page, **asked), browser.send(page, **asked)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]


def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_is_kept(browser: Browser) -> None:
    wrong = {**_asked(browser), "name": " ", "time_zone": "Mars/Olympus"}
    answer = browser.send(browser.within("books/new"), **wrong)
    assert answer.status_code == 422
    assert errors(answer) == ["“Mars/Olympus” is not a time zone. Use one like Europe/Warsaw."]
    answer = browser.send(browser.within("books/new"), **{**wrong, "time_zone": "UTC"})
    assert answer.status_code == 422
    assert 'selected value="CHF"' in answer.text


def test_an_id_that_is_none_opens_nothing(browser: Browser) -> None:
    asked = {**_asked(browser), "id": "none"}
    assert browser.send(browser.within("books/new"), **asked).status_code == 422
    taken = {**asked, "id": browser.book}
    assert browser.send(browser.within("books/new"), **taken).status_code == 422
