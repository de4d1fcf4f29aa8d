"""Pages of one's own account and of a book's settings."""

import pytest
from flask import Flask

from finance.domain.people import Role
from tests.people.desk import PASSWORD, Desk, login
from tests.people.web import Browser, errors

OTHER = "eleven-quiet-harbours"
PAGES = ("settings", "members", "profile", "profile/password", "profile/sessions")


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser of a new person, signed in."""
    made = Browser(app)
    made.register()
    return made


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_its_owner_and_for_nobody_else(
    app: Flask, browser: Browser, page: str
) -> None:
    assert browser.get(browser.within(page)).status_code == 200
    stranger = Browser(app)
    stranger.register()
    assert stranger.get(browser.within(page)).status_code == 404
    visitor = Browser(app).get(browser.within(page))
    assert visitor.status_code == 303
    assert visitor.headers["Location"].startswith("/sign-in?next=/b/")


def test_a_profile_is_saved_and_shown(browser: Browser) -> None:
    email = f"{login()}@example.org"
    page = browser.within("profile")
    named = {"first_name": "Zoë", "last_name": "<O’Neil>"}
    answer = browser.send(page, username=browser.name, email=email, locale="de-AT", **named)
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    shown = browser.get(page).text
    assert 'value="Zoë"' in shown
    assert 'value="&lt;O’Neil&gt;"' in shown
    assert 'selected value="de-AT"' in shown
    browser.sign_out()
    browser.name = email
    assert browser.sign_in().status_code == 303


def test_a_profile_changed_in_another_tab_is_told_and_saved_only_when_sent_again(
    browser: Browser,
) -> None:
    page = browser.within("profile")
    mine = {"username": browser.name, "locale": "en"}
    browser.send(page, first_name="Ann", version="1", **mine)
    answer = browser.send(page, first_name="Bea", version="1", **mine)
    assert answer.status_code == 422
    assert errors(answer) == ["This was changed meanwhile. Look at it again before you save."]
    assert 'value="Bea"' in answer.text
    assert browser.send(page, first_name="Bea", version="2", **mine).status_code == 303


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"username": ""}, "Give a user name or an e-mail address."),
        ({"username": "a@b"}, "A user name has no @ in it."),
        ({"email": "nobody"}, "This is not an e-mail address."),
        ({"locale": "tlh"}, "“tlh” is not a language this program knows."),
        ({"first_name": "x" * 101}, "That is too long: 101 characters, and 100 are the most."),
        ({"last_name": "a\0b"}, "The character U+0000 cannot be kept. Remove it."),
    ],
)
def test_what_is_wrong_with_a_profile_is_told_at_its_field(
    browser: Browser, said: dict[str, str], sentence: str
) -> None:
    given = {"username": browser.name, "locale": "en", **said}
    answer = browser.send(browser.within("profile"), **given)
    assert answer.status_code == 422
    assert errors(answer) == [sentence]


def test_a_changed_password_lets_in_and_signs_out_elsewhere(app: Flask, browser: Browser) -> None:
    elsewhere = Browser(app, name=browser.name)
    elsewhere.sign_in()
    page = browser.within("profile/password")
    wrong = browser.send(page, current_password="not it", new_password=OTHER)
    assert (wrong.status_code, errors(wrong)) == (422, ["This is not your present password."])
    assert browser.send(page, current_password=PASSWORD, new_password=OTHER).status_code == 303
    assert browser.get(page).status_code == 200
    assert elsewhere.get(page).status_code == 303
    assert elsewhere.sign_in().status_code == 422
    assert elsewhere.sign_in(OTHER).status_code == 303


def test_sessions_are_listed_and_ended(app: Flask, browser: Browser) -> None:
    elsewhere = Browser(app, name=browser.name)
    elsewhere.sign_in()
    page = browser.within("profile/sessions")
    shown = browser.get(page).text
    action = next(part for part in shown.split('"') if part.endswith("/end"))
    assert browser.send(page, action).status_code == 303
    assert elsewhere.get(page).status_code == 303
    elsewhere.sign_in()
    assert browser.send(page, f"{page}/end-others").status_code == 303
    assert elsewhere.get(page).status_code == 303
    assert "this one" in browser.get(page).text


def test_settings_of_a_book_are_saved_and_shown(browser: Browser) -> None:
    page = browser.within("settings")
    given = {"currency": "EUR", "time_zone": "Pacific/Apia", "month_start": "31"}
    assert browser.send(page, name="Us two", **given).status_code == 303
    shown = browser.get(page).text
    assert 'value="Us two"' in shown
    assert 'selected value="Pacific/Apia"' in shown
    assert 'selected value="31"' in shown


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "Give it a name."),
        ({"currency": "EURO"}, "“EURO” is not a currency code. Use one like EUR."),
        ({"time_zone": "Mars"}, "“Mars” is not a time zone. Use one like Europe/Warsaw."),
        ({"month_start": "29"}, "A month starts on day 1 to 28, or on the last day (31)."),
        ({"month_start": "x"}, "A month starts on day 1 to 28, or on the last day (31)."),
    ],
)
def test_what_is_wrong_with_settings_is_told_at_its_field(
    browser: Browser, said: dict[str, str], sentence: str
) -> None:
    kept = {"name": "A", "currency": "EUR", "time_zone": "UTC", "month_start": "1"}
    answer = browser.send(browser.within("settings"), **{**kept, **said})
    assert answer.status_code == 422
    assert errors(answer) == [sentence]


def _guest(app: Flask, desk: Desk, host: Browser, role: Role) -> Browser:
    """Another person's browser, looking at the host's book."""
    guest = Browser(app)
    guest.register()
    people = app.extensions["finance.usecases"].people
    actors = [desk.sign_in(one.name) for one in (guest, host)]
    desk.join(actors[0], actors[1], role)
    assert people.members.all(actors[1])
    guest.book = host.book
    return guest


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_only_an_owner_sees_the_form_of_settings_and_may_send_it(
    app: Flask, desk: Desk, browser: Browser, role: Role
) -> None:
    guest = _guest(app, desk, browser, role)
    page = guest.within("settings")
    shown = guest.get(page).text
    assert "Only an owner changes these." in shown
    assert 'name="month_start"' not in shown
    given = {"name": "Mine", "currency": "EUR", "time_zone": "UTC", "month_start": "1"}
    assert guest.send(page, **given).status_code == 403
    members = guest.within("members")
    someone = desk.sign_in(browser.name).user.id
    assert guest.send(members, f"{members}/{someone}/role", role="viewer").status_code == 403
    assert guest.send(members, f"{members}/{someone}/removal").status_code == 403


def test_an_owner_changes_roles_and_removes_and_a_book_keeps_an_owner(
    app: Flask, desk: Desk, browser: Browser
) -> None:
    guest = _guest(app, desk, browser, Role.VIEWER)
    members = browser.within("members")
    assert guest.name in browser.get(members).text
    theirs = desk.sign_in(guest.name).user.id
    mine = desk.sign_in(browser.name).user.id
    assert browser.send(members, f"{members}/{theirs}/role", role="editor").status_code == 303
    last = browser.send(members, f"{members}/{mine}/role", role="viewer")
    assert (last.status_code, errors(last)) == (
        422,
        ["A book needs an owner: make somebody else one first."],
    )
    unknown = browser.send(members, f"{members}/{theirs}/role", role="king")
    assert unknown.status_code == 422
    assert browser.send(members, f"{members}/{theirs}/removal").status_code == 303
    assert guest.get(members).status_code == 404


def test_a_member_may_leave(app: Flask, desk: Desk, browser: Browser) -> None:
    guest = _guest(app, desk, browser, Role.EDITOR)
    members = guest.within("members")
    mine = desk.sign_in(guest.name).user.id
    answer = guest.send(members, f"{members}/{mine}/removal")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/b/{guest.book_in_view()}")
    assert guest.book_in_view() != browser.book
    sharing, _, changed = browser.get(members).text.partition("What changed")
    assert guest.name not in sharing
    assert f"{guest.name} left the book" in changed


def test_a_withdrawn_currency_an_old_zone_and_a_rare_locale_stay_as_they_are(app: Flask) -> None:
    browser = Browser(app)
    browser.register(currency="DEM", time_zone="US/Pacific")
    shown = browser.get(browser.within("settings")).text
    assert 'selected value="DEM"' in shown
    assert 'selected value="US/Pacific"' in shown
    profile = browser.within("profile")
    assert browser.send(profile, username=browser.name, locale="is").status_code == 303
    assert 'selected value="is"' in browser.get(profile).text


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux",
        ),
        ("<b>curl</b>/8", "&lt;b&gt;curl&lt;/b&gt;/8"),
        ("", "A program without a name"),
    ],
)
def test_a_session_is_named_by_what_the_program_says_of_itself(
    app: Flask, agent: str, shown: str
) -> None:
    browser = Browser(app)
    browser.client.environ_base["HTTP_USER_AGENT"] = agent
    browser.register()
    assert shown in browser.get(browser.within("profile/sessions")).text
