"""The virtual environment: made once, brought up to date when what it must hold has changed."""

import configparser
import hashlib
import importlib.util
import sys
from contextlib import suppress
from pathlib import Path

from set_up import native
from set_up.console import Failed, quietly, say, works
from set_up.places import PROGRAMS, REQUIREMENTS, ROOT, VENV

PYTHON = PROGRAMS / "python"
_SOUND = (
    "import sys; from importlib.util import find_spec;"
    " sys.exit(sys.version_info < (3, 11) or find_spec('pip') is None)"
)


def ensure(group: str) -> None:
    """The environment holds what ``requirements/<group>.txt`` pins, and this program itself."""
    _ensure_venv()
    stamp, wanted = VENV / f"farthing-{group}.stamp", _digest(group)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Installing Python packages (the first time takes a minute) ...")
    install("set-up")
    with suppress(Failed):  # pip is slower, and does as well
        install("uv")
    install(group)
    # The program stays where it is: the environment only points at it.
    project: list[str | Path] = ["--no-deps", "--no-build-isolation", "--quiet", "--editable", ROOT]
    quietly([PYTHON, "-m", "pip", "install", "--no-index", *project])
    stamp.write_text(wanted)


def install(name: str) -> None:
    """Install ``requirements/<name>.txt``, hashes checked: by uv where there is one, else pip."""
    file = REQUIREMENTS / f"{name}.txt"
    pinned: list[str | Path] = ["--require-hashes", "--quiet", "--requirement", file]
    uv = PROGRAMS / "uv"
    by_uv = [uv, "pip", "install", "--system-certs", "--python", PYTHON, *pinned]
    if uv.exists() and works(by_uv):
        return
    quietly([PYTHON, "-m", "pip", "install", *pinned])


def _ensure_venv() -> None:
    if works([PYTHON, "-c", _SOUND]):
        return
    say("Making the virtual environment ...")
    if importlib.util.find_spec("ensurepip") is None:
        native.install(("python3-venv",), "Python's venv module is missing")
    options = ["--clear"] if VENV.exists() else []
    try:
        quietly([sys.executable, "-m", "venv", *options, VENV])
    except Failed as failure:
        hint = "On Debian or Ubuntu: apt-get install python3-venv"
        raise Failed(f"{failure}\n{hint}") from failure


def _digest(group: str) -> str:
    """Changes with anything the environment depends on."""
    declared = configparser.ConfigParser(interpolation=None)
    declared.read(ROOT / "setup.cfg", encoding="utf-8")
    package = {name: dict(declared[name]) for name in declared if name.startswith("options")}
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT} {package}".encode())
    for path in (REQUIREMENTS / "set-up.txt", REQUIREMENTS / f"{group}.txt"):
        digest.update(path.read_bytes())
    return digest.hexdigest()
