"""What the browser loads."""

import re
from pathlib import Path

from flask.testing import FlaskClient

from finance.web.assets import read
from tests.look.conftest import WEB

_IMPORTED = re.compile(r'(?:from|import) "\./([a-z_]+\.js)"')


def _folder(root: Path, text: str) -> Path:
    (root / "css").mkdir(parents=True)
    (root / "js").mkdir()
    (root / "css" / "a.css").write_text(text)
    (root / "js" / "app.js").write_text("")
    (root / "js" / "one.js").write_text("")
    return root


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    one, same = _folder(tmp_path / "1", "a{}"), _folder(tmp_path / "2", "a{}")
    other = _folder(tmp_path / "3", "b{}")
    assert read(one).version == read(same).version
    assert read(one).version != read(other).version


def test_the_sheet_holds_every_file_with_addresses_from_its_own_place() -> None:
    sheet = read().sheet
    assert sheet.startswith("/* The order in which layers win")
    assert "../" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_modules_are_all_but_the_first_and_the_worker(tmp_path: Path) -> None:
    assert read(_folder(tmp_path / "1", "")).modules == ("js/one.js",)


def test_an_address_of_this_version_is_kept_for_a_year(browser: FlaskClient) -> None:
    page = browser.get("/style-guide").text
    for address in re.findall(r'"(/static/[^"#]+(?:css|js|png|svg))"', page):
        answer = browser.get(address, buffered=True)
        if "/vendor/" not in address:
            assert answer.status_code == 200, address
        if answer.status_code == 200:
            told = set(answer.headers["Cache-Control"].split(", "))
            assert told == {"public", "max-age=31536000", "immutable"}


def test_an_address_of_another_version_is_asked_for_again(browser: FlaskClient) -> None:
    answer = browser.get("/static/old/app.css")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.mimetype == "text/css"


def test_nothing_outside_the_folder_is_served(browser: FlaskClient) -> None:
    assert browser.get("/static/x/../assets.py").status_code == 404
    assert browser.get("/static/x/nothing.js").status_code == 404


def test_the_worker_is_served_at_the_root_and_never_kept(browser: FlaskClient) -> None:
    answer = browser.get("/sw.js?v=1", buffered=True)
    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_every_module_that_is_imported_is_there() -> None:
    folder = WEB / "static" / "js"
    for path in folder.glob("*.js"):
        for name in _IMPORTED.findall(path.read_text(encoding="utf-8")):
            assert (folder / name).is_file(), f"{path.name} imports {name}"


def test_a_theme_is_taken_from_the_cookie_only_if_it_is_one(browser: FlaskClient) -> None:
    for value, shown in (("dark", ' data-theme="dark"'), ("light", ' data-theme="light"')):
        browser.set_cookie("theme", value)
        assert f'<html lang="en"{shown}>' in browser.get("/style-guide").text
    browser.set_cookie("theme", '"><script>')
    assert '<html lang="en">' in browser.get("/style-guide").text
    browser.delete_cookie("theme")
