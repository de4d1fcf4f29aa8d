"""A person with a book that has something of everything, by browser and by program."""

import re
from secrets import token_urlsafe
from typing import Final
from uuid import UUID

from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from finance.adapters.postgres.work import PostgresWork
from finance.usecases.digesting import digest
from finance.web.context import usecases
from tests.api.client import Program
from tests.api.owned import Owned
from tests.attack.routes import Route
from tests.people.web import Browser

_WORDS: Final = {"form": "csv", "extension": "csv", "format": "csv"}
_LINKED: Final = text("""
    UPDATE app_user SET email = :email, linked_email = :email, email_links = ARRAY[:kept],
        email_links_end_at = now() + interval '1 day'
    WHERE id = :id
""")
_TOKEN: Final = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Estate:
    """The same person at a program and at a browser, both in the same book."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.program = Program(app)
        self.owned = Owned(self.program)
        self.person = str(self.program.me["user"]["id"])
        self.book = str(self.program.me["book"]["id"])
        self.browser = Browser(app, name=str(self.program.me["user"]["username"]))
        assert self.browser.sign_in().status_code == 303
        self.browser.book = UUID(self.book)
        self.link = self._link()

    def _link(self) -> str:
        """The secret of a link that would prove the person's address."""
        secret = token_urlsafe(32)
        given = {"id": self.person, "email": f"{self.person}@example.org", "kept": digest(secret)}
        with self.app.app_context():
            works = usecases().transactions.means.works
        with works(UUID(self.book), UUID(self.person)) as work:
            assert isinstance(work, PostgresWork)
            work.connection.execute(_LINKED, given)
            work.commit()
        return secret

    def at(self, route: Route) -> str:
        """The address of ``route`` with ids of this book."""
        return route.path.format(**{one: self._of(one, route.path) for one in route.ids})

    def _of(self, name: str, path: str) -> str:
        if name == "token":
            return self.link if path.startswith("/verify") else str(self.owned.token)
        return _WORDS.get(name) or self.owned.of(name, path)

    def token(self) -> str:
        """A token for forms, as a page gives it."""
        found = _TOKEN.search(self.browser.get(self.browser.within("profile")).text)
        assert found is not None
        return found[1]

    def ask(self, route: Route, **headers: str) -> TestResponse:
        """The answer to a GET: with a token below ``/api``, else by the browser."""
        if route.api:
            answer = self.program.at("GET", self.at(route), **headers)
        else:
            answer = self.browser.client.get(self.at(route), headers=headers)
        answer.get_data()
        answer.close()
        return answer
