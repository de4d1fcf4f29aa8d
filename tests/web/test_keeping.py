"""Parts that are kept: never out of date, never another one's, and their forms still work."""

from flask import Flask

from finance.web.keeping import Kept, Same
from tests.people.web import Browser
from tests.web.forms import form
from tests.web.house import House, said


def test_a_part_is_drawn_once_for_one_key() -> None:
    kept, drawings = Kept(100), iter([(b"first",), (b"second",)])
    for _ in range(3):
        assert kept.get("a", lambda: next(drawings)) == (b"first",)


def test_no_more_is_kept_than_there_is_room_for_and_the_last_used_stays() -> None:
    kept = Kept(10)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda: (b"xx", b"xx"))
    assert kept.get("a", lambda: (b"new",)) == (b"xx", b"xx")
    assert kept.get("b", lambda: (b"new",)) == (b"new",)


def test_same_is_about_the_very_objects_and_not_what_they_hold() -> None:
    one, other = [1], [1]
    assert Same([one]) == Same([one])
    assert hash(Same([one])) == hash(Same([one]))
    assert Same([one]) != Same([other])
    assert Same([one]) != Same([one, one])
    assert Same([one]) != (one,)


def test_a_list_shows_a_change_of_a_row_of_a_name_and_of_a_balance_at_once(house: House) -> None:
    made = house.record(amount="7", payee="Corner", date="2026-11-03")
    assert "Corner" in house.get("transactions").text
    house.send(house.edit(made), payee="Market", amount="9")
    page = said(house.get("transactions").text)
    assert "Market" in page
    assert "Corner" not in page
    assert "9.00" in said(house.get("accounts").text)


def test_what_is_kept_for_one_household_is_not_shown_to_another(house: House, app: Flask) -> None:
    house.record(amount="7", payee="Only ours", date="2026-11-03")
    house.get("transactions")
    other = Browser(app)
    assert other.register().status_code == 303
    assert "Only ours" not in House(other).get("transactions").text


def test_forms_in_kept_parts_carry_the_token_of_their_own_request(house: House) -> None:
    for _ in range(2):
        page = house.get("categories").text
        assert "token\N{RIGHT BLACK LENTICULAR BRACKET}" not in page
        first = form(page, "/order")
        assert first.fields["csrf_token"]
