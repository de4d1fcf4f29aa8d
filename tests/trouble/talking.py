"""A program that talks to a real server over the network and remembers what it was promised."""

import json
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from finance.adapters.clock import new_id
from tests.people.desk import PASSWORD, login

PATIENCE = 20.0


@dataclass(frozen=True)
class Answer:
    """Status (0: none came), headers in small letters, and what the JSON held."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass
class Talker:
    """A registered program at ``address``; every request has a connection of its own."""

    address: str
    token: str = ""

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """The answer, or none: the connection was lost on the way."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            sent["Content-Type"] = "application/json"
        parts = urlsplit(self.address)
        with closing(HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)) as talk:
            try:
                talk.request(method, f"/api{path}", json.dumps(body) if body else None, sent)
                answer = talk.getresponse()
                said = answer.read()
            except (OSError, HTTPException):
                return Answer(0)
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, told, json.loads(said) if said else None)

    def register(self) -> None:
        """Become somebody, in a book of one's own."""
        made = self.ask("POST", "/auth/register", {"username": login(), "password": PASSWORD})
        assert made.status == 201, made
        self.token = made.body["access_token"]

    def everything(self) -> list[dict[str, Any]]:
        """Every transaction, page by page."""
        found: list[dict[str, Any]] = []
        path = "/transactions?limit=200"
        while True:
            page = self.ask("GET", path)
            assert page.status == 200, page
            found += page.body["items"]
            if not page.body["next_cursor"]:
                return found
            path = f"/transactions?limit=200&cursor={page.body['next_cursor']}"


@dataclass
class Order:
    """One expense to be recorded, by a key or by an id of its own."""

    number: int
    id: str = field(default_factory=lambda: str(new_id()))
    sure: bool = False

    @property
    def by_key(self) -> bool:
        """Whether a key stands for it; otherwise its id does."""
        return self.number % 2 == 0

    def send(self, talker: Talker) -> Answer:
        """Send it, the same way every time."""
        body = {"amount": "1.00", "date": "2026-11-03", "description": self.id}
        if self.by_key:
            answer = talker.ask("POST", "/expenses", body, Idempotency_Key=self.id)
        else:
            answer = talker.ask("POST", "/expenses", {**body, "id": self.id})
        self.sure = self.sure or answer.status in {200, 201}
        return answer
