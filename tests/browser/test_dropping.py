"""A file let go over any page, and a file whose dates could be read in two ways."""

from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.axe import violations
from tests.browser.person import Person, person
from tests.imports.bank import ofx_file, reference_rows

_CARRY = """text => { const files = new DataTransfer();
    files.items.add(new File([text], "november.ofx"));
    return files; }"""


def _let_go(someone: Person, content: str) -> None:
    carried = someone.page.evaluate_handle(_CARRY, content)
    for kind in ("dragenter", "dragover", "drop"):
        someone.page.dispatch_event("body", kind, {"dataTransfer": carried})


def test_a_file_let_go_on_the_first_page_is_booked_to_the_cent_and_taken_back(
    someone: Person,
) -> None:
    someone.open()
    _let_go(someone, ofx_file(reference_rows(1, 3), "10.00").decode())
    someone.page.wait_for_url("**/imports/*")
    assert someone.house.rows() == []
    someone.press("Book 3 transactions")
    expect(someone.main).to_contain_text("Booked")
    booked = someone.page.url
    someone.open("accounts")
    expect(someone.main.locator(".worth-line")).to_contain_text("10.00")
    someone.page.goto(booked)
    someone.press("Take it back")
    expect(someone.main).to_contain_text("Taken back")
    assert someone.house.rows() == []


def test_dates_that_could_be_read_in_two_ways_are_put_right_by_the_person(
    someone: Person, tmp_path: Path
) -> None:
    file = tmp_path / "movements.csv"
    file.write_text("Date,Payee,Amount\n03/04/2026,Baker,-12.50\n05/06/2026,Kiosk,-1.00\n", "utf-8")
    someone.open("imports")
    someone.page.locator("#file").set_input_files(file)
    someone.press("Look at it")
    someone.choose("Dates are written", "month, day, year")
    someone.press("Read it again")
    expect(someone.main).to_contain_text("4 Mar")
    someone.press("Book 2 transactions")
    someone.press("Show its transactions")
    expect(someone.page.locator("tr.day")).to_contain_text(["6 May", "4 Mar"])
    expect(someone.row("Baker")).to_contain_text("−12.50")


def test_the_files_chosen_by_the_button_are_named_and_the_field_keeps_the_keyboard(
    someone: Person,
) -> None:
    page = someone.open("imports")
    button = someone.main.locator("label.button", has_text="Choose files")
    with page.expect_file_chooser() as asked:
        button.click()
    asked.value.set_files(
        [FilePayload(name=name, mimeType="text/csv", buffer=b"x") for name in ("a.csv", "b.csv")]
    )
    expect(page.locator("[data-drop-names] bdi")).to_have_text(["a.csv", "b.csv"])
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#file")).to_be_focused()
    expect(button).to_have_css("outline-style", "solid")
    assert violations(page) == []


def test_a_file_let_go_on_the_field_is_named_in_it(someone: Person) -> None:
    someone.open("imports")
    _let_go(someone, "x")
    expect(someone.page.locator("[data-drop-names]")).to_have_text("november.ofx")


def test_without_scripting_the_browsers_own_button_says_what_was_chosen(
    app: Flask, site: str, browser: Browser
) -> None:
    with person(app, site, browser, java_script_enabled=False) as plain:
        plain.open("imports")
        box = plain.page.locator("#file").bounding_box()
        assert box is not None
        assert box["width"] > 200
        expect(plain.main.locator("label.button")).to_be_hidden()
