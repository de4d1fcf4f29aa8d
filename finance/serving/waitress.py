"""The web server where gunicorn does not run: one process, no live channel."""

import socket
import sys

import waitress

from finance.serving.web import await_parent
from finance.serving.wsgi import app


def main(number: str, threads: str) -> None:
    """Serve at the inherited socket ``number`` until a signal ends it."""
    await_parent()
    listener = socket.socket(fileno=int(number))
    waitress.serve(app, sockets=[listener], threads=int(threads), ident=None)


if __name__ == "__main__":
    main(*sys.argv[1:3])
