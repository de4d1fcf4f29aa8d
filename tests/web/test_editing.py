"""Changing, deleting and taking back, on pages and in place."""

import re
from uuid import UUID

from tests.web.dropping import looked_at
from tests.web.forms import form
from tests.web.house import House, path_of, said


def test_a_change_is_saved_shown_in_the_history_and_undone(house: House) -> None:
    made = house.record(amount="7", payee="Before")
    assert house.send(house.edit(made), payee="After", amount="8").status_code == 303
    assert "After" in house.rows()[0]
    details = house.get(f"transactions/{made}").text
    text = said(details)
    assert "You changed it" in text
    assert "Before After" in text
    undone = house.send(form(details, "/reversal"))
    assert undone.status_code == 303
    assert "Before" in house.rows()[0]
    assert "−7.00" in house.rows()[0]


def test_the_second_of_two_tabs_is_told_and_keeps_what_it_typed(house: House) -> None:
    made = house.record(amount="7", payee="Start")
    mine, theirs = house.edit(made), house.edit(made)
    house.send(theirs, payee="Theirs")
    answer = house.send(mine, payee="Mine")
    assert answer.status_code == 409
    assert "Theirs" in said(answer.text)
    again = form(answer.text, "entry")
    assert again.fields["payee"] == "Mine"
    assert house.send(again).status_code == 303
    assert "Mine" in house.rows()[0]


def test_saving_in_place_answers_the_whole_register_and_a_note_with_undo(house: House) -> None:
    made = house.record(amount="7", payee="Before")
    inline = form(house.get(f"transactions?edit={made}", part=True).text, "entry")
    answer = house.swap(inline, payee="After")
    assert answer.status_code == 200
    assert "After" in answer.text
    assert "/reversal" in answer.text
    assert 'hx-target="#rail-accounts"' in answer.text


def test_a_fault_in_place_comes_back_in_place(house: House) -> None:
    made = house.record(amount="7", payee="Before")
    inline = form(house.get(f"transactions?edit={made}", part=True).text, "entry")
    answer = house.swap(inline, amount="nonsense")
    assert answer.status_code == 422
    assert 'id="register"' in answer.text
    assert form(answer.text, "entry").fields["amount"] == "nonsense"


def test_a_split_and_a_compound_entry_come_back_into_the_form(house: House) -> None:
    food = house.category("Food › Groceries")
    split = form(house.send(house.new(), amount="30", step="split").text, "entry")
    house.send(split, part__0__amount="10", part__0__target=food, part__1__memo="gift")
    again = house.edit(split.fields["id"])
    assert again.fields["part-0-target"] == food
    assert again.fields["part-1-memo"] == "gift"
    assert house.send(again, description="seen").status_code == 303
    house.open_account("Savings", balance="100")
    opened = next(row for row in house.rows() if "Opening balance" in row)
    assert "+100.00" in opened


def test_an_opening_balance_is_corrected_by_its_one_amount(house: House) -> None:
    house.open_account("Savings", balance="100")
    page = house.get("transactions").text
    entry = house.edit(page.split('id="row-')[1].split('"')[0])
    assert (entry.fields["kind"], entry.fields["amount"]) == ("opening", "100.00")
    assert house.send(entry, amount="120").status_code == 303
    assert "+120.00" in house.rows()[0]


def test_the_postings_of_a_compound_entry_must_balance(house: House) -> None:
    savings = house.open_account("Savings")
    food = house.category("Food")
    cash = house.new().fields["account"]
    entry = house.new()
    lines = {cash: "-100", savings: "60", food: "40"}
    for at, (target, amount) in enumerate(lines.items()):
        part = {"target": target, "amount": amount, "memo": "", "currency": ""}
        entry.fields |= {f"part-{at}-{name}": value for name, value in part.items()}
    uneven = house.send(entry, kind="other", part__2__amount="50")
    assert uneven.status_code == 422
    assert "must add up to zero" in said(uneven.text)
    assert house.send(entry, kind="other").status_code == 303
    again = house.edit(entry.fields["id"])
    assert again.fields["kind"] == "other"
    assert again.fields["part-2-amount"] == "40.00"
    assert "−100.00" in said(house.get(f"transactions/{entry.fields['id']}").text)


def test_what_is_deleted_lies_in_the_trash_and_comes_back(house: House) -> None:
    made = house.record(amount="7", payee="Gone")
    details = house.get(f"transactions/{made}").text
    assert house.send(form(details, "/trash")).status_code == 303
    assert not house.rows()
    front = house.get("transactions").text
    assert "Moved to the trash" in said(front) or house.get("transactions/trash")
    trash = house.get("transactions/trash").text
    assert "Gone" in said(trash)
    assert "lies in the trash" in said(house.get(f"transactions/{made}").text)
    assert house.send(form(trash, "/restoration")).status_code == 303
    assert "Gone" in house.rows()[0]


def test_a_transaction_in_the_trash_cannot_be_edited(house: House) -> None:
    made = house.record(amount="7", payee="Gone")
    edit = house.edit(made)
    house.send(form(house.get(f"transactions/{made}").text, "/trash"))
    assert house.send(edit, payee="Back").status_code == 404


def test_undoing_what_something_later_changed_is_refused_with_a_reason(house: House) -> None:
    made = house.record(amount="7", payee="One")
    house.send(house.edit(made), payee="Two")
    undo = form(house.get(f"transactions/{made}").text, "/reversal")
    house.send(house.edit(made), payee="Three")
    house.send(undo)
    assert "Something later changed the same thing" in said(house.get("transactions").text)
    assert "Three" in house.rows()[0]


def test_restoring_twice_says_that_it_was_there_already(house: House) -> None:
    made = house.record(amount="7", payee="Gone")
    house.send(form(house.get(f"transactions/{made}").text, "/trash"))
    restore = form(house.get("transactions/trash").text, "/restoration")
    house.send(restore)
    answer = house.send(restore)
    assert path_of(answer) == house.at("transactions/trash")
    assert "not in the trash any more" in said(house.get("transactions/trash").text)


def test_unknown_transactions_and_changes_are_404(house: House) -> None:
    unknown = UUID("018f0000-0000-7000-8000-000000000000")
    house.record(amount="7")
    for path in (f"transactions/{unknown}", f"transactions/{unknown}/edit"):
        assert house.get(path).status_code == 404
    one = house.new()
    for path in (f"changes/{unknown}/reversal", f"transactions/{unknown}/trash"):
        one.action = house.at(path)
        assert house.send(one).status_code == 404


def test_saving_what_was_not_changed_says_so_and_offers_nothing_to_undo(house: House) -> None:
    made = house.record(amount="7", payee="Before")
    assert house.send(house.edit(made), payee="After").status_code == 303
    house.get("transactions")
    assert house.send(house.edit(made)).status_code == 303
    page = house.get("transactions").text
    assert "Nothing has changed." in said(page)
    assert "data-undo" not in page
    assert "After" in house.rows()[0]


def test_a_bank_line_that_nobody_changed_can_be_opened_and_saved(house: House) -> None:
    address = looked_at(house, b"Date,Payee,Amount\n2026-11-03,Shop,-5.00\n2026-11-04,Pay,9.00\n")
    house.send(form(house.get(address).text, "/commit"))
    made = re.findall(r'id="row-([0-9a-f-]+)"', house.get("transactions").text)[0]
    inline = form(house.get(f"transactions?edit={made}", part=True).text, "entry")
    for answer in (house.swap(inline), house.send(house.edit(made))):
        assert answer.status_code in {200, 303}, said(answer.text)
    assert "Nothing has changed." in said(house.get("transactions").text)
    assert house.send(house.edit(made), payee="Employer").status_code == 303
    assert "data-undo" in house.get("transactions").text
