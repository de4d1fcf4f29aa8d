"""One WebSocket on the loop of its process: frames in and out, never a thread of its own."""

import asyncio
from collections.abc import Callable
from typing import Final, Protocol, cast
from uuid import UUID

from wsproto.connection import Connection, ConnectionState, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Event, Ping, Pong, TextMessage
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import ProtocolError

from finance.web.live.seats import Seat

LONGEST: Final = 4096
"""The most characters of one message; nobody has more to say."""

_BEHIND: Final = 256 * 1024  # bytes not taken by the other side before it is given up


class Keeper(Protocol):
    """Who is told of what happens to a socket, on the loop."""

    def said(self, socket: "Socket", text: str) -> None:
        """A first message came."""

    def gone(self, socket: "Socket") -> None:
        """It is closed."""


class Socket(asyncio.Protocol):
    """A listener. ``seat`` is None until it has proved who it is.

    ``heard`` holds what happened and was not told yet; ``waiting`` says that it will be.
    """

    def __init__(self, keeper: Keeper, seat: Seat | None, now: Callable[[], float]) -> None:
        self.seat = seat
        self.known: frozenset[UUID] = frozenset()
        self.unread: int | None = None
        self.told_at = 0.0
        self.heard: set[str] = set()
        self.waiting = False
        self.telling = False
        self.again = False
        self.began = self.heard_at = now()
        self._now = now
        self._keeper = keeper
        self._wire = Connection(ConnectionType.SERVER)
        self._message = ""
        self._spoken = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is on the loop."""
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _: Exception | None) -> None:
        """The other side, or we, closed it."""
        self._transport = None
        self._keeper.gone(self)

    def data_received(self, data: bytes) -> None:
        """Bytes came."""
        self.heard_at = self._now()
        try:
            self._wire.receive_data(data)
            for event in self._wire.events():
                self._take(event)
        except ProtocolError:
            self.close(CloseReason.PROTOCOL_ERROR)

    def _take(self, event: Event) -> None:
        match event:
            case Ping():
                self._send(event.response())
            case TextMessage():
                self._hear(event)
            case BytesMessage():
                self.close(CloseReason.UNSUPPORTED_DATA)
            case CloseConnection():
                self._send(event.response())
                self._end()

    def _hear(self, event: TextMessage) -> None:
        self._message += event.data
        if len(self._message) > LONGEST:
            self.close(CloseReason.MESSAGE_TOO_BIG)
        elif event.message_finished:
            text, self._message = self._message, ""
            if self.seat is None and not self._spoken:
                self._spoken = True
                self._keeper.said(self, text)

    def tell(self, text: str) -> None:
        """Send a message; a listener that takes nothing any more is given up."""
        self._send(TextMessage(data=text))

    def ping(self) -> None:
        """Ask whether anybody is there."""
        self._send(Ping())

    def close(self, reason: CloseReason) -> None:
        """Say why, and end it."""
        self._send(CloseConnection(code=reason))
        self._end()

    def _send(self, event: TextMessage | Ping | Pong | CloseConnection) -> None:
        if self._transport is None or self._wire.state is ConnectionState.CLOSED:
            return
        if self._transport.get_write_buffer_size() > _BEHIND:
            self._transport.abort()
            return
        try:
            self._transport.write(self._wire.send(event))
        except ProtocolError:  # it is closing already
            self._end()

    def _end(self) -> None:
        if self._transport is not None:
            self._transport.close()
