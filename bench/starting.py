"""Row 31: the second start of ``bin/serve`` against the least that starting can cost."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from bench.measure import Figure, Pair
from finance.adapters.private_postgres import PrivatePostgres

_ROOT = Path(__file__).parent.parent
_IMPORTS = "import flask, sqlalchemy, psycopg"
_PATIENCE = 60
# Python keeps what it compiled, as on any machine where nobody told it not to: without that a
# second start is another first one.
_ENVIRON = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
_RUNS = 5


def starting() -> Figure:
    """From calling the program to its first page, and importing plus starting the database."""
    with tempfile.TemporaryDirectory(prefix="farthing-start-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o711)
        data = Path(name) / "data"
        _served(data)
        served = min(_served(data) for _ in range(_RUNS))
        least = min(_least(data) for _ in range(_RUNS))
    pair = Pair(served, least)
    return Figure(31, "bin/serve to its first page / the least", pair.ratio, 2, 4, pair.detail)


def _served(data: Path) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {"FINANCE_DATA_DIR": str(data), "PORT": str(port), "HOST": "127.0.0.1"}
    program = [str(_ROOT / "bin/serve")]
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own
        program, env={**_ENVIRON, **known}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _answered(f"http://127.0.0.1:{port}/sign-in")
        return time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _answered(address: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=_PATIENCE):  # noqa: S310 - our own
                return
        except OSError:
            time.sleep(0.01)
    raise TimeoutError(address)


def _least(data: Path) -> float:
    start = time.perf_counter()
    importing = [sys.executable, "-c", _IMPORTS]
    subprocess.run(importing, check=True, env=_ENVIRON)  # noqa: S603 - our own
    with PrivatePostgres(data).running():
        return time.perf_counter() - start
