"""What recurs, in a browser: the dates follow the form, and one time may cost something else."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.browser.person import Person


def test_the_next_twelve_dates_follow_the_form_while_it_is_filled_in(someone: Person) -> None:
    page = someone.open("schedules/new")
    dates = page.locator("#dates")
    someone.fill({"Amount": "850", "First on": "2100-01-31"})
    someone.field("First on").press("Tab")
    expect(dates.locator("li")).to_have_count(12)
    expect(dates.locator("li").nth(1)).to_contain_text("28 Feb 2100")
    expect(dates).to_contain_text("every month on day 31")
    someone.main.get_by_text("Weekly", exact=True).click()
    expect(dates).to_contain_text("every week on Sunday")
    expect(dates.locator("li").nth(1)).to_contain_text("7 Feb 2100")
    someone.field("Every").fill("2")
    someone.field("Every").press("Tab")
    expect(dates.locator("li").nth(1)).to_contain_text("14 Feb 2100")
    someone.choose("It ends", "after some times")
    someone.field("How many times").fill("3")
    someone.field("How many times").press("Tab")
    expect(dates.locator("li")).to_have_count(3)
    expect(dates).to_contain_text("Then it ends.")
    someone.field("How many times").fill("0")
    someone.field("How many times").press("Tab")
    expect(dates).to_contain_text("It may happen 1 to 10000 times.")
    expect(someone.field("Amount")).to_have_value("850")


def test_one_time_is_recorded_with_another_amount_and_undone(someone: Person) -> None:
    soon = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    page = someone.open("schedules/new")
    someone.fill({"Amount": "850", "Payee": "Landlord", "First on": soon})
    someone.press("Save")
    someone.press("Other amount")
    expect(someone.field("Amount")).to_have_value("850.00")
    someone.field("Amount").fill("much")
    someone.press("Record")
    expect(someone.fault("Amount")).to_contain_text("is not an amount")
    expect(someone.field("Amount")).to_have_value("much")
    someone.field("Amount").fill("900+12.40")
    someone.button("Record").dblclick()
    expect(page.get_by_text("with 912.40 EUR")).to_be_visible()
    expect(someone.main).to_contain_text("−850.00")
    someone.open("transactions")
    expect(someone.row("Landlord")).to_have_count(1)
    expect(someone.row("Landlord")).to_contain_text("−912.40")


def test_the_parts_of_a_split_follow_the_amount_that_is_typed(someone: Person) -> None:
    soon = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    someone.open("schedules/new")
    someone.fill({"Amount": "900", "Payee": "Utilities", "First on": soon})
    someone.press("Split")
    parts = someone.main.locator("[name$=-amount]")
    parts.nth(0).fill("600")
    parts.nth(1).fill("300")
    someone.press("Save")
    someone.press("Other amount")
    shares = someone.page.locator("#shares .money")
    expect(shares.first).to_have_text("600.00")
    someone.field("Amount").fill("450")
    expect(shares.first).to_have_text("300.00")
    expect(shares.last).to_have_text("150.00")
