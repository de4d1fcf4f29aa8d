"""Where the measuring happens: a private database, the real application, a book of each size."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from bench.ledger import Cast, furnish, transactions
from finance.adapters.clock import now
from finance.adapters.passwords import Argon2Passwords
from finance.adapters.postgres.migrate import upgrade
from finance.adapters.private_postgres import PrivatePostgres, Urls
from finance.bootstrap import engine_of, use_cases
from finance.domain.people import Actor
from finance.domain.sessions import Device, SessionKind
from finance.usecases.catalogue import UseCases
from finance.usecases.people_means import Policy
from finance.usecases.people_registering import Register
from finance.web.app import create_app
from finance.web.options import WebOptions

PASSWORD = "a farthing is a quarter penny"  # noqa: S105 - of a household that does not exist
_AT_ONCE = 50_000
MEMORY = 65_536
"""KiB of a password's hash, as in production."""

THREADS = 4
SECRET = "x" * 64


@dataclass(frozen=True)
class Book:
    """A filled book and a browser and a client signed in to it."""

    size: int
    name: str
    actor: Actor
    cast: Cast
    browser: FlaskClient
    token: str

    @property
    def path(self) -> str:
        """Where its pages are."""
        return f"/b/{self.actor.book.id}"


@dataclass(frozen=True)
class Stage:
    """The application over one database."""

    urls: Urls
    engine: Engine
    cases: UseCases
    app: Flask
    passwords: Argon2Passwords

    def new(self, name: str) -> Actor:
        """A new user with a new, empty book."""
        request = Register(username=name, password=PASSWORD, currency="EUR")
        return self.cases.people.registering.register(request, _device()).actor

    def book(self, size: int) -> Book:
        """A book of ``size`` transactions."""
        name = f"bench-{size}"
        actor = self.new(name)
        works = self.cases.transactions.means
        with works.work(actor) as work:
            added, cast = furnish(work.accounts.chart())
            work.accounts.add(added, [works.mark(actor) for _ in added])
            work.commit()
        made = transactions(size, cast, actor.book.today(now()))
        while chunk := list(itertools.islice(made, _AT_ONCE)):
            with works.work(actor) as work:
                work.transactions.add_many(chunk, now())
                work.commit()
        return Book(size, name, actor, cast, self._browser(name), self._token(name))

    def _browser(self, name: str) -> FlaskClient:
        browser = self.app.test_client()
        self.app.config["WTF_CSRF_ENABLED"] = False
        answer = browser.post("/sign-in", data={"username": name, "password": PASSWORD})
        if answer.status_code != 303:  # noqa: PLR2004 - see other
            raise RuntimeError(answer.get_data(as_text=True))
        return browser

    def _token(self, name: str) -> str:
        given = {"username": name, "password": PASSWORD}
        answer = self.app.test_client().post("/api/auth/login", json=given)
        token: str = answer.get_json()["access_token"]
        return token


def _device() -> Device:
    return Device(kind=SessionKind.PAGE, address="127.0.0.1", agent="bench")


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """The stage, its database in ``folder``, durable as in production."""
    with PrivatePostgres(folder).running() as urls:
        upgrade(urls.owner, urls.app)
        engine = engine_of(urls.app, 8)
        cases = use_cases(engine, Policy(registration_open=True), MEMORY)
        options = WebOptions(secret_key=SECRET)
        yield Stage(urls, engine, cases, create_app(cases, options), Argon2Passwords(MEMORY))
        engine.dispose()
