"""The budget page: a month against its limits, set by typing them."""

import html
import re
from decimal import Decimal

import pytest
from flask import Flask

from finance.adapters.clock import new_id
from tests.people.web import Browser
from tests.web.forms import Form, form
from tests.web.house import House, plain, said
from tests.web.test_statements import statements

MONTH = "2026-11"


def _limits(house: House, query: str = f"?month={MONTH}") -> Form:
    return form(house.get(f"budget{query}").text, "limits")


def _key(house: House, name: str) -> str:
    """The key of the field of the category with this full name."""
    return "all" if name == "All spending" else house.category(name)


def _set(house: House, month: str = MONTH, **wanted: str) -> None:
    """Type limits and save; double underscores in a name stand for `` › ``."""
    fields = {
        f"limit-{_key(house, name.replace('__', ' › ').replace('_', ' '))}": amount
        for name, amount in wanted.items()
    }
    answer = house.send(_limits(house, f"?month={month}"), **fields)
    assert answer.status_code == 303, said(answer.text)


def _row(house: House, name: str, query: str = f"?month={MONTH}") -> str:
    page = house.get(f"budget{query}").text
    found = re.search(rf'<tr id="row-{_key(house, name)}".*?</tr>', page, re.DOTALL)
    assert found is not None
    return said(found[0])


def test_a_book_without_limits_says_how_to_begin(house: House) -> None:
    text = said(house.get(f"budget?month={MONTH}").text)
    assert "Nothing is limited in November 2026 yet" in text
    assert "Set from average" in text


def test_a_limit_is_typed_and_stands_there(house: House) -> None:
    _set(house, Food__Groceries="300")
    house.record(amount="120", date="2026-11-03", category=house.category("Food › Groceries"))
    row = _row(house, "Food › Groceries")
    assert "120.00" in row
    assert "40%" in row
    assert "180.00" in row
    assert "300" in _limits(house).fields[f"limit-{_key(house, 'Food › Groceries')}"]


def test_an_amount_may_be_reckoned_in_the_field(house: House) -> None:
    _set(house, Food__Groceries="4*75,50")
    assert "302.00" in said(house.get(f"budget?month={MONTH}").text)


def test_the_figure_is_what_is_left_of_all_spending_if_that_is_limited(house: House) -> None:
    _set(house, All_spending="1000", Food__Groceries="300")
    house.record(amount="1250", date="2026-11-03", category=house.category("Home"))
    text = said(house.get(f"budget?month={MONTH}").text)
    assert "Over the limit by250.00" in text
    assert "of 1,000.00 for all spending" in text


def test_spending_without_a_limit_is_summed_up(house: House) -> None:
    _set(house, Food__Groceries="300")
    house.record(amount="45", date="2026-11-03", category=house.category("Home"))
    assert "Spent without a limit45.00" in said(house.get(f"budget?month={MONTH}").text)


def test_a_limit_holds_on_and_not_before(house: House) -> None:
    _set(house, Food__Groceries="300")
    key = f"limit-{_key(house, 'Food › Groceries')}"
    assert _limits(house, "?month=2027-03").fields[key] == "300.00"
    assert _limits(house, "?month=2026-10").fields[key] == ""


def test_an_emptied_field_ends_the_limit(house: House) -> None:
    _set(house, month="2026-10", Food__Groceries="300")
    _set(house, Food__Groceries="")
    key = f"limit-{_key(house, 'Food › Groceries')}"
    assert _limits(house).fields[key] == ""
    assert _limits(house, "?month=2026-10").fields[key] == "300.00"


def test_several_limits_are_one_change_taken_back_at_once(house: House) -> None:
    answer = house.send(
        _limits(house),
        **{
            f"limit-{_key(house, 'Food › Groceries')}": "300",
            f"limit-{_key(house, 'Home')}": "900",
        },
    )
    page = house.get(answer.headers["Location"]).text
    assert "Limits saved." in page
    assert house.send(form(page, "/reversal")).status_code == 303
    text = said(house.get(f"budget?month={MONTH}").text)
    assert "Nothing is limited in November 2026 yet" in text


def test_saving_what_is_there_changes_nothing(house: House) -> None:
    _set(house, Food__Groceries="300")
    answer = house.send(_limits(house))
    assert "Nothing has changed." in house.get(answer.headers["Location"]).text


def test_htmx_gets_the_part_that_changed_and_a_note(house: House) -> None:
    key = f"limit-{_key(house, 'Food › Groceries')}"
    answer = house.swap(_limits(house), **{key: "300"})
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="budget"')
    assert "Limits saved." in answer.text
    assert form(answer.text, "limits").fields[key] == "300.00"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0", "more than zero"),
        ("-5", "more than zero"),
        ("many", "is not an amount"),
        ("1.005", "has 2 decimals"),
    ],
)
def test_a_wrong_limit_is_told_at_its_field_and_kept(
    house: House, typed: str, sentence: str
) -> None:
    key = f"limit-{_key(house, 'Food › Groceries')}"
    other = f"limit-{_key(house, 'Home')}"
    answer = house.swap(_limits(house), **{key: typed, other: "77"})
    assert answer.status_code == 422
    again = form(answer.text, "limits")
    assert (again.fields[key], again.fields[other]) == (typed, "77")
    assert sentence in said(answer.text)
    assert f'aria-describedby="{key}-error' in answer.text
    assert _limits(house).fields[other] == ""


def test_a_category_of_another_book_gets_no_limit(house: House, app: Flask) -> None:
    browser = Browser(app)
    browser.register()
    foreign = House(browser).category("Food › Groceries")
    answer = house.send(_limits(house), **{f"limit-{foreign}": "5"})
    assert answer.status_code == 422
    assert "There is no such account." in answer.text
    assert house.send(_limits(house), **{"limit-nonsense": "5"}).status_code == 422
    assert house.get(f"budget/history?category={foreign}").status_code == 404


def test_another_tab_is_told_and_may_insist(house: House) -> None:
    key = f"limit-{_key(house, 'Food › Groceries')}"
    stale = _limits(house)
    _set(house, Food__Groceries="300")
    answer = house.send(stale, **{key: "250"})
    assert answer.status_code == 409
    assert "changed meanwhile" in answer.text
    again = form(answer.text, "limits")
    assert again.fields[key] == "250"
    assert house.send(again).status_code == 303
    assert _limits(house).fields[key] == "250.00"


def test_a_double_click_makes_one_limit(house: House) -> None:
    key = f"limit-{_key(house, 'Food › Groceries')}"
    blank = _limits(house)
    assert house.send(blank, **{key: "300"}).status_code == 303
    assert house.send(blank, **{key: "300"}).status_code in {303, 409}
    assert _limits(house).fields[key] == "300.00"


def test_last_month_is_shown_first_and_taken_over_when_saved(house: House) -> None:
    _set(house, month="2026-10", Food__Groceries="300")
    _set(house, Food__Groceries="200")
    key = f"limit-{_key(house, 'Food › Groceries')}"
    proposed = _limits(house, f"?month={MONTH}&fill=last")
    assert proposed.fields[key] == "300.00"
    assert "now 200.00" in _row(house, "Food › Groceries", f"?month={MONTH}&fill=last")
    assert _limits(house).fields[key] == "200.00"
    assert house.send(proposed).status_code == 303
    assert _limits(house).fields[key] == "300.00"


def test_the_average_of_three_months_is_proposed_rounded_up(house: House) -> None:
    groceries = house.category("Food › Groceries")
    for month, amount in (("08", "100"), ("09", "101"), ("10", "99.10")):
        house.record(amount=amount, date=f"2026-{month}-03", category=groceries)
    house.record(amount="9", date="2026-07-03", category=house.category("Home"))
    proposed = _limits(house, f"?month={MONTH}&fill=average")
    assert proposed.fields[f"limit-{groceries}"] == "101.00"
    assert proposed.fields[f"limit-{house.category('Home')}"] == ""


def test_nothing_to_take_over_is_said(house: House) -> None:
    text = house.get(f"budget?month={MONTH}&fill=last").text
    assert "There is nothing to take over into November 2026" in text
    assert "Nothing is limited" in said(house.get(f"budget?month={MONTH}&fill=nonsense").text)


def test_the_history_shows_twelve_months(house: House) -> None:
    _set(house, month="2026-10", Food__Groceries="300")
    groceries = house.category("Food › Groceries")
    house.record(amount="320", date="2026-10-03", category=groceries)
    for category in (groceries, ""):
        text = said(house.get(f"budget/history?month={MONTH}&category={category}").text)
        assert re.search(r"October 2026 ?300.00 ?320.00 ?106% ?−20.00", text)
        assert "December 2025" in text


def test_the_history_keeps_every_limit(house: House) -> None:
    _set(house, month="2026-03", Food__Groceries="300")
    _set(house, month="2026-10", Food__Groceries="350")
    _set(house, Food__Groceries="")
    path = f"budget/history?month={MONTH}&category={_key(house, 'Food › Groceries')}"
    text = said(house.get(path).text)
    told = r"Limits by the month they began in November 2026 ?ended October 2026 ?350.00"
    assert re.search(rf"{told} March 2026 ?300.00", text)


def test_only_spending_has_a_history(house: House) -> None:
    path = f"budget/history?month={MONTH}&category="
    salary = re.search(r"category=([0-9a-f-]{36})[^>]*>Salary<", house.get("categories").text)
    assert salary is not None
    assert house.get(f"{path}{salary[1]}").status_code == 404
    assert house.get(f"{path}{new_id()}").status_code == 404
    assert house.get(f"{path}nonsense").status_code == 422


@pytest.mark.parametrize("month", ["2026-13", "soon", "0001-01", "9999-12"])
def test_a_month_that_is_none_is_told(house: House, month: str) -> None:
    assert house.get(f"budget?month={month}").status_code == 422


@pytest.mark.parametrize("month", ["1900-01", "2200-12"])
def test_the_first_and_the_last_month_are_pages_too(house: House, month: str) -> None:
    for path in ("budget", "budget/history"):
        assert house.get(f"{path}?month={month}").status_code == 200


def test_another_currency_stands_beside(house: House) -> None:
    account = house.open_account("Dollars", currency="USD")
    groceries = house.category("Food › Groceries")
    _set(house, Food__Groceries="300")
    house.record(amount="9.50", date="2026-11-03", category=groceries, account=account)
    row = _row(house, "Food › Groceries")
    assert "besides 9.50 USD" in row
    assert "0%" in row


def test_every_figure_leads_to_its_rows(house: House) -> None:
    groceries = house.category("Food › Groceries")
    house.record(amount="12", date="2026-11-03", category=groceries, payee="Market")
    page = html.unescape(house.get(f"budget?month={MONTH}").text)
    assert f"transactions?month={MONTH}&category={groceries}" in page


def test_the_page_costs_few_statements(house: House, app: Flask) -> None:
    _set(house, Food__Groceries="300")
    house.get(f"budget?month={MONTH}")
    with statements(app.extensions["tests.engine"]) as seen:
        assert house.get(f"budget?month={MONTH}").status_code == 200
    assert 1 < len(seen) <= 5, "\n".join(seen)


def test_the_limit_is_shown_as_the_reader_writes_numbers(house: House) -> None:
    _set(house, Food__Groceries=str(Decimal("1234.5")))
    assert "1,234.50" in said(house.get(f"budget?month={MONTH}").text)


def test_the_page_of_a_limit_says_who_changed_it_from_what_to_what(house: House) -> None:
    _set(house, Food__Groceries="300")
    _set(house, Food__Groceries="350")
    category = _key(house, "Food › Groceries")
    page = house.get(f"budget/history?month={MONTH}&category={category}").text
    text = said(page)
    assert text.count("You changed the limit") == 2
    assert "from November 2026 300.00 350.00" in plain(page)
    assert house.send(form(page, "/reversal")).status_code == 303
    assert _limits(house).fields[f"limit-{category}"] == "300.00"


def test_the_page_of_another_limit_is_silent_of_it(house: House) -> None:
    _set(house, Food__Groceries="300")
    category = _key(house, "Home")
    page = house.get(f"budget/history?month={MONTH}&category={category}").text
    assert "changed the limit" not in page


def test_a_limit_ends_with_the_month_its_category_is_closed_in(house: House) -> None:
    _set(house, Food__Groceries="300")
    category = _key(house, "Food › Groceries")
    page = house.get(f"accounts/{category}/edit").text
    assert house.send(form(page, "/closing")).status_code == 303
    assert "closed" in said(house.get(f"budget?month={MONTH}").text)
    later = said(house.get("budget?month=2150-01").text)
    assert "Nothing is limited in January 2150 yet" in later
    again = house.get(f"accounts/{category}/edit").text
    assert house.send(form(again, "/reopening")).status_code == 303
    assert _limits(house, "?month=2150-01").fields[f"limit-{category}"] == "300.00"
