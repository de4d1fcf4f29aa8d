"""The style guide and the installed program."""

import re
from html.parser import HTMLParser

from flask.testing import FlaskClient

from finance.web.shell import Person
from tests.look.conftest import WEB

_VOID = {"input", "meta", "link", "br", "hr", "img"}
_USED = re.compile(r"""icon(?:_name)?(?:\(|=)\s*['"]([a-z0-9-]+)['"]""")


class _Page(HTMLParser):
    """Notes what must not be in a page, ids, and what points to them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.wanted: set[str] = set()
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.faults += [f"{tag} {name}" for name in known if name == "style" or name[:2] == "on"]
        self.faults += ["style"] if tag == "style" else []
        self.faults += ["inline script"] if tag == "script" and "src" not in known else []
        self.ids += [known["id"] or ""] if "id" in known else []
        for name in ("for", "aria-describedby", "aria-labelledby", "list"):
            self.wanted.update((known.get(name) or "").split())
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


def test_the_style_guide_is_sound_and_has_nothing_inline(browser: FlaskClient) -> None:
    answer = browser.get("/style-guide")
    page = _Page(answer.text)
    assert answer.status_code == 200
    assert page.faults == []
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert page.wanted <= set(page.ids)


def test_the_style_guide_shows_every_macro() -> None:
    shown = "".join(
        path.read_text(encoding="utf-8")
        for path in (WEB / "templates").rglob("*.html")
        if path.parent.name in {"_style", "_shell"} or path.parent == WEB / "templates"
    )
    known = {
        name
        for path in (WEB / "templates" / "_components").glob("*.html")
        for name in re.findall(r"{% macro ([a-z_]+)\(", path.read_text(encoding="utf-8"))
    }
    parts = {"frame", "tied", "picker", "choice_list", "amounts"}
    forms = {"field", "form_errors"}
    assert {name for name in known if f"{name}(" not in shown} <= parts | forms


def test_the_manifest_names_icons_that_are_there(browser: FlaskClient) -> None:
    manifest = browser.get("/manifest.webmanifest")
    assert manifest.mimetype == "application/manifest+json"
    for icon in manifest.get_json(force=True)["icons"]:
        assert browser.get(icon["src"], buffered=True).mimetype == "image/png"


def test_the_offline_page_knows_nothing_of_anyone(browser: FlaskClient) -> None:
    answer = browser.get("/offline")
    assert "Set-Cookie" not in answer.headers
    assert "csrf" not in answer.text
    assert _Page(answer.text).faults == []


def test_every_icon_is_in_the_sprite() -> None:
    sprite = (WEB / "static" / "vendor" / "icons.svg").read_text(encoding="utf-8")
    for path in (WEB / "templates").rglob("*.html"):
        for name in _USED.findall(path.read_text(encoding="utf-8")):
            assert f'id="{name}"' in sprite, f"{path.name} shows {name}"


def test_a_person_has_initials_even_without_a_name() -> None:
    assert Person(name="Mara van Ostrow", email="m@x.org").initials == "MO"
    assert Person(name="mara", email="m@x.org").initials == "M"
    assert Person(name=" ", email="zoe@x.org").initials == "Z"
