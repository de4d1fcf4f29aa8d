"""Letters that bring an invitation: a link of their own, made when they leave, and nothing kept."""

import re
from dataclasses import dataclass, field
from secrets import token_urlsafe

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from finance.adapters.clock import new_id
from finance.adapters.mail import SmtpPost
from finance.adapters.postgres.outbox import PostgresBooksWithMail
from finance.adapters.postgres.work import enter
from finance.domain.people import Actor, Role
from finance.usecases.mailing import Mailed, Mailing
from finance.usecases.people_inviting import Invite, Made
from finance.usecases.people_limits import TO_ONE_ADDRESS
from finance.usecases.people_means import Policy
from finance.web.letters import LetterWriter
from tests.alerts.postman import Postman, free_port
from tests.people.desk import Desk, login
from tests.people.guests import accept, code, invite

_LINK = re.compile(r"https://money\.example\.org/join/([A-Za-z0-9_-]{43})")
_FAULTS = text("SELECT fault FROM outbox ORDER BY id")
_ALL = text("SELECT t::text FROM invitation t UNION ALL SELECT o::text FROM outbox o")


@dataclass
class Office:
    """A desk where letters leave from."""

    engine: Engine
    app: Flask
    port: int
    base: str = "https://money.example.org"
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(self.engine, policy=Policy(mail=True))
        self.host = self.desk.register(first_name="Ida").actor

    def send(self) -> Mailed:
        """Send what is due in the host's book."""
        sender = "farthing@example.org"
        way = SmtpPost(host="127.0.0.1", port=self.port, sender=sender, security="none")
        mailing = Mailing(
            means=self.desk.people.members.means,
            books=PostgresBooksWithMail(self.engine),
            post=way,
            writer=LetterWriter(self.app, self.base),
            secret=lambda: token_urlsafe(32),
        )
        return mailing.within(self.host.book.id)

    def rows(self, query: object) -> list[str]:
        """What the database keeps of this book."""
        with self.engine.connect() as connection:
            enter(connection, self.host.book.id, None)
            return list(connection.execute(query).scalars())  # type: ignore[call-overload]


@pytest.fixture
def office(engine: Engine, app: Flask, server: Postman) -> Office:
    """An office of its own."""
    return Office(engine, app, server.port)


def _came_to(server: Postman, address: str) -> list[str]:
    """The secrets of the links in letters that came to an address."""
    bodies = [
        one.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        for one in server.letters()
        if one["To"] == address
    ]
    return [found[1] for body in bodies for found in _LINK.finditer(body)]


def _guest(office: Office) -> Actor:
    return office.desk.register().actor


def test_a_letter_brings_a_link_of_its_own_that_works_once(office: Office, server: Postman) -> None:
    address = f"{login()}@example.org"
    made = invite(office.desk, office.host, Role.VIEWER, email=address)
    assert office.send() == Mailed(sent=1)
    (letter,) = [one for one in server.letters() if one["To"] == address]
    assert letter["Subject"] == "Ida shares the book “My money” with you"
    (secret,) = _came_to(server, address)
    assert secret != made.secret
    assert not [row for row in office.rows(_ALL) if secret in row or made.secret in row]
    mailed = Made(made.invitation, secret)
    assert accept(office.desk, _guest(office), mailed) is Role.VIEWER
    assert code(lambda: accept(office.desk, _guest(office), made)) == "invitation_accepted"


def test_the_same_again_sends_no_second_letter(office: Office, server: Postman) -> None:
    address = f"{login()}@example.org"
    asked = Invite(id=new_id(), role=Role.EDITOR, email=address)
    for _ in range(2):
        assert office.desk.people.inviting.invite(office.host, asked).mailed
    assert office.send() == Mailed(sent=1)
    assert len(_came_to(server, address)) == 1


@pytest.mark.parametrize("end", ["taken back", "expired", "accepted", "downgraded", "forgotten"])
def test_what_nobody_can_accept_any_more_is_not_sent(
    office: Office, server: Postman, end: str
) -> None:
    address, desk = f"{login()}@example.org", office.desk
    other = desk.join(desk.register().actor, office.host, Role.OWNER)
    made = invite(desk, other, email=address)
    if end == "taken back":
        desk.people.inviting.revoke(office.host, made.invitation.id)
    elif end == "expired":
        desk.clock.move(days=7)
    elif end == "accepted":
        accept(desk, _guest(office), made)
    elif end == "downgraded":
        desk.people.members.set_role(office.host, other.user.id, Role.EDITOR)
    else:
        with office.engine.begin() as connection:
            enter(connection, office.host.book.id, None)
            connection.execute(text("DELETE FROM invitation"))
    assert office.send() == Mailed()
    assert _came_to(server, address) == []
    assert office.rows(_FAULTS) == ["no address" if end == "forgotten" else "invitation over"]


def test_a_letter_whose_sender_was_removed_is_not_sent(office: Office, server: Postman) -> None:
    address, desk = f"{login()}@example.org", office.desk
    other = desk.join(desk.register().actor, office.host, Role.OWNER)
    invite(desk, other, email=address)
    desk.people.members.remove(office.host, other.user.id)
    assert office.send() == Mailed()
    assert _came_to(server, address) == []


def test_a_letter_that_could_not_leave_tries_again_with_a_fresh_link(
    office: Office, server: Postman
) -> None:
    address = f"{login()}@example.org"
    office.port = free_port()
    made = invite(office.desk, office.host, email=address)
    assert office.send() == Mailed(failed=1)
    office.port = server.port
    office.desk.clock.move(hours=1)
    assert office.send() == Mailed(sent=1)
    (secret,) = _came_to(server, address)
    assert accept(office.desk, _guest(office), Made(made.invitation, secret)) is Role.EDITOR


def test_without_an_address_of_our_own_no_letter_leads_anywhere(
    office: Office, server: Postman
) -> None:
    address = f"{login()}@example.org"
    invite(office.desk, office.host, email=address)
    office.base = ""
    assert office.send() == Mailed()
    assert office.rows(_FAULTS) == ["links lead nowhere"]
    assert _came_to(server, address) == []


def test_where_no_mail_is_set_up_no_letter_waits(office: Office) -> None:
    office.desk.policy = Policy(mail=False)
    invite(office.desk, office.host, email="ben@example.org")
    office.desk.policy = Policy(mail=True)
    invite(office.desk, office.host)
    assert office.rows(_FAULTS) == []


def test_nobody_gets_more_letters_than_anybody_would_want(office: Office) -> None:
    address = f"{login()}@example.org"
    for number in range(TO_ONE_ADDRESS + 1):
        asked = Invite(id=new_id(), role=Role.VIEWER, email=address.upper() if number else address)
        made = office.desk.people.inviting.invite(office.host, asked)
        assert made.mailed is (number < TO_ONE_ADDRESS)
    assert office.send() == Mailed(sent=TO_ONE_ADDRESS)
    office.desk.clock.move(days=1)
    assert invite(office.desk, office.host, email=address).mailed
