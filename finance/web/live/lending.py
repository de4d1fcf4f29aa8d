"""Whether the web server lends the connection of a request, so that a socket can be made of it."""

import socket
import ssl
from typing import Final

from flask import request

SHARED: Final = "gunicorn.socket"
"""Where in a request's environment the server that lends it puts the connection."""


def lent() -> bool:
    """Whether the web server lends the connection of this request."""
    shared = request.environ.get(SHARED)
    return isinstance(shared, socket.socket) and not isinstance(shared, ssl.SSLSocket)
