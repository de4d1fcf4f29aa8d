"""What set-up puts in place: pinned, hashed, the same in every list, and from no named address."""

import configparser
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from set_up import libraries
from set_up.console import Failed

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def wanted(path: Path) -> list[str]:
    """The requirements in an *.in file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-r"))]


def test_the_package_asks_for_what_set_up_installs() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    declared = config["options"]["install_requires"].strip().splitlines()
    assert declared == wanted(ROOT / "requirements" / "run.in")


@pytest.mark.parametrize("lock", [path for path in LOCKS if path.stem != "floors"], ids=str)
def test_every_package_is_pinned_with_its_hashes(lock: Path) -> None:
    blocks = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    assert blocks
    for block in blocks:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+", block)
        assert "--hash=sha256:" in block


@pytest.mark.parametrize(
    "lock",
    [*LOCKS, ROOT / "package.json", ROOT / "package-lock.json", ROOT / "vendor.json"],
    ids=str,
)
def test_no_list_names_an_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "resolved" not in text


def test_the_tests_run_with_the_versions_that_people_run() -> None:
    pins = [set(re.findall(r"^\S+==\S+", path.read_text(), re.MULTILINE)) for path in LOCKS]
    named = dict(zip([path.stem for path in LOCKS], pins, strict=True))
    assert named["run"] <= named["dev"]


def manifest() -> dict[str, Any]:
    """What `vendor.json` says."""
    found: dict[str, Any] = json.loads((ROOT / "vendor.json").read_text(encoding="utf-8"))
    return found


def test_browser_libraries_are_pinned_to_the_same_versions() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    pinned = {**package["dependencies"], **package["devDependencies"]}
    used = {entry["package"]: entry["version"] for entry in manifest()["files"]}
    assert used == pinned
    assert manifest()["icons"]["version"] == pinned["lucide-static"]


def test_every_browser_library_in_place_is_the_one_expected() -> None:
    for entry in [*manifest()["files"], manifest()["icons"]]:
        content = (ROOT / entry["to"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["to"]


def test_every_icon_a_page_names_is_in_the_sprite() -> None:
    pages = (ROOT / "finance" / "web" / "templates").rglob("*.html")
    text = "".join(path.read_text(encoding="utf-8") for path in pages)
    named = set(re.findall(r"""\bicon\(["']([a-z0-9-]+)["']""", text))
    assert named
    assert named <= set(manifest()["icons"]["names"])


def test_a_sprite_holds_shapes_alone_and_no_style(tmp_path: Path) -> None:
    folder = tmp_path / "icons" / "svg"
    folder.mkdir(parents=True)
    (folder / "dot.svg").write_text('<svg\n stroke="red"\n>\n  <circle r="1" />\n</svg>')
    made = libraries.sprite({"package": "icons", "from": "svg", "names": ["dot"]}, tmp_path)
    assert b'<symbol id="dot" viewBox="0 0 24 24"><circle r="1" /></symbol>' in made
    assert b"red" not in made


def test_a_file_that_is_not_what_was_expected_is_not_put_in_place(tmp_path: Path) -> None:
    (tmp_path / "source").write_text("tampered")
    file = libraries.File(tmp_path / "source", tmp_path / "target", "0" * 64)
    with pytest.raises(Failed, match="not put in place"):
        libraries.put(file, b"tampered")
    assert not (tmp_path / "target").exists()
