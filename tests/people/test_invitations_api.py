"""Members and invitations for programs."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from finance.adapters.clock import new_id
from finance.usecases.people_means import Policy
from tests.people.web import Client, application


@pytest.fixture
def host(app: Flask) -> Client:
    """Somebody with a book."""
    made = Client(app)
    made.register(first_name="Ida")
    return made


@pytest.fixture
def guest(app: Flask) -> Client:
    """Somebody else."""
    made = Client(app)
    made.register()
    return made


def _book(client: Client) -> str:
    return f"/books/{client.answer['book']['id']}"


def _invited(host: Client, **said: object) -> dict[str, str]:
    answer = host.call("POST", f"{_book(host)}/invitations", {"role": "editor", **said})
    assert answer.status_code == 201, answer.text
    told: dict[str, str] = answer.get_json()
    return told


def _joined(host: Client, guest: Client, **said: object) -> str:
    """The guest joins; the address of the membership."""
    token = _invited(host, **said)["token"]
    assert guest.call("POST", "/invitations/acceptance", {"token": token}).status_code == 200
    return f"{_book(host)}/members/{guest.answer['user']['id']}"


def _told(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


def test_a_program_invites_looks_and_joins(host: Client, guest: Client) -> None:
    made = _invited(host, role="viewer", email="ben@example.org")
    assert made["link"].endswith(f"/join/{made['token']}")
    lasts = datetime.fromisoformat(made["expires_at"]) - datetime.fromisoformat(made["created_at"])
    assert lasts == timedelta(days=7)
    shown = guest.call("POST", "/invitations/preview", {"token": made["token"]}, token="")
    assert shown.get_json() == {
        "book_name": "My money",
        "inviter": "Ida",
        "role": "viewer",
        "state": "open",
        "expires_at": made["expires_at"],
    }
    joined = guest.call("POST", "/invitations/acceptance", {"token": made["token"]}).get_json()
    assert (joined["id"], joined["role"]) == (host.answer["book"]["id"], "viewer")
    moved = guest.call("POST", "/auth/token", {"book_id": joined["id"]})
    assert moved.get_json()["book"]["role"] == "viewer"
    seen = host.call("GET", f"{_book(host)}/invitations/{made['id']}").get_json()
    assert (seen["state"], seen["version"]) == ("accepted", 2)
    assert "token" not in seen


def test_the_token_is_told_once_whatever_is_asked_later(host: Client) -> None:
    made = _invited(host)
    listed = host.call("GET", f"{_book(host)}/invitations")
    assert made["token"] not in listed.text
    assert [one["id"] for one in listed.get_json()["items"]] == [made["id"]]


def test_the_same_id_again_gives_a_further_link(host: Client) -> None:
    asked = {"id": str(new_id())}
    first, again = _invited(host, **asked), _invited(host, **asked)
    assert first["id"] == again["id"] == asked["id"]
    assert first["token"] != again["token"]
    other = host.call("POST", f"{_book(host)}/invitations", {"role": "owner", **asked})
    assert _told(other) == (409, "id_taken")


def test_an_invitation_is_taken_back_by_its_version(host: Client, guest: Client) -> None:
    made = _invited(host)
    path = f"{_book(host)}/invitations/{made['id']}"
    assert host.call("GET", path).headers["ETag"] == '"1"'
    for _ in range(2):
        assert host.call("DELETE", path).status_code == 204
    refused = guest.call("POST", "/invitations/acceptance", {"token": made["token"]})
    assert _told(refused) == (409, "invitation_revoked")
    known = guest.call("POST", "/invitations/preview", {"token": made["token"]}, token="")
    assert known.get_json()["state"] == "revoked"


def test_a_link_that_leads_nowhere_is_a_fault_of_the_body(guest: Client) -> None:
    for path in ("preview", "acceptance"):
        answer = guest.call("POST", f"/invitations/{path}", {"token": "x" * 43})
        assert answer.status_code == 422
        assert answer.get_json()["errors"][0]["code"] == "unknown_invitation"


def test_a_role_has_a_version_and_a_stale_one_is_told(host: Client, guest: Client) -> None:
    path = _joined(host, guest)
    seen = host.call("GET", path)
    assert (seen.headers["ETag"], seen.get_json()["role"]) == ('"1"', "editor")
    changed = host.call("PATCH", path, {"role": "viewer", "version": 1})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    stale = host.call("PATCH", path, {"role": "owner", "version": 1})
    assert _told(stale) == (409, "changed_meanwhile")
    listed = host.call("GET", f"{_book(host)}/members").get_json()["items"]
    assert [one["version"] for one in listed] == [1, 2]


def test_whoever_is_removed_is_out_with_every_proof_and_may_be_invited_again(
    host: Client, guest: Client
) -> None:
    path = _joined(host, guest)
    there = Client(guest.app)
    moved = guest.call("POST", "/auth/token", {"book_id": host.answer["book"]["id"]})
    there.access = moved.get_json()["access_token"]
    assert there.call("GET", "/transactions").status_code == 200
    assert host.call("DELETE", path).status_code == 204
    assert there.call("GET", "/transactions").status_code == 401
    assert guest.call("GET", _book(host)).status_code == 404
    _joined(host, guest, role="viewer")
    assert there.call("GET", "/transactions").status_code == 401
    anew = guest.call("POST", "/auth/token", {"book_id": host.answer["book"]["id"]})
    there.access = anew.get_json()["access_token"]
    assert there.call("GET", "/transactions").status_code == 200
    assert guest.call("DELETE", path).status_code == 204


def test_a_book_keeps_an_owner(host: Client, guest: Client) -> None:
    theirs = _joined(host, guest, role="owner")
    mine = f"{_book(host)}/members/{host.answer['user']['id']}"
    assert guest.call("PATCH", mine, {"role": "viewer"}).status_code == 200
    for method, body in (("PATCH", {"role": "viewer"}), ("DELETE", None)):
        assert _told(guest.call(method, theirs, body)) == (409, "last_owner")


def test_an_invitation_lets_a_program_register_where_it_is_closed(app: Flask, host: Client) -> None:
    closed = application(app.extensions["tests.engine"], Policy(registration_open=False))
    assert Client(closed).register().status_code == 403
    token = _invited(host)["token"]
    assert Client(closed).register(invitation=token).status_code == 201
    assert Client(closed).register(invitation=token).status_code == 403


def test_memberships_are_in_the_history_without_addresses_and_are_not_undone(
    host: Client, guest: Client
) -> None:
    _joined(host, guest, email="ben@example.org")
    changes = host.call("GET", "/changes")
    assert "ben@example.org" not in changes.text
    joined, invited = changes.get_json()["items"][:2]
    assert (joined["subject"], joined["action"]) == ("member", "created")
    assert (invited["subject"], invited["action"]) == ("invitation", "created")
    for one in (joined, invited):
        refused = host.call("POST", f"/changes/{one['id']}/reversal")
        assert _told(refused) == (409, "not_reversible")


def test_notices_are_for_those_who_share_the_book_when_they_are_raised(
    host: Client, guest: Client
) -> None:
    path = _joined(host, guest)
    book = {"book_id": host.answer["book"]["id"]}
    guest.access = guest.call("POST", "/auth/token", book).get_json()["access_token"]
    assert host.call("POST", "/alerts", {"kind": "large", "amount": "100"}).status_code == 201

    def spend_and_count(amount: str) -> list[int]:
        body = {"amount": amount, "date": "2026-11-03"}
        assert host.call("POST", "/expenses", body).status_code == 201
        answers = [one.call("GET", "/notifications") for one in (host, guest)]
        return [len(one.get_json().get("items", [])) for one in answers]

    assert spend_and_count("150") == [1, 1]
    host.call("DELETE", path)
    assert spend_and_count("151") == [2, 0]
    own = Client(guest.app)
    own.login(guest.answer["user"]["username"])
    _joined(host, own)
    guest.access = own.call("POST", "/auth/token", book).get_json()["access_token"]
    assert spend_and_count("152") == [3, 2]
