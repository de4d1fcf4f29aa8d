"""``/ws/notifications``: the handshake, and handing the connection over to the hub."""

import base64
import hashlib
import socket
from collections.abc import Iterable
from typing import Any, Final

from flask import Blueprint, Flask, Response, current_app, request

from finance.domain.errors import Unavailable
from finance.web.actor import public
from finance.web.context import usecases
from finance.web.live.hearing import HUB
from finance.web.live.hub import Hub
from finance.web.live.lending import SHARED, lent
from finance.web.live.seats import Seat, seat_of_request
from finance.web.live.telling import Teller
from finance.web.programs import LIVE
from finance.web.refusals import Malformed, UpgradeNeeded

blueprint = Blueprint(LIVE, __name__)

_PATH: Final = "/ws/notifications"
_GUID: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_KEY_BYTES: Final = 16
_SECRETS: Final = ("token", "access_token", "jwt", "authorization", "session")
_ANSWER: Final = (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: {}\r\n\r\n"
)


def register(app: Flask) -> None:
    """Let ``app`` keep sockets; nothing runs before the first of them."""
    with app.app_context():
        live = usecases().live
    app.extensions[HUB] = Hub(Teller(app), live)


@blueprint.get("/ws/notifications/<user>", websocket=True)
@blueprint.get("/notifications", websocket=True)
@public
def older(user: str = "") -> Response:  # noqa: ARG001 - whoever signs in hears what is theirs
    """The same at the addresses of the older systems; who listens is never said by an address."""
    return notifications()


@blueprint.get(_PATH, websocket=True)
@public
def notifications() -> Response:
    """A WebSocket that tells of notices as they are raised.

    Malformed ``token_in_address``, UpgradeNeeded, Unavailable ``live_unavailable`` where the web
    server lends no connections or no word comes from the database, TooManyAttempts
    ``sockets_many``, and what ``seat_of_request`` says.
    """
    _refuse_secrets()
    accept = _accept()
    hub = _hub()
    if not lent() or hub.deaf:
        raise Unavailable("live_unavailable")
    seat = seat_of_request()
    hub.reserve(seat.user_id if seat else None)
    return _HandedOver(hub, accept, seat)


@blueprint.get(_PATH)
@public
def plain() -> Response:
    """The same address asked for as a page: UpgradeNeeded."""
    _refuse_secrets()
    raise UpgradeNeeded("upgrade_needed")


def _refuse_secrets() -> None:
    """An address is written down wherever it passes; Malformed ``token_in_address``."""
    for name in _SECRETS:
        if name in request.args:
            raise Malformed("token_in_address", name)


def _hub() -> Hub:
    found = current_app.extensions[HUB]
    if not isinstance(found, Hub):
        raise TypeError(found)
    return found


def _accept() -> str:
    """What the handshake answers to the client's key; UpgradeNeeded if this is no handshake."""
    headers = request.headers
    tokens = {one.strip().lower() for one in headers.get("Connection", "").split(",")}
    asked = headers.get("Upgrade", "").lower() == "websocket" and "upgrade" in tokens
    key = headers.get("Sec-WebSocket-Key", "")
    if not asked or headers.get("Sec-WebSocket-Version") != "13" or not _good(key):
        raise UpgradeNeeded("upgrade_needed")
    digest = hashlib.sha1(key.encode("ascii") + _GUID, usedforsecurity=False).digest()
    return base64.b64encode(digest).decode("ascii")


def _good(key: str) -> bool:
    try:
        return len(base64.b64decode(key, validate=True)) == _KEY_BYTES
    except ValueError:
        return False


class _HandedOver(Response):
    """Not an answer: the connection now belongs to the hub, and the web server forgets it."""

    def __init__(self, hub: Hub, accept: str, seat: Seat | None) -> None:
        super().__init__(status=101)
        self._hub, self._accept, self._seat = hub, accept, seat

    def __call__(self, environ: Any, _: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI
        """Answer the handshake and let go of the connection."""
        shared: socket.socket = environ[SHARED]
        try:
            shared.sendall(_ANSWER.format(self._accept).encode("ascii"))
            # Detached, so that the server, which closes what it served, closes nothing of ours.
            self._hub.adopt(socket.socket(fileno=shared.detach()), self._seat)
        except OSError:
            self._hub.release(self._seat.user_id if self._seat else None)
        raise StopIteration  # by this the server knows that there is nothing left to be done
