"""Accounts and categories: opening, renaming, ordering, closing, without scripting."""

import re

from tests.web.forms import form
from tests.web.house import House, path_of, said

_NAMES = re.compile(r'class="tree-name"[^>]*>([^<]+)<')


def names(house: House, path: str = "accounts") -> list[str]:
    """The names of a list, in order."""
    return _NAMES.findall(house.get(path).text)


def test_an_account_opens_with_its_balance_and_day(house: House) -> None:
    house.open_account("Savings", balance="1.234,50", date="2026-10-01")
    text = said(house.get("accounts").text)
    assert "1,234.50" in text
    assert "Opening balance" in house.rows("?month=2026-10")[0]


def test_a_debt_is_a_negative_balance(house: House) -> None:
    house.open_account("Card", kind="liability", balance="-300")
    assert "−300.00" in said(house.get("accounts").text)


def test_faults_of_an_account_are_told_at_their_fields(house: House) -> None:
    blank = form(house.get("accounts/new").text, "/accounts/new")
    answer = house.send(blank, name="", currency="EURO", balance="x")
    assert answer.status_code == 422
    assert "“EURO” is not a currency code" in said(answer.text)
    missing = house.send(blank, name="")
    assert "Give it a name" in said(missing.text)
    taken = house.send(blank, name="cash")
    assert taken.status_code == 422
    assert "This name is taken already" in said(taken.text)
    wrong = house.send(blank, name="New", balance="x")
    assert "“x” is not an amount" in said(wrong.text)
    strange = house.send(blank, name="New", kind="nonsense")
    assert strange.status_code == 422


def test_an_account_form_sent_twice_opens_one_account(house: House) -> None:
    blank = form(house.get("accounts/new").text, "/accounts/new")
    for _ in range(2):
        assert house.send(blank, name="Savings", balance="10").status_code == 303
    assert names(house).count("Savings") == 1


def test_accounts_move_up_and_down(house: House) -> None:
    house.open_account("Savings")
    second = house.open_account("Card")
    assert names(house) == ["Cash", "Savings", "Card"]
    one = form(house.get("accounts").text, f"{second}/order")
    house.send(one, step="up")
    assert names(house) == ["Cash", "Card", "Savings"]
    house.send(one, step="down")
    house.send(one, step="down")
    assert names(house) == ["Cash", "Savings", "Card"]


def test_renaming_keeps_a_history_and_can_be_undone(house: House) -> None:
    made = house.open_account("Savings")
    edit = form(house.get(f"accounts/{made}/edit").text, "/edit")
    assert house.send(edit, name="Rainy days").status_code == 303
    assert "Rainy days" in names(house)
    page = house.get(f"accounts/{made}/edit").text
    assert "You changed it" in said(page)
    assert house.send(form(page, "/reversal")).status_code == 303
    assert "Savings" in names(house)


def test_saving_an_account_as_it_was_offers_nothing_to_undo(house: House) -> None:
    jar = house.open_account("Jar")
    house.get("accounts")
    as_it_is = form(house.get(f"accounts/{jar}/edit").text, f"{jar}/edit")
    assert house.send(as_it_is).status_code == 303
    page = house.get("accounts").text
    assert "Nothing has changed." in said(page)
    assert "data-undo" not in page


def test_the_second_of_two_tabs_is_told(house: House) -> None:
    made = house.open_account("Savings")
    mine = form(house.get(f"accounts/{made}/edit").text, "/edit")
    house.send(mine, name="Theirs")
    answer = house.send(mine, name="Mine")
    assert answer.status_code == 409
    assert "This was changed meanwhile" in said(answer.text)
    again = form(answer.text, "/edit")
    assert again.fields["name"] == "Mine"
    assert house.send(again).status_code == 303


def test_an_account_that_holds_money_does_not_close_and_an_empty_one_does(house: House) -> None:
    made = house.open_account("Savings", balance="10")
    close = form(house.get(f"accounts/{made}/edit").text, "/closing")
    house.send(close)
    assert "still holds money" in said(house.get("accounts").text)
    empty = house.open_account("Old")
    house.send(form(house.get(f"accounts/{empty}/edit").text, "/closing"))
    assert "Old is closed" in said(house.get("accounts").text)
    house.send(form(house.get(f"accounts/{empty}/edit").text, "/reopening"))
    assert "Old is open again" in said(house.get("accounts").text)


def test_a_category_is_made_inside_another_and_moves_out_again(house: House) -> None:
    food = house.category("Food")
    blank = form(house.get(f"categories/new?parent={food}").text, "/accounts/new")
    assert blank.fields["parent"] == food
    answer = house.send(blank, name="Bakery")
    assert path_of(answer) == house.at("categories")
    made = house.category("Food › Bakery")
    house.send(form(house.get(f"accounts/{made}/edit").text, "/edit"), parent="")
    assert house.category("Bakery") == made


def test_uncategorised_stays_open(house: House) -> None:
    page = house.get("categories").text
    made = page.split(">Uncategorised<")[0].rsplit("category=", 1)[1].split('"')[0]
    edit = house.get(f"accounts/{made}/edit").text
    assert "it stays open" in said(edit)
    assert "/closing" not in edit


def test_unknown_accounts_are_404(house: House) -> None:
    unknown = "018f0000-0000-7000-8000-000000000000"
    assert house.get(f"accounts/{unknown}/edit").status_code == 404
    one = form(house.get("accounts/new").text, "/accounts/new")
    for action in ("order", "closing", "reopening", "edit"):
        one.action = house.at(f"accounts/{unknown}/{action}")
        assert house.send(one, name="x").status_code == 404


def test_a_closed_parent_in_the_way_of_undoing_is_told_in_a_sentence(house: House) -> None:
    outer = house.open_account("Outer", kind="asset")
    inner = house.open_account("Inner", kind="asset", parent=outer)
    moved = house.send(form(house.get(f"accounts/{inner}/edit").text, "/edit"), parent="")
    undo = form(house.get(path_of(moved)).text, "/reversal")
    house.send(form(house.get(f"accounts/{outer}/edit").text, "/closing"))
    told = house.send(undo)
    assert told.status_code == 303
    assert "Outer is closed." in said(house.get(path_of(told)).text)
