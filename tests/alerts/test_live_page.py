"""An open page hears of notices by itself, and draws its figures anew."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.bootstrap import use_cases
from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.money import Money
from finance.usecases.people_means import Policy
from finance.web.app import create_app
from finance.web.options import WebOptions
from tests.alerts.served import SECRET
from tests.browser.person import Person, signed_in
from tests.people.web import Browser as Client


@pytest.fixture
def someone(engine: Engine, site: str, browser: Browser) -> Iterator[Person]:
    """A newly registered person who is told of everything from 100 on."""
    known = use_cases(engine, Policy(), password_memory=64)
    app = create_app(known, WebOptions(secret_key=SECRET, testing=True))
    client = Client(app)
    assert client.register().status_code == 303
    rule = AlertRule(id=new_id(), kind=AlertKind.LARGE, amount=Money(10_000, "EUR"))
    known.alerts.add(known.people.signing.for_operator(client.name), rule)
    with signed_in(client, site, browser) as found:
        yield found


def test_a_notice_comes_to_an_open_page_with_the_new_figures(someone: Person) -> None:
    page = someone.open("accounts")
    with page.expect_websocket():
        page.reload()
    bell = page.locator(".bell")
    expect(bell).to_have_attribute("aria-label", "Notices")
    page.wait_for_timeout(500)
    someone.house.record(amount="150", payee="Sculptor")
    expect(page.locator("#toasts")).to_contain_text("Sculptor: 150.00")
    expect(bell).to_have_attribute("aria-label", "Notices, not read: 1")
    expect(page.locator("#main")).to_contain_text("150.00")


def test_what_somebody_types_is_not_touched(someone: Person) -> None:
    page = someone.open("transactions")
    page.wait_for_timeout(500)
    box = page.locator("#main input[name=q]")
    box.fill("half a wo")
    someone.house.record(amount="150", payee="Sculptor")
    expect(page.locator("#toasts")).to_contain_text("Sculptor")
    expect(box).to_have_value("half a wo")
    expect(box).to_be_focused()
