"""What makes the pages an installed program: the manifest and the page shown without connection.

The worker is ``static/js/sw.js``, served at the root by the assets so that it sees every page.
"""

from flask import Blueprint, Flask, Response, json, render_template, url_for
from flask_babel import gettext as _

from finance.web.actor import public
from finance.web.assets import Assets, read

_SQUARES = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"))
_MASKED = ("icon-maskable-512.png", "512x512", "maskable")


def register(app: Flask, assets: Assets | None = None) -> None:
    """Serve the manifest and the offline page."""
    version = (assets or read()).version
    part = Blueprint("pwa", __name__)

    @part.get("/manifest.webmanifest")
    @public
    def manifest() -> Response:
        text = json.dumps(_manifest(version), ensure_ascii=False)
        return Response(text, mimetype="application/manifest+json")

    @part.get("/offline")
    @public
    def offline() -> str:
        return render_template("offline.html")

    app.register_blueprint(part)


def _manifest(version: str) -> dict[str, object]:
    return {
        "id": "/",
        "name": _("Farthing"),
        "short_name": _("Farthing"),
        "description": _("A household ledger in which no cent is lost"),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f7f9f8",
        "theme_color": "#1f7a6b",
        "icons": [_icon(version, *icon) for icon in (*_SQUARES, _MASKED)],
    }


def _icon(version: str, name: str, sizes: str, purpose: str) -> dict[str, str]:
    address = url_for("assets.file", version=version, name=f"img/{name}")
    return {"src": address, "sizes": sizes, "type": "image/png", "purpose": purpose}
