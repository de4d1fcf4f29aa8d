"""A real mail server in a process of its own, and what came to it."""

import email
import mailbox
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

_ROOT: Final = Path(__file__).parents[2]
_PATIENCE: Final = 30.0


class Refusing:
    """A handler of a server that knows nobody."""

    async def handle_RCPT(self, *_: Any) -> str:  # noqa: ANN401, N802 - the server's signature
        """Nobody lives here."""
        return "550 no such mailbox"


@dataclass(frozen=True)
class Postman:
    """Where letters go, and the folder they end in."""

    port: int
    folder: Path

    def letters(self) -> list[EmailMessage]:
        """What came so far."""
        if not self.folder.exists():
            return []
        kept = mailbox.Maildir(self.folder, create=False)
        return [
            email.message_from_bytes(kept.get_bytes(key), policy=policy.default)
            for key in kept.keys()  # noqa: SIM118 - a mailbox is no dictionary
        ]


def free_port() -> int:
    """A port nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def postman(folder: Path, port: int, *, refusing: bool = False) -> Iterator[Postman]:
    """A mail server at ``port`` that keeps what comes in ``folder``, or knows nobody."""
    kind = ["tests.alerts.postman.Refusing"]
    if not refusing:
        kind = ["aiosmtpd.handlers.Mailbox", str(folder)]
    process = subprocess.Popen(  # noqa: S603 - our own command line, no shell
        [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}", "-c", *kind],
        cwd=_ROOT,
    )
    try:
        _await(port)
        yield Postman(port, folder)
    finally:
        process.terminate()
        process.wait(20)


def _await(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError(port)
