"""Owner, editor, viewer, removed: what each may change, at every address, with old proofs too."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from finance.web.api.api import operations
from finance.web.api.declaring import Operation
from tests.api.test_foreign_ids import body_of, name
from tests.attack.estate import Estate
from tests.attack.evidence import digest
from tests.attack.routes import FORMS, PAGES, Route
from tests.people.web import Browser, Client

_JOIN: Final = text("""
    INSERT INTO member (book_id, user_id, role, joined_at) VALUES (:book, :user, :role, now())
""")
_ROLE: Final = text("""
    UPDATE member SET role = :role WHERE book_id = :book AND user_id = :user
""")
_OUT: Final = text("DELETE FROM member WHERE book_id = :book AND user_id = :user")

OWN: Final = (
    *("/user/", "/notifications", "/auth/", "/profile", "/books", "/invitations"),
    *("/sign-", "/register"),
)
"""What is a person's own, whatever their role in the book in view."""
CHANGES: Final = [
    one
    for one in operations()
    if one.method != "GET" and not one.path.startswith(OWN) and not one.public
]
BOOK_FORMS: Final = [
    route
    for route in FORMS
    if "{book_id}" in route.path
    and "/profile" not in route.path
    and "/notifications" not in route.path
    and not route.path.endswith("/seen")  # everybody notes for themselves what they have seen
]
OF_BOOKS: Final = [
    one for one in operations() if one.method != "GET" and one.path.startswith("/books/")
]


@dataclass
class Guest:
    """A second person, by program and by browser, let into the estate's book in some role."""

    estate: Estate
    superuser: Engine

    def __post_init__(self) -> None:
        self.browser = Browser(self.estate.app)
        self.browser.register()
        self.client = Client(self.estate.app)
        self.client.login(self.browser.name)
        self.user = self.client.answer["user"]["id"]
        self._write(_JOIN, role="owner")
        entered = self.client.login(self.browser.name, book_id=self.estate.book)
        assert entered.status_code == 200, entered.text
        self.page = f"/b/{self.estate.book}/profile"
        found = self.browser.get(self.page).text.split('name="csrf_token"')[1]
        self.token = found.split('value="')[1].split('"')[0]

    def _write(self, statement: object, **given: str) -> None:
        with self.superuser.begin() as connection:
            known = {"book": self.estate.book, "user": self.user, **given}
            connection.execute(statement, known)  # type: ignore[call-overload]  # a text

    def becomes(self, role: str) -> None:
        """Another role from now on, or none at all (``removed``)."""
        if role == "removed":
            self._write(_OUT)
        else:
            self._write(_ROLE, role=role)

    def calls(self, operation: Operation) -> TestResponse:
        """The operation with a right body, on things of the estate."""
        owned = self.estate.owned
        ids = {one: owned.of(one, operation.path) for one in operation.ids}
        path = operation.path.format(**ids)
        body = body_of(operation, owned)
        if body == {} and "account_id" in operation.body.model_fields:  # type: ignore[union-attr]
            body = {"account_id": owned.card}
        return self.client.call(operation.method, path, body)

    def sends(self, route: Route) -> TestResponse:
        """The form with its token and a version."""
        sent = {"csrf_token": self.token, "version": "1", "role": "viewer"}
        return self.browser.client.post(self.estate.at(route), data=sent)


@pytest.fixture(scope="module")
def guests(estate: Estate, superuser: Engine) -> Callable[[str], Guest]:
    """A guest in a role; each entered as an owner, with the proofs of an owner."""
    made: dict[str, Guest] = {}

    def of(role: str) -> Guest:
        if role not in made:
            made[role] = Guest(estate, superuser)
            made[role].becomes(role)
        return made[role]

    return of


@pytest.mark.parametrize("operation", CHANGES, ids=name)
def test_a_viewer_changes_nothing_by_the_api(
    estate: Estate, superuser: Engine, guests: Callable[[str], Guest], operation: Operation
) -> None:
    viewer = guests("viewer")
    before = digest(superuser, estate.book, estate.person)
    answer = viewer.calls(operation)
    uploads = operation.form is not None
    assert answer.status_code == (415 if uploads else 403), answer.text
    assert digest(superuser, estate.book, estate.person) == before


@pytest.mark.parametrize("route", BOOK_FORMS, ids=str)
def test_a_viewer_changes_nothing_by_forms(
    estate: Estate, superuser: Engine, guests: Callable[[str], Guest], route: Route
) -> None:
    viewer = guests("viewer")
    before = digest(superuser, estate.book, estate.person)
    answer = viewer.sends(route)
    assert answer.status_code in {403, 422} or route.path.endswith("/filled"), answer.text
    assert digest(superuser, estate.book, estate.person) == before


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_only_owners_change_the_book_and_its_members(
    estate: Estate, superuser: Engine, guests: Callable[[str], Guest], role: str
) -> None:
    guest = guests(role)
    before = digest(superuser, estate.book, estate.person)
    for operation in OF_BOOKS:
        assert guest.calls(operation).status_code in {403, 422}, operation.path
    for route in BOOK_FORMS:
        if "/settings" in route.path:
            assert guest.sends(route).status_code in {403, 422}, route
    assert digest(superuser, estate.book, estate.person) == before


def test_who_was_removed_is_out_at_the_next_request_with_every_old_proof(
    estate: Estate, superuser: Engine, guests: Callable[[str], Guest]
) -> None:
    guest = guests("removed")
    before = digest(superuser, estate.book, estate.person)
    for operation in (*CHANGES, *OF_BOOKS):
        assert guest.calls(operation).status_code in {401, 404}, operation.path
    for route in BOOK_FORMS:
        assert guest.sends(route).status_code == 404, route
    assert guest.browser.client.get(f"/b/{estate.book}/transactions").status_code == 404
    assert guest.client.call("GET", "/transactions").status_code == 401
    assert guest.client.renew().status_code == 401
    assert digest(superuser, estate.book, estate.person) == before


def test_a_role_taken_away_is_gone_for_tokens_made_before(app: Flask, superuser: Engine) -> None:
    home = Estate(app)
    guest = Guest(home, superuser)
    body = {"amount": "1", "date": "2026-11-03"}
    assert guest.client.call("POST", "/expenses", body).status_code == 201
    guest.becomes("viewer")
    assert guest.client.call("POST", "/expenses", body).status_code == 403
    assert guest.client.renew().status_code == 200
    assert guest.client.call("POST", "/expenses", body).status_code == 403
    guest.becomes("editor")
    assert guest.client.call("POST", "/expenses", body).status_code == 201


READS: Final = [one for one in operations() if one.method == "GET" and not one.public]
BOOK_PAGES: Final = [route for route in PAGES if "{book_id}" in route.path]
FOR_OWNERS: Final = ("/books/{book_id}/invitations",)


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_everybody_in_a_book_reads_all_of_it_but_what_is_for_owners(
    guests: Callable[[str], Guest], role: str
) -> None:
    guest = guests(role)
    for operation in READS:
        if operation.path.startswith("/user/sessions/"):
            continue
        status = guest.calls(operation).status_code
        assert (status == 403) is operation.path.startswith(FOR_OWNERS), operation.path
        assert status in {200, 403, 404, 415, 422}, operation.path


@pytest.mark.parametrize("role", ["viewer", "removed"])
def test_pages_are_for_those_who_share_the_book(guests: Callable[[str], Guest], role: str) -> None:
    guest = guests(role)
    for route in BOOK_PAGES:
        answer = guest.browser.client.get(guest.estate.at(route))
        answer.get_data()
        answer.close()
        if role == "removed":
            assert answer.status_code == 404, route
        else:
            assert answer.status_code in {200, 303, 403, 404, 422}, route


def test_who_was_removed_reads_nothing_by_the_api(guests: Callable[[str], Guest]) -> None:
    guest = guests("removed")
    for operation in READS:
        assert guest.calls(operation).status_code in {401, 404}, operation.path
