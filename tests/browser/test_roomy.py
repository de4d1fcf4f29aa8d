"""Long names, long amounts, many currencies: nothing covers anything else, at any width."""

from typing import Final

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser.pages import Book
from tests.browser.person import signed_in
from tests.people.web import Browser as Client
from tests.web.forms import form
from tests.web.house import House

_ACCOUNTS: Final = {
    "Sparkasse Niederösterreich Mitte West Girokonto gemeinsam": "EUR",
    "Donaudampfschifffahrtsgesellschaftskapitänskonto": "USD",
    "חשבון עו״ש": "JPY",
    "حساب التوفير المشترك": "KWD",
}
_MOST: Final = {
    "EUR": "123456789012.34",
    "USD": "987654321098.76",
    "JPY": "123456789012",
    "KWD": "123456789.123",
}
_PAYEE: Final = "REWE Markt GmbH & Co. oHG, Zweigniederlassung Oberösterreich Süd, Filiale 4471"
_CATEGORY: Final = "Betriebskostenabrechnungsnachzahlung"
_PAGES: Final = {
    "home": "",
    "register": "transactions",
    "open": "transactions?open={row}",
    "account": "transactions?account={account}",
    "transaction": "transactions/{row}",
    "budget": "budget",
    "history": "budget/history",
    "accounts": "accounts",
    "categories": "categories",
    "recurring": "schedules",
    "month": "reports/month",
    "months": "reports/months",
}
_WIDTHS: Final = (360, 768, 1024, 1280)

_COVERED: Final = """() => {
    const money = Array.from(document.querySelectorAll("main .money, .rail .money"))
        .filter(one => one.checkVisibility({visibilityProperty: true}) && one.offsetParent)
        .filter(one => !one.closest(".table-scroll"))
        .map(one => [one, one.getBoundingClientRect()]).filter(([, at]) => at.width > 2);
    const found = [], sheet = (one) => one.closest("#details");
    for (const [one, at] of money) {
        const stage = one.closest(".rail, .stage").getBoundingClientRect();
        if (at.right > stage.right + 1 || at.left < stage.left - 1)
            found.push("out: " + one.textContent);
        for (const [other, there] of money)
            if (one !== other && sheet(one) === sheet(other)
                && at.left < there.right - 1 && there.left < at.right - 1
                && at.top < there.bottom - 4 && there.top < at.bottom - 4)
                found.push(one.textContent + " on " + other.textContent);
    }
    return found.slice(0, 5);
}"""
"""Amounts that stick out of their part of the page, or lie on one another.

Details are meant to lie over the list where there is no room beside it.
"""

_NARROW: Final = """() => Array.from(document.querySelectorAll("main :is(td, th, span, a)"))
    .filter(one => one.checkVisibility() && one.children.length === 0)
    .filter(one => one.textContent.trim().length > 8)
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([, at]) => at.width > 2 && at.width < 36 && at.height > 90)
    .map(([one]) => one.textContent).slice(0, 5)"""
"""Words that are set one letter under another."""


@pytest.fixture(scope="module")
def roomy(app: Flask) -> Book:
    """A book in which everything is long."""
    client = Client(app)
    assert client.register().status_code == 303
    house = House(client)
    blank = form(house.get("categories/new").text, "/accounts/new")
    house.send(blank, name=_CATEGORY)
    category = house.category(_CATEGORY)
    for name, currency in _ACCOUNTS.items():
        account = house.open_account(name, balance=_MOST[currency], currency=currency)
        for amount in ("12", _MOST[currency]):
            house.record(amount=amount, payee=_PAYEE, account=account, category=category)
    house.record("?type=income", amount="123456789012.34", payee="Employer")
    limits = form(house.get("budget").text, "limits")
    house.send(limits, **{f"limit-{category}": "123456789012.34", "limit-all": "987654321098.76"})
    again = form(house.get("schedules/new").text, "schedule")
    house.send(again, amount="123456789012.34", payee=_PAYEE, date="3", account=account)
    return Book(house)


@pytest.mark.parametrize("name", _PAGES)
def test_nothing_covers_anything_else(name: str, roomy: Book, site: str, browser: Browser) -> None:
    with signed_in(roomy.house.browser, site, browser) as reader:
        for width in _WIDTHS:
            reader.page.set_viewport_size({"width": width, "height": 800})
            reader.open(_PAGES[name].format(**roomy.names))
            _roomy(reader.page, width)


def _roomy(page: Page, width: int) -> None:
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0, width
    assert page.evaluate(_COVERED) == [], width
    assert page.evaluate(_NARROW) == [], width
