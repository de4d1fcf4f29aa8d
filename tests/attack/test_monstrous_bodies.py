"""Bodies and files made to hurt: refused with a reason, soon, and without filling the memory."""

import gzip
import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from finance.web.api.api import operations
from finance.web.api.declaring import Operation
from tests.api.client import Program
from tests.api.test_foreign_ids import name
from tests.attack.evidence import digest
from tests.people.web import Browser
from tests.web.house import House

SECONDS: Final = 15.0  # of a busy machine; alone it is a tenth
KILOBYTES: Final = 200_000
_BODIES: Final = [one for one in operations() if one.body is not None]
_ENTITIES: Final = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in b"bcdefghij"
    )
    + b"]>"
)
_OFX: Final = b'<?xml version="1.0"?><?OFX OFXHEADER="200" VERSION="200"?>%s<OFX>%s</OFX>'
_HEADER: Final = b"OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nCHARSET:1252\n\n"


def _zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bank.csv", b"0" * 50_000_000)
        archive.writestr("../../etc/evil.csv", b"Date,Amount\n2026-11-01,1\n")
    return made.getvalue()


MONSTERS: Final[dict[str, Callable[[], bytes]]] = {
    "one line of 10 MB": lambda: b"x" * 9_900_000,
    "one cell of 10 MB": lambda: b"Date,Payee,Amount\n2026-11-01," + b"x" * 9_900_000 + b",1\n",
    "a million columns": lambda: b"," * 5_000_000 + b"\n",
    "an unending quote": lambda: b'Date,Payee,Amount\n2026-11-01,"' + b"a\n" * 2_000_000,
    "quotes only": lambda: b'"' * 5_000_000,
    "entities that grow": lambda: _OFX % (_ENTITIES, b"<A>&j;</A>"),
    "an entity from a file": lambda: (
        _OFX % (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', b"<A>&a;</A>")
    ),
    "an entity from the net": lambda: (
        _OFX % (b'<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>', b"<A>&a;</A>")
    ),
    "deep markup": lambda: _HEADER + b"<OFX>" + b"<A>" * 500_000,
    "markup never closed": lambda: _HEADER + b"<OFX>" + b"<" * 2_000_000,
    "a zip named csv": _zipped,
    "gzip named csv": lambda: gzip.compress(b"0" * 50_000_000),
    "NUL": lambda: b"\0" * 1_000_000,
    "half UTF-16": lambda: b"\xff\xfe" + b"\x00\xd8" * 500_000,
    "nothing": lambda: b"",
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "monstrous numbers": lambda: (
        b"Date,Payee,Amount\n2026-11-01,x," + b"9" * 1_000_000 + b"\n2026-11-02,x,1e999999999\n"
    ),
    "monstrous dates": lambda: b"Date,Payee,Amount\n" + b"9" * 100_000 + b",x,1\n" * 2,
}


@pytest.fixture(scope="module")
def program(app: Flask) -> Program:
    """A program with a book of its own."""
    return Program(app)


@contextmanager
def _bounded(what: str) -> Iterator[None]:
    """What happens within takes neither long nor much memory."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    before = _peak()
    began = time.monotonic()
    yield
    took, more = time.monotonic() - began, _peak() - before
    assert took < SECONDS, (what, took)
    assert more < KILOBYTES, (what, more)


def _peak() -> int:
    """The most memory this process has had, in KB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def _enclosed(file_name: str, content: bytes) -> tuple[bytes, str]:
    """A form with one file as it goes over the wire, and its media type."""
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\n'
    return head.encode() + b"\r\n" + content + b"\r\n--edge--\r\n", (
        "multipart/form-data; boundary=edge"
    )


def _told(answer: TestResponse, allowed: set[int], what: object) -> None:
    assert answer.status_code in allowed, (what, answer.status_code, answer.text[:300])
    if answer.status_code >= 400:
        body = answer.get_json()
        assert answer.content_type == "application/problem+json"
        assert body["detail"], what


@pytest.mark.parametrize("ending", ["csv", "ofx"])
@pytest.mark.parametrize("monster", MONSTERS)
def test_a_file_made_to_hurt_is_refused_soon_and_leaves_nothing(
    program: Program, superuser: Engine, monster: str, ending: str
) -> None:
    content = MONSTERS[monster]()
    before = digest(superuser, program.me["book"]["id"], program.me["user"]["id"])
    with _bounded(monster):
        answer = program.raw("POST", "/imports", *_enclosed(f"bank.{ending}", content))
    _told(answer, {413, 415, 422}, monster)
    assert digest(superuser, program.me["book"]["id"], program.me["user"]["id"]) == before


@pytest.mark.parametrize(
    "name_of_file",
    ["../../etc/passwd", "a\0.csv", "x" * 5000 + ".csv", "\u202egpj.csv", "a\r\nb.csv", "", "CON"],
)
def test_the_name_of_a_file_is_only_a_name(program: Program, name_of_file: str) -> None:
    content = b"Date,Payee,Amount\n2026-11-01,Shop,-1.00\n"
    answer = program.upload("/imports", name_of_file, content)
    _told(answer, {201, 400, 422}, name_of_file)
    if answer.status_code == 201:
        assert "\n" not in answer.get_json()["file_name"]
        assert len(answer.get_json()["file_name"]) <= 255
        program.call("DELETE", f"/imports/{answer.get_json()['id']}")


BODIES: Final[dict[str, tuple[bytes, set[int]]]] = {
    "10 MB": (json.dumps({"description": "x" * 10_000_000}).encode(), {413}),
    "just within": (json.dumps({"description": "x" * 1_000_000}).encode(), {422}),
    "5000 deep": (b"[" * 5000 + b"]" * 5000, {400, 422}),
    "5000 objects deep": (b'{"a":' * 5000 + b"1" + b"}" * 5000, {400, 422}),
    "100000 deep": (b"[" * 100_000, {400, 422}),
    "a list": (b"[]", {422}),
    "a number": (b"1", {422}),
    "null": (b"null", {422}),
    "100000 names": (json.dumps({f"f{at}": 1 for at in range(60_000)}).encode(), {413, 422}),
    "NUL": (b'{"description": "\\u0000"}', {422}),
    "half a character": (b'{"description": "\\ud800"}', {422}),
    "not UTF-8": (b'{"description": "\xff"}', {400}),
    "UTF-16": ('{"a": "b"}'.encode("utf-16"), {400}),
    "a number of 400000 digits": (b'{"amount": ' + b"9" * 400_000 + b"}", {400, 422}),
    "an endless exponent": (b'{"amount": 1e999999999999}', {400, 422}),
    "nothing": (b"", {400, 422, 200, 204}),
}


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_made_to_hurt_is_refused_everywhere(program: Program, kind: str) -> None:
    body, allowed = BODIES[kind]
    with _bounded(kind):
        for operation in _BODIES:
            if "{" not in operation.path and operation.path != "/auth/logout":
                path = operation.path
                answer = program.raw(operation.method, path, body, "application/json")
                _told(answer, allowed | {401}, (path, kind))


@pytest.mark.parametrize("operation", _BODIES, ids=name)
def test_a_body_of_another_kind_is_415(program: Program, operation: Operation) -> None:
    if operation.rules.get("public") and operation.rules.get("takes_form"):
        return
    path = operation.path.replace("{", "").replace("}", "")
    ids = "00000000-0000-7000-8000-000000000000"
    for one in operation.ids:
        path = path.replace(one, ids)
    answer = program.raw(operation.method, path, b"<a/>", "application/xml")
    _told(answer, {415}, path)


def test_a_text_of_ten_megabytes_in_a_form_is_told_at_its_field(app: Flask) -> None:
    browser = Browser(app)
    browser.register()
    house = House(browser)
    with _bounded("form"):
        answer = house.send(house.new(), amount="1", date="today", description="x" * 10_000_000)
    assert answer.status_code == 422
    assert "2,000" in answer.text or "2000" in answer.text
    assert len(answer.data) < 12_000_000


def test_a_form_beyond_all_bounds_is_413_in_words(app: Flask) -> None:
    browser = Browser(app)
    browser.register()
    answer = browser.client.post(
        browser.within("transactions/new"), data={"description": "x" * 18_000_000}
    )
    assert answer.status_code == 413
    assert "Too large" in answer.text


def test_a_form_of_a_million_fields_is_refused(app: Flask) -> None:
    browser = Browser(app)
    browser.register()
    with _bounded("fields"):
        answer = browser.client.post(
            browser.within("transactions/new"),
            data="&".join(f"a{at}=1" for at in range(200_000)),
            content_type="application/x-www-form-urlencoded",
        )
    assert answer.status_code in {400, 413}
