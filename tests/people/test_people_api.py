"""People through the API."""

import base64
import json
import time
from uuid import UUID

import jwt
import pytest
from flask import Flask

from finance.adapters.clock import new_id
from finance.usecases.people_limits import PER_ACCOUNT
from tests.people.desk import PASSWORD, Desk, login
from tests.people.web import KEY, Browser, Client

OTHER = "eleven-quiet-harbours"
_ANOTHER = "another key of the same length. " * 2


@pytest.fixture
def client(app: Flask) -> Client:
    """A client of a new person, signed in."""
    made = Client(app)
    assert made.register().status_code == 201
    return made


def test_registering_answers_who_which_book_and_tokens(app: Flask) -> None:
    client, name = Client(app), login()
    answer = client.register(
        username=name, email=f"{name}@example.org", currency="DEM", timezone="Europe/Berlin"
    )
    told = answer.get_json()
    assert answer.status_code == 201
    assert (told["user"]["username"], told["book"]["currency"]) == (name, "DEM")
    assert told["book"]["timezone"] == "Europe/Berlin"
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 900)
    assert not [field for field in told["user"] if "password" in field]
    assert client.call("GET", "/user/profile").get_json() == told["user"]


@pytest.mark.parametrize(
    ("said", "status", "field", "code"),
    [
        ({"password": "password1"}, 422, "password", "password_weak"),
        ({"password": 12345678}, 422, "password", "not_text"),
        ({"username": None}, 422, "username", "login_missing"),
        ({"username": "a@b"}, 422, "username", "username_at"),
        ({"email": "nobody"}, 422, "email", "email_unreadable"),
        ({"timezone": "Mars"}, 422, "timezone", "unknown_time_zone"),
        ({"currency": "QQQ"}, 422, "currency", "unknown_currency"),
        ({"locale": "tlh"}, 422, "locale", "unknown_locale"),
        ({"role": "admin"}, 422, "role", "unknown_field"),
        ({"id": str(new_id())}, 422, "id", "unknown_field"),
    ],
)
def test_a_registration_that_cannot_be_is_told_at_its_field(
    app: Flask, said: dict[str, object], status: int, field: str, code: str
) -> None:
    answer = Client(app).register(**said)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    told = answer.get_json()["errors"]
    assert [(one["field"], one["code"]) for one in told] == [(field, code)]


def test_a_taken_name_is_409(app: Flask) -> None:
    name = login()
    assert Client(app).register(username=name).status_code == 201
    answer = Client(app).register(username=name.upper())
    assert (answer.status_code, answer.get_json()["code"]) == (409, "name_taken")


def test_signing_in_by_either_name_and_by_an_oauth_password_form(app: Flask) -> None:
    client, name = Client(app), login()
    client.register(username=name, email=f"{name}@example.org")
    assert client.login(name).status_code == 200
    assert client.login(f"{name}@example.org").status_code == 200
    form = {"grant_type": "password", "username": name, "password": PASSWORD, "scope": ""}
    answer = app.test_client().post("/api/auth/login", data=form)
    assert (answer.status_code, answer.get_json()["user"]["username"]) == (200, name)


def test_unknown_name_and_wrong_password_are_answered_alike(app: Flask) -> None:
    known, unknown = Client(app), Client(app)
    known.register()
    answers = [
        known.login(known.answer["user"]["username"], "wrong"),
        unknown.login(login(), "wrong"),
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].get_data() == answers[1].get_data()


def test_too_many_failures_are_429_and_say_how_long_to_wait(app: Flask) -> None:
    client, name = Client(app), login()
    codes = [client.login(name, "wrong").status_code for _ in range(PER_ACCOUNT + 1)]
    assert codes == [401] * PER_ACCOUNT + [429]
    answer = client.login(name, "wrong")
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    assert answer.headers["RateLimit-Remaining"] == "0"


def test_a_refresh_brings_a_new_pair_by_bearer_or_by_body(client: Client) -> None:
    first = client.refresh
    assert client.renew().status_code == 200
    assert client.refresh != first
    answer = client.call("POST", "/auth/refresh", {"refresh_token": client.refresh}, token="")
    assert answer.status_code == 200
    assert client.call("GET", "/user/profile", token=answer.get_json()["access_token"]).json


def test_a_refresh_token_used_again_ends_the_whole_session(client: Client) -> None:
    stolen = client.refresh
    client.renew()
    again = client.renew(stolen)
    assert (again.status_code, again.get_json()["code"]) == (401, "token_reused")
    assert client.call("GET", "/user/profile").status_code == 401
    assert client.renew().status_code == 401


def test_signing_out_kills_every_token_of_the_session_at_once(app: Flask, client: Client) -> None:
    other = Client(app)
    other.login(client.answer["user"]["username"])
    assert client.call("POST", "/auth/logout").status_code == 204
    assert client.call("GET", "/user/profile").status_code == 401
    assert client.renew().status_code == 401
    assert other.call("GET", "/user/profile").status_code == 200


def test_tokens_survive_a_restart_of_the_program(app: Flask, client: Client) -> None:
    from tests.people.web import application  # another program on the same database

    client.app = application(app.extensions["tests.engine"])
    assert client.call("GET", "/user/profile").status_code == 200
    assert client.renew().status_code == 200


def _unsigned(claims: dict[str, object], algorithm: str) -> str:
    parts = ({"alg": algorithm, "typ": "JWT"}, claims)
    told = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in parts]
    return b".".join((*told, b"")).decode()


def test_no_forged_token_lets_anybody_in(client: Client) -> None:
    good = jwt.decode(client.access, options={"verify_signature": False})
    now = int(time.time())

    def signed(key: str = KEY, headers: dict[str, object] | None = None, **changed: object) -> str:
        claims = {k: v for k, v in {**good, **changed}.items() if v is not None}
        return jwt.encode(claims, key, "HS256", headers=headers)

    assert client.call("GET", "/user/profile", token=signed()).status_code == 200
    header, payload, signature = client.access.split(".")
    forged = [
        _unsigned(good, "none"),
        _unsigned(good, "None"),
        _unsigned(good, "HS256"),
        jwt.encode(good, KEY, "HS384"),
        jwt.encode(good, KEY, "HS512"),
        signed(_ANOTHER),
        signed(_ANOTHER, {"kid": "../../dev/null"}),
        signed(_ANOTHER, {"jku": "https://evil.example/keys"}),
        signed(_ANOTHER, {"x5u": "https://evil.example/x"}),
        signed(_ANOTHER, {"jwk": {"kty": "oct", "k": "AA"}}),
        f"{header}.{payload}.",
        f"{header}.{payload}.{signature[:-4]}AAAA",
        f"{header}.{payload}",
        f"{header}.{payload[:-2]}AA.{signature}",
        payload,
        "null",
        "a b c",
        "ÿ",
        signed(exp=now - 1),
        signed(nbf=now + 600),
        signed(exp="never"),
        signed(aud="another program"),
        signed(aud=None),
        signed(iss="another program"),
        signed(iss=None),
        signed(type="refresh"),
        signed(sub=None),
        signed(sub=str(new_id())),
        signed(sub="admin"),
        signed(sid=None),
        signed(sid=str(new_id())),
        signed(sid="' OR 1=1 --"),
        client.refresh,
    ]
    answers = [client.call("GET", "/user/profile", token=token).status_code for token in forged]
    assert answers == [401] * len(forged)


def test_an_access_token_is_no_refresh_token(client: Client) -> None:
    assert client.renew(client.access).status_code == 401
    assert client.renew().status_code == 200


def test_an_access_token_is_good_for_fifteen_minutes(client: Client) -> None:
    claims = jwt.decode(client.access, options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == 900


def test_a_cookie_is_never_a_proof_to_the_api(app: Flask) -> None:
    browser = Browser(app)
    browser.register()
    assert browser.get("/api/user/profile").status_code == 401


def test_a_profile_is_replaced_or_changed_in_part(client: Client) -> None:
    name = client.answer["user"]["username"]
    put = client.call("PUT", "/user/profile", {"username": name, "locale": "pl"})
    assert (put.status_code, put.get_json()["locale"]) == (200, "pl")
    patch = client.call("PATCH", "/user/profile", {"first_name": "Ann", "version": 2})
    assert (patch.get_json()["first_name"], patch.get_json()["locale"]) == ("Ann", "pl")
    assert (
        client.call("PATCH", "/user/profile", {"first_name": "B", "version": 2}).status_code == 409
    )
    assert client.call("PUT", "/user/profile", {"username": "", "locale": "pl"}).status_code == 422
    protected = {"id": str(new_id()), "created_at": "2000-01-01T00:00:00Z"}
    for field, value in protected.items():
        assert client.call("PATCH", "/user/profile", {field: value}).status_code == 422


def test_settings_are_of_the_person_and_of_the_book(client: Client) -> None:
    change = {"locale": "de-AT", "timezone": "Europe/Vienna", "month_start": 25, "currency": "CHF"}
    answer = client.call("PUT", "/user/settings", change)
    assert (answer.status_code, answer.get_json()) == (200, change)
    assert client.call("GET", "/user/settings").get_json() == change
    for wrong in ({"locale": "tlh", "month_start": 1}, {"timezone": "Mars", "locale": "en"}):
        refused = client.call("PATCH", "/user/settings", wrong)
        assert refused.status_code == 422
        assert refused.get_json()["errors"][0]["field"] in wrong
    assert client.call("GET", "/user/settings").get_json() == change


def test_a_changed_password_ends_every_other_session(app: Flask, client: Client) -> None:
    name = client.answer["user"]["username"]
    other = Client(app)
    other.login(name)
    wrong = client.call("POST", "/user/password", {"current_password": "no", "new_password": OTHER})
    assert (wrong.status_code, wrong.get_json()["errors"][0]["field"]) == (422, "current_password")
    change = {"current_password": PASSWORD, "new_password": OTHER}
    assert client.call("POST", "/user/password", change).status_code == 204
    assert other.call("GET", "/user/profile").status_code == 401
    assert other.renew().status_code == 401
    assert client.call("GET", "/user/profile").status_code == 200
    assert other.login(name, OTHER).status_code == 200


def test_sessions_are_listed_and_ended(app: Flask, client: Client) -> None:
    other, stranger = Client(app), Client(app)
    other.login(client.answer["user"]["username"])
    stranger.register()
    listed = client.call("GET", "/user/sessions").get_json()["items"]
    assert sorted(one["current"] for one in listed) == [False, True]
    there = next(one["id"] for one in listed if not one["current"])
    assert stranger.call("DELETE", f"/user/sessions/{there}").status_code == 404
    assert client.call("DELETE", f"/user/sessions/{there}").status_code == 204
    assert other.call("GET", "/user/profile").status_code == 401
    other.login(client.answer["user"]["username"])
    assert client.call("DELETE", "/user/sessions").get_json() == {"ended": 1}


def test_books_are_opened_and_a_token_for_another_acts_there(client: Client) -> None:
    mine = UUID(client.answer["book"]["id"])
    book_id = str(new_id())
    body = {"id": book_id, "name": "Club", "currency": "CHF"}
    made = client.call("POST", "/books", body)
    again = client.call("POST", "/books", body)
    assert (made.status_code, made.get_json()["id"]) == (201, book_id)
    assert again.get_json() == made.get_json()
    assert client.call("POST", "/books", {**body, "name": "Other"}).status_code == 409
    listed = client.call("GET", "/books").get_json()["items"]
    assert [one["id"] for one in listed] == [str(mine), book_id]
    there = client.call("POST", "/auth/token", {"book_id": book_id}).get_json()
    assert there["book"]["currency"] == "CHF"
    settings = client.call("GET", "/user/settings", token=there["access_token"]).get_json()
    assert settings["currency"] == "CHF"


def test_a_book_is_changed_by_the_version_seen(client: Client) -> None:
    path = f"/books/{client.answer['book']['id']}"
    seen = client.call("GET", path)
    assert seen.headers["ETag"] == f'"{seen.get_json()["version"]}"'
    body = {"name": "Us", "currency": "EUR", "timezone": "UTC", "month_start": 31}
    put = client.call("PUT", path, {**body, "version": seen.get_json()["version"]})
    assert (put.status_code, put.get_json()["month_start"]) == (200, 31)
    stale = client.call("PATCH", path, {"name": "We", "version": seen.get_json()["version"]})
    assert stale.status_code == 409
    fresh = client.call("PATCH", path, {"name": "We"})
    assert (fresh.get_json()["name"], fresh.get_json()["month_start"]) == ("We", 31)
    assert client.call("PATCH", path, {"role": "owner"}).status_code == 422


def test_another_persons_book_is_not_there(app: Flask, client: Client) -> None:
    stranger = Client(app)
    stranger.register()
    book = client.answer["book"]["id"]
    tries = [
        ("GET", f"/books/{book}", None),
        ("PATCH", f"/books/{book}", {"name": "Mine"}),
        ("GET", f"/books/{book}/members", None),
    ]
    for method, path, body in tries:
        absent = path.replace(book, str(new_id()))
        answer = stranger.call(method, path, body)
        assert answer.status_code == 404
        if body is None:
            assert answer.get_data() == stranger.call(method, absent).get_data()
    named = stranger.login(stranger.answer["user"]["username"], book_id=book)
    moved = stranger.call("POST", "/auth/token", {"book_id": book})
    assert (named.status_code, moved.status_code) == (422, 422)
    assert named.get_json()["errors"] == moved.get_json()["errors"]


def test_roles_hold_at_the_next_request_whatever_the_token_says(
    app: Flask, desk: Desk, client: Client
) -> None:
    guest = Client(app)
    guest.register()
    hosts, guests = (one.answer["user"]["username"] for one in (client, guest))
    book = client.answer["book"]["id"]
    desk.join(desk.sign_in(guests), desk.sign_in(hosts), desk.sign_in(hosts).role)
    path, theirs = f"/books/{book}", guest.answer["user"]["id"]
    assert guest.call("PATCH", path, {"name": "Ours"}).status_code == 200
    member = f"{path}/members/{theirs}"
    assert client.call("PATCH", member, {"role": "viewer"}).status_code == 200
    assert guest.call("PATCH", path, {"name": "Mine"}).status_code == 403
    assert guest.call("PATCH", member, {"role": "owner"}).status_code == 403
    assert client.call("PATCH", member, {"role": "king"}).status_code == 422
    assert len(guest.call("GET", f"{path}/members").get_json()["items"]) == 2
    assert client.call("DELETE", member).status_code == 204
    assert guest.call("GET", path).status_code == 404
    last = client.call("PATCH", f"{path}/members/{client.answer['user']['id']}", {"role": "viewer"})
    assert (last.status_code, last.get_json()["code"]) == (409, "last_owner")
