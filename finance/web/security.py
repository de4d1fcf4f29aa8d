"""What every answer says to the browser about what it may do, and whose forms are taken.

A form is taken from our own pages alone: the browser says where it comes from, and that is heard
before the form's token is looked at. Programs below ``/api`` show a token and are not asked.
"""

import logging
import secrets
from typing import Final

from flask import Flask, Response, g, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer

from finance.domain.errors import Forbidden
from finance.web.options import WebOptions
from finance.web.programs import for_programs

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
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OURS: Final = frozenset({"same-origin", "none"})
_NOTES: Final = "_flashes"  # where Flask keeps what flash() said
_ROOM: Final = 3500  # bytes of a cookie's value; browsers take 4096 with name and attributes
_REFUSED: Final = frozenset({400, 401, 403, 429})
_LOG: Final = logging.getLogger(__name__)
_YEAR: Final = 31_536_000
_VARY: Final = ("HX-Request-Type", "HX-Request", "Cookie", "Accept-Language")


class Cookies(SecureCookieSessionInterface):
    """The session cookie: ``__Host-`` and https only wherever the browser came by https.

    Browsers drop such a cookie on plain http, so a home network gets a plain name.
    """

    def __init__(self, *, always_secure: bool) -> None:
        self._always = always_secure
        self._signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads the cookie, made once: the key stays while ``app`` runs."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def get_cookie_name(self, app: Flask) -> str:
        """The name, by how this request came."""
        return "__Host-farthing" if self.get_cookie_secure(app) else "farthing"

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's signature
        """Whether the cookie goes over https alone."""
        return self._always or request.is_secure

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep the cookie; of notes nobody has seen yet only the newest, as many as there is room.

        A browser drops a cookie that is too large, and the person would be signed out. Pages say
        already that they vary with the cookie, so with one that stays there is nothing to do.
        """
        if _is_page(response) and not session.modified:
            return
        notes = session.get(_NOTES, [])
        while notes and self._size(app, session) > _ROOM:
            notes = session[_NOTES] = notes[1:]
        super().save_session(app, session, response)

    def _size(self, app: Flask, session: SessionMixin) -> int:
        serializer = self.get_signing_serializer(app)
        return len(serializer.dumps(dict(session))) if serializer else 0


def register(app: Flask, options: WebOptions) -> None:
    """Let every answer of ``app`` carry the headers, and every request an id."""
    app.session_interface = Cookies(always_secure=options.secure)
    app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax")
    app.before_request(_number)
    app.before_request(_refuse_strangers)
    app.after_request(_guarded)
    app.after_request(_noted)


def _number() -> None:
    g.request_id = secrets.token_hex(8)


def _refuse_strangers() -> None:
    """Forbidden ``from_elsewhere`` for a form of another site; see the module.

    A browser that says neither where a form comes from nor who asks is left to the form's token.
    """
    if request.method in _SAFE or for_programs():
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    ours = site in _OURS if site is not None else origin is None or from_here(origin)
    if not ours:
        raise Forbidden("from_elsewhere")


def from_here(origin: str) -> bool:
    """Whether ``origin`` is this host; proxies that speak http to us hide the scheme."""
    ours = request.host.lower().removesuffix(":443").removesuffix(":80")
    return origin.lower() in {f"http://{ours}", f"https://{ours}"}


def _noted(response: Response) -> Response:
    """Write down who was refused to change what; a page that asks to sign in first is no news."""
    if response.status_code in _REFUSED and request.method not in _SAFE:
        _LOG.info(
            "refused %s %s with %d from %s, request %s",
            request.method,
            request.path,
            response.status_code,
            request.remote_addr,
            g.get("request_id", ""),
        )
    return response


def _guarded(response: Response) -> Response:
    due = {**_HEADERS, "X-Request-Id": g.get("request_id", "")}
    if request.is_secure:
        due["Strict-Transport-Security"] = f"max-age={_YEAR}"
    if request.blueprint != "assets":  # what depends on who asks is neither kept nor mixed up
        due["Cache-Control"] = "no-store"
        if _is_page(response):
            response.vary.update(_VARY)
    said = {name.lower() for name, _ in response.headers}
    for name, value in due.items():
        if name.lower() not in said:
            response.headers.add(name, value)
    return response


def _is_page(response: Response) -> bool:
    return response.mimetype == "text/html"
