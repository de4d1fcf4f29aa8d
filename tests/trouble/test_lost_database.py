"""The database dies under load: nothing promised is lost, nothing is there twice."""

import os
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from finance.adapters.private_postgres import PrivatePostgres
from tests.setup.test_serving import Running, serving, until, well
from tests.trouble.talking import Answer, Order, Talker

KILLS = 2
WRITERS = 4


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A folder the database's own user can reach."""
    with tempfile.TemporaryDirectory(prefix="farthing-lost-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "data"


def _kill_all(data_dir: Path) -> None:
    """End every process of the database at once, as a power cut would."""
    postmaster = int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    for pid in [postmaster, *map(int, children)]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


class _Writer(threading.Thread):
    """Sends one order after another until told to stop; what got no answer is sent again later."""

    def __init__(self, talker: Talker, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self._talker, self._stop_now = talker, stop
        self.orders: list[Order] = []
        self.answers: list[Answer] = []

    def run(self) -> None:
        """Write."""
        while not self._stop_now.is_set():
            self.orders.append(Order(len(self.orders)))
            self.answers.append(self.orders[-1].send(self._talker))
            if self.answers[-1].status != 201:
                time.sleep(0.1)


def _outage(server: Running, data_dir: Path) -> float:
    """Seconds from the death of the database until the program is ready again."""
    address = server.address()
    began = time.monotonic()
    _kill_all(data_dir)
    until(lambda: not well(address))
    until(lambda: well(address))
    return time.monotonic() - began


def test_what_was_promised_survives_the_death_of_the_database(data_dir: Path) -> None:
    with serving(data_dir) as server:
        talker = Talker(server.address())
        talker.register()
        stop = threading.Event()
        writers = [_Writer(talker, stop) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        outages = []
        for _ in range(KILLS):
            time.sleep(0.7)
            outages.append(_outage(server, data_dir))
        time.sleep(0.5)
        stop.set()
        for writer in writers:
            writer.join(30)
        orders = [order for writer in writers for order in writer.orders]
        statuses = Counter(answer.status for writer in writers for answer in writer.answers)
        assert max(outages) < 30, outages
        assert set(statuses) <= {0, 200, 201, 503}, statuses
        assert statuses[201] > 0
        promised = {order.id for order in orders if order.sure}
        there = Counter(one["description"] for one in talker.everything())
        assert promised - set(there) == set()
        _let_a_minute_pass(data_dir)
        _send_again(talker, [order for order in orders if not order.sure])
        there = Counter(one["description"] for one in talker.everything())
        assert there == Counter({order.id: 1 for order in orders})
        balance = next(
            one for one in talker.ask("GET", "/accounts").body["items"] if one["name"] == "Cash"
        )
        assert balance["balance"] == f"-{len(orders)}.00"


def _let_a_minute_pass(data_dir: Path) -> None:
    """A key whose first request died with the database is taken over after a minute."""
    superuser = create_engine(PrivatePostgres(data_dir).urls().superuser)
    with superuser.begin() as connection:
        connection.execute(text("UPDATE idempotency SET taken_at = taken_at - interval '1 min'"))
    superuser.dispose()


def _send_again(talker: Talker, unsure: list[Order]) -> None:
    """Each until it is done."""
    end = time.monotonic() + 30
    while unsure and time.monotonic() < end:
        unsure = [order for order in unsure if order.send(talker).status not in {200, 201}]
        time.sleep(0.2)
    assert unsure == []
