"""The real application for tests of pages and API, and a browser and a client that use it."""

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from finance.bootstrap import use_cases
from finance.usecases.people_means import Policy
from finance.web.app import create_app
from finance.web.options import WebOptions
from tests.people.desk import PASSWORD, address, login

KEY = "a key of tests that is no secret" * 2
"""Signs the cookies and tokens of tests."""

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_BOOK = re.compile(r"/b/([0-9a-f-]{36})")
_ERROR = re.compile(r'<p class="error".*?<span>(.*?)</span>', re.DOTALL)
_ALERT = re.compile(r'role="alert".*?<div>(.*?)</div>', re.DOTALL)


def application(engine: Engine, policy: Policy | None = None) -> Flask:
    """The application on the tests' database, with passwords at the least cost."""
    known = use_cases(engine, policy or Policy(), password_memory=8)
    return create_app(known, WebOptions(secret_key=KEY, testing=True))


@dataclass
class Browser:
    """A browser without scripting, at an address of its own."""

    app: Flask
    name: str = field(default_factory=login)
    place: str = field(default_factory=address)

    def __post_init__(self) -> None:
        self.client: FlaskClient = self.app.test_client()
        self.book: UUID | None = None

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path, environ_base={"REMOTE_ADDR": self.place})

    def send(self, page: str, action: str = "", /, **fields: object) -> TestResponse:
        """Open ``page``, fill in its form and send it to ``action`` (default: the same)."""
        token = _TOKEN.search(self.get(page).text)
        assert token is not None
        return self.client.post(
            action or page,
            data={"csrf_token": token[1], **fields},
            environ_base={"REMOTE_ADDR": self.place},
        )

    def register(self, **said: str) -> TestResponse:
        """Register by the form; the book in view is kept."""
        given = {"currency": "EUR", "time_zone": "Europe/Berlin", "password": PASSWORD, **said}
        answer = self.send("/register", username=self.name, **given)
        if answer.status_code == 303:
            self.book = self.book_in_view()
        return answer

    def book_in_view(self) -> UUID:
        """The book the front page leads to."""
        front = self.client.get("/", follow_redirects=True)
        found = _BOOK.search(front.request.path) or _BOOK.search(front.text)
        assert found is not None
        return UUID(found[1])

    def sign_in(self, password: str = PASSWORD, **more: str) -> TestResponse:
        """Sign in by the form."""
        return self.send("/sign-in", username=self.name, password=password, **more)

    def sign_out(self) -> TestResponse:
        """Sign out by the button of the frame."""
        return self.send(self.within("profile"), "/sign-out")

    def within(self, path: str) -> str:
        """The address of ``path`` in the book in view."""
        return f"/b/{self.book}/{path}"


def errors(answer: TestResponse) -> list[str]:
    """What a page says is wrong, at fields and at the head of its form."""
    return [*_ALERT.findall(answer.text), *_ERROR.findall(answer.text)]


@dataclass
class Client:
    """A program that uses the API."""

    app: Flask
    place: str = field(default_factory=address)

    def __post_init__(self) -> None:
        self.access = ""
        self.refresh = ""
        self.answer: Any = None

    def call(
        self, method: str, path: str, body: object = None, token: str | None = None
    ) -> TestResponse:
        """One request with this client's access token, or another one (empty: none)."""
        bearer = self.access if token is None else token
        return self.app.test_client().open(
            f"/api{path}",
            method=method,
            json=body,
            headers={"Authorization": f"Bearer {bearer}"} if bearer else {},
            environ_base={"REMOTE_ADDR": self.place},
        )

    def register(self, **said: object) -> TestResponse:
        """Register; the tokens are kept."""
        given = {"username": login(), "password": PASSWORD, **said}
        return self._kept(self.call("POST", "/auth/register", given))

    def login(self, name: str, password: str = PASSWORD, **more: object) -> TestResponse:
        """Sign in; the tokens are kept."""
        given = {"username": name, "password": password, **more}
        return self._kept(self.call("POST", "/auth/login", given, token=""))

    def renew(self, token: str | None = None) -> TestResponse:
        """Exchange the refresh token, or another one."""
        bearer = self.refresh if token is None else token
        return self._kept(self.call("POST", "/auth/refresh", token=bearer))

    def _kept(self, answer: TestResponse) -> TestResponse:
        if answer.status_code < 300:
            self.answer = answer.get_json()
            self.access, self.refresh = (
                self.answer["access_token"],
                self.answer["refresh_token"],
            )
        return answer
