"""Merging a category on its page, without scripting."""

from tests.web.forms import Form, form
from tests.web.house import House, said


def category(house: House, name: str) -> str:
    """The id of a category, as its list links it."""
    part = house.get("categories").text.partition(f'aria-label="Edit {name}"')[0]
    return part.rpartition("/accounts/")[2].partition("/edit")[0]


def merging(house: House, name: str) -> Form:
    """The form on the page of the category."""
    return form(house.get(f"accounts/{category(house, name)}/edit").text, "/merging")


def test_a_category_is_merged_and_the_note_takes_it_back(house: House) -> None:
    house.record(amount="7", payee="Shop", date="today", category=category(house, "Groceries"))
    target = category(house, "Eating out")
    answer = house.send(merging(house, "Groceries"), move_to=target)
    assert answer.status_code == 303
    page = house.get("categories").text
    assert "Groceries is merged." in said(page)
    assert "Eating out" in house.rows()[0]
    assert house.send(form(page, "/reversal")).status_code == 303
    assert "Groceries" in house.rows()[0]


def test_a_target_that_will_not_do_is_told_at_the_field(house: House) -> None:
    one = merging(house, "Food")
    for target, sentence in (
        ("", "There is no such account."),
        (category(house, "Groceries"), "stands inside this"),
        (category(house, "Food"), "Choose another category"),
    ):
        answer = house.send(one, move_to=target)
        assert answer.status_code == 422
        assert sentence in said(answer.text)


def test_a_category_changed_in_another_tab_is_not_merged(house: House) -> None:
    one = merging(house, "Groceries")
    edit = form(house.get(f"accounts/{category(house, 'Groceries')}/edit").text, "/edit")
    house.send(edit, name="Market")
    answer = house.send(one, move_to=category(house, "Eating out"))
    assert answer.status_code == 409
    assert "This was changed meanwhile" in said(answer.text)


def test_what_has_to_stay_is_not_offered_for_merging(house: House) -> None:
    for name in ("Uncategorised", "Cash"):
        path = "accounts" if name == "Cash" else "categories"
        part = house.get(path).text.partition(f'aria-label="Edit {name}"')[0]
        page = house.get(f"accounts/{part.rpartition('/accounts/')[2].partition('/edit')[0]}/edit")
        assert "/merging" not in page.text


def test_the_history_says_what_a_category_was_merged_into(house: House) -> None:
    origin, target = category(house, "Groceries"), category(house, "Eating out")
    house.send(merging(house, "Groceries"), move_to=target)
    history = said(house.get(f"accounts/{origin}/edit").text)
    assert "merged it into another" in history
    assert "Merged into Eating out" in history
