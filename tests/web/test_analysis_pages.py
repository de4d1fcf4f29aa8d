"""Pages of analyses and their files."""

import pytest

from tests.web.house import House, said


@pytest.fixture
def lived(house: House) -> House:
    """Some income and spending in two years."""
    food = house.category("Food › Groceries")
    house.record("?type=income", amount="1000", date="2026-10-05", payee="Work")
    house.record(amount="250.40", date="2026-10-06", category=food, payee="Market")
    house.record(amount="50", date="2025-10-06", category=food, payee="Market")
    return house


def test_months_stand_in_order_with_what_was_kept(lived: House) -> None:
    text = said(lived.get("reports/months?month=2026-10&months=13").text)
    assert "October 20261,000.00250.40+749.60" in text
    assert "October 20250.0050.00−50.00" in text
    assert "September 20260.000.000.00" in text
    assert "Together1,000.00300.40+699.60" in text


def test_every_month_leads_to_its_report(lived: House) -> None:
    page = lived.get("reports/months?month=2026-10").text
    assert f'href="{lived.at("reports/month?month=2026-10")}"' in page


def test_weeks_lead_to_their_days(lived: House) -> None:
    page = lived.get("reports/weeks?end_date=2026-10-07").text
    assert "+749.60" in said(page)
    assert "start_date=2026-10-05&amp;end_date=2026-10-11" in page


def test_a_year_stands_beside_the_one_before(lived: House) -> None:
    text = said(lived.get("reports/years?year=2026").text)
    assert "2026 beside 2025" in text
    assert "October 20261,000.000.00250.4050.00749.60−50.00" in text


def test_categories_of_any_days(lived: House) -> None:
    text = said(lived.get("reports/categories?start_date=2026-10-01&end_date=2026-10-07").text)
    assert "Food › Groceries250.40100%10.00+250.40" in text
    income = said(lived.get("reports/categories?type=income&start_date=2026-10-05").text)
    assert "Income by category" in income
    assert "1,000.00" in income


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("start_date=many", "“many” is not a date"),
        ("start_date=2026-10-07&end_date=2026-10-01", "The end lies before the start"),
    ],
)
def test_days_that_cannot_be_read_are_told_beside_what_was_typed(
    house: House, query: str, words: str
) -> None:
    answer = house.get(f"reports/categories?{query}")
    assert answer.status_code == 422
    assert words in said(answer.text)
    assert f'value="{query.split("=")[1].split("&", maxsplit=1)[0]}"' in answer.text


@pytest.mark.parametrize(
    "path",
    ["months?months=0", "months?months=x", "weeks?weeks=107", "years?year=1", "months?month=x"],
)
def test_what_cannot_be_told_is_refused(house: House, path: str) -> None:
    assert house.get(f"reports/{path}").status_code == 422


@pytest.mark.parametrize("tab", ["months", "weeks", "years", "categories"])
def test_each_comes_as_a_file(lived: House, tab: str) -> None:
    page = lived.get(f"reports/{tab}").text
    link = page.split("/reports/analysis.csv")[1].split('"')[0].replace("&amp;", "&")
    answer = lived.get(f"reports/analysis.csv{link}")
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.decode("utf-8-sig").count("\n") >= 1


def test_a_file_of_nothing_there_is_is_refused(house: House) -> None:
    assert house.get("reports/analysis.csv?report=everything").status_code == 422


def test_other_currencies_have_a_table_of_their_own(house: House) -> None:
    dollars = house.open_account("Dollars", currency="USD")
    house.record(amount="7", date="2026-10-06", account=dollars, payee="Abroad")
    text = said(house.get("reports/months?month=2026-10&months=1").text)
    assert "In figures, EUR" in text
    assert "In figures, USD" in text
    assert "October 20260.007.00−7.00" in text


def test_nothing_at_all_is_said(house: House) -> None:
    text = said(house.get("reports/categories?start_date=1950-01-01").text)
    assert "There was nothing in these days." in text
