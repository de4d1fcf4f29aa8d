"""Files dropped on the import page, as a browser without scripting sends them."""

from io import BytesIO

from werkzeug.test import TestResponse

from tests.web.forms import form
from tests.web.house import House, path_of, said


def dropped(house: House, content: bytes, name: str = "bank.csv", **fields: str) -> TestResponse:
    """The drop form, sent with a file."""
    blank = form(house.get("imports").text, "/imports")
    sent = {**blank.fields, **fields, "file": (BytesIO(content), name)}
    return house.browser.client.post(blank.action, data=sent)


def looked_at(house: House, content: bytes, **fields: str) -> str:
    """A file looked at; the address of its page."""
    answer = dropped(house, content, **fields)
    assert answer.status_code == 303, said(answer.text)
    return path_of(answer)
