"""Rows 21 and 28: what looking at limits and rules costs a write, and how soon a device hears."""

import base64
import json
import os
import socket
import statistics
import time
from collections.abc import Iterator
from decimal import Decimal
from http.client import HTTPConnection
from typing import Any, Final

from wsproto.connection import Connection, ConnectionType
from wsproto.events import TextMessage

from bench.measure import Figure, paired, wall
from bench.served import Server, serving
from bench.stage import PASSWORD, Stage
from finance.adapters.clock import new_id, now
from finance.adapters.postgres import raising
from finance.adapters.postgres.pipeline import Statement
from finance.domain.accounts import AccountKind
from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.entries import Flow, Heading, Part
from finance.domain.ledger import TransactionKind
from finance.domain.money import Money
from finance.domain.people import Actor
from finance.usecases.budgets import AddBudget
from finance.usecases.transactions import Record

_RUNS: Final = 200
_HEARD: Final = 60
_END: Final = b"\r\n\r\n"


def rows(stage: Stage) -> Iterator[Figure]:
    """Both rows, in books of their own."""
    yield _checked(stage)
    yield _told(stage)


def _checked(stage: Stage) -> Figure:
    """A limit on every category and on everything, and every kind of rule, none of them passed."""
    actor = stage.new("watched")
    _watch(stage, actor)
    module: Any = raising
    with_checks = module.raising

    def unchecked() -> None:
        module.raising = _nothing
        try:
            _spend(stage, actor, "0.01")
        finally:
            module.raising = with_checks

    pair = paired(lambda: _spend(stage, actor, "0.01"), unchecked, _RUNS)
    return Figure(21, "an expense with all checks / without", pair.ratio, 1.3, 2, pair.detail)


def _nothing(*_: object) -> list[Statement]:
    return []


def _watch(stage: Stage, actor: Actor) -> None:
    cases = stage.cases
    accounts = [one.account for one in cases.accounts.all(actor)]
    expenses = [one.id for one in accounts if one.kind is AccountKind.EXPENSE]
    for category_id in (None, *expenses):
        amount = Decimal(1_000_000)
        cases.budgets.add(actor, AddBudget(id=new_id(), category_id=category_id, amount=amount))
    most, least = Money(100_000_000, "EUR"), Money(-100_000_000, "EUR")
    cash = actor.book.default_account_id
    low = AlertRule(id=new_id(), kind=AlertKind.LOW_BALANCE, account_id=cash, amount=least)
    cases.alerts.add(actor, low)
    cases.alerts.add(actor, AlertRule(id=new_id(), kind=AlertKind.LARGE, amount=most))


def _spend(stage: Stage, actor: Actor, amount: str) -> None:
    accounts = {one.account.name: one.account.id for one in stage.cases.accounts.all(actor)}
    body = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=accounts["Cash"],
        parts=(Part(Decimal(amount), accounts["Groceries"]),),
    )
    heading = Heading(date=actor.book.today(now()), payee="Bench")
    stage.cases.transactions.record(actor, Record(id=new_id(), heading=heading, body=body))


def _told(stage: Stage) -> Figure:
    """From commit in this process to the message on a device at another one, p95."""
    actor = stage.new("told")
    rule = AlertRule(id=new_id(), kind=AlertKind.LARGE, amount=Money(10_000, "EUR"))
    stage.cases.alerts.add(actor, rule)
    given = {"username": "told", "password": PASSWORD}
    token = stage.app.test_client().post("/api/auth/login", json=given).get_json()["access_token"]
    with serving(BENCH_URL=stage.urls.app) as server:
        device = _Device(server, str(token))
        device.heard()
        waits = sorted(_wait(stage, actor, device) for _ in range(_HEARD))
        line = HTTPConnection("127.0.0.1", server.port)
        once = statistics.median(wall(lambda: _request(line)) for _ in range(_HEARD))
    p95 = waits[len(waits) * 95 // 100]
    detail = f"{p95 * 1000:.1f} / {once * 1000:.2f} ms, p50 {statistics.median(waits) * 1000:.1f}"
    return Figure(28, "commit to a second device, p95 / one request", p95 / once, 10, 30, detail)


def _wait(stage: Stage, actor: Actor, device: "_Device") -> float:
    _spend(stage, actor, "150")
    committed = time.perf_counter()
    device.heard()
    return max(time.perf_counter() - committed, 0)


def _request(line: HTTPConnection) -> None:
    line.request("GET", "/healthz")
    line.getresponse().read()


class _Device:
    """A program at a WebSocket."""

    def __init__(self, server: Server, token: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", server.port), 30)
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(
            f"GET /ws/notifications HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = b""
        while _END not in head:
            head += self._socket.recv(1)
        self._wire = Connection(ConnectionType.CLIENT)
        self._socket.sendall(self._wire.send(TextMessage(data=json.dumps({"token": token}))))

    def heard(self) -> dict[str, Any]:
        """The next message of notices."""
        text = ""
        while True:
            for event in self._wire.events():
                if isinstance(event, TextMessage):
                    text += event.data
                    if event.message_finished:
                        told: dict[str, Any] = json.loads(text)
                        if told["type"] == "notifications":
                            return told
                        text = ""
            self._wire.receive_data(self._socket.recv(65536))
