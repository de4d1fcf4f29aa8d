"""What cannot be meant is told at its field, in words, and stays as it was typed."""

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person

WRONG = [
    ("Amount", "12,3,4"),
    ("Amount", "0"),
    ("Amount", "(1+2"),
    ("Amount", "1/0"),
    ("Amount", "99999999999999999999"),
    ("Amount", ""),
    ("Date", "30.2."),
    ("Date", "2026-02-30"),
    ("Date", "someday"),
    ("Payee", "bell\x07"),
]


@pytest.mark.parametrize(("label", "text"), WRONG)
def test_a_wrong_value_is_told_at_its_field_and_kept(
    label: str, text: str, someone: Person
) -> None:
    someone.open("transactions/new")
    someone.fill({"Amount": "5", "Note": "every word", label: text})
    someone.press("Save")
    expect(someone.fault(label)).not_to_be_empty()
    expect(someone.field(label)).to_have_value(text)
    expect(someone.field(label)).to_be_focused()
    expect(someone.field("Note")).to_have_value("every word")


def test_a_description_of_megabytes_is_told_at_its_field(someone: Person) -> None:
    page = someone.open("transactions/new")
    someone.fill({"Amount": "5", "Payee": "Kept"})
    page.evaluate("""() => { const note = document.getElementById("description");
        note.removeAttribute("maxlength"); note.value = "long ".repeat(300_000); }""")
    someone.press("Save")
    expect(someone.fault("Note")).not_to_be_empty()
    expect(someone.field("Payee")).to_have_value("Kept")


def test_characters_that_turn_the_writing_are_made_visible(someone: Person) -> None:
    someone.record({"Amount": "5", "Payee": "Bank\u202egpj.exe"})
    row = someone.row("−5.00")
    expect(row).to_be_visible()
    assert "\u202e" not in row.inner_text()


@pytest.mark.parametrize("path", ["transactions?month=2026-13", "?month=2026-13"])
def test_a_month_that_is_none_is_told_on_a_page(path: str, someone: Person) -> None:
    answer = someone.page.goto(someone.address(path))
    assert answer is not None
    assert answer.status == 422
    expect(someone.main).to_contain_text("2026-13")


def test_a_filter_that_cannot_be_read_is_told_at_its_field(someone: Person) -> None:
    someone.open("transactions?min=many&q=lidl")
    expect(someone.fault("Amount from")).not_to_be_empty()
    expect(someone.field("Amount from")).to_have_value("many")


def test_a_wrong_value_in_a_row_is_told_there(someone: Person) -> None:
    noted = someone.house.record(amount="9", payee="At first")
    someone.open(f"transactions?edit={noted}")
    someone.fill({"Amount": "12,3,4", "Payee": "Kept"})
    someone.press("Save")
    expect(someone.fault("Amount")).not_to_be_empty()
    expect(someone.field("Payee")).to_have_value("Kept")


def test_an_account_with_a_wrong_balance_is_told_at_its_field(someone: Person) -> None:
    someone.open("accounts/new")
    someone.fill({"Name": "Everyday", "What is on it": "much"})
    someone.press("Save")
    expect(someone.fault("What is on it")).not_to_be_empty()
    expect(someone.field("Name")).to_have_value("Everyday")
