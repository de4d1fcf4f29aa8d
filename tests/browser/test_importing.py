"""A bank file on the screen, in a real browser."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.person import Person
from tests.imports.bank import Row, csv_file, ofx_file, reference_rows


def test_a_file_is_dropped_looked_at_booked_and_taken_back(someone: Person, tmp_path: Path) -> None:
    file = tmp_path / "november.ofx"
    file.write_bytes(ofx_file(reference_rows(1, 3), "10.00"))
    page = someone.open("imports")
    page.locator("#file").set_input_files(file)
    someone.press("Look at it")
    expect(someone.main).to_contain_text("Bank and book say the same.")
    expect(page.locator("#import-lines tbody tr")).to_have_count(3)
    someone.press("Book 3 transactions")
    expect(someone.main).to_contain_text("Booked")
    someone.press("Show its transactions")
    expect(someone.row("Shop")).to_have_count(3)
    page.go_back()
    someone.press("Take it back")
    expect(someone.main).to_contain_text("Taken back")


def test_a_line_is_left_out_by_its_choice(someone: Person, tmp_path: Path) -> None:
    file = tmp_path / "november.csv"
    rows = [Row("2026-11-02", "-12.50", "Baker"), Row("2026-11-03", "-1.00", "Kiosk")]
    file.write_bytes(csv_file(rows))
    page = someone.open("imports")
    page.locator("#file").set_input_files(file)
    someone.press("Look at it")
    choice = page.locator("#import-lines tbody tr").filter(has_text="Kiosk").locator("select")
    choice.select_option("skip")
    someone.press("Book 2 transactions")
    expect(someone.page.get_by_text("1 transaction is in the book.")).to_be_visible()
    someone.open("transactions")
    expect(someone.row("Baker")).to_have_count(1)
    expect(someone.row("Kiosk")).to_have_count(0)
