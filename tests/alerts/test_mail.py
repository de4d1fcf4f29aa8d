"""Letters of notices leave once, by a real mail server, and wait for one that is down."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text

from finance.adapters.clock import new_id, now
from finance.adapters.mail import SmtpPost
from finance.adapters.postgres.outbox import PostgresBooksWithMail
from finance.adapters.postgres.work import PostgresWork, enter
from finance.domain.alerts import AlertKind
from finance.domain.errors import Unavailable
from finance.usecases.mailing import Mailed, Mailing
from finance.usecases.notice_ports import Wish
from finance.web.letters import LetterWriter
from tests.alerts.home import Watched, watched
from tests.alerts.postman import Postman, free_port, postman

_ADDRESS = text("UPDATE app_user SET email = :email, verified_email = :email WHERE id = :id")
_STATE = text("SELECT tries, next_at, sent_at, fault FROM outbox")


@dataclass
class Desk:
    """A household whose owner has an address, and what sends its letters."""

    engine: Engine
    app: Flask
    port: int

    def __post_init__(self) -> None:
        self.watch: Watched = watched(self.engine)
        self.later = timedelta()
        user = self.watch.home.actor.user.id
        with self.engine.begin() as connection:
            enter(connection, None, user)
            connection.execute(_ADDRESS, {"id": user, "email": f"{user}@example.org"})
        self.watch.large("100")

    @property
    def book(self) -> UUID:
        """The book."""
        return self.watch.home.actor.book.id

    def mailing(self, *, post: bool = True) -> Mailing:
        """What sends letters, ``later`` than now."""
        sender = "farthing@example.org"
        way = SmtpPost(host="127.0.0.1", port=self.port, sender=sender, security="none")
        return Mailing(
            means=replace(self.watch.home.means, clock=lambda: now() + self.later),
            books=PostgresBooksWithMail(self.engine),
            post=way if post else None,
            writer=LetterWriter(self.app, "https://money.example.org"),
            secret=lambda: token_urlsafe(32),
        )

    def send(self) -> Mailed:
        """Send what is due in this book."""
        return self.mailing().within(self.book)

    def state(self) -> tuple[int, datetime | None, datetime | None, str]:
        """What became of the one letter."""
        with self.engine.connect() as connection:
            enter(connection, self.book, None)
            return tuple(connection.execute(_STATE).one())


@pytest.fixture
def desk(engine: Engine, app: Flask, server: Postman) -> Desk:
    """A household with an address."""
    return Desk(engine, app, server.port)


def to(desk: Desk, server: Postman) -> list[str]:
    """The subjects of the letters that came to the owner of this household."""
    mine = f"{desk.watch.home.actor.user.id}@example.org"
    return [str(one["Subject"]) for one in server.letters() if one["To"] == mine]


def test_a_letter_says_it_as_text_and_as_html(desk: Desk, server: Postman) -> None:
    desk.watch.home.spend("150")
    assert desk.send() == Mailed(sent=1)
    (letter,) = [one for one in server.letters() if str(desk.watch.home.actor.user.id) in one["To"]]
    plain, html = (letter.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert "Shop: 150.00. You asked to be told from 100.00 on." in plain.get_content()
    assert "<li>Shop: 150.00." in html.get_content()
    assert f"https://money.example.org/b/{desk.book}/notifications" in plain.get_content()
    assert letter["Auto-Submitted"] == "auto-generated"
    assert desk.send() == Mailed()


def test_what_one_write_raised_is_one_letter(desk: Desk, server: Postman) -> None:
    desk.watch.low("Cash", "100")
    desk.watch.home.spend("150")
    desk.send()
    assert to(desk, server) == ["My money: 2 notices"]


def test_clocks_at_once_send_a_letter_once(desk: Desk, server: Postman) -> None:
    for _ in range(3):
        desk.watch.home.spend("150")
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: desk.send(), range(4)))
    assert sum(one.sent for one in done) == 3
    assert len(to(desk, server)) == 3


def test_a_letter_waits_for_a_server_that_is_down(
    engine: Engine, app: Flask, tmp_path: Path
) -> None:
    desk = Desk(engine, app, free_port())
    desk.watch.home.spend("150")
    for tries in (1, 2, 3):
        assert desk.send() == Mailed(failed=1)
        assert desk.send() == Mailed()
        kept, next_at, sent_at, fault = desk.state()
        assert (kept, sent_at) == (tries, None)
        assert fault.startswith("mail_away")
        assert next_at is not None
        desk.later = next_at - now() + timedelta(seconds=1)
    with postman(tmp_path / "box", desk.port) as server:
        assert desk.send() == Mailed(sent=1)
        assert len(to(desk, server)) == 1
    assert desk.state()[2] is not None


def test_an_address_nobody_has_is_given_up(engine: Engine, app: Flask, tmp_path: Path) -> None:
    desk = Desk(engine, app, free_port())
    desk.watch.home.spend("150")
    with postman(tmp_path / "box", desk.port, refusing=True):
        assert desk.send() == Mailed(failed=1)
    _, next_at, sent_at, fault = desk.state()
    assert (next_at, sent_at) == (None, None)
    assert "550 no such mailbox" in fault


def test_a_letter_that_is_too_old_or_read_already_is_not_sent(desk: Desk, server: Postman) -> None:
    desk.watch.home.spend("150")
    desk.later = timedelta(days=4)
    assert desk.send() == Mailed()
    assert desk.state()[3] == "too old"
    other = Desk(desk.engine, desk.app, server.port)
    other.watch.home.spend("150")
    other.watch.notices.mark_all(other.watch.home.actor)
    assert other.send() == Mailed()
    assert other.state()[3] == "read already"
    assert to(desk, server) == to(other, server) == []


def test_without_a_mail_server_nothing_piles_up(desk: Desk) -> None:
    desk.watch.home.spend("150")
    assert desk.mailing(post=False).everywhere() == Mailed()
    assert desk.state()[1] is None


def test_who_wants_no_mail_gets_none(desk: Desk, server: Postman) -> None:
    quiet = {AlertKind.LARGE: Wish(on_page=True, by_mail=False)}
    desk.watch.notices.wish(desk.watch.home.actor, quiet)
    desk.watch.home.spend("150")
    assert desk.send() == Mailed()
    assert to(desk, server) == []
    assert len(desk.watch.told()) == 1


def test_a_clock_killed_after_claiming_leaves_the_letter_to_the_next(
    desk: Desk, server: Postman
) -> None:
    desk.watch.home.spend("150")
    with desk.watch.home.work() as work:
        assert work.outbox.claim(now(), timedelta(minutes=5)) is not None
        work.commit()
    assert desk.send() == Mailed()
    desk.later = timedelta(minutes=6)
    assert desk.send() == Mailed(sent=1)
    assert len(to(desk, server)) == 1


def test_a_book_in_which_nothing_works_keeps_no_letter_of_another(
    desk: Desk, server: Postman
) -> None:
    desk.watch.home.spend("150")
    lost, mailing = new_id(), desk.mailing()
    nowhere = create_engine("postgresql+psycopg:///farthing?host=/nowhere")

    def works(book_id: UUID, user_id: UUID | None) -> PostgresWork:
        return PostgresWork(nowhere if book_id == lost else desk.engine, book_id, user_id)

    both = replace(mailing, means=replace(mailing.means, works=works, pause=lambda _: None))
    with pytest.raises(Unavailable):
        replace(both, books=lambda at: (lost, desk.book) if at else ()).everywhere()
    assert len(to(desk, server)) == 1
