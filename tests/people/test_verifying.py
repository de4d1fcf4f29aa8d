"""An address is proven by a link in a letter to it, once; letters with notices go to no other."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from secrets import token_urlsafe

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from finance.adapters.clock import new_id, now
from finance.adapters.mail import SmtpPost
from finance.adapters.postgres.outbox import PostgresBooksWithMail
from finance.bootstrap import use_cases
from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.money import Money
from finance.usecases.catalogue import UseCases
from finance.usecases.mailing import LINK_LASTS, Mailed, Mailing
from finance.usecases.people_means import Policy
from finance.web.app import create_app
from finance.web.letters import LetterWriter
from finance.web.options import WebOptions
from tests.alerts.postman import Postman, free_port, postman
from tests.people.web import KEY, Browser, Client
from tests.web.house import House

_LINK = re.compile(r"https://money\.example\.org/verify/([A-Za-z0-9_-]{43})")
_AGE = text("UPDATE app_user SET email_links_end_at = now() WHERE email = :email")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postman]:
    """A mail server."""
    with postman(tmp_path_factory.mktemp("mail") / "box", free_port()) as found:
        yield found


@pytest.fixture(scope="module")
def cases(engine: Engine) -> UseCases:
    """The use cases of an installation that sends letters."""
    return use_cases(engine, Policy(mail=True), password_memory=8)


@pytest.fixture(scope="module")
def app(cases: UseCases) -> Flask:
    """Its application."""
    return create_app(cases, WebOptions(secret_key=KEY, testing=True))


class Somebody:
    """A person who registered with an address, and the letters that came to it."""

    def __init__(self, app: Flask, cases: UseCases, engine: Engine, server: Postman) -> None:
        self.browser = Browser(app)
        self.cases, self.engine, self.server = cases, engine, server
        self.email = f"{self.browser.name}@example.org"
        assert self.browser.register(email=self.email).status_code == 303
        self.house = House(self.browser)
        self.later = timedelta()

    def send(self) -> Mailed:
        """Send what is due in the book."""
        way = SmtpPost(
            host="127.0.0.1", port=self.server.port, sender="f@example.org", security="none"
        )
        means = replace(self.cases.transactions.means, clock=lambda: now() + self.later)
        mailing = Mailing(
            means=means,
            books=PostgresBooksWithMail(self.engine),
            post=way,
            writer=LetterWriter(self.browser.app, "https://money.example.org"),
            secret=lambda: token_urlsafe(32),
        )
        assert self.browser.book is not None
        return mailing.within(self.browser.book)

    def letters(self, email: str = "") -> list[EmailMessage]:
        """What came to an address."""
        return [one for one in self.server.letters() if one["To"] == (email or self.email)]

    def token(self, email: str = "") -> str:
        """The secret of a link that came."""
        found = [_LINK.search(_text(one)) for one in self.letters(email)]
        links = [one[1] for one in found if one]
        return links[-1]

    def confirm(self, token: str) -> int:
        """Follow a link and say yes, in a browser where nobody is signed in."""
        stranger = Browser(self.browser.app)
        page = f"/verify/{token}"
        if stranger.get(page).status_code == 404:
            return 404
        return stranger.send(page, "/verify", token=token).status_code

    def move(self, email: str) -> None:
        """Give another address in the profile."""
        answer = self.browser.send(
            self.house.at("profile"), username=self.browser.name, email=email, locale="en"
        )
        assert answer.status_code == 303, answer.text

    def said(self) -> str:
        """What the profile says of the address."""
        return self.house.get("profile").text


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@pytest.fixture
def someone(app: Flask, cases: UseCases, engine: Engine, server: Postman) -> Somebody:
    """Somebody new."""
    return Somebody(app, cases, engine, server)


def test_registering_sends_a_letter_whose_link_proves_the_address(someone: Somebody) -> None:
    assert "is not confirmed" in someone.said()
    assert someone.send() == Mailed(sent=1)
    assert someone.confirm(someone.token()) == 200
    assert "is not confirmed" not in someone.said()
    assert f"Letters go to {someone.email}." in someone.said()


def test_looking_at_a_link_proves_nothing(someone: Somebody) -> None:
    someone.send()
    page = Browser(someone.browser.app).get(f"/verify/{someone.token()}")
    assert page.status_code == 200
    assert someone.email in page.text
    assert "is not confirmed" in someone.said()


def test_a_link_is_good_once(someone: Somebody) -> None:
    someone.send()
    token = someone.token()
    assert someone.confirm(token) == 200
    assert someone.confirm(token) == 404


def test_a_link_that_is_too_old_or_made_up_leads_nowhere(
    someone: Somebody, owner_engine: Engine
) -> None:
    someone.send()
    with owner_engine.begin() as connection:
        connection.execute(_AGE, {"email": someone.email})
    for token in (someone.token(), token_urlsafe(32), "made-up"):
        assert someone.confirm(token) == 404
    assert timedelta(days=1) < LINK_LASTS


def test_another_address_has_to_be_proven_anew(someone: Somebody) -> None:
    someone.send()
    old = someone.token()
    other = f"other-{someone.email}"
    someone.move(other)
    assert someone.confirm(old) == 404
    assert someone.send() == Mailed(sent=1)
    assert someone.confirm(someone.token(other)) == 200
    assert f"Letters go to {other}." in someone.said()
    someone.move(someone.email)
    assert "is not confirmed" in someone.said()


def test_a_change_of_the_name_alone_sends_nothing(someone: Somebody) -> None:
    someone.send()
    someone.confirm(someone.token())
    someone.browser.name = f"{someone.browser.name}x"
    someone.move(someone.email)
    assert someone.send() == Mailed()
    assert "is not confirmed" not in someone.said()


def test_a_letter_for_an_address_given_up_meanwhile_does_not_leave(someone: Somebody) -> None:
    someone.move(f"other-{someone.email}")
    assert someone.send() == Mailed(sent=1)
    assert someone.letters() == []


def test_the_letter_can_be_asked_for_again_a_few_times_a_day(someone: Somebody) -> None:
    assert someone.send() == Mailed(sent=1)
    for _ in range(4):
        someone.browser.send(someone.house.at("profile"), someone.house.at("profile/letter"))
        assert someone.send() == Mailed(sent=1)
    assert someone.confirm(someone.token()) == 200
    again = someone.browser.send(someone.house.at("profile"), someone.house.at("profile/letter"))
    assert again.status_code == 303
    assert "confirmed already" in someone.said()


def test_a_sixth_letter_in_a_day_is_refused(someone: Somebody) -> None:
    for _ in range(6):
        someone.browser.send(someone.house.at("profile"), someone.house.at("profile/letter"))
    assert "You can ask for 5 letters a day." in someone.said()


def test_notices_are_mailed_once_the_address_is_proven(someone: Somebody) -> None:
    actor = someone.cases.people.signing.for_operator(someone.browser.name)
    rule = AlertRule(id=new_id(), kind=AlertKind.LARGE, amount=Money(10_000, "EUR"))
    someone.cases.alerts.add(actor, rule)
    someone.house.record(amount="150")
    assert someone.send() == Mailed(sent=1)  # the letter with the link
    assert someone.confirm(someone.token()) == 200
    assert someone.send() == Mailed()
    someone.house.record(amount="151")
    assert someone.send() == Mailed(sent=1)
    told = "\n".join(_text(one) for one in someone.letters())
    assert "151.00" in told
    assert "150.00" not in told


def test_programs_see_and_verify_it_too(someone: Somebody) -> None:
    client = Client(someone.browser.app)
    made = client.register(email=f"program-{someone.email}")
    told = client.call("GET", "/user/email").get_json()
    assert told == {"email": f"program-{someone.email}", "verified": False, "mail": True}, made
    assert client.call("POST", "/user/email/letter").status_code == 204
    assert client.call("POST", "/auth/verify", {"token": token_urlsafe(32)}).status_code == 404


def test_who_gave_no_address_cannot_ask_for_a_letter(app: Flask) -> None:
    client = Client(app)
    client.register()
    assert client.call("GET", "/user/email").get_json()["email"] == ""
    refused = client.call("POST", "/user/email/letter")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "email_missing")


def test_where_no_letters_leave_nothing_is_said_of_it(engine: Engine) -> None:
    quiet = use_cases(engine, Policy(), password_memory=8)
    browser = Browser(create_app(quiet, WebOptions(secret_key=KEY, testing=True)))
    browser.register(email=f"{browser.name}@example.org")
    house = House(browser)
    assert "confirmed" not in house.get("profile").text
    page = house.get("alerts").text
    assert "Letters leave only once whoever runs this program has set mail up." in page
    browser.send(house.at("profile"), house.at("profile/letter"))
    assert "This installation sends no letters." in house.get("profile").text
