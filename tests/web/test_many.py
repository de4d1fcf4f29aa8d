"""Ticked rows of the register: put into a category or deleted together, without scripting."""

from typing import Any

import pytest

from finance.web.html import many
from tests.web.forms import Form, form
from tests.web.house import House, said
from tests.web.test_merging import category


def ticked(house: House, **sent: Any) -> Any:  # noqa: ANN401 - the answer of the test client
    """The form under the list, sent with some rows ticked."""
    one: Form = form(house.get("transactions?month=2026-11").text, "/many")
    return house.browser.client.post(one.action, data={**one.fields, **sent})


def test_ticked_rows_go_into_a_category_and_one_undo_brings_all_back(house: House) -> None:
    ids = [house.record(amount="7", payee=name, date="2026-11-03") for name in ("A", "B", "C")]
    answer = ticked(house, id=ids[:2], category=category(house, "Fuel"), do="category")
    assert answer.status_code == 303
    page = house.get("transactions?month=2026-11").text
    assert "2 transactions changed." in said(page)
    assert sum("Fuel" in row for row in house.rows("?month=2026-11")) == 2
    assert house.send(form(page, "/reversal")).status_code == 303
    again = house.get("transactions?month=2026-11").text
    assert "Undone." in said(again)
    assert not any("Fuel" in row for row in house.rows("?month=2026-11"))
    assert house.send(form(again, "/reversal")).status_code == 303
    assert sum("Fuel" in row for row in house.rows("?month=2026-11")) == 2


def test_ticked_rows_are_deleted_together(house: House) -> None:
    ids = [house.record(amount="7", payee=name, date="2026-11-03") for name in ("A", "B")]
    assert ticked(house, id=ids, do="trash").status_code == 303
    page = house.get("transactions?month=2026-11").text
    assert "2 transactions moved to the trash." in said(page)
    house.send(form(page, "/reversal"))
    assert len(house.rows("?month=2026-11")) == 2


def test_what_stands_in_the_way_is_told_and_the_rows_stay_ticked(house: House) -> None:
    ids = [house.record(amount="7", payee="A", date="2026-11-03")]
    wrong = ticked(house, id=ids, category=category(house, "Salary"), do="category")
    assert wrong.status_code == 422
    assert "has no single category of that kind" in said(wrong.text)
    assert "checked" in wrong.text.split(f'value="{ids[0]}"')[1].split(">")[0]
    none = ticked(house, do="trash")
    assert none.status_code == 422
    assert "Choose at least one row." in said(none.text)
    empty = ticked(house, id=ids, category="", do="category")
    assert empty.status_code == 422


def test_what_is_so_already_is_said(house: House) -> None:
    fuel = category(house, "Fuel")
    ids = [house.record(amount="7", payee="A", date="2026-11-03", category=fuel)]
    ticked(house, id=ids, category=fuel, do="category")
    assert "Nothing had to be changed." in said(house.get("transactions").text)


def test_htmx_is_given_the_register_as_it_is_now(house: House) -> None:
    made = house.record(amount="7", payee="A", date="2026-11-03")
    one = form(house.get("transactions?month=2026-11").text, "/many")
    answer = house.swap(one, id=made, do="trash")
    assert answer.status_code == 200
    assert 'id="register"' in answer.text
    assert made not in answer.text.partition("data-toast")[0]


def test_all_that_match_are_changed_beyond_the_page_and_undone_together(house: House) -> None:
    for number in range(53):
        house.record(amount="7", payee=f"Rewe {number}")
    other = house.record(amount="7", payee="Somebody else")
    one: Form = form(house.get("transactions?q=rewe").text, "/many")
    sent = {**one.fields, "all": "1", "category": category(house, "Fuel"), "do": "category"}
    assert house.browser.client.post(one.action, data=sent).status_code == 303
    page = house.get("transactions?q=rewe").text
    assert "53 transactions changed." in said(page)
    assert len(house.rows("?category=" + category(house, "Fuel"))) == 50
    assert "Uncategorised" in said(house.get(f"transactions/{other}").text)
    house.send(form(page, "/reversal"))
    assert house.rows("?category=" + category(house, "Fuel")) == []


def test_more_than_can_be_changed_at_once_is_told_and_nothing_changed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "MOST", 2)
    for number in range(3):
        house.record(amount="7", payee=f"Rewe {number}")
    one: Form = form(house.get("transactions").text, "/many")
    answer = house.browser.client.post(one.action, data={**one.fields, "all": "1", "do": "trash"})
    assert answer.status_code == 422
    assert "More than 2 transactions match" in said(answer.text)
    assert len(house.rows()) == 3
