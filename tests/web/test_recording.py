"""Writing transactions down by the form, without scripting."""

import pytest

from tests.web.forms import form
from tests.web.house import House, path_of, said


def test_an_expense_is_recorded_and_shown_with_its_sum_worked_out(house: House) -> None:
    house.record(amount="(10+2.5)*2", payee="Corner shop", date="today")
    (row,) = house.rows()
    assert "Corner shop" in row
    assert "Uncategorised" in row
    assert "−25.00" in row


def test_a_form_sent_twice_makes_one_transaction(house: House) -> None:
    blank = house.new()
    first = house.send(blank, amount="5", payee="Twice")
    second = house.send(blank, amount="5", payee="Twice")
    assert (first.status_code, second.status_code) == (303, 303)
    assert len(house.rows()) == 1


def test_a_form_sent_again_with_other_words_says_so_and_then_records_another(house: House) -> None:
    blank = house.new()
    house.send(blank, amount="5", payee="First")
    told = house.send(blank, amount="6", payee="Second")
    assert told.status_code == 422
    assert "saved already" in said(told.text)
    again = form(told.text, "entry")
    assert again.fields["payee"] == "Second"
    assert house.send(again).status_code == 303
    assert len(house.rows()) == 2


def test_every_fault_is_told_at_its_field_and_what_was_typed_stays(house: House) -> None:
    answer = house.send(house.new(), amount="12,3,4", date="30.2.2026", payee="Still here")
    assert answer.status_code == 422
    text = said(answer.text)
    assert "“12,3,4” is not an amount" in text
    assert "There is no such day" in text
    kept = form(answer.text, "entry").fields
    assert (kept["amount"], kept["date"], kept["payee"]) == ("12,3,4", "30.2.2026", "Still here")


def test_an_amount_that_is_missing_or_zero_is_told(house: House) -> None:
    assert "Give an amount" in said(house.send(house.new()).text)
    zero = house.send(house.new(), amount="0")
    assert zero.status_code == 422
    assert "must not be zero" in said(zero.text)


def test_a_text_far_too_long_is_told_at_its_field(house: House) -> None:
    answer = house.send(house.new(), amount="1", description="x" * 100_000)
    assert answer.status_code == 422
    assert "too long" in said(answer.text)


def test_a_character_that_cannot_be_kept_is_told(house: House) -> None:
    answer = house.send(house.new(), amount="1", payee="a\x00b")
    assert answer.status_code == 422
    assert "cannot be kept" in said(answer.text)


def test_an_account_of_another_book_is_refused_at_its_field(house: House) -> None:
    unknown = "018f0000-0000-7000-8000-000000000000"
    answer = house.send(house.new(), amount="1", account=unknown)
    assert answer.status_code == 422
    assert "There is no such account" in said(answer.text)


def test_income_goes_up_and_a_transfer_leaves_the_whole_alone(house: House) -> None:
    savings = house.open_account("Savings")
    house.record("?type=income", amount="100", payee="Work")
    house.record("?type=transfer", amount="40", to_account=savings)
    moved, earned = house.rows()
    assert "+100.00" in earned
    assert "Cash → Savings" in moved
    assert "100.00" in said(house.get().text)


def test_a_transfer_between_currencies_asks_for_what_arrives(house: House) -> None:
    dollars = house.open_account("Dollars", currency="USD")
    asked = house.send(house.new("?type=transfer"), amount="100", to_account=dollars)
    assert asked.status_code == 422
    again = form(asked.text, "entry")
    assert "to_amount" in again.fields
    assert house.send(again, to_amount="108.10").status_code == 303
    assert "+108.10USD" in house.rows()[0]


def test_the_forms_own_buttons_change_it_and_keep_what_was_typed(house: House) -> None:
    split = form(house.send(house.new(), amount="30", payee="Market", step="split").text, "entry")
    assert split.fields["payee"] == "Market"
    assert split.fields["part-0-amount"] == "30"
    three = form(house.send(split, step="add").text, "entry")
    assert "part-2-amount" in three.fields
    two = form(house.send(three, step="drop-2").text, "entry")
    assert "part-2-amount" not in two.fields
    one = form(house.send(two, step="drop-1").text, "entry")
    assert not [name for name in one.fields if name.startswith("part-")]
    income = form(house.send(one, step="kind-income").text, "entry")
    assert (income.fields["kind"], income.fields["amount"]) == ("income", "30")


def test_a_part_left_empty_takes_the_rest_of_a_split(house: House) -> None:
    food, sport = house.category("Food › Groceries"), house.category("Health › Sport")
    split = form(house.send(house.new(), amount="30", step="split").text, "entry")
    house.send(
        split,
        part__0__amount="12,50",
        part__0__target=food,
        part__1__amount="",
        part__1__target=sport,
    )
    assert "2 parts" in house.rows()[0]
    assert "17.50" in said(house.get("categories").text)


def test_a_part_with_nothing_typed_in_it_takes_the_rest_too(house: House) -> None:
    split = form(house.send(house.new(), amount="30", step="split").text, "entry")
    house.send(split, part__0__amount="10")
    made = house.get(f"transactions/{split.fields['id']}").text
    assert "20.00" in said(made)


def test_a_part_with_a_category_and_no_amount_is_told_when_nothing_is_left(house: House) -> None:
    sport = house.category("Health › Sport")
    split = form(house.send(house.new(), amount="30", step="split").text, "entry")
    answer = house.send(split, part__0__amount="30", part__1__target=sport)
    assert answer.status_code == 422
    assert "Give an amount" in said(answer.text)


def test_parts_that_do_not_come_to_the_whole_are_told(house: House) -> None:
    split = form(house.send(house.new(), amount="30", step="split").text, "entry")
    answer = house.send(split, part__0__amount="12", part__1__amount="3")
    assert answer.status_code == 422
    assert "The parts come to 15.00, not to 30.00" in said(answer.text)


def test_an_unreadable_whole_of_a_split_is_told_and_nothing_is_saved(house: House) -> None:
    split = form(house.send(house.new(), amount="30", step="split").text, "entry")
    answer = house.send(split, amount="1,2,3", part__0__amount="12", part__1__amount="3")
    assert answer.status_code == 422
    assert not house.rows()


def test_a_known_payee_brings_category_and_account_of_last_time(house: House) -> None:
    wallet = house.open_account("Wallet")
    food = house.category("Food › Groceries")
    house.record(amount="5", payee="Baker", category=food, account=wallet)
    filled = house.new("?payee=baker").fields
    assert (filled["category"], filled["account"]) == (food, wallet)
    blank = house.new()
    blank.action = house.at("transactions/new/filled")
    parts = house.swap(blank, payee="Baker", why="payee").text
    assert f'value="{food}"' in parts
    assert "hx-partial" in parts


def test_payees_are_completed_from_any_part_of_their_name(house: House) -> None:
    house.record(amount="5", payee="Green grocer")
    assert "Green grocer" in house.get("transactions/payees?payee=groc").text


def test_save_and_add_another_opens_an_empty_form_for_the_same_day(house: House) -> None:
    answer = house.send(house.new(), amount="5", date="2026-11-03", then="again")
    assert "transactions/new" in path_of(answer)
    again = form(house.get(path_of(answer)).text, "entry").fields
    assert (again["date"], again["amount"]) == ("2026-11-03", "")


def test_a_return_address_outside_the_book_is_not_followed(house: House) -> None:
    for outside in ("https://example.org/", "//example.org/", "/sign-out", "/b/x/../../evil"):
        answer = house.send(house.new(), amount="5", next=outside)
        assert path_of(answer) == house.at("transactions")


@pytest.mark.parametrize("part", ["²", "9" * 5000, "-1", ""])
def test_a_button_for_a_part_that_is_no_number_changes_nothing(house: House, part: str) -> None:
    split = form(house.send(house.new(), amount="9", step="split").text, "entry")
    again = form(house.send(split, step=f"drop-{part}").text, "entry")
    assert {n for n in again.fields if n.startswith("part-")} == {
        n for n in split.fields if n.startswith("part-")
    }
