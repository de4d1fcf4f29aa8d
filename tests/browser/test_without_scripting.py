"""The same pages in a browser that runs no script at all."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.chromium import window
from tests.browser.person import Person, person
from tests.people.desk import PASSWORD, login


@pytest.fixture
def plain(app: Flask, site: str, browser: Browser) -> Iterator[Person]:
    """A newly registered person whose browser runs no script."""
    with person(app, site, browser, java_script_enabled=False) as found:
        yield found


def test_a_stranger_registers_and_signs_out(site: str, browser: Browser) -> None:
    with window(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}/register")
        page.get_by_label("User name").fill(login())
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Register").click()
        expect(page.get_by_role("heading", name="Where do you stand")).to_be_visible()
        page.locator(".topbar .menu summary").last.click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_an_expense_is_written_down_and_changed(plain: Person) -> None:
    plain.record({"Amount": "(10+2.5)*2", "Payee": "Lunch House"})
    plain.row("Lunch House").get_by_role("link", name="Edit Lunch House").click()
    plain.fill({"Amount": "26"})
    plain.press("Save")
    expect(plain.row("Lunch House")).to_contain_text("−26.00")


def test_a_deleted_transaction_comes_back_by_undo(plain: Person) -> None:
    plain.open(f"transactions/{plain.house.record(amount='5', payee='Gone')}")
    plain.press("Delete")
    expect(plain.row("Gone")).to_have_count(0)
    plain.page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(plain.row("Gone")).to_have_count(1)


def test_a_split_is_made_in_steps(plain: Person) -> None:
    plain.open("transactions/new")
    plain.fill({"Amount": "50", "Payee": "Big shop"})
    plain.press("Split")
    plain.choose("Category of part 1", "Food › Groceries")
    plain.fill({"Amount of part 1": "30"})
    plain.choose("Category of part 2", "Health › Doctor and pharmacy")
    plain.fill({"Amount of part 2": "20"})
    plain.press("Save")
    expect(plain.row("Big shop")).to_contain_text("−50.00")


def test_a_transfer_is_written_down(plain: Person) -> None:
    plain.house.open_account("Savings", balance="100")
    plain.open("transactions/new")
    plain.press("Transfer")
    plain.fill({"Amount": "40"})
    plain.choose("From", "Savings")
    plain.choose("To", "Cash")
    plain.press("Save")
    expect(plain.row("Savings → Cash")).to_contain_text("40.00")


def test_the_register_is_filtered(plain: Person) -> None:
    plain.house.record(amount="5", payee="Small")
    plain.house.record(amount="70", payee="Large")
    plain.open("transactions")
    plain.main.get_by_role("searchbox").fill(">50")
    plain.page.keyboard.press("Enter")
    expect(plain.row("Small")).to_have_count(0)
    expect(plain.row("Large")).to_have_count(1)


def test_an_account_is_opened_moved_and_closed(plain: Person) -> None:
    plain.open("accounts/new")
    plain.fill({"Name": "Everyday", "What is on it": "1000"})
    plain.press("Save")
    expect(plain.main.locator(".worth-line")).to_contain_text("1,000.00")
    plain.main.get_by_role("button", name="Move Everyday up").click()
    expect(plain.main.locator(".tree .tree-name").first).to_have_text("Everyday")
    plain.main.get_by_role("link", name="Edit Cash").click()
    plain.press("Close it")
    expect(plain.page.locator("#toasts")).to_contain_text("Choose another one first.")
    plain.house.open_account("Spare")
    plain.open("accounts")
    plain.main.get_by_role("link", name="Edit Spare").click()
    plain.press("Close it")
    expect(plain.page.locator("#toasts")).to_contain_text("Spare is closed.")


def test_what_is_wrong_is_told_at_its_field(plain: Person) -> None:
    plain.open("transactions/new")
    plain.fill({"Amount": "12,3,4", "Payee": "Kept"})
    plain.press("Save")
    expect(plain.fault("Amount")).to_be_visible()
    expect(plain.field("Amount")).to_have_value("12,3,4")
    expect(plain.field("Payee")).to_have_value("Kept")


def test_settings_are_changed(plain: Person) -> None:
    plain.open("settings")
    plain.choose("First day of the month", "25")
    plain.press("Save")
    expect(plain.page.locator("#toasts")).to_contain_text("Settings saved.")
