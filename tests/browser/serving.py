"""The application behind a real socket, so that a real browser can use it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any, Final

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from tests.people.desk import address

_THREADS: Final = 8


class _Elsewhere:
    """Everybody seems to come from somewhere else: attempts are counted by address."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:  # noqa: ANN401 - WSGI
        environ["REMOTE_ADDR"] = address()
        return self._app.wsgi_app(environ, start_response)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve ``app`` on a free port of this machine; gives its address, without a slash."""
    listener = socket.create_server(("127.0.0.1", 0))
    sockets: dict[int, Any] = {}
    server = create_server(
        _Elsewhere(app), map=sockets, sockets=[listener], threads=_THREADS, ident=None
    )
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.task_dispatcher.shutdown()
        wasyncore.close_all(sockets, ignore_all=True)
        thread.join(10)
