"""The application behind a real socket, so that a real browser can use it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.people.desk import address


class _Quiet(WSGIRequestHandler):
    """Keeps connections open and says nothing of each request."""

    protocol_version = "HTTP/1.1"
    timeout = 20  # seconds an idle connection may stay

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002, ANN401 - its signature
        """Nothing: what is wrong shows in the browser."""


class _Elsewhere:
    """Each start of the server seems to be somebody else's: attempts are counted by address."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:  # noqa: ANN401 - WSGI
        environ["REMOTE_ADDR"] = environ.get("HTTP_X_TEST_PLACE") or address()
        return self._app.wsgi_app(environ, start_response)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve ``app`` on a free port of this machine; gives its address, without a slash."""
    server = make_server("127.0.0.1", 0, _Elsewhere(app), threaded=True, request_handler=_Quiet)
    server.daemon_threads = False  # type: ignore[attr-defined]  # each is waited for at the end
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
