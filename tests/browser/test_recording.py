"""Writing money down, with everything a browser can do."""

from playwright.sync_api import expect

from tests.browser.person import Person


def test_an_expense_typed_as_a_sum_stands_in_register_home_and_balance(someone: Person) -> None:
    someone.record(
        {"Amount": "(10+2.5)*2", "Payee": "Lunch House", "Category": "Food › Eating out"}
    )
    expect(someone.row("Lunch House")).to_contain_text("−25.00")
    someone.open()
    expect(someone.main).to_contain_text("Lunch House")
    expect(someone.main.locator(".headline")).to_contain_text("−25.00")
    someone.open("accounts")
    expect(someone.main.locator(".worth-line")).to_contain_text("−25.00")


def test_what_a_sum_comes_to_shows_while_it_is_typed(someone: Person) -> None:
    someone.open("transactions/new")
    someone.field("Amount").press_sequentially("(10+2.5)*2")
    expect(someone.main.locator("output.reckoned").first).to_have_text("= 25.00")


def test_income_raises_the_balance(someone: Person) -> None:
    someone.record({"Amount": "1200", "Payee": "Work", "Category": "Work › Salary"}, "?type=income")
    expect(someone.row("Work")).to_contain_text("+1,200.00")
    expect(someone.page.locator("#rail-accounts")).to_contain_text("1,200.00")


def test_a_transfer_moves_money_and_leaves_the_worth_alone(someone: Person) -> None:
    someone.house.open_account("Savings", balance="100")
    someone.open("transactions/new")
    someone.press("Transfer")
    someone.fill({"Amount": "40"})
    someone.choose("From", "Savings")
    someone.choose("To", "Cash")
    someone.press("Save")
    expect(someone.row("Savings → Cash")).to_contain_text("40.00")
    someone.open("accounts")
    expect(someone.main.locator(".tree li", has_text="Savings")).to_contain_text("60.00")
    expect(someone.main.locator(".tree li", has_text="Cash")).to_contain_text("40.00")
    expect(someone.main.locator(".worth-line")).to_contain_text("100.00")


def test_a_split_says_what_is_left_to_place_and_takes_the_rest(someone: Person) -> None:
    someone.open("transactions/new")
    someone.fill({"Amount": "50", "Payee": "Big shop"})
    someone.press("Split")
    someone.choose("Category of part 1", "Food › Groceries")
    someone.fill({"Amount of part 1": "30"})
    expect(someone.main.locator("[data-split-left]")).to_have_text("20.00")
    someone.choose("Category of part 2", "Health › Doctor and pharmacy")
    someone.fill({"Amount of part 2": "20"})
    expect(someone.main.locator("[data-split-left]")).to_have_text("0.00")
    someone.press("Save")
    expect(someone.row("Big shop")).to_contain_text("−50.00")
    someone.row("Big shop").get_by_role("link", name="Big shop", exact=True).click()
    details = someone.page.locator("#details")
    expect(details).to_contain_text("Groceries+30.00")
    expect(details).to_contain_text("pharmacy+20.00")


def test_a_known_payee_brings_category_and_account_from_last_time(someone: Person) -> None:
    someone.house.open_account("Everyday")
    someone.record(
        {
            "Amount": "5",
            "Payee": "Corner bakery",
            "Category": "Food › Groceries",
            "Account": "Everyday",
        }
    )
    someone.open("transactions/new")
    someone.field("Payee").press_sequentially("Corn")
    someone.page.get_by_role("option", name="Corner bakery").click()
    expect(someone.chosen("Category")).to_have_text("Food › Groceries")
    expect(someone.chosen("Account")).to_have_text("Everyday")


def test_save_and_add_another_keeps_the_kind_and_the_day(someone: Person) -> None:
    someone.open("transactions/new?type=income")
    someone.fill({"Amount": "7", "Payee": "First", "Date": "2026-03-05"})
    someone.press("Save and add another")
    expect(someone.page.locator("#toasts")).to_contain_text("Recorded: First, 7.00 EUR")
    expect(someone.field("Date")).to_have_value("2026-03-05")
    expect(someone.field("Amount")).to_be_empty()
    expect(someone.main.locator(".segmented [aria-current=true]")).to_have_text("Income")


def test_on_a_phone_saving_is_in_view_before_anything_is_typed(someone: Person) -> None:
    someone.page.set_viewport_size({"width": 360, "height": 640})
    someone.open("transactions/new")
    expect(someone.button("Save")).to_be_in_viewport(ratio=1)


def test_the_next_form_begins_with_the_account_written_to_last(someone: Person) -> None:
    someone.house.open_account("Everyday")
    someone.record({"Amount": "5", "Account": "Everyday"})
    someone.open("transactions/new")
    expect(someone.chosen("Account")).to_have_text("Everyday")


def test_a_split_begun_and_each_further_part_take_the_focus(someone: Person) -> None:
    someone.open("transactions/new")
    someone.fill({"Amount": "50"})
    someone.press("Split")
    expect(someone.field("Category of part 1")).to_be_focused()
    someone.press("Add a part")
    expect(someone.field("Category of part 3")).to_be_focused()


def test_what_was_given_up_by_cancel_does_not_come_back(someone: Person) -> None:
    someone.open("transactions/new")
    someone.field("Payee").press_sequentially("Never mind")
    someone.press("Cancel")
    someone.open("transactions/new")
    expect(someone.field("Payee")).to_be_empty()
