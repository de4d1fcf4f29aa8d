"""The budget in a browser: typed, saved in place, taken back."""

from playwright.sync_api import expect

from tests.browser.person import Person

MONTH = "budget?month=2026-10"


def test_limits_are_saved_by_enter_and_taken_back(someone: Person) -> None:
    groceries = someone.house.category("Food › Groceries")
    someone.house.record(amount="120", date="2026-10-03", category=groceries)
    page = someone.open(MONTH)
    someone.fill({"Limit for Groceries": "4*75", "Limit for Fuel": "80"})
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Limits saved.")
    expect(someone.field("Limit for Groceries")).to_have_value("300.00")
    expect(page.locator(f"#row-{groceries}")).to_contain_text("180.00")
    expect(someone.main).to_contain_text("Left to spend")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(someone.field("Limit for Groceries")).to_have_value("")


def test_a_wrong_limit_gets_the_focus_and_nothing_typed_is_lost(someone: Person) -> None:
    page = someone.open(MONTH)
    someone.fill({"Limit for Groceries": "300", "Limit for Fuel": "-5"})
    page.keyboard.press("Enter")
    fuel = someone.field("Limit for Fuel")
    expect(fuel).to_be_focused()
    expect(someone.main).to_contain_text("must be more than zero")
    expect(someone.field("Limit for Groceries")).to_have_value("300")


def test_the_average_waits_until_it_is_saved(someone: Person) -> None:
    groceries = someone.house.category("Food › Groceries")
    someone.house.record(amount="90", date="2026-09-03", category=groceries)
    page = someone.open(MONTH)
    someone.main.get_by_role("link", name="Set from average").click()
    expect(someone.field("Limit for Groceries")).to_have_value("30.00")
    expect(someone.main).to_contain_text("Nothing is saved yet")
    someone.main.get_by_role("link", name="Leave as it was").click()
    expect(someone.field("Limit for Groceries")).to_have_value("")
    page.go_back()
    someone.press("Save limits")
    expect(someone.field("Limit for Groceries")).to_have_value("30.00")
    expect(someone.main).to_contain_text("Left to spend")
