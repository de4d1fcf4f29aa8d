"""What only the system's package manager can bring."""

import ctypes
import os
import shutil
import sys
from collections.abc import Sequence

from set_up.console import Failed, missing, quietly, say
from set_up.places import CACHE

_PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
_PANGO_MAC = ("libpango-1.0.dylib", "libpangoft2-1.0.dylib")
_DRIVER = ("libatomic.so.1",)
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def ensure_pango() -> None:
    """The libraries that PDF reports are drawn with; without them everything else works."""
    if _loads(_PANGO) or _loads(_PANGO_MAC):
        return
    packages = ("libpango-1.0-0", "libpangoft2-1.0-0")
    install(packages, "Printing reports as PDF needs the Pango library")


def ensure_chromium() -> None:
    """The browser that the browser tests drive, and the library their driver is linked with."""
    packages = []
    if not any(shutil.which(name) for name in _CHROMIUM):
        packages.append("chromium")
    if sys.platform == "linux" and not _loads(_DRIVER):
        packages.append("libatomic1")
    if packages:
        install(packages, "The browser tests need Chromium and its driver's library")


def install(packages: Sequence[str], why: str) -> None:
    """Install Debian ``packages`` where we may; else say what to type, and go on."""
    line = f"apt-get install {' '.join(packages)}"
    tried = CACHE / f"tried-{packages[0]}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None or tried.exists():
        missing(f"{why}. On Debian or Ubuntu: {line}")
        return
    say(f"{why}: {line} ...")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        quietly(["apt-get", "update", "--quiet"], more=quiet)
        options = ["--yes", "--no-install-recommends"]
        quietly(["apt-get", "install", *options, *packages], more=quiet)
    except Failed as failure:
        tried.touch()
        missing(f"{why}. {failure}")


def _loads(names: Sequence[str]) -> bool:
    try:
        for name in names:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True
