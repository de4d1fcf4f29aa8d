"""The page of a month's report."""

import pytest

from tests.people.desk import PASSWORD
from tests.web.forms import form
from tests.web.house import House, said


def test_it_says_what_came_in_went_out_and_is_there(house: House) -> None:
    food = house.category("Food › Groceries")
    house.record("?type=income", amount="1000", date="2026-10-05", payee="Work")
    house.record(amount="250.40", date="2026-10-06", category=food, payee="Market")
    house.record(amount="50", date="2026-09-06", category=food, payee="Market")
    page = house.get("reports/month?month=2026-10").text
    text = said(page)
    assert "250.40 was spent, 200.40 more than in September 2026." in text
    assert "50.00 in Sep, 50.00 on average" in text
    assert "The accounts reconcile" in text
    assert "does not hold" not in text
    assert "Kept 749.60 = the change of worth, 749.60" in text
    assert "Market" in text
    assert "<svg" in page


def test_every_line_leads_to_its_rows(house: House) -> None:
    food = house.category("Food › Groceries")
    house.record(amount="250.40", date="2026-10-06", category=food, payee="Market")
    page = house.get("reports/month?month=2026-10").text
    assert f"month=2026-10&amp;category={food}" in page
    (row,) = house.rows(f"?month=2026-10&category={food}")
    assert "Market" in row


def test_a_month_without_anything_says_so(house: House) -> None:
    answer = house.get("reports/month?month=1950-01")
    assert answer.status_code == 200
    assert "Nothing was recorded in January 1950." in said(answer.text)


@pytest.mark.parametrize("month", ["2026-13", "0001-01", "9999-12"])
def test_a_month_that_is_none_is_refused_in_words(house: House, month: str) -> None:
    answer = house.get(f"reports/month?month={month}")
    assert answer.status_code == 422
    assert "is not a month" in said(answer.text)


def set_limit(house: House, **limit: str) -> None:
    """A limit on spending, set by a program of the same person."""
    client = house.browser.app.test_client()
    said = {"username": house.browser.name, "password": PASSWORD}
    token = client.post("/api/auth/login", json=said).get_json()["access_token"]
    answer = client.post("/api/budgets", json=limit, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 201, answer.text


def test_it_shows_where_it_went_and_how_limits_were_kept(house: House) -> None:
    food = house.category("Food › Groceries")
    house.record(amount="250.40", date="2026-10-06", category=food, payee="Market")
    assert "Budget against actual" not in house.get("reports/month?month=2026-10").text
    set_limit(house, category_id=food, amount="200", month="2026-10")
    text = said(house.get("reports/month?month=2026-10").text)
    assert "Where it went in October 2026" in text
    assert "Groceries over 200.00250.40−50.40" in text


def test_no_month_lies_ahead_of_the_present_one(house: House) -> None:
    assert 'rel="next"' not in house.get("reports/month").text
    assert 'rel="next"' in house.get("reports/month?month=2026-01").text


def test_it_is_reached_from_every_page(house: House) -> None:
    assert f'href="{house.at("reports/month")}"' in house.get().text


def test_other_currencies_have_a_table_of_their_own(house: House) -> None:
    house.open_account("Dollars", currency="USD", balance="100", opening_date="2026-10-02")
    text = said(house.get("reports/month?month=2026-10").text)
    assert "Dollars" in text
    assert "USD" in text


def test_what_is_printed_can_be_chosen_before(house: House) -> None:
    house.record(amount="12", date="2026-10-05")
    page = house.get("reports/month?month=2026-10").text
    menu = form(page, "/reports/month.pdf")
    assert set(menu.fields) == {"month", "paper", "transactions"}
    assert menu.fields["month"] == "2026-10"
    assert 'name="transactions" value="yes" checked' in page


def test_an_empty_month_has_no_list_to_choose(house: House) -> None:
    assert 'name="transactions"' not in house.get("reports/month?month=1950-01").text
