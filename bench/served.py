"""The rows of the table that need a real server: gunicorn on loopback, two workers of four threads.

The clients run on the same cores, so single times say little; ratios are of the same run.
"""

import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from bench import budgets
from bench.measure import Figure, Pair, together
from bench.stage import PASSWORD, THREADS, Book, Stage
from finance.adapters.passwords import WAITING

_WORKERS = 2
_PATIENCE = 30
_PAGES = (
    *("", "/transactions", "/accounts", "/categories", "/settings"),
    *("/budget", "/schedules", "/reports/month", "/reports/months", "/reports/categories"),
    *("/transactions/new", "/schedules/new", "/notifications", "/alerts", "/imports"),
    *("/members", "/profile", "/profile/sessions"),
)


class Server:
    """A gunicorn that answers on ``port``."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port = port
        self.process = process

    def peak(self) -> float:
        """The most memory any of its workers ever had, in MB."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return max(_peak(pid) for pid in children.read_text(encoding="utf-8").split())


def _peak(pid: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(one for one in status.splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


@contextmanager
def serving(**settings: str) -> Iterator[Server]:
    """Serve ``bench.wsgi`` as ``settings`` say, until the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    flags = [
        "-w",
        str(_WORKERS),
        "--threads",
        str(THREADS + WAITING),
        "-k",
        "gthread",
        "--keep-alive",
        "30",
    ]
    flags.append("--preload")  # workers are forked of one process, and have threads to wait in
    where = ["-b", f"127.0.0.1:{port}", "--log-level", "error", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", *flags, *where, "bench.wsgi:app"]
    process = subprocess.Popen(command, env={**os.environ, **settings})  # noqa: S603 - our own
    try:
        _wait(port)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _wait(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            _Client(port, "").get("/hello")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(port)


class _Client:
    """One kept connection with one cookie: the one given, or what an answer puts in its place."""

    def __init__(self, port: int, cookie: str) -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        self._headers = {"Cookie": cookie} if cookie else {}

    def get(self, path: str) -> bytes:
        """The page; RuntimeError unless it is 200 (or unknown: a floor has no such page)."""
        return self.send("GET", path, None)

    def send(self, method: str, path: str, body: str | None) -> bytes:
        """The answer to a request, JSON if it has a body."""
        more = {"Content-Type": "application/json"} if body else {}
        self._line.request(method, path, body, {**self._headers, **more})
        answer = self._line.getresponse()
        whole = answer.read()
        if kept := answer.getheader("Set-Cookie"):  # as a browser does: else each page makes one
            self._headers["Cookie"] = kept.partition(";")[0]
        if answer.status not in {200, 404}:
            message = f"{path}: {answer.status}"
            raise RuntimeError(message)
        return whole


def cookie_of(book: Book) -> str:
    """The cookie the book's browser is signed in by."""
    cookie = book.browser.get_cookie("farthing")
    return f"farthing={cookie.value}" if cookie else ""


def rows(stage: Stage, small: Book, large: Book) -> Iterator[Figure]:
    """Rows 2, 19, 22, 24 and 25."""
    yield from budgets.rows(stage, small, large)
    ids = f"{large.actor.book.id} {large.actor.user.id}"
    superuser = stage.urls.superuser.replace("+psycopg", "")
    with serving(BENCH_URL=stage.urls.app) as server:
        with serving(BENCH_URL=superuser, BENCH_FLOOR=ids) as floor:
            yield from _pages(server, floor, large)
        yield _crowd(server, large)
        yield _sign_ins(server, large)
        _visited(server, large)
        most = server.peak()
    with serving(BENCH_URL=stage.urls.app) as server:
        _crowd(server, small)
        _sign_ins(server, small)
        _visited(server, small)
        least = server.peak()
    detail = f"{most:.0f} / {least:.0f} MB"
    what = f"peak memory of a worker at {large.size:,} / {small.size:,}"
    yield Figure(19, what, most / least, 1.1, 1.3, detail)


def _pages(server: Server, floor: Server, book: Book) -> Iterator[Figure]:
    client, bare = _Client(server.port, cookie_of(book)), _Client(floor.port, "")
    for path in _PAGES:
        page = _getting(client, book.path + path)
        medians = together([page, _getting(bare, "/hello"), _getting(bare, "/rows")], 150)
        pair = Pair(medians[0], medians[1] + medians[2])
        what = f"page {path or '/'} / Flask hello + a page of 50 rows (p50, HTTP)"
        yield Figure(2, what, pair.ratio, 1.5, 2, pair.detail)


def _getting(client: _Client, path: str) -> Callable[[], object]:
    return lambda: client.get(path)


def _visited(server: Server, book: Book) -> None:
    """Every page, often enough for every worker to have made it."""
    for _ in range(20):
        client = _Client(server.port, cookie_of(book))
        for path in _PAGES:
            client.get(book.path + path)


def _timed(clients: list[_Client], path: str, runs: int) -> list[float]:
    """The seconds of ``runs`` requests of every client, all at once."""
    taken: list[float] = []

    def work(client: _Client) -> None:
        for _ in range(runs):
            start = time.perf_counter()
            client.get(path)
            taken.append(time.perf_counter() - start)

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _crowd(server: Server, book: Book) -> Figure:
    path, cookie = f"{book.path}/transactions", cookie_of(book)
    few = _timed([_Client(server.port, cookie) for _ in range(8)], path, 50)
    many = _timed([_Client(server.port, cookie) for _ in range(64)], path, 12)
    pair = Pair(_p95(many), _p95(few))
    what = "64 connections at once / 8, p95 (all answered)"
    return Figure(25, what, pair.ratio, 10, 16, pair.detail)


def _sign_ins(server: Server, book: Book) -> Figure:
    """One client's pages while six others sign in all the time, against the same undisturbed."""
    path, cookie = f"{book.path}/transactions", cookie_of(book)
    quiet = _timed([_Client(server.port, cookie)], path, 150)
    over = threading.Event()
    said = f'{{"username": "{book.name}", "password": "{PASSWORD}"}}'

    def sign_in() -> None:
        client = _Client(server.port, "")
        while not over.is_set():
            client.send("POST", "/api/auth/login", said)

    others = [threading.Thread(target=sign_in) for _ in range(6)]
    for other in others:
        other.start()
    busy = _timed([_Client(server.port, cookie)], path, 150)
    over.set()
    for other in others:
        other.join()
    pair = Pair(_p95(busy), _p95(quiet))
    return Figure(24, "a page's p95 while 6 sign in / idle", pair.ratio, 2, 3, pair.detail)
