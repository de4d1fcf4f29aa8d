"""The list of transactions: looking, changing, taking back."""

from playwright.sync_api import expect

from tests.browser.person import Person


def _noted(someone: Person) -> str:
    return someone.house.record(amount="12.50", payee="Old name", date="2026-11-03")


def test_a_row_is_changed_where_it_stands(someone: Person) -> None:
    _noted(someone)
    someone.open("transactions")
    someone.row("Old name").get_by_role("link", name="Edit Old name").click()
    someone.fill({"Payee": "New name", "Amount": "13"})
    someone.press("Save")
    expect(someone.row("New name")).to_contain_text("−13.00")
    expect(someone.row("Old name")).to_have_count(0)
    expect(someone.page.locator("#rail-accounts")).to_contain_text("−13.00")
    expect(someone.page.locator("#toasts")).to_contain_text("Saved.")


def test_escape_leaves_a_row_as_it_was(someone: Person) -> None:
    _noted(someone)
    someone.open("transactions")
    someone.row("Old name").get_by_role("link", name="Edit Old name").click()
    someone.fill({"Payee": "Never"})
    someone.page.keyboard.press("Escape")
    expect(someone.row("Old name")).to_contain_text("−12.50")
    expect(someone.main.locator("form.entry")).to_have_count(0)
    expect(someone.row("Old name").get_by_role("link", name="Old name", exact=True)).to_be_focused()
    someone.page.keyboard.press("e")
    expect(someone.main.get_by_label("Payee")).to_have_value("Old name")


def test_a_deleted_row_comes_back_by_undo_in_the_note(someone: Person) -> None:
    _noted(someone)
    someone.open("transactions")
    someone.row("Old name").get_by_role("link", name="Edit Old name").click()
    someone.press("Delete")
    expect(someone.row("Old name")).to_have_count(0)
    someone.page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(someone.row("Old name")).to_contain_text("−12.50")


def test_the_history_tells_a_change_and_takes_it_back(someone: Person) -> None:
    noted = _noted(someone)
    someone.house.send(someone.house.edit(noted), payee="New name")
    someone.open(f"transactions/{noted}")
    history = someone.main.locator(".history")
    expect(history.locator("del")).to_have_text("Old name")
    expect(history.locator("ins")).to_have_text("New name")
    history.get_by_role("button", name="Undo").first.click()
    expect(someone.main.get_by_role("heading", level=1)).to_have_text("Old name")


def test_what_lies_in_the_trash_can_be_restored(someone: Person) -> None:
    noted = _noted(someone)
    someone.open(f"transactions/{noted}")
    someone.press("Delete")
    someone.open("transactions/trash")
    someone.main.get_by_role("button", name="Restore").first.click()
    someone.open("transactions")
    expect(someone.row("Old name")).to_be_visible()


def test_the_filter_is_in_the_address_and_back_takes_it_away(someone: Person) -> None:
    _noted(someone)
    someone.house.record(amount="70", payee="Something else")
    someone.open("transactions")
    someone.main.get_by_role("searchbox").fill(">50")
    someone.page.keyboard.press("Enter")
    expect(someone.row("Old name")).to_have_count(0)
    expect(someone.row("Something else")).to_be_visible()
    assert "q=%3E50" in someone.page.url
    someone.page.go_back()
    expect(someone.row("Old name")).to_be_visible()


def test_details_open_beside_the_list_and_back_closes_them(someone: Person) -> None:
    _noted(someone)
    someone.open("transactions")
    someone.row("Old name").get_by_role("link", name="Old name", exact=True).click()
    expect(someone.page.locator("#details")).to_contain_text("Uncategorised")
    assert "open=" in someone.page.url
    someone.page.go_back()
    expect(someone.page.locator("#details")).to_have_count(0)


def test_details_are_in_view_wherever_the_list_was_scrolled_to(someone: Person) -> None:
    for number in range(40):
        someone.house.record(amount="5", payee=f"Shop {number}")
    for width in (390, 768, 1280):
        someone.page.set_viewport_size({"width": width, "height": 700})
        someone.open("transactions")
        row = someone.row("Shop 2").last
        row.scroll_into_view_if_needed()
        row.get_by_role("link").first.click()
        expect(someone.page.locator("#details h2").first).to_be_in_viewport()
        expect(row).to_have_class("chosen")


def test_what_was_done_to_ticked_rows_leaves_none_ticked(someone: Person) -> None:
    for number in range(3):
        someone.house.record(amount="5", payee=f"Shop {number}")
    someone.open("transactions")
    for box in someone.main.locator("tbody").get_by_role("checkbox").all():
        box.check()
    someone.page.locator("#many-category").select_option(label="Food › Groceries")
    someone.press("Set category")
    expect(someone.row("Shop").filter(has_text="Groceries")).to_have_count(3)
    expect(someone.main.locator("tbody input:checked")).to_have_count(0)
    expect(someone.page.locator("#many")).not_to_be_visible()


def test_a_month_is_two_steps_away_on_every_page_that_has_one(someone: Person) -> None:
    someone.house.record(amount="12.50", payee="Long ago", date="2025-03-03")
    for path in ("", "transactions", "budget", "reports/month"):
        someone.open(path)
        nav = someone.page.get_by_role("navigation", name="Period")
        nav.locator("summary").click()
        nav.get_by_role("link", name="A year earlier").click()
        nav.locator("summary").click()
        nav.get_by_role("link", name="March 2025").click()
        expect(nav.locator("summary")).to_contain_text("March 2025")
        assert "month=2025-03" in someone.page.url
    someone.open("transactions?month=2025-03")
    expect(someone.row("Long ago")).to_be_visible()
    nav.locator("summary").click()
    nav.get_by_role("link", name="All dates").click()
    expect(nav.locator("summary")).to_contain_text("All dates")


def test_a_transaction_is_found_from_every_page(someone: Person) -> None:
    someone.house.record(amount="12.50", payee="Rewe", date="2025-03-03")
    someone.house.record(amount="3", payee="Rewe", date="2025-04-03")
    keys = someone.open("budget").keyboard
    keys.press("/")
    keys.type("rewe march 2025")
    keys.press("Enter")
    expect(someone.row("Rewe")).to_have_count(1)
    expect(someone.row("Rewe")).to_contain_text("−12.50")
