"""What the browser loads, under an address that changes when any of it changes.

Everything in ``static/`` is served below ``/static/<version>/``, where the version is a digest of
all of it, taken once at start. So an address may be kept for a year, and relative addresses inside
(fonts in the style sheet, imports between modules) follow by themselves. ``app.css`` is every
file of ``static/css/`` in one answer, each brought to the address it would have had alone; its
cascade layers make the order irrelevant. The application has no static folder of its own
(``static_folder=None``): these routes take its place.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, request, send_from_directory, url_for
from markupsafe import Markup

FOLDER: Final = Path(__file__).parent / "static"
_YEAR: Final = 31_536_000
_THEMES: Final = frozenset({"light", "dark"})
_ICON: Final = Markup('<svg class="icon" viewBox="0 0 24 24" {}><use href="{}#{}"/></svg>')
_UNSAID: Final = Markup('aria-hidden="true"')


@dataclass(frozen=True, slots=True)
class Assets:
    """The static files below ``folder`` as they were at start; ``version`` names their content."""

    folder: Path
    version: str
    sheet: str

    @property
    def modules(self) -> tuple[str, ...]:
        """The behaviour modules, to be fetched side by side rather than one after another."""
        found = sorted(self.folder.glob("js/*.js"))
        return tuple(f"js/{path.name}" for path in found if path.name not in {"app.js", "sw.js"})


def read(folder: Path = FOLDER) -> Assets:
    """Read everything below ``folder`` once."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    styles = sorted(folder.glob("css/**/*.css"))
    sheet = "".join(path.read_text(encoding="utf-8") for path in styles)
    return Assets(folder, digest.hexdigest()[:12], sheet.replace('url("../vendor/', 'url("vendor/'))


def register(app: Flask, assets: Assets | None = None) -> None:
    """Serve the assets and give templates ``asset(name)``, ``modules``, ``version``, ``theme()``.

    And ``icon(name, label)``: an icon by its Lucide name; give a label only where no text stands
    beside it. Addresses are made once for each place the program stands at on its host.
    """
    known = assets or read()
    part = Blueprint("assets", __name__)

    @part.get("/static/<version>/app.css")
    def sheet(version: str) -> Response:
        return _kept(Response(known.sheet, mimetype="text/css"), fresh=version == known.version)

    @part.get("/static/<version>/<path:name>")
    def file(version: str, name: str) -> Response:
        found = send_from_directory(known.folder, name)
        return _kept(found, fresh=version == known.version)

    @part.get("/sw.js")
    def worker() -> Response:
        found = send_from_directory(known.folder, "js/sw.js")
        return _kept(found, fresh=False)

    app.register_blueprint(part)

    @lru_cache(maxsize=512)
    def address(_root: str, name: str) -> str:
        return url_for("assets.file", version=known.version, name=name)

    @lru_cache(maxsize=512)
    def drawn(root: str, name: str, label: str) -> Markup:
        said = Markup('role="img" aria-label="{}"').format(label) if label else _UNSAID
        return _ICON.format(said, address(root, "vendor/icons.svg"), name)

    app.jinja_env.globals.update(
        asset=lambda name: address(request.root_path, name),
        icon=lambda name, label="": drawn(request.root_path, name, label),
        modules=known.modules,
        version=known.version,
        theme=theme,
    )


def theme() -> str:
    """What this browser chose: ``light``, ``dark``, or nothing to follow the system."""
    chosen = request.cookies.get("theme", "")
    return chosen if chosen in _THEMES else ""


def _kept(response: Response, *, fresh: bool) -> Response:
    response.cache_control.no_cache = None if fresh else True
    if fresh:
        response.cache_control.max_age = _YEAR
        response.cache_control.public = True
        response.cache_control.immutable = True
    return response
