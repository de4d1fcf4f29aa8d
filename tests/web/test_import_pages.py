"""The import pages by their forms alone, as a browser without scripting uses them."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.imports.bank import Row, csv_file, ofx_file, reference_rows
from tests.people.web import Browser
from tests.web.dropping import dropped, looked_at
from tests.web.forms import form
from tests.web.house import House, path_of, said

ROWS = [Row("2026-11-02", "-12.50", "Baker"), Row("2026-11-28", "2500.00", "Employer")]


def pressed(house: House, address: str, ending: str, **changed: str) -> TestResponse:
    """A form of a page sent, and the page it leads to."""
    answer = house.send(form(house.get(address).text, ending), **changed)
    assert answer.status_code == 303, said(answer.text)
    return house.get(path_of(answer))


def test_a_dropped_file_is_shown_line_by_line_before_anything_is_booked(house: House) -> None:
    page = said(house.get(looked_at(house, csv_file(ROWS))).text)
    assert "Not booked yet" in page
    assert "Baker" in page
    assert "All 2" in page
    assert "New 2" in page
    assert house.rows() == []


def test_one_click_books_and_one_click_takes_back(house: House) -> None:
    address = looked_at(house, ofx_file(reference_rows(1, 3), "10.00"))
    assert "Bank and book say the same" in house.get(address).text
    booked = said(pressed(house, address, "/commit").text)
    assert "3 transactions are in the book." in booked
    assert len(house.rows()) == 4  # with the opening balance
    again = said(pressed(house, address, "/revert").text)
    assert "4 transactions lie in the trash" in again
    assert house.rows() == []


def test_choices_in_view_are_kept_by_booking(house: House) -> None:
    address = looked_at(house, csv_file(ROWS))
    shown = form(house.get(address).text, "/commit")
    baker = next(name for name in shown.fields if name.startswith("line-"))
    booked = pressed(house, address, "/commit", **{baker: "skip"})
    assert "1 transaction is in the book." in said(booked.text)


def test_a_probable_twin_stands_beside_its_line(house: House) -> None:
    house.record(amount="12.50", payee="My bakery", date="2026-11-02")
    cash = house.option(house.get("imports").text, "Cash")
    address = looked_at(house, csv_file(ROWS), account=cash)
    probable = house.get(f"{address}?status=probable").text
    assert "My bakery" in said(probable)
    assert "Employer" not in said(probable.split('id="lines"')[1])
    pressed(house, f"{address}?status=probable", "/commit")
    assert len(house.rows()) == 2


def test_all_lines_of_a_status_are_decided_at_once(house: House) -> None:
    address = looked_at(house, csv_file(ROWS))
    shown = form(house.get(f"{address}?status=new").text, "/commit")
    shown.action = shown.action.replace("/commit", "/decisions")
    answer = house.send(shown, every="skip")
    assert path_of(answer).endswith("?status=new")
    text = said(house.get(address).text)
    assert "There is nothing in it to book" in text
    assert "Book 0" not in text


def test_a_booked_file_says_what_became_of_its_lines_and_the_same_again_has_nothing_to_book(
    house: House,
) -> None:
    address = looked_at(house, csv_file(ROWS))
    pressed(house, address, "/commit")
    booked = said(house.get(address).text)
    assert "Taken over" in booked
    assert "Take over" not in booked
    again = said(house.get(looked_at(house, csv_file(ROWS))).text)
    assert "There is nothing in it to book" in again
    assert "Put it away" in again


def test_a_broken_file_is_told_with_its_line_and_not_kept(house: House) -> None:
    answer = dropped(house, ofx_file([Row("2026-11-02", "12,x", "Baker")]), "bank.ofx")
    assert answer.status_code == 422
    page = said(answer.text)
    assert re.search(r"bank\.ofx: Line \d+: ", page)
    assert "Nothing yet." in page


def test_no_file_at_all_is_told(house: House) -> None:
    blank = form(house.get("imports").text, "/imports")
    answer = house.send(blank)
    assert answer.status_code == 422
    assert "Choose a file first." in said(answer.text)


def test_the_columns_of_a_csv_can_be_corrected(house: House) -> None:
    content = b"Day,Who,Sum\n03/04/2026,Baker,-1.50\n04/05/2026,Fuel,-2.50\n"
    address = looked_at(house, content)
    page = house.get(address).text
    order = form(page, "/columns").fields["date_order"]
    other = "mdy" if order == "dmy" else "dmy"
    read_again = pressed(house, address, "/columns", date_order=other)
    assert form(read_again.text, "/columns").fields["date_order"] == other


def test_a_file_of_which_no_row_can_be_read_is_told_with_line_and_reason(house: House) -> None:
    page = dropped(house, b"Date,Text,Amount\n20/12,a,-1.00\n05/01,b,2.00\n")
    assert "No line of this file can be read as a booking." in said(page.text)
    assert "Line 2: “20/12” is not a date." in said(page.text)


def test_what_a_bank_wrote_instead_of_a_statement_is_told_with_its_line(house: House) -> None:
    refused = b"<OFX><SONRS>\n<STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Wrong PIN</STATUS></OFX>"
    page = said(dropped(house, refused).text)
    assert "Line 2: the bank wrote an error: “Wrong PIN”. Nothing of it was kept." in page
    assert "Nothing yet." in page


def test_a_file_without_a_statement_says_so_and_offers_nothing_to_book(house: House) -> None:
    page = house.get(looked_at(house, b"<OFX></OFX>")).text
    assert "This file holds no statement." in said(page)
    assert "/commit" not in page
    assert "Put it away" in said(page)


def test_a_note_about_a_line_names_it(house: House) -> None:
    foreign = ofx_file(ROWS).replace(
        b"<NAME>Baker", b"<NAME>Baker<CURRENCY><CURRATE>2<CURSYM>CHF</CURRENCY>"
    )
    page = said(house.get(looked_at(house, foreign)).text)
    assert "Line 12: “-12.50” is in CHF; by the rate beside it, -25.00 EUR." in page


def test_each_account_of_a_file_goes_where_it_belongs_and_so_does_the_next_file(
    house: House,
) -> None:
    first = ofx_file(ROWS[:1], "10.00", "2026-11-30", "DE1") + ofx_file(
        ROWS[1:], "90.00", "2026-11-30", "DE2"
    )
    pressed(house, looked_at(house, first), "/commit")
    later = [replace(row, day="2026-12-01", reference="next") for row in ROWS]
    second = ofx_file(later[1:], "2590.00", number="D E-2") + ofx_file(
        later[:1], "-2.50", number="DE-1"
    )

    page = said(house.get(looked_at(house, second)).text)

    assert page.count("Bank and book say the same.") == 2
    assert "This account is new" not in page


def test_a_column_that_is_not_there_is_refused_and_the_preview_stays(house: House) -> None:
    address = looked_at(house, csv_file(ROWS))
    shown = form(house.get(address).text, "/columns")
    answer = house.send(shown, amount="77")
    assert answer.status_code == 422
    assert "Baker" in said(answer.text)


def test_the_account_can_be_named_afterwards(house: House) -> None:
    address = looked_at(house, csv_file(ROWS))
    cash = house.option(house.get(address).text, "Cash")
    assert "Cash" in said(pressed(house, address, "/account", account=cash).text)


def test_edits_are_asked_about_before_an_import_is_taken_back(house: House) -> None:
    address = looked_at(house, csv_file(ROWS[:1]))
    pressed(house, address, "/commit")
    found = re.search(r'id="row-([0-9a-f-]{36})"', house.get("transactions").text)
    assert found
    assert house.send(house.edit(found[1]), payee="My baker").status_code == 303
    answer = house.send(form(house.get(address).text, "/revert"))
    assert answer.status_code == 409
    assert "Some of what it made was edited since (1)." in said(answer.text)
    assert house.send(form(answer.text, "/revert")).status_code == 303
    assert house.rows() == []


def test_a_preview_can_be_put_away(house: House) -> None:
    address = looked_at(house, csv_file(ROWS))
    assert "Nothing yet." in said(pressed(house, address, "/discard").text)
    assert house.get(address).status_code == 404


def test_the_history_lists_every_file_and_remembers_columns(house: House) -> None:
    address = looked_at(house, csv_file(ROWS))
    pressed(house, address, "/commit")
    page = house.get("imports").text
    assert "bank.csv" in said(page)
    assert "Date, Payee, Amount" in said(page)
    forgotten = house.send(form(page, "/forget"))
    assert forgotten.status_code == 303
    assert "Remembered columns" not in house.get("imports").text


def test_a_long_file_comes_in_pages(house: House) -> None:
    address = looked_at(house, ofx_file(reference_rows(1, 60)))
    first = house.get(address).text
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = said(house.get(older[1].replace("&amp;", "&")).text)
    assert "Shop 60" in second
    assert "Shop 60" not in said(first)


@pytest.mark.parametrize("script", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_a_file_says_is_never_markup(house: House, script: str) -> None:
    content = csv_file([Row("2026-11-02", "-1.00", script.replace('"', "''"))])
    address = looked_at(house, content)
    for page in (address, "imports"):
        assert "<script>alert" not in house.get(page).text
        assert "<img src=x" not in house.get(page).text


def test_another_households_import_is_not_there(house: House) -> None:
    address = looked_at(house, csv_file(ROWS))
    other = Browser(house.browser.app)
    other.register()
    stranger = House(other)
    import_id = address.rsplit("/", 1)[1]
    assert stranger.get(f"imports/{import_id}").status_code == 404
    shown = form(house.get(address).text, "/commit")
    token = form(stranger.get("imports").text, "/imports").fields["csrf_token"]
    for step in ("commit", "decisions", "revert", "discard", "columns", "account"):
        shown.action = stranger.at(f"imports/{import_id}/{step}")
        assert stranger.send(shown, csrf_token=token).status_code == 404, step


def test_our_own_export_comes_back_as_a_ledger(house: House, app: Flask) -> None:
    browser = Browser(app)
    assert browser.register().status_code == 303
    stranger = House(browser)
    stranger.open_account("Holiday box", balance="100")
    stranger.record(amount="12.50", payee="=Baker", date="2026-11-02")
    content = stranger.get("transactions.csv").data
    address = looked_at(house, content)
    page = said(house.get(address).text)
    assert "A ledger written by Farthing" in page
    assert "Transactions2 Not in this book yet2 Here already0 Accounts to be made1" in page
    booked = said(pressed(house, address, "/commit").text)
    assert "2 transactions are in the book." in booked
    assert any("=Baker" in row and "12.50" in row for row in house.rows())
    assert "Here already2" in said(house.get(looked_at(house, content)).text)


def test_a_line_that_was_expected_is_shown_as_what_it_becomes(house: House) -> None:
    blank = form(house.get("schedules/new").text, "schedule")
    assert house.send(blank, amount="12.50", payee="Bread", date="+2").status_code == 303
    soon = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    cash = house.option(house.get("imports").text, "Cash")
    rows = [Row(soon, "-12.50", "Baker"), Row(soon, "-1.00", "Kiosk")]
    address = looked_at(house, csv_file(rows), account=cash)
    shown = house.get(address).text
    assert "1 line was expected" in said(shown)
    assert "Book 2 transactions" in said(shown)
    assert re.search(r"Expected.*Bread.*due ", said(shown))
    assert "Keep it as its own" in said(shown)
    name = next(one for one in form(shown, "/commit").fields if one.startswith("line-"))
    choices = replace(form(shown, "/commit"), action=f"{address}/decisions")
    for decision, told in (("import", False), ("merge", True)):
        assert house.send(choices, **{name: decision}).status_code == 303
        assert ("1 line was expected" in said(house.get(address).text)) is told
    booked = said(pressed(house, address, "/commit").text)
    assert "2 transactions are in the book." in booked
    assert "joined to what was there" not in booked
    assert len(house.rows()) == 2
