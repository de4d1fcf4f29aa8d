"""The first page of a book."""

import html

import pytest

from tests.web.forms import form
from tests.web.house import House, said


def test_the_first_run_teaches_two_ways_to_a_useful_number(house: House) -> None:
    text = said(house.get().text)
    assert "Import a file" in text
    assert "three numbers" in text


def test_the_first_number_is_what_an_account_began_with(house: House) -> None:
    link = html.unescape(house.get().text.split("first-steps")[1].split('href="')[1].split('"')[0])
    begun = form(house.get(link).text, "entry")
    assert begun.fields["kind"] == "opening"
    assert house.send(begun, amount="812,40").status_code == 303
    assert "Opening balance" in house.rows()[0]
    text = said(house.get().text)
    assert "812.40" in text
    assert "In0.00" in text


def test_the_front_door_leads_to_the_book(house: House) -> None:
    answer = house.get("/")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(house.at())


def test_it_says_what_is_there_and_what_the_month_did(house: House) -> None:
    food = house.category("Food › Groceries")
    house.record("?type=income", amount="1000", date="2026-10-05", payee="Work")
    house.record(amount="250.40", date="2026-10-06", category=food, payee="Market")
    page = house.get("?month=2026-10").text
    text = said(page)
    assert "749.60" in text
    assert "In1,000.00" in text
    assert "Out250.40" in text
    assert "75% of what came in" in text
    assert "Market" in text
    assert "<svg" in page
    assert "Where it went in October 2026" in text
    assert "As a table" in text


def test_every_figure_leads_to_its_rows(house: House) -> None:
    house.record("?type=income", amount="1000", date="2026-10-05", payee="Work")
    house.record(amount="250.40", date="2026-10-06", payee="Market")
    page = house.get("?month=2026-10").text
    for query, payee in (("category=income", "Work"), ("category=expense", "Market")):
        assert f"month=2026-10&amp;{query}" in page
        (row,) = house.rows(f"?month=2026-10&{query}")
        assert payee in row


def test_a_past_month_is_compared_with_the_one_before(house: House) -> None:
    house.record(amount="100", date="2025-09-06")
    house.record(amount="60", date="2025-10-06")
    text = said(house.get("?month=2025-10").text)
    assert "40.00 less than in Sep" in text
    assert "same as Sep" in text


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "x", "9999-01"])
def test_a_month_that_is_none_is_422(house: House, month: str) -> None:
    assert house.get(f"?month={month}").status_code == 422


def test_another_persons_book_is_not_found(house: House) -> None:
    unknown = "018f0000-0000-7000-8000-000000000000"
    for path in ("", "/transactions", "/accounts", "/categories"):
        assert house.get(f"/b/{unknown}{path}").status_code == 404


def test_the_first_page_shows_the_limits_that_are_used_most(house: House) -> None:
    groceries = house.category("Food › Groceries")
    house.record(amount="120", date="2026-11-03", category=groceries)
    assert "Nothing is limited in November 2026" in said(house.get("?month=2026-11").text)
    limits = form(house.get("budget?month=2026-11").text, "limits")
    house.send(limits, **{f"limit-{groceries}": "100", "limit-all": "500"})
    text = said(house.get("?month=2026-11").text)
    assert "All spendingleft 380.00" in text
    assert "Groceriesover by 20.00" in text


def _abroad(house: House) -> str:
    """Francs in two accounts and dollars in one, nothing in the currency of the book."""
    house.open_account("Dollars", currency="USD", balance="30", opening_date="2025-01-02")
    house.open_account("Savings", currency="CHF", balance="500", opening_date="2025-01-02")
    return house.open_account("Everyday", currency="CHF", balance="1000", opening_date="2025-01-02")


def test_where_the_books_currency_is_unused_the_page_speaks_in_the_one_used_most(
    house: House,
) -> None:
    everyday = _abroad(house)
    food = house.category("Food › Groceries")
    house.record(amount="60", date="2025-09-06", account=everyday, category=food)
    house.record(amount="40", date="2025-10-06", account=everyday, category=food)
    page = house.get("?month=2025-10").text
    text = said(page)
    assert "Worth1,400.00CHF" in text
    assert "and 30.00 USD, all accounts together" in text
    assert "Out40.00CHF" in text
    assert "20.00 CHF less than in Sep" in text
    assert "In0.00CHF" in text
    assert "Spending by month, in CHF" in text
    assert "Where it went in October 2025, in CHF" in text
    assert "Nothing was spent" not in text
    assert "0.00EUR" not in text


def test_the_first_amount_in_the_books_currency_makes_it_lead_again(house: House) -> None:
    _abroad(house)
    house.record(amount="5", date="2025-10-06")
    text = said(house.get("?month=2025-10").text)
    assert "Worth−5.00EUR" in text
    assert "and 1,500.00 CHF, 30.00 USD, all accounts together" in text
    assert "Spending by month, in" not in text


def test_a_sum_in_one_foreign_currency_names_it_everywhere(house: House) -> None:
    house.open_account("Everyday", currency="CHF", balance="1000", opening_date="2025-01-02")
    text = said(house.get("accounts").text)
    assert text.count("Worth1,000.00CHF") == 2
    for path in ("", "transactions"):
        day = house.get(path).text.split('<tr class="day">')[1].split("</tr>")[0]
        assert said(day).endswith("+1,000.00CHF")
