"""The socket people reach the program at. It outlives a web server that has to be started anew."""

import errno
import socket
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from typing import Final

from finance.domain.errors import Unavailable

_BACKLOG: Final = 512
_EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound
_OK: Final = 200


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Unavailable ``port_taken``, ``port_forbidden`` or ``host_unknown``.
    """
    facts: dict[str, object] = {"host": host, "port": port, "next": port + 1}
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind)
    except (OSError, UnicodeError) as error:
        raise Unavailable("host_unknown", None, {**facts, "reason": error}) from error
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(address)
        made.listen(_BACKLOG)
    except OSError as error:
        made.close()
        codes = {errno.EADDRINUSE: "port_taken", errno.EACCES: "port_forbidden"}
        code = codes.get(error.errno or 0, "host_unknown")
        raise Unavailable(code, None, {**facts, "reason": error.strerror}) from error
    return made


def address(listener: socket.socket) -> str:
    """What to type into a browser on this machine."""
    host, port = listener.getsockname()[:2]
    host = _EVERYWHERE.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def answers(listener: socket.socket, patience: float = 5.0) -> bool:
    """Whether the program behind ``listener`` says that it is well, within ``patience`` seconds."""
    host, port = listener.getsockname()[:2]
    with closing(HTTPConnection(_EVERYWHERE.get(host, host), port, timeout=patience)) as talk:
        try:
            talk.request("GET", "/healthz")
            return talk.getresponse().status == _OK
        except (OSError, HTTPException):
            return False
