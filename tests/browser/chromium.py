"""The browser: where it is, how it is started, and what it must never say."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    sync_playwright,
)
from playwright.sync_api import Error as BrowserError

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
_PATIENCE: Final = 10_000  # milliseconds: two slow cores may be at other work
_AWAY: Final = "503"
_REFUSED: Final = ("the server responded with a status of 4",)
"""How the browser says of a refused request what the page says better."""


def program() -> str:
    """The path of the browser: ``CHROMIUM`` in the environment, or the first one installed."""
    found = [os.environ.get("CHROMIUM"), *map(shutil.which, _NAMES)]
    path = next((one for one in found if one), None)
    assert path, "no Chromium here: install it, or say where it is in CHROMIUM"
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser without windows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class Watch:
    """Hears every complaint of the pages of one context."""

    def __init__(self, context: BrowserContext, *, away: bool) -> None:
        self._expected = (*_REFUSED, _AWAY) if away else _REFUSED
        self.complaints: list[str] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("response", self._response)
        context.on("dialog", self._dialog)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(
            one in message.text for one in self._expected
        ):
            self.complaints.append(f"{message.page and message.page.url}: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 500 and str(response.status) not in self._expected:
            self.complaints.append(f"{response.status}: {response.request.method} {response.url}")

    def _dialog(self, dialog: Any) -> None:  # noqa: ANN401 - kept open it would stop everything
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@contextmanager
def window(
    browser: Browser,
    *,
    away: bool = False,
    **options: Any,  # noqa: ANN401 - the browser's own
) -> Iterator[BrowserContext]:
    """A browser of nobody yet, nothing kept; at the end no complaint may be left.

    ``away``: the database will be, so an answer of 503 is none.
    """
    settings = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **options}
    context = browser.new_context(reduced_motion="reduce", **settings)
    context.set_default_timeout(_PATIENCE)
    watch = Watch(context, away=away)
    try:
        yield context
        _settle(context.pages)
        assert watch.complaints == []
    finally:
        context.close()


def _settle(pages: list[Page]) -> None:
    """Let messages that are on their way arrive."""
    for page in pages:
        try:
            page.evaluate("1")
        except BrowserError:
            continue
