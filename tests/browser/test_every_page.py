"""Every page, on a phone and on a desk, in the light and in the dark."""

from typing import Final, Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser.axe import violations
from tests.browser.chromium import window
from tests.browser.pages import INSIDE, OUTSIDE, Book
from tests.browser.person import signed_in

PHONE, DESK = 360, 1280
Light = Literal["light", "dark"]

_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_UNLABELLED = """() => Array.from(document.querySelectorAll("input, select, textarea"))
    .filter(one => one.type !== "hidden" && one.checkVisibility() && one.tabIndex >= 0)
    .filter(one => !one.labels?.length && !one.getAttribute("aria-label"))
    .map(one => one.outerHTML)"""
_LOST_FOCUS = """() => { const one = document.activeElement, style = getComputedStyle(one);
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const lit = style.boxShadow !== "none" || one.closest("svg");
    return seen || lit || one === document.body ? null : one.outerHTML.slice(0, 200); }"""


_SIGHTS: Final[tuple[tuple[int, Light], ...]] = ((DESK, "light"), (PHONE, "dark"))
"""Each size and each light once; the style guide is seen in all four ways."""


def _look(page: Page, address: str, width: int, light: Light) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=light, reduced_motion="reduce")
    page.goto(address)


@pytest.mark.parametrize("name", [*INSIDE, *OUTSIDE])
def test_a_page_serves_everybody_at_every_size(
    name: str, book: Book, site: str, browser: Browser
) -> None:
    with signed_in(book.house.browser, site, browser) as reader:
        page = reader.page
        if name in OUTSIDE:
            page.context.clear_cookies()
        for width, light in _SIGHTS:
            _look(page, site + book.path(name), width, light)
            assert page.evaluate(_UNLABELLED) == []
            assert page.evaluate(_OVERFLOW) == 0
            assert violations(page) == []


@pytest.mark.parametrize("name", ["notices", "alerts", "budget", "report-month"])
def test_a_page_of_warnings_serves_everybody_on_a_desk_in_the_dark(
    name: str, book: Book, site: str, browser: Browser
) -> None:
    with signed_in(book.house.browser, site, browser) as reader:
        _look(reader.page, site + book.path(name), DESK, "dark")
        assert reader.page.evaluate(_OVERFLOW) == 0
        assert violations(reader.page) == []


def test_every_component_can_be_read_in_every_light(site: str, browser: Browser) -> None:
    with window(browser) as context:
        page = context.new_page()
        others: tuple[tuple[int, Light], ...] = ((DESK, "dark"), (PHONE, "light"))
        for width, light in others:
            _look(page, site + OUTSIDE["style-guide"], width, light)
            assert violations(page, contrast_only=True) == []


@pytest.mark.parametrize("name", ["home", "transactions-open", "expense-new", "sign-in"])
def test_the_focus_shows_wherever_it_goes(
    name: str, book: Book, site: str, browser: Browser
) -> None:
    with signed_in(book.house.browser, site, browser) as reader:
        if name in OUTSIDE:
            reader.page.context.clear_cookies()
        reader.page.goto(site + book.path(name))
        lost = []
        for _ in range(30):
            reader.page.keyboard.press("Tab")
            lost.append(reader.page.evaluate(_LOST_FOCUS))
        assert [one for one in lost if one] == []


def test_no_page_was_forgotten_here(app: Flask) -> None:
    plain = {
        rule.rule.removeprefix("/b/<uuid:book_id>").lstrip("/")
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.rule.startswith("/b/")
        if rule.arguments == {"book_id"}
    }
    known = {path.partition("?")[0] for path in INSIDE.values()}
    files = {"transactions.csv", "transactions.json", "reports/month.pdf", "reports/analysis.csv"}
    assert plain - known <= {"transactions/payees", "notifications/count", *files}
