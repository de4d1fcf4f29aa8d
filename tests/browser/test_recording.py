"""Writing money down, with everything a browser can do."""

from datetime import date

from playwright.sync_api import expect

from tests.browser.person import Person

LUNCH = {"Amount": "(10+2.5)*2", "Payee optional": "Lunch House", "Category": "Food › Eating out"}


def test_an_expense_typed_as_a_sum_stands_in_register_home_and_balance(someone: Person) -> None:
    someone.record(LUNCH)
    expect(someone.row("Lunch House")).to_contain_text("−25.00")
    someone.open()
    expect(someone.page.get_by_role("main")).to_contain_text("Lunch House")
    someone.open("accounts")
    expect(someone.page.locator(".worth-line")).to_contain_text("−25.00")
