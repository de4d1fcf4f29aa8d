"""What every answer says to the browser about what it may do, and how cookies are named."""

import secrets
from typing import Final

from flask import Flask, Response, g, request
from flask.sessions import SecureCookieSessionInterface

from finance.web.options import WebOptions

_ALLOWED: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
POLICY: Final = "; ".join(_ALLOWED)
"""Nothing inline and nothing from elsewhere, ever."""

_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
_YEAR: Final = 31_536_000
_VARY: Final = ("HX-Request-Type", "HX-Request", "Cookie", "Accept-Language")


class Cookies(SecureCookieSessionInterface):
    """The session cookie: ``__Host-`` and https only wherever the browser came by https.

    Browsers drop such a cookie on plain http, so a home network gets a plain name.
    """

    def __init__(self, *, always_secure: bool) -> None:
        self._always = always_secure

    def get_cookie_name(self, app: Flask) -> str:
        """The name, by how this request came."""
        return "__Host-farthing" if self.get_cookie_secure(app) else "farthing"

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's signature
        """Whether the cookie goes over https alone."""
        return self._always or request.is_secure


def register(app: Flask, options: WebOptions) -> None:
    """Let every answer of ``app`` carry the headers, and every request an id."""
    app.session_interface = Cookies(always_secure=options.secure)
    app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax")
    app.before_request(_number)
    app.after_request(_guarded)


def _number() -> None:
    g.request_id = secrets.token_hex(8)


def _guarded(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if request.blueprint != "assets":
        _personal(response)
    return response


def _personal(response: Response) -> None:
    """What depends on who asks is neither kept nor mixed up on the way."""
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    if response.mimetype == "text/html":
        response.vary.update(_VARY)
