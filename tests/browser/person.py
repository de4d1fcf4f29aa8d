"""Somebody with a browser: what they see, and what they do on most pages."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.browser.chromium import window
from tests.people.web import Browser as Client
from tests.web.house import House

COOKIE: Final = "farthing"
"""The name of the session cookie on plain http."""


@dataclass
class Person:
    """A page, the site it is on, and the same book as a plain client sees it."""

    page: Page
    site: str
    house: House

    def address(self, path: str = "") -> str:
        """The full address of ``path`` in the book."""
        return f"{self.site}{self.house.at(path)}"

    def open(self, path: str = "") -> Page:
        """Go to a page of the book."""
        self.page.goto(self.address(path))
        return self.page

    def another_tab(self, path: str = "") -> Page:
        """A second page of the same browser."""
        page = self.page.context.new_page()
        page.goto(self.address(path))
        return page

    @property
    def main(self) -> Locator:
        """What the page is about, without the frame around it."""
        return self.page.get_by_role("main")

    def fill(self, fields: Mapping[str, str]) -> None:
        """Type into fields, found by the words a person reads beside them."""
        for label, text in fields.items():
            self.field(label).fill(text)

    def field(self, label: str) -> Locator:
        """The field with this label, whether or not it says that it is optional."""
        return self.main.get_by_label(_labelled(label))

    def chosen(self, label: str) -> Locator:
        """What is chosen in a list."""
        return self.field(label).locator("option:checked")

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.field(label).select_option(label=option)

    def button(self, name: str) -> Locator:
        """The button or link of the main part with this name."""
        exactly = re.compile(rf"^{re.escape(name)}( [a-z])?$")  # a key may stand beside it
        named = self.main.get_by_role("button", name=exactly)
        return named.or_(self.main.get_by_role("link", name=exactly)).first

    def press(self, name: str) -> None:
        """Press the button or link of the main part with this name."""
        self.button(name).click()

    def record(self, fields: Mapping[str, str], query: str = "") -> None:
        """Write down a transaction on its page; Category and Account are chosen, the rest typed."""
        self.open(f"transactions/new{query}")
        self.fill({name: text for name, text in fields.items() if name not in _CHOSEN})
        for name in _CHOSEN & set(fields):
            self.choose(name, fields[name])
        self.press("Save")
        self.page.wait_for_url("**/transactions")

    def row(self, text: str) -> Locator:
        """The rows of the register in which ``text`` stands."""
        return self.page.locator("tr[id^=row-]").filter(has_text=text)

    def fault(self, label: str) -> Locator:
        """What is said to be wrong at the field with this label."""
        return (
            self.page.locator(".field")
            .filter(has=self.page.get_by_label(_labelled(label)))
            .locator(".error")
        )


def _labelled(label: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(label)}(\s+optional)?\s*$")


_CHOSEN: Final = frozenset({"Category", "Account", "From", "To"})


@contextmanager
def person(app: Flask, site: str, browser: Browser, **options: Any) -> Iterator[Person]:  # noqa: ANN401
    """A newly registered person, signed in, in a window of their own."""
    client = Client(app)
    assert client.register().status_code == 303
    with signed_in(client, site, browser, **options) as found:
        yield found


@contextmanager
def signed_in(client: Client, site: str, browser: Browser, **options: Any) -> Iterator[Person]:  # noqa: ANN401
    """Whoever ``client`` is, in a window of their own."""
    with window(browser, **options) as context:
        yield enter(context, client, site)


def enter(context: BrowserContext, client: Client, site: str) -> Person:
    """Whoever ``client`` is, in a window that is open already."""
    kept = client.client.get_cookie(COOKIE)
    assert kept is not None
    context.add_cookies([{"name": COOKIE, "value": kept.value, "url": site}])
    return Person(context.new_page(), site, House(client))
