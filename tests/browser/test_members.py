"""Inviting, joining, changing roles and leaving, in real browsers."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.axe import violations
from tests.browser.chromium import window
from tests.browser.person import Person, person
from tests.people.desk import PASSWORD, login


@pytest.fixture
def guest(app: Flask, site: str, browser: Browser) -> Iterator[Person]:
    """A second person in a window of their own."""
    with person(app, site, browser) as found:
        yield found


def _invite(host: Person, role: str = "Editor: reads and writes") -> str:
    """The address of a new link."""
    host.open("members")
    host.choose("Role", role)
    host.press("Make an invitation")
    return host.page.locator("#new-link").input_value()


def test_a_person_without_an_account_comes_in_by_a_link_and_goes_between_books(
    someone: Person, browser: Browser
) -> None:
    link, name = _invite(someone), login()
    with window(browser) as context:
        page = context.new_page()
        page.goto(link)
        page.get_by_role("link", name="Register to join").click()
        page.get_by_label("User name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Register").click()
        assert violations(page) == []
        page.get_by_role("button", name=f"Join as {name}").click()
        expect(page.locator("#toasts")).to_contain_text("You share “My money” now.")
        assert f"{someone.house.browser.book}" in page.url
        page.locator("summary.book").click()
        page.locator(".menu-items").get_by_role("link", name="My money owner").click()
        page.wait_for_url(lambda url: f"{someone.house.browser.book}" not in url)
    expect(someone.open("members").get_by_text(f"{name} joined as editor")).to_be_visible()
    assert violations(someone.page) == []


def test_a_link_is_copied_by_its_button(someone: Person) -> None:
    someone.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = _invite(someone)
    assert violations(someone.page) == []
    someone.press("Copy")
    expect(someone.button("Copied")).to_be_visible()
    assert someone.page.evaluate("navigator.clipboard.readText()") == link
    someone.page.reload()
    expect(someone.page.locator("#new-link")).to_have_count(0)


def test_two_clicks_on_join_and_on_remove_do_it_once(someone: Person, guest: Person) -> None:
    twice = "button => { button.click(); button.click(); }"
    guest.page.goto(_invite(someone))
    guest.main.get_by_role("button", name="Join as").evaluate(twice)
    expect(guest.page.locator("#toasts")).to_contain_text("You share")
    name = guest.house.browser.name
    someone.open("members")
    someone.main.get_by_role("link", name=f"Remove {name}").click()
    assert violations(someone.page) == []
    someone.button("Remove").evaluate(twice)
    expect(someone.page.locator("#toasts")).to_contain_text("Member removed.")
    guest.page.reload()
    expect(guest.page.get_by_role("heading", name="Nothing here")).to_be_visible()
    guest.main.get_by_role("link", name="Go to the front page").click()
    expect(guest.page).to_have_url(guest.address())


def test_a_role_is_changed_by_keys_alone(someone: Person, guest: Person) -> None:
    guest.page.goto(_invite(someone, "Viewer: only reads"))
    guest.main.get_by_role("button", name="Join as").press("Enter")
    name = guest.house.browser.name
    someone.open("members")
    role = someone.main.get_by_label(f"Role of {name}", exact=True)
    role.focus()
    someone.page.keyboard.type("Edi")
    someone.page.keyboard.press("Tab")
    expect(someone.main.get_by_label(f"Save the role of {name}")).to_be_focused()
    someone.page.keyboard.press("Enter")
    expect(someone.page.locator("#toasts")).to_contain_text("Role changed.")
    expect(someone.page.get_by_text(f"You gave {name} the role of editor")).to_be_visible()


def test_without_scripting_a_link_is_made_followed_and_left_again(
    app: Flask, site: str, browser: Browser
) -> None:
    options = {"java_script_enabled": False}
    with (
        person(app, site, browser, **options) as host,
        person(app, site, browser, **options) as guest,
    ):
        guest.page.goto(_invite(host))
        guest.main.get_by_role("button", name="Join as").click()
        guest.page.goto(f"{site}{host.house.at('members')}")
        guest.main.get_by_role("link", name="Leave the book").click()
        guest.press("Leave")
        expect(guest.page.locator("#toasts")).to_contain_text("You left “My money”.")


@pytest.mark.parametrize("width", [360, 1280])
def test_members_and_a_new_link_fit_the_window(
    app: Flask, site: str, browser: Browser, width: int
) -> None:
    size = {"width": width, "height": 800}
    with person(app, site, browser, viewport=size, color_scheme="dark") as host:
        _invite(host)
        assert host.page.evaluate("document.documentElement.scrollWidth") == width
        assert violations(host.page, contrast_only=True) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_a_further_book_is_opened_and_the_list_of_books_fits_the_window(
    app: Flask, site: str, browser: Browser, width: int
) -> None:
    size = {"width": width, "height": 800}
    with person(app, site, browser, viewport=size) as someone:
        someone.open("settings")
        someone.main.get_by_role("link", name="Open another book").click()
        someone.main.get_by_label("Name").fill("Rowing club of the upper river")
        assert violations(someone.page) == []
        someone.press("Open the book")
        expect(someone.page.locator("#toasts")).to_contain_text("A new book, with nothing in it")
        for path in ("", "/settings", "/books/new"):
            someone.page.goto(f"{site}/b/{someone.page.url.partition('/b/')[2][:36]}{path}")
            assert someone.page.evaluate("document.documentElement.scrollWidth") == width
