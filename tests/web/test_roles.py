"""What a viewer sees, and what is refused whatever they send."""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from tests.people.web import Browser
from tests.web.forms import Form, form
from tests.web.house import House

_VIEWER = text("UPDATE member SET role = 'viewer' WHERE book_id = :book")


@dataclass
class Viewed:
    """A book with one transaction, and the forms its owner had open before."""

    house: House
    made: str
    entry: Form
    account: Form


@pytest.fixture
def viewed(app: Flask, owner_engine: Engine) -> Viewed:
    """A book looked at by someone who may only look."""
    browser = Browser(app)
    browser.register()
    house = House(browser)
    made = house.record(amount="7", payee="Shop", date="today")
    account = form(house.get("accounts/new").text, "/accounts/new")
    seen = Viewed(house, made, house.new(), account)
    with owner_engine.begin() as connection:
        context = text("SELECT set_config('finance.book', :book, true)")
        connection.execute(context, {"book": str(browser.book)})
        assert connection.execute(_VIEWER, {"book": browser.book}).rowcount == 1
    return seen


@pytest.mark.parametrize("path", ["", "transactions", "transactions/trash", "accounts"])
def test_a_viewer_sees_pages_without_controls(viewed: Viewed, path: str) -> None:
    answer = viewed.house.get(path)
    assert answer.status_code == 200
    for control in ("/new?", "/edit", '/trash" method', "/order", "/restoration"):
        assert control not in answer.text.split('id="main"')[1].split("</main>")[0]


def test_a_viewer_sees_details_without_undo(viewed: Viewed) -> None:
    details = viewed.house.get(f"transactions/{viewed.made}").text
    assert "/reversal" not in details
    assert "Edit" not in details.split('id="main"')[1].split("</main>")[0]


def test_forms_are_not_shown_to_a_viewer(viewed: Viewed) -> None:
    for path in ("transactions/new", f"transactions/{viewed.made}/edit", "accounts/new"):
        assert viewed.house.get(path).status_code == 403


def test_whatever_a_viewer_sends_is_refused(viewed: Viewed) -> None:
    house = viewed.house
    assert house.send(viewed.entry, amount="1").status_code == 403
    viewed.entry.action = house.at(f"transactions/{viewed.made}/trash")
    assert house.send(viewed.entry).status_code == 403
    assert house.send(viewed.account, name="x").status_code == 403
    assert len(house.rows()) == 1
