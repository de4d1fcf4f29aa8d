"""The web server as a process: how it is called, when it begins, how it ends with its parent.

gunicorn with threads where it runs, else waitress. This module is gunicorn's configuration too.
"""

import os
import signal
import socket
import sys
import threading
from importlib.util import find_spec

from finance.adapters.passwords import WAITING
from finance.settings import Settings

_APP = "finance.serving.wsgi:app"


def command(listener: socket.socket, settings: Settings) -> list[str]:
    """The command line of a web server at ``listener``, which it inherits."""
    number, threads = str(listener.fileno()), settings.threads + WAITING
    if not hasattr(os, "fork") or find_spec("gunicorn") is None:
        return [sys.executable, "-m", "finance.serving.waitress", number, str(threads)]
    options = {
        "bind": f"fd://{number}",
        "config": f"python:{__name__}",
        "worker-class": "gthread",
        "workers": settings.workers,
        "threads": threads,
        "graceful-timeout": 3,
        "keep-alive": 20,
        "limit-request-line": 8190,  # fifty categories in a filter do not fit into the usual 4094
        "log-level": "debug" if settings.log_level == "debug" else "warning",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "gunicorn", *flags, "--preload", "--no-control-socket", _APP]


def on_starting(_server: object) -> None:
    """Called by gunicorn once the application is loaded, before anything is answered."""
    await_parent()


def await_parent() -> None:
    """Wait for the parent's word to begin (the database may not be there yet).

    From then on this process ends when its parent does: it holds the other end of our input.
    """
    if not os.read(0, 1):
        sys.exit(1)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()


def _end_with_parent() -> None:
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)
