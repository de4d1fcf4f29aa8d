"""A program that listens to the live channel of a real server."""

import base64
import json
import os
import socket
import time
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from wsproto.connection import Connection, ConnectionType
from wsproto.events import CloseConnection, Ping, TextMessage

_KEY = base64.b64encode(os.urandom(16)).decode()
_END = b"\r\n\r\n"


class Refused(Exception):
    """The handshake was answered otherwise; its status and body."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body


@dataclass
class Listener:
    """A socket at ``path`` of the server at ``address``."""

    address: str
    path: str = "/ws/notifications"
    headers: dict[str, str] = field(default_factory=dict)
    closed: int | None = None

    def __enter__(self) -> Self:
        parts = urlsplit(self.address)
        self._socket = socket.create_connection((parts.hostname or "", parts.port or 80), 20)
        sent = {
            "Host": parts.netloc,
            "Upgrade": "websocket",
            "Connection": "keep-alive, Upgrade",
            "Sec-WebSocket-Key": _KEY,
            "Sec-WebSocket-Version": "13",
            **self.headers,
        }
        lines = [f"GET {self.path} HTTP/1.1", *(f"{n}: {v}" for n, v in sent.items() if v)]
        self._socket.sendall("\r\n".join(lines).encode() + _END)
        head = b""
        while _END not in head:
            if not (block := self._socket.recv(4096)):
                break
            head += block
        status = int(head.split()[1])
        if status != 101:
            self._rest = self._socket.recv(65536).decode()
            self._socket.close()
            raise Refused(status, head.decode() + self._rest)
        self._wire = Connection(ConnectionType.CLIENT)
        self._messages: list[dict[str, Any]] = []
        self._text = ""
        self._take(head.partition(_END)[2])
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def say(self, said: object) -> None:
        """Send a message."""
        text = said if isinstance(said, str) else json.dumps(said)
        self._socket.sendall(self._wire.send(TextMessage(data=text)))

    def heard(self, patience: float = 10.0) -> dict[str, Any]:
        """The next message of notices; see ``told``."""
        return self.told("notifications", patience)

    def told(self, kind: str, patience: float = 10.0) -> dict[str, Any]:
        """The next message of a kind, others before it are passed over.

        TimeoutError if none comes, EOFError if the socket was closed.
        """
        until = time.monotonic() + patience
        while True:
            message = self._next(until)
            if message["type"] == kind:
                return message

    def _next(self, until: float) -> dict[str, Any]:
        while not self._messages:
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._socket.settimeout(left)
            block = self._socket.recv(65536)
            if not block:
                raise EOFError(self.closed)
            self._take(block)
        return self._messages.pop(0)

    def ended(self, patience: float = 10.0) -> int | None:
        """The code with which the other side closed it."""
        try:
            while True:
                self.heard(patience)
        except EOFError:
            return self.closed

    def _take(self, data: bytes) -> None:
        if data:
            self._wire.receive_data(data)
        for event in self._wire.events():
            match event:
                case TextMessage():
                    self._text += event.data
                    if event.message_finished:
                        self._messages.append(json.loads(self._text))
                        self._text = ""
                case Ping():
                    self._socket.sendall(self._wire.send(event.response()))
                case CloseConnection():
                    self.closed = event.code
