"""The page that records one time with another amount, as a person without scripting uses it."""

from datetime import UTC, datetime, timedelta

from tests.people.web import errors
from tests.schedules.test_schedule_pages import recur
from tests.web.forms import Form, form
from tests.web.house import PART, House, path_of, said


def _soon() -> str:
    return (datetime.now(UTC) + timedelta(days=2)).date().isoformat()


def _sheet(house: House, page: str) -> Form:
    """The form of the first coming time, reached by its link."""
    shown = house.get(page).text
    link = shown.split(">Other amount<")[0].rsplit('href="', 1)[1].split('"')[0]
    return form(house.get(link.replace("&amp;", "&")).text, "posting")


def test_the_amount_and_the_day_stand_in_the_form_and_may_be_others(house: House) -> None:
    page = recur(house, date=_soon())
    sheet = _sheet(house, page)
    assert sheet.fields["amount"] == "850.00"
    sent = house.send(sheet, amount="912.40", date=_soon())
    assert sent.status_code == 303, errors(sent)
    after = said(house.get(path_of(sent)).text)
    assert "with 912.40 EUR" in after
    assert "every month" in after
    [row] = house.rows()
    assert "−912.40" in row
    assert "−850.00" in said(house.get("schedules").text)


def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(house: House) -> None:
    sheet = _sheet(house, recur(house, date=_soon()))
    for typed, words in (
        ({"amount": "much"}, "is not an amount"),
        ({"amount": ""}, "Give an amount."),
        ({"amount": "0"}, "must not be zero"),
        ({"amount": "1.234"}, "has 2 decimals"),
        ({"date": "someday"}, "is not a date"),
    ):
        answer = house.send(sheet, **typed)
        assert answer.status_code == 422
        assert any(words in one for one in errors(answer)), errors(answer)
        back = form(answer.text, "posting").fields
        assert {name: back[name] for name in typed} == typed
    assert house.rows() == []


def test_a_form_sent_twice_records_once_and_another_amount_is_refused(house: House) -> None:
    page = recur(house, date=_soon())
    sheet = _sheet(house, page)
    for _ in range(2):
        assert house.send(sheet, amount="900").status_code == 303
    late = house.send(sheet, amount="901")
    assert late.status_code == 409
    assert "posted or skipped already" in said(late.text)
    assert form(late.text, "posting").fields["amount"] == "901"
    assert len(house.rows()) == 1
    reached = house.get(sheet.action)
    assert (reached.status_code, path_of(reached).endswith(page)) == (303, True)


def test_what_was_recorded_with_another_amount_is_undone_from_the_note(house: House) -> None:
    page = recur(house, date=_soon())
    sent = house.send(_sheet(house, page), amount="900", next=house.at("schedules"))
    undone = house.send(form(house.get(path_of(sent)).text, "/reversal"))
    assert undone.status_code == 303
    assert house.rows() == []
    assert _sheet(house, page).fields["amount"] == "850.00"


def test_a_split_shows_what_each_part_gets_while_the_amount_is_typed(house: House) -> None:
    blank = form(house.get("schedules/new").text, "schedule")
    split = form(house.send(blank, amount="900", date=_soon(), step="split").text, "schedule")
    eating = house.category("Food › Eating out")
    made = house.send(split, part__0__amount="600", part__1__amount="300", part__1__target=eating)
    page = path_of(made).removeprefix(house.at() + "/")
    sheet = _sheet(house, page)
    assert "shared in the same proportions" in said(house.get(sheet.action).text)
    asked = {**sheet.fields, "amount": "450"}
    address = sheet.action.replace("/posting", "/shares")
    shares = said(house.browser.client.post(address, data=asked, headers=PART).text)
    assert "300.00" in shares
    assert "Eating out150.00" in shares
    for odd in ("much", "0.01"):
        asked["amount"] = odd
        shares = said(house.browser.client.post(address, data=asked, headers=PART).text)
        assert "600.00" in shares
    assert house.send(sheet, amount="0.01").status_code == 422
    assert house.send(sheet, amount="450").status_code == 303


def test_a_transfer_abroad_asks_for_both_amounts(house: House) -> None:
    house.open_account("Dollars", kind="asset", currency="USD")
    blank = form(house.get("schedules/new").text, "schedule")
    sheet = house.send(blank, step="kind-transfer")
    there = house.option(sheet.text, "Dollars")
    typed = {"amount": "100", "to_amount": "110", "to_account": there, "date": _soon()}
    made = house.send(form(sheet.text, "schedule"), **typed)
    assert made.status_code == 303, errors(made)
    one = _sheet(house, path_of(made).removeprefix(house.at() + "/"))
    assert (one.fields["amount"], one.fields["to_amount"]) == ("100.00", "110.00")
    missing = house.send(one, amount="200", to_amount="")
    assert missing.status_code == 422
    assert "Give an amount." in errors(missing)
    assert house.send(one, amount="200", to_amount="230").status_code == 303
    assert "230.00" in house.rows()[0]


def test_what_has_amounts_of_its_own_is_recorded_as_it_is(house: House) -> None:
    blank = form(house.get("schedules/new").text, "schedule")
    other = form(house.send(blank, kind="other", step="add").text, "schedule")
    shown = house.send(blank, kind="other", step="add").text
    cash = house.option(shown, "Cash")
    food = house.option(shown, "Food › Groceries")
    lines = {"part__0__amount": "-5", "part__0__target": cash}
    lines |= {"part__1__amount": "5", "part__1__target": food}
    made = house.send(other, date=_soon(), payee="Both", **lines)
    assert made.status_code == 303, errors(made)
    page = path_of(made).removeprefix(house.at() + "/")
    sheet = _sheet(house, page)
    assert house.send(sheet, date=_soon()).status_code == 303
    assert "−5.00" in house.rows()[0]
