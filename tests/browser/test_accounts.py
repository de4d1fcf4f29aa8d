"""Accounts and categories, kept by the person."""

from playwright.sync_api import expect

from tests.browser.person import Person


def test_an_account_opens_with_its_balance_and_counts_from_the_start(someone: Person) -> None:
    someone.open("accounts")
    someone.press("New account")
    someone.fill({"Name": "Everyday", "What is on it": "1000+234.56"})
    someone.press("Save")
    expect(someone.main.locator(".tree li", has_text="Everyday")).to_contain_text("1,234.56")
    expect(someone.main.locator(".worth-line")).to_contain_text("1,234.56")


def test_an_account_is_renamed(someone: Person) -> None:
    someone.open("accounts")
    someone.main.get_by_role("link", name="Edit Cash").click()
    someone.fill({"Name": "Purse"})
    someone.press("Save")
    expect(someone.main.locator(".tree")).to_contain_text("Purse")
    someone.page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(someone.main.locator(".tree")).to_contain_text("Cash")


def test_accounts_change_places(someone: Person) -> None:
    someone.house.open_account("Second")
    someone.open("accounts")
    names = someone.main.locator(".tree .tree-name")
    expect(names).to_have_text(["Cash", "Second"])
    someone.main.get_by_role("button", name="Move Second up").click()
    expect(names).to_have_text(["Second", "Cash"])


def test_a_closed_account_leaves_the_lists_and_can_be_opened_again(someone: Person) -> None:
    someone.house.open_account("Short-lived")
    someone.open("accounts")
    someone.main.get_by_role("link", name="Edit Short-lived").click()
    someone.press("Close it")
    expect(someone.page.locator("#toasts")).to_contain_text("Short-lived is closed.")
    expect(someone.page.locator("#rail-accounts")).not_to_contain_text("Short-lived")
    someone.page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(someone.page.locator("#rail-accounts")).to_contain_text("Short-lived")


def test_a_category_of_ones_own_can_be_spent_on(someone: Person) -> None:
    someone.open("categories")
    someone.press("New category")
    someone.fill({"Name": "Beekeeping"})
    someone.press("Save")
    expect(someone.main).to_contain_text("Beekeeping")
    someone.record({"Amount": "80", "Payee": "Apiary", "Category": "Beekeeping"})
    expect(someone.row("Apiary")).to_contain_text("Beekeeping")
