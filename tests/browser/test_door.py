"""Coming in and going out."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import window
from tests.browser.person import Person
from tests.people.desk import PASSWORD, login


def _enter(page: Page, name: str, password: str) -> None:
    page.get_by_label("User name or e-mail").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_stranger_registers_and_is_shown_two_ways_to_a_first_number(
    site: str, browser: Browser
) -> None:
    with window(browser, timezone_id="Europe/Lisbon") as context:
        page = context.new_page()
        page.goto(site)
        page.get_by_role("link", name="Register").click()
        page.get_by_label("User name").fill(login())
        page.get_by_label("Password").fill(PASSWORD)
        expect(page.get_by_label("Time zone")).to_have_value("Europe/Lisbon")
        page.get_by_label("Currency").select_option("EUR")
        page.get_by_role("button", name="Register").click()
        main = page.get_by_role("main")
        expect(main.get_by_role("link", name="Import a file")).to_be_visible()
        main.get_by_role("link", name="What you paid last").click()
        page.get_by_label("Amount").fill("4.20")
        page.keyboard.press("Enter")
        expect(page.locator("tr[id^=row-]")).to_contain_text("−4.20")


def test_a_weak_password_is_told_at_its_field_and_the_rest_is_kept(
    site: str, browser: Browser
) -> None:
    with window(browser) as context:
        page = context.new_page()
        page.goto(f"{site}/register")
        name = login()
        page.get_by_label("User name").fill(name)
        page.get_by_label("Password").fill("password1")
        page.get_by_role("button", name="Register").click()
        expect(page.locator("#password-error")).to_be_visible()
        expect(page.get_by_label("Password")).to_be_focused()
        expect(page.get_by_label("User name")).to_have_value(name)


def test_a_wrong_password_is_told_and_the_name_kept(someone: Person, browser: Browser) -> None:
    name = someone.house.browser.name
    with window(browser) as context:
        page = context.new_page()
        page.goto(f"{someone.site}/sign-in")
        _enter(page, name, "not the password")
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_label("User name or e-mail")).to_have_value(name)
        _enter(page, name, PASSWORD)
        expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_visible()


def test_signed_out_the_way_back_shows_nothing(someone: Person) -> None:
    someone.house.record(amount="3", payee="Private matter")
    page = someone.open("transactions")
    page.locator(".topbar .menu summary").last.click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Private matter")).to_have_count(0)
    someone.open("transactions")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_what_was_typed_is_there_again_after_a_session_ran_out(someone: Person) -> None:
    page = someone.open("transactions/new")
    someone.fill({"Amount": "61.90", "Payee": "Typed at length", "Note": "every word of it"})
    page.context.clear_cookies()
    someone.press("Save")
    _enter(page, someone.house.browser.name, PASSWORD)
    expect(someone.field("Amount")).to_have_value("61.90")
    expect(someone.field("Payee")).to_have_value("Typed at length")
    expect(someone.field("Note")).to_have_value("every word of it")
    someone.press("Save")
    page.wait_for_url("**/transactions")
    expect(someone.row("Typed at length")).to_have_count(1)


def test_a_row_in_the_making_survives_a_session_that_ran_out(someone: Person) -> None:
    noted = someone.house.record(amount="9", payee="At first")
    page = someone.open(f"transactions?edit={noted}")
    someone.fill({"Payee": "Typed at length"})
    page.context.clear_cookies()
    someone.press("Save")
    _enter(page, someone.house.browser.name, PASSWORD)
    expect(someone.field("Payee")).to_have_value("Typed at length")
