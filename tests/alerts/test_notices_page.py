"""The page of notices, as a browser without scripting uses it."""

import pytest
from flask import Flask

from tests.api.client import Program
from tests.attack.estate import Estate
from tests.web.forms import form
from tests.web.house import House, path_of, said


@pytest.fixture
def estate(app: Flask) -> Estate:
    """A person at a program and at a browser, with one notice not read."""
    return Estate(app)


def test_a_notice_is_counted_in_the_frame_shown_and_read(estate: Estate) -> None:
    house = House(estate.browser)
    assert 'aria-label="Notices, not read: 1"' in house.get("").text
    page = house.get("notifications").text
    assert "100,000.00. You asked to be told from 100,000.00 on." in said(page)
    answer = house.send(form(page, f"/{estate.owned.notice}/read"))
    assert path_of(answer) == house.at("notifications")
    page = house.get("notifications").text
    assert "(not read)" not in page


def test_all_notices_are_read_at_once(estate: Estate) -> None:
    house = House(estate.browser)
    answer = house.send(form(house.get("notifications").text, "/notifications/read"))
    assert answer.status_code == 303
    assert 'aria-label="Notices, not read' not in house.get("").text


def test_older_notices_follow_page_by_page(estate: Estate) -> None:
    house, program = House(estate.browser), estate.program
    for _ in range(51):
        program.spent("100000", payee="Sculptor")
    page = house.get("notifications").text
    assert page.count('class="notice-line') == 50
    older = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert house.get(older).text.count('class="notice-line') == 2
    assert house.get("notifications?before=nonsense").status_code == 404


def test_a_book_without_notices_says_what_they_are(app: Flask) -> None:
    program = Program(app)
    assert program.seen("/notifications")["items"] == []
    house = House(Estate(app).browser)
    house.send(form(house.get("notifications").text, "/notifications/read"))
    assert "Mark all as read" not in house.get("notifications").text
