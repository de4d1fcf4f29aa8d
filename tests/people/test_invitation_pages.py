"""Inviting, joining and leaving on pages, as a browser without scripting does it."""

import re

import pytest
from flask import Flask

from finance.adapters.clock import new_id
from finance.usecases.people_limits import TO_ONE_ADDRESS
from finance.usecases.people_means import Policy
from tests.people.web import Browser, application, errors

_LINK = re.compile(r'id="new-link" value="http://localhost(/join/[A-Za-z0-9_-]{43})"')
_ROLE = re.compile(r"/members/[0-9a-f-]{36}/role")
_REMOVAL = re.compile(r"/b/[0-9a-f-]{36}/members/[0-9a-f-]{36}/removal")
_REVOCATION = re.compile(r"/b/[0-9a-f-]{36}/members/invitations/[0-9a-f-]{36}/revocation")
_INVITATION = re.compile(r'name="id"[^>]*value="([0-9a-f-]{36})"')


@pytest.fixture
def host(app: Flask) -> Browser:
    """A person with a book of their own, at its members."""
    browser = Browser(app)
    browser.register()
    return browser


def _invite(host: Browser, **said: str) -> str:
    """The path of a new link, as the page shows it."""
    members = host.within("members")
    given = {"id": _blank(host), "role": "editor", **said}
    answer = host.send(members, f"{members}/invitations", **given)
    assert (answer.status_code, answer.headers["Location"]) == (303, members)
    found = _LINK.search(host.get(members).text)
    assert found is not None
    return found[1]


def _blank(host: Browser) -> str:
    """The id that the page's form gives to an invitation."""
    found = _INVITATION.search(host.get(host.within("members")).text)
    assert found is not None
    return found[1]


def _secret(link: str) -> str:
    return link.rsplit("/", 1)[1]


def test_a_link_is_shown_once_and_never_again(host: Browser) -> None:
    link = _invite(host, email="ben@example.org")
    again = host.get(host.within("members")).text
    assert link not in again
    assert "ben@example.org" in again


def test_a_page_brought_up_to_date_takes_no_link_from_who_opens_it_next(host: Browser) -> None:
    members = host.within("members")
    host.send(members, f"{members}/invitations", id=_blank(host), role="viewer")
    for _ in range(2):
        page = host.client.get(members, headers={"X-Refresh": "1"}).text
        assert _LINK.search(page) is None
    host.client.head(members)
    shown = host.get(members).text
    assert _LINK.search(shown)
    assert " data-live=" not in shown  # nothing takes it away from under whoever copies it
    assert " data-live=" in host.get(members).text


def test_a_second_invitation_leaves_the_link_of_the_first_to_be_shown(host: Browser) -> None:
    members = host.within("members")
    ids = [str(new_id()) for _ in range(2)]
    token = (
        host.get(host.within("profile")).text.split('name="csrf_token" value="')[1].split('"')[0]
    )
    for one, email in zip(
        (*ids, ids[1]), ("ann@example.org", *["ben@example.org"] * 2), strict=True
    ):
        said = {"csrf_token": token, "id": one, "role": "viewer", "email": email}
        assert host.client.post(f"{members}/invitations", data=said).status_code == 303
    page = host.get(members).text
    links = re.findall(r'id="(new-link[^"]*)" value="http://localhost(/join/[^"]+)"', page)
    assert [field for field, _ in links] == ["new-link", "new-link-2"]
    assert page.index("ben@example.org, viewer") < page.index("ann@example.org, viewer")
    assert all(host.get(path).status_code == 200 for _, path in links)


def test_a_link_is_shown_in_the_book_it_leads_into(app: Flask, host: Browser) -> None:
    guest = Browser(app)
    guest.register()
    link = _invite(host)
    guest.send(link, "/join", token=_secret(link))
    members = guest.within("members")
    guest.send(members, f"{members}/invitations", id=_blank(guest), role="viewer")
    assert _LINK.search(guest.get(host.within("members")).text) is None
    assert _LINK.search(guest.get(members).text)


def test_somebody_signed_in_sees_what_it_is_and_joins(app: Flask, host: Browser) -> None:
    link = _invite(host, role="viewer")
    guest = Browser(app)
    guest.register()
    shown = guest.get(link)
    assert shown.status_code == 200
    for told in ("My money", host.name, "viewer", f"Join as {guest.name}"):
        assert told in shown.text
    joined = guest.send(link, "/join", token=_secret(link))
    assert (joined.status_code, joined.headers["Location"]) == (303, f"/b/{host.book}")
    home = guest.get(f"/b/{host.book}").text
    assert "You share “My money” now." in home
    assert f'href="/b/{guest.book}"' in home  # the other book is a click away
    assert guest.name in host.get(host.within("members")).text
    assert guest.book_in_view() == host.book
    guest.sign_out()
    guest.sign_in()
    assert guest.book_in_view() == host.book


def test_a_second_click_lands_where_the_first_did(app: Flask, host: Browser) -> None:
    link = _invite(host)
    guest = Browser(app)
    guest.register()
    page = guest.within("profile")
    for _ in range(2):
        answer = guest.send(page, "/join", token=_secret(link))
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/b/{host.book}")


def test_somebody_new_registers_first_and_lands_on_the_invitation(
    app: Flask, host: Browser
) -> None:
    link = _invite(host)
    guest = Browser(app)
    shown = guest.get(link).text
    assert f"/register?next={link}" in shown
    assert f"/sign-in?next={link}" in shown
    answer = guest.send(
        f"/register?next={link}", "/register", username=guest.name, next=link, **_NEW
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, link)
    assert f"Join as {guest.name}" in guest.get(link).text


_NEW = {"password": "violet-anvil-under-glass", "currency": "EUR", "time_zone": "UTC"}


def test_an_invitation_opens_a_closed_registration_for_one(app: Flask, host: Browser) -> None:
    link = _invite(host)
    closed = application(app.extensions["tests.engine"], Policy(registration_open=False))
    assert Browser(closed).get("/register").status_code == 403
    guest, second = Browser(closed), Browser(closed)
    assert "Register to join" in guest.get(link).text
    form = f"/register?next={link}"
    assert 'name="next" type="hidden" value="/join/' in second.get(form).text
    answer = guest.send(form, "/register", username=guest.name, next=link, **_NEW)
    assert (answer.status_code, answer.headers["Location"]) == (303, link)
    assert second.get(form).status_code == 403
    assert "Register to join" not in second.get(link).text
    late = second.send(link.replace("/join", "/sign-in?next=/join"), "/register", **_NEW)
    assert late.status_code == 403


def test_somebody_signed_out_comes_back_to_the_invitation_after_signing_in(
    app: Flask, host: Browser
) -> None:
    link = _invite(host)
    guest = Browser(app)
    guest.register()
    token = guest.get(guest.within("profile")).text.split('name="csrf_token" value="')[1][:200]
    guest.sign_out()
    answer = guest.send("/sign-in", "/join", token=_secret(link))
    assert (answer.status_code, token != "") == (303, True)
    assert answer.headers["Location"] == f"/sign-in?next={link}"
    signed_in = guest.sign_in(next=link)
    assert (signed_in.status_code, signed_in.headers["Location"]) == (303, link)


@pytest.mark.parametrize(
    ("token", "status"), [("x" * 43, 404), ("short", 404), ("%00", 404), ("a" * 3000, 404)]
)
def test_a_link_that_leads_nowhere_says_so(app: Flask, token: str, status: int) -> None:
    answer = Browser(app).get(f"/join/{token}")
    assert answer.status_code == status
    assert "leads to no invitation" in answer.text


def test_an_invitation_taken_back_says_so_and_twice_is_harmless(app: Flask, host: Browser) -> None:
    link = _invite(host)
    members = host.within("members")
    found = _REVOCATION.search(host.get(members).text)
    assert found is not None
    for _ in range(2):
        assert host.send(members, found[0]).status_code == 303
    answer = Browser(app).get(link)
    assert answer.status_code == 410
    assert "taken back" in answer.text
    assert _REVOCATION.search(host.get(members).text) is None


def test_an_invitation_that_was_used_is_over_for_the_next(app: Flask, host: Browser) -> None:
    link = _invite(host)
    guest, late = Browser(app), Browser(app)
    for one in (guest, late):
        one.register()
    guest.send(link, "/join", token=_secret(link))
    assert "You are in already" in guest.get(link).text
    assert late.get(link).status_code == 410
    answer = late.send(late.within("profile"), "/join", token=_secret(link))
    assert answer.status_code == 409
    assert "used already" in answer.text
    unknown = late.send(late.within("profile"), "/join", token="nothing")
    assert unknown.status_code == 404


def test_a_second_click_on_inviting_makes_no_second_invitation(host: Browser) -> None:
    members = host.within("members")
    blank = _blank(host)
    for _ in range(2):
        host.send(members, f"{members}/invitations", role="viewer", id=blank)
    assert len(_REVOCATION.findall(host.get(members).text)) == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"email": "nobody"}, "This is not an e-mail address."),
        ({"role": "king"}, "Use one of: owner, editor, viewer."),
        ({"id": "x"}, "This is not an id."),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_and_typed_text_stays(
    host: Browser, said: dict[str, str], sentence: str
) -> None:
    members = host.within("members")
    given = {"role": "viewer", "email": "ben@example.org", "id": _blank(host), **said}
    answer = host.send(members, f"{members}/invitations", **given)
    assert answer.status_code == 422
    assert errors(answer) == [sentence]
    assert f'value="{given["email"]}"' in answer.text


def test_leaving_and_removing_are_asked_about_first(app: Flask, host: Browser) -> None:
    link = _invite(host)
    guest = Browser(app)
    guest.register()
    guest.send(link, "/join", token=_secret(link))
    members = host.within("members")
    theirs, mine = (_REMOVAL.findall(one.get(members).text) for one in (guest, host))
    assert len(theirs) == 1
    assert len(mine) == 2
    assert "Leave “My money”?" in guest.get(theirs[0]).text
    other = next(path for path in mine if path == theirs[0])
    assert f"Remove {guest.name}?" in host.get(other).text
    own = next(path for path in mine if path != other)
    assert guest.get(own).status_code == 403
    assert "A book needs an owner" in host.get(own).text
    assert host.send(members, own).status_code == 422
    assert host.send(other).status_code == 303
    assert guest.get(members).status_code == 404
    assert guest.book_in_view() == guest.book
    page = host.get(members).text
    for told in ("You invited somebody as editor", "joined as editor", f"You removed {guest.name}"):
        assert told in page


def test_a_role_changed_in_another_tab_is_told(app: Flask, host: Browser) -> None:
    link = _invite(host)
    guest = Browser(app)
    guest.register()
    guest.send(link, "/join", token=_secret(link))
    members = host.within("members")
    theirs = _REMOVAL.findall(guest.get(members).text)[0].removesuffix("removal") + "role"
    assert _ROLE.search(theirs)
    assert host.send(members, theirs, role="viewer", version="1").status_code == 303
    assert host.send(members, theirs, role="viewer", version="1").status_code == 303
    stale = host.send(members, theirs, role="owner", version="1")
    assert stale.status_code == 422
    assert "This was changed meanwhile" in errors(stale)[0]


@pytest.mark.parametrize(
    "path", ["/join/{}", "//evil.example/join/{}", "https://evil.example/join/{}"]
)
def test_nobody_is_led_away_by_an_invitation(app: Flask, host: Browser, path: str) -> None:
    secret = _secret(_invite(host))
    guest = Browser(app)
    asked = path.format(secret)
    answer = guest.send("/register", "/register", username=guest.name, next=asked, **_NEW)
    assert answer.headers["Location"] in {f"/join/{secret}", "/"}


def test_a_letter_on_its_way_is_told_and_one_too_many_is_told_too(app: Flask) -> None:
    mailing = application(app.extensions["tests.engine"], Policy(mail=True))
    host = Browser(mailing)
    host.register()
    members = host.within("members")
    assert "A letter with a link goes there." in host.get(members).text
    said: list[str] = []
    for _ in range(TO_ONE_ADDRESS + 1):
        given = {"id": _blank(host), "role": "viewer", "email": "ben.told@example.org"}
        host.send(members, f"{members}/invitations", **given)
        said.append(host.get(members).text)
    assert "A letter is on its way to ben.told@example.org." in said[0]
    assert "No letter leaves" in said[-1]
    assert _LINK.search(said[-1])


def test_what_was_accepted_meanwhile_is_not_taken_back(app: Flask, host: Browser) -> None:
    link = _invite(host)
    members = host.within("members")
    found = _REVOCATION.search(host.get(members).text)
    assert found is not None
    guest = Browser(app)
    guest.register()
    guest.send(link, "/join", token=_secret(link))
    answer = host.send(members, found[0])
    assert answer.status_code == 422
    assert errors(answer) == ["This invitation was used already. Ask for another one."]


def test_who_leaves_the_last_book_is_signed_out_and_begins_anew(app: Flask, host: Browser) -> None:
    link = _invite(host, role="owner")
    guest = Browser(app)
    guest.register()
    guest.send(link, "/join", token=_secret(link))
    members = host.within("members")
    leave = next(
        path for path in _REMOVAL.findall(host.get(members).text) if "Leave" in host.get(path).text
    )
    answer = host.send(members, leave)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    left = host.book
    host.sign_in()
    assert host.book_in_view() != left
