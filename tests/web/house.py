"""A signed-in browser in a book of its own, and short words to use the everyday pages."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from tests.people.web import Browser
from tests.web.forms import Form, form

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
"""What htmx says of itself when it asks for a part of a page."""

_ROW = re.compile(r'<tr id="row-[^"]*".*?</tr>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def plain(markup: str) -> str:
    """The text of some markup, blanks put together."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def said(markup: str) -> str:
    """The same, with amounts in one piece: tags leave no blank behind."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


@dataclass
class House:
    """Everything is done by the forms as they stand on the page."""

    browser: Browser

    def at(self, path: str = "") -> str:
        """The address of ``path`` in the book."""
        return f"/b/{self.browser.book}" + (f"/{path}" if path else "")

    def get(self, path: str = "", *, part: bool = False) -> TestResponse:
        """Open a page of the book (or an address that starts with a slash)."""
        address = path if path.startswith("/") else self.at(path)
        return self.browser.client.get(address, headers=PART if part else {})

    def send(self, one: Form, **changed: str) -> TestResponse:
        """Send a form with some of its fields changed."""
        return self._post(one, changed, {})

    def swap(self, one: Form, **changed: str) -> TestResponse:
        """The same as htmx sends it."""
        return self._post(one, changed, PART)

    def _post(self, one: Form, changed: dict[str, str], headers: dict[str, str]) -> TestResponse:
        fields = {name.replace("__", "-"): value for name, value in changed.items()}
        sent = {**one.fields, **fields}
        return self.browser.client.post(one.action, data=sent, headers=headers)

    def new(self, query: str = "") -> Form:
        """The form of a new transaction."""
        return form(self.get(f"transactions/new{query}").text, "entry")

    def record(self, query: str = "", **changed: str) -> str:
        """Record a transaction; its id."""
        blank = self.new(query)
        answer = self.send(blank, **changed)
        assert answer.status_code == 303, said(answer.text)
        return blank.fields["id"]

    def edit(self, transaction_id: str) -> Form:
        """The form of a recorded transaction."""
        return form(self.get(f"transactions/{transaction_id}/edit").text, "entry")

    def rows(self, query: str = "") -> list[str]:
        """The rows of the register as text."""
        return [said(row) for row in _ROW.findall(self.get(f"transactions{query}").text)]

    def open_account(self, name: str, **changed: str) -> str:
        """Open an account; its id."""
        blank = form(self.get("accounts/new").text, "/accounts/new")
        answer = self.send(blank, name=name, **changed)
        assert answer.status_code == 303, said(answer.text)
        return blank.fields["id"]

    def option(self, markup: str, text: str) -> str:
        """The value of the option called ``text`` on a page."""
        found = re.search(rf'<option value="([^"]*)"[^>]*>{re.escape(text)}</option>', markup)
        assert found, text
        return found[1]

    def category(self, text: str) -> str:
        """The id of a spending category by its path, such as ``Food › Groceries``."""
        return self.option(self.get("transactions/new").text, text)


def path_of(answer: TestResponse) -> str:
    """Where an answer sends the browser, without host."""
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
