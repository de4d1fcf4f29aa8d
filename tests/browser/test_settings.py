"""A book's settings and a person's own."""

from playwright.sync_api import Browser, expect

from tests.browser.chromium import window
from tests.browser.person import Person
from tests.people.desk import PASSWORD


def test_months_begin_on_the_day_the_book_says(someone: Person) -> None:
    someone.open("settings")
    someone.choose("First day of the month", "25")
    someone.press("Save")
    expect(someone.page.locator("#toasts")).to_contain_text("Settings saved.")
    someone.open()
    expect(someone.page.locator(".period-label")).to_contain_text("25")


def test_the_time_zone_is_chosen_from_a_list(someone: Person) -> None:
    someone.open("settings")
    someone.field("Time zone").select_option("Asia/Tokyo")
    someone.press("Save")
    expect(someone.page.locator("#toasts")).to_contain_text("Settings saved.")
    someone.open("settings")
    expect(someone.field("Time zone")).to_have_value("Asia/Tokyo")


def test_amounts_are_written_as_the_person_writes_them(someone: Person) -> None:
    someone.house.record(amount="1234.5", payee="Wine")
    someone.open("profile")
    someone.field("Language and region").select_option("de")
    someone.press("Save")
    someone.open("transactions")
    expect(someone.row("Wine")).to_contain_text("−1.234,50")
    someone.record({"Amount": "12,50", "Payee": "Brot"})
    expect(someone.row("Brot")).to_contain_text("−12,50")


def test_a_changed_password_is_the_one_that_opens(someone: Person, browser: Browser) -> None:
    someone.open("profile/password")
    someone.fill({"Present password": PASSWORD, "New password": "quite-another-anvil"})
    someone.press("Change password")
    expect(someone.page.locator("#toasts")).to_contain_text("Password changed.")
    with window(browser) as context:
        page = context.new_page()
        page.goto(f"{someone.site}/sign-in")
        page.get_by_label("User name or e-mail").fill(someone.house.browser.name)
        page.get_by_label("Password").fill("quite-another-anvil")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_visible()
