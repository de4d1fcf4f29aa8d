"""Real web processes on the tests' database, each at an address of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from finance.adapters.private_postgres import Urls

SECRET: Final = "k4Tq9-zX7vLm2Rw8pYc5NdHs1JbGfUe3"
"""Signs what these processes sign."""

_APP: Final = "finance.serving.wsgi:app"
_PATIENCE: Final = 60.0


@contextmanager
def web_process(
    urls: Urls, threads: int = 4, *, killed: bool = False, **settings: str
) -> Iterator[str]:
    """One web process of its own, ended or killed; its address without a slash."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    port = listener.getsockname()[1]
    told = {"DATABASE_URL": urls.app.replace("+psycopg", ""), "FINANCE_SECRET_KEY": SECRET}
    known = dict(os.environ)
    options = [
        f"--bind=fd://{listener.fileno()}",
        "--workers=1",
        f"--threads={threads}",
        "--worker-class=gthread",
        "--log-level=error",
        "--no-control-socket",
        "--graceful-timeout=2",
    ]
    process = subprocess.Popen(  # noqa: S603 - our own command line, no shell
        [sys.executable, "-m", "gunicorn", *options, _APP],
        env={**known, **told, "FINANCE_PASSWORD_COST": "64", **settings},
        pass_fds=[listener.fileno()],
    )
    try:
        _await(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        if killed:
            _kill(process)
        process.terminate()
        process.wait(20)
        listener.close()


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End it and its worker at once, as a machine without memory does."""
    for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)
    process.kill()


def _await(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        talk = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            talk.request("GET", "/readyz")
            if talk.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            talk.close()
        assert time.monotonic() < until
