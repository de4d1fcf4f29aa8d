"""A program that uses the API: it registers by itself and keeps its token."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.people.desk import PASSWORD, address, login


@dataclass
class Program:
    """A registered program with a book of its own, at an address of its own."""

    app: Flask
    place: str = field(default_factory=address)

    def __post_init__(self) -> None:
        said = {"username": login(), "password": PASSWORD, "currency": "EUR"}
        self.token = ""
        self.me: dict[str, Any] = self.post("/auth/register", said).get_json()
        self.token = str(self.me["access_token"])

    def call(self, method: str, path: str, body: object = None, /, **headers: str) -> TestResponse:
        """One request below ``/api``; ``headers`` are named with underscores."""
        return self.at(method, f"/api{path}", body, **headers)

    def at(self, method: str, address: str, body: object = None, /, **headers: str) -> TestResponse:
        """The same at any address."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        return self.app.test_client().open(
            address,
            method=method,
            json=body,
            headers=sent,
            environ_base={"REMOTE_ADDR": self.place},
        )

    def raw(self, method: str, path: str, text: str | bytes, kind: str) -> TestResponse:
        """One request with a body of whatever kind."""
        return self.app.test_client().open(
            f"/api{path}",
            method=method,
            data=text,
            content_type=kind,
            headers={"Authorization": f"Bearer {self.token}"},
        )

    def upload(
        self,
        path: str,
        name: str,
        content: bytes,
        fields: dict[str, str] | None = None,
        **headers: str,
    ) -> TestResponse:
        """One file in a multipart form; ``headers`` are named with underscores."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.app.test_client().post(
            f"/api{path}",
            data={**(fields or {}), "file": (BytesIO(content), name)},
            content_type="multipart/form-data",
            headers={"Authorization": f"Bearer {self.token}", **more},
        )

    def get(self, path: str, **headers: str) -> TestResponse:
        """GET."""
        return self.call("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> TestResponse:
        """POST."""
        return self.call("POST", path, body, **headers)

    def made(self, path: str, **body: object) -> dict[str, Any]:
        """What POST made."""
        answer = self.post(path, body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.get_json()
        return made

    def seen(self, path: str) -> dict[str, Any]:
        """What GET answers."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        seen: dict[str, Any] = answer.get_json()
        return seen

    def spent(
        self, amount: str = "12.50", on: str = "2026-11-03", **more: object
    ) -> dict[str, Any]:
        """An expense."""
        return self.made("/expenses", amount=amount, date=on, **more)

    def category(self, name: str) -> str:
        """The id of the category called ``name``."""
        found = self.seen("/categories")["items"]
        return str(next(one["id"] for one in found if one["name"] == name))

    @property
    def cash(self) -> str:
        """The id of the account every book starts with."""
        return str(self.me["book"]["default_account_id"])


def told(answer: TestResponse, status: int) -> list[tuple[str | None, str]]:
    """The fields and codes of a problem with this status."""
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    body = answer.get_json()
    assert body["status"] == status
    assert body["code"]
    return [(one["field"], one["code"]) for one in body["errors"]]
