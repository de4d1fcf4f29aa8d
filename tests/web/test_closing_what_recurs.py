"""Closing what something recurs on: the person is told before and after, with the way out."""

from flask import Flask

from tests.web.forms import form
from tests.web.house import House, path_of, said
from tests.web.test_statements import statements


def _rent(house: House, account: str, **more: str) -> None:
    blank = form(house.get("schedules/new").text, "schedule")
    given = {"amount": "850", "payee": "Landlord", "date": "2100-01-31", "account": account}
    assert house.send(blank, **{**given, **more}).status_code == 303


def test_what_recurs_is_named_before_and_after_closing_with_the_way_out(house: House) -> None:
    savings = house.open_account("Savings", kind="asset")
    page = f"accounts/{savings}/edit"
    assert "recurs on it" not in said(house.get(page).text)
    _rent(house, savings)
    shown = house.get(page).text
    assert "is not recorded once it is closed: Landlord" in said(shown)
    closed = house.send(form(shown, "/closing"))
    assert "Savings is closed. Not recorded meanwhile: Landlord." in said(
        house.get(path_of(closed)).text
    )
    assert "is not recorded while it is closed: Landlord" in said(house.get(page).text)
    listed = house.get("schedules").text
    assert "Not recorded while closed: Savings" in said(listed)
    assert f"accounts/{savings}/edit#closing" in listed
    assert "Open Savings again" in said(listed)
    house.send(form(house.get(page).text, "/reopening"))
    assert "Not recorded" not in said(house.get("schedules").text)


def test_the_page_of_a_schedule_says_what_is_closed(house: House) -> None:
    savings = house.open_account("Savings", kind="asset")
    _rent(house, savings)
    listed = house.get("schedules").text
    house.send(form(house.get(f"accounts/{savings}/edit").text, "/closing"))
    page = listed.split('class="what"><a href="')[1].split('"')[0]
    shown = said(house.get(page).text)
    assert "Not recorded while closed: Savings." in shown
    assert "or change what it uses" in shown


def test_a_category_that_is_merged_says_what_recurs_on_it(house: House) -> None:
    eating = house.category("Food › Eating out")
    blank = form(house.get("schedules/new").text, "schedule")
    given = {"amount": "9", "payee": "Canteen", "date": "2100-01-31", "category": eating}
    assert house.send(blank, **given).status_code == 303
    shown = said(house.get(f"accounts/{eating}/edit").text)
    assert shown.count("is not recorded once it is closed: Canteen") == 1
    assert "What recurs on it goes on with the other one: Canteen." in shown


def test_the_notice_that_it_could_not_be_recorded_leads_to_why(house: House) -> None:
    savings = house.open_account("Savings", kind="asset")
    _rent(house, savings, date="-1")
    house.send(form(house.get(f"accounts/{savings}/edit").text, "/closing"))
    house.send(form(house.get("schedules/jobs").text, "/run"))
    listed = house.get("notifications").text
    assert "Something could not be recorded" in said(listed)
    assert "Landlord, 850.00, recurs and could not be recorded." in said(listed)
    link = listed.split("recurs and could not")[0].rsplit('href="', 1)[1].split('"')[0]
    assert "Not recorded while closed: Savings." in said(house.get(link).text)
    assert "Something could not be recorded" in said(house.get("alerts").text)


def test_the_page_of_an_account_costs_few_statements_whatever_recurs(
    house: House, app: Flask
) -> None:
    savings = house.open_account("Savings", kind="asset")
    for number in range(3):
        _rent(house, savings, payee=f"Series {number}")
    page = f"accounts/{savings}/edit"
    house.get(page)
    with statements(app.extensions["tests.engine"]) as seen:
        assert "Series 2" in house.get(page).text
    assert len(seen) <= 6, "\n".join(seen)
