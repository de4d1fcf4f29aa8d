"""The browser libraries: pinned in `package.json`, checked file by file against `vendor.json`.

npm fetches them without running any of their scripts. What is copied is what the pages load;
nothing is fetched by a browser from anywhere else. A file that is not as it should be is put back.
"""

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from set_up import environment
from set_up.console import Failed, missing, quietly, say, works
from set_up.places import PROGRAMS, ROOT

MANIFEST = ROOT / "vendor.json"
MODULES = ROOT / "node_modules"
_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@dataclass(frozen=True)
class File:
    """One file of a package and its place in this checkout."""

    source: Path
    target: Path
    sha256: str

    def in_place(self) -> bool:
        """Whether it is there and as it should be."""
        return self.target.exists() and _digest(self.target.read_bytes()) == self.sha256


def ensure(group: str) -> None:
    """Everything the pages load (and, for ``dev``, the tests) is in place."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    files = [_file(entry) for entry in manifest["files"] if group == "dev" or "for" not in entry]
    icons = manifest["icons"]
    if all(file.in_place() for file in [*files, _file(icons)]):
        return
    say("Fetching browser libraries ...")
    try:
        _fetch()
    except Failed as failure:
        missing(f"The browser libraries could not be fetched: {failure}\nPages stay plain.")
        return
    for file in files:
        put(file, file.source.read_bytes())
    put(_file(icons), sprite(icons))


def pin() -> None:
    """Fetch and write the digests of what came into the manifest, without checking them."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    _fetch()
    for entry in manifest["files"]:
        entry["sha256"] = _digest(_file(entry).source.read_bytes())
    manifest["icons"]["sha256"] = _digest(sprite(manifest["icons"]))
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def sprite(icons: dict[str, Any], modules: Path = MODULES) -> bytes:
    """One SVG with a symbol for each icon named; strokes are left to the style sheet."""
    folder = modules / icons["package"] / icons["from"]
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">']
    for name in sorted(icons["names"]):
        shapes = _SHAPES.search((folder / f"{name}.svg").read_text(encoding="utf-8"))
        if shapes is None:
            raise Failed(f"{name}.svg of {icons['package']} has no shapes")
        inner = " ".join(shapes[1].split())
        lines.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>')
    return "\n".join([*lines, "</svg>", ""]).encode()


def _file(entry: dict[str, Any]) -> File:
    source = MODULES / entry["package"] / entry["from"]
    return File(source, ROOT / entry["to"], entry["sha256"])


def put(file: File, content: bytes) -> None:
    """Write ``content`` to its place; Failed, and nothing written, if it is not as expected."""
    if _digest(content) != file.sha256:
        raise Failed(f"{file.source} is not what {MANIFEST.name} expects; it was not put in place")
    file.target.parent.mkdir(parents=True, exist_ok=True)
    partial = file.target.with_name(f"{file.target.name}.partial")
    partial.write_bytes(content)
    partial.replace(file.target)


def _fetch() -> None:
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    quietly([*_npm(), "ci", *options], folder=ROOT, more={"NODE_USE_SYSTEM_CA": "1"})


def _npm() -> list[str]:
    """The machine's npm, or one from a Python package."""
    found = shutil.which("npm")
    if found and works([found, "--version"]):
        return [found]
    own = PROGRAMS / "npm"
    if not own.exists():
        say("Installing npm, which this machine has not ...")
        environment.install("node")
    return [str(own)]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
