"""A book that several share, each at a browser, told of by real web processes."""

from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from sqlalchemy import Engine, text

from finance.adapters.clock import now
from finance.adapters.postgres.work import PostgresWork
from finance.bootstrap import use_cases
from finance.domain.people import Actor
from finance.usecases.catalogue import UseCases
from finance.usecases.people_means import Policy
from finance.web.app import create_app
from finance.web.options import WebOptions
from tests.alerts.listener import Listener
from tests.alerts.served import SECRET
from tests.people.web import Browser
from tests.web.house import House

_JOIN = text("""
    INSERT INTO member (book_id, user_id, role, joined_at) VALUES (:book, :user, 'editor', :at)
""")
COOKIE = "farthing"


@dataclass(frozen=True)
class Shared:
    """The application in this process, which signs as the web processes do."""

    engine: Engine
    cases: UseCases
    app: Flask

    def somebody(self) -> Browser:
        """A newly registered person."""
        made = Browser(self.app)
        assert made.register().status_code == 303
        return made

    def actor(self, browser: Browser) -> Actor:
        """Who sits there, in their own book."""
        return self.cases.people.signing.for_operator(browser.name)

    def join(self, guest: Browser, host: Browser) -> UUID:
        """Make the guest a member of the host's book; the guest's id."""
        user_id = self.actor(guest).user.id
        assert host.book is not None
        with PostgresWork(self.engine, host.book, user_id) as work:
            row = {"book": host.book, "user": user_id, "at": now()}
            work.connection.execute(_JOIN, row)
            work.commit()
        return user_id


def shared(engine: Engine) -> Shared:
    """See ``Shared``."""
    cases = use_cases(engine, Policy(), password_memory=8)
    return Shared(engine, cases, create_app(cases, WebOptions(secret_key=SECRET, testing=True)))


def page_of(
    browser: Browser, address: str, book: UUID | None, drawn: float | None = None
) -> Listener:
    """The socket of a page of ``book``, drawn at an instant."""
    kept = browser.client.get_cookie(COOKIE)
    assert kept is not None
    path = f"/ws/notifications?book={book}" + (f"&drawn={drawn}" if drawn is not None else "")
    return Listener(address, path, {"Cookie": f"{COOKIE}={kept.value}", "Origin": address})


def house(browser: Browser) -> House:
    """Short words to use the pages of the person's own book."""
    return House(browser)
