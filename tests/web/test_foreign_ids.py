"""Ids of another household on pages: as if they were not there.

The cases are made from the route map, so a new page is covered the day it appears.
"""

import re
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine

from tests.api.client import Program
from tests.api.owned import Owned, marks
from tests.people.web import application
from tests.web.house import PART, House

_TOKEN: Final = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_ID: Final = re.compile(r"<uuid:(\w+)>")
_ONE_OF: Final = re.compile(r"<any\((\w+)[^>]*>")
_PASSING: Final = re.compile(r'value="[^"]*"|content="[^"]*"|X-CSRFToken[^}]*')
_BOOK: Final = "book_id"


@dataclass(frozen=True, order=True)
class Page:
    """Method, address and the names of the ids of a page of a book."""

    method: str
    path: str
    ids: tuple[str, ...]

    def __str__(self) -> str:
        """How a case is called."""
        return f"{self.method} {self.path}"

    def at(self, **ids: str) -> str:
        """The address with these ids."""
        return self.path.format(**ids)


def _pages() -> list[Page]:
    """Every page of a book, by the route map."""
    app = application(create_engine("postgresql+psycopg://nobody@/nowhere"))
    return sorted(
        Page(method, _ONE_OF.sub(r"\1", _ID.sub(r"{\1}", rule.rule)), tuple(_ID.findall(rule.rule)))
        for rule in app.url_map.iter_rules()
        if _BOOK in rule.arguments and rule.rule.startswith("/b/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )


PAGES: Final = _pages()
DEEPER: Final = [page for page in PAGES if len(page.ids) > 1]


@pytest.fixture(scope="module")
def theirs(app: Flask) -> Owned:
    """What another household has; it stays what it is, for nobody may change it."""
    return Owned(Program(app))


def ask(house: House, method: str, path: str, *, part: bool = False) -> tuple[int, str]:
    """Status and text of a page; a form is sent with its token and nothing else."""
    headers = PART if part else {}
    if method == "GET":
        answer = house.browser.client.get(path, headers=headers)
    else:
        token = _TOKEN.search(house.get("profile").text)
        assert token is not None
        sent = {"csrf_token": token[1], "version": "1", "role": "viewer"}
        answer = house.browser.client.post(path, data=sent, headers=headers)
    return answer.status_code, re.sub(
        r'value="[^"]*"|content="[^"]*"|X-CSRFToken[^}]*', "", answer.text
    )


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_of_another_households_book_is_not_there(
    house: House, theirs: Owned, engine: Engine, page: Page
) -> None:
    before = marks(engine, theirs)
    foreign = {one: theirs.of(one, page.path) for one in page.ids}
    for part in (False, True):
        status, text = ask(house, page.method, page.at(**foreign), part=part)
        assert status == 404
        unknown = {**foreign, _BOOK: str(uuid4())}
        assert ask(house, page.method, page.at(**unknown), part=part) == (status, text)
    assert marks(engine, theirs) == before


@pytest.mark.parametrize("page", DEEPER, ids=str)
def test_another_households_id_within_ones_own_book_is_not_there(
    house: House, theirs: Owned, engine: Engine, page: Page
) -> None:
    before = marks(engine, theirs)
    own = {_BOOK: str(house.browser.book)}
    foreign = {**{one: theirs.of(one, page.path) for one in page.ids}, **own}
    for part in (False, True):
        status, text = ask(house, page.method, page.at(**foreign), part=part)
        assert status == 404
        unknown = {**{one: str(uuid4()) for one in page.ids}, **own}
        assert ask(house, page.method, page.at(**unknown), part=part) == (status, text)
    assert marks(engine, theirs) == before


@pytest.mark.parametrize("name", ["account", "category", "edit", "open", "import"])
def test_another_households_id_in_the_query_of_the_register_is_not_there(
    house: House, theirs: Owned, name: str
) -> None:
    field = f"{name}_id" if name in {"account", "category"} else "transaction_id"
    answer = house.get(f"transactions?{name}={theirs.of(field, '')}")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("expense", "account"),
        ("expense", "category"),
        ("income", "category"),
        ("transfer", "account"),
        ("transfer", "to_account"),
    ],
)
def test_another_households_id_in_a_form_is_refused_at_its_field(
    house: House, theirs: Owned, kind: str, field: str
) -> None:
    blank = house.new(f"?type={kind}")
    assert field in blank.fields
    asked = "category_id" if field == "category" else "account_id"
    answer = house.send(blank, **{"amount": "5", field: theirs.of(asked, "")})
    assert answer.status_code == 422
    assert house.rows() == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_stranger_is_sent_to_sign_in_first(app: Flask, theirs: Owned, page: Page) -> None:
    app_client = app.test_client()
    place = page.at(**{one: theirs.of(one, page.path) for one in page.ids})
    answer = app_client.open(place, method=page.method)
    if page.method == "GET":
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/sign-in?next=")
        part = app_client.get(place, headers=PART)
        assert (part.status_code, part.text) == (401, "")
        aside = page.path.endswith("/payees")  # asked for while somebody types: leads nobody away
        assert part.headers.get("HX-Redirect", "").startswith("/sign-in") is not aside
    else:
        assert answer.status_code in {303, 400}
