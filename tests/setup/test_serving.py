"""`finance serve` as a person runs it: up, healed, told twice, and stopped."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from finance.adapters.postgres.migrate import upgrade
from finance.adapters.private_postgres import PrivatePostgres, State, Urls
from finance.serving.listening import answers, listen
from finance.serving.process import Process
from tests.databases import new_database

PATIENCE = 60.0
_ADDRESS = re.compile(r"runs at (http://\S+)")


@dataclass
class Running:
    """One `finance serve` and what it has said so far."""

    process: subprocess.Popen[str]
    log: Path

    def said(self) -> str:
        """Everything it said."""
        return self.log.read_text()

    def address(self) -> str:
        """Where it answers, once it does."""
        until(lambda: _ADDRESS.search(self.said()) or self.process.poll() is not None)
        found = _ADDRESS.search(self.said())
        assert found, self.said()
        return found[1]

    def children(self) -> list[int]:
        """The ids of its processes, the oldest first."""
        pid = self.process.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def stop(self, name: signal.Signals = signal.SIGINT) -> int:
        """Its exit code after a signal."""
        self.process.send_signal(name)
        return self.process.wait(PATIENCE)


def until(holds: Callable[[], object]) -> None:
    """Wait until ``holds``; fail if it takes too long."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def environ(**more: str) -> dict[str, str]:
    """The present environment without settings, and with ``more``."""
    kept = {k: v for k, v in os.environ.items() if k == "PATH" or k.startswith("COV")}
    return {**kept, **more}


def line(data_dir: Path, *arguments: str) -> list[str]:
    """The command line of a server on a free port."""
    command = [sys.executable, "-m", "finance.cli", "serve", "--port", "0"]
    return [*command, "--data-dir", str(data_dir), *arguments]


@contextmanager
def serving(data_dir: Path, *arguments: str, **more: str) -> Iterator[Running]:
    """A server while the block lasts."""
    log = data_dir.parent / "said"
    with (
        log.open("w") as file,
        subprocess.Popen(  # noqa: S603 - our own command
            line(data_dir, *arguments),
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
            env=environ(FINANCE_WORKERS="1", **more),
        ) as process,
    ):
        try:
            yield Running(process, log)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def well(address: str) -> bool:
    """Whether the server says it is ready, database and all."""
    try:
        with urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310 - loopback
            return bool(answer.status == 200)
    except OSError:
        return False


def test_it_comes_up_heals_and_stops_without_a_trace(data_dir: Path) -> None:
    with serving(data_dir) as server:
        address = server.address()
        until(lambda: well(address))

        second = subprocess.run(  # noqa: S603 - our own command
            line(data_dir), capture_output=True, text=True, check=False, env=environ()
        )
        assert second.returncode == 1
        assert address in second.stderr

        pid = int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        until(lambda: "The database had stopped; it runs again." in server.said())
        until(lambda: well(address))

        assert server.stop() == 0
        assert "Stopped." in server.said()
    assert PrivatePostgres(data_dir).state() is State.AWAY
    assert not well(address)


@pytest.mark.parametrize("mark", ["postgres.made", "postgres", "postgres/postmaster.pid"])
def test_a_start_that_is_interrupted_leaves_no_database_running(data_dir: Path, mark: str) -> None:
    with serving(data_dir) as server:
        until((data_dir / mark).exists)
        assert server.stop() == 0
        assert "runs at" not in server.said()
    assert PrivatePostgres(data_dir).state() is State.AWAY
    assert not (data_dir / "postgres" / "postmaster.pid").exists()


def test_a_web_server_that_dies_is_started_again_at_the_same_address(data_dir: Path) -> None:
    with serving(data_dir) as server:
        address = server.address()
        os.kill(server.children()[0], signal.SIGKILL)
        until(lambda: "The web server stopped; starting it again." in server.said())
        until(lambda: well(address))
        assert server.stop(signal.SIGTERM) == 0


def test_a_clock_that_dies_is_started_again_and_goes_with_its_parent(data_dir: Path) -> None:
    with serving(data_dir) as server:
        address = server.address()
        until(lambda: len(server.children()) > 1)
        first = server.children()[-1]
        os.kill(first, signal.SIGKILL)
        until(lambda: "The clock stopped; starting it again." in server.said())
        until(lambda: len(server.children()) > 1 and server.children()[-1] != first)
        second = server.children()[-1]
        # A new child is a copy of its parent for a moment, before it becomes the clock.
        until(lambda: b"finance.serving.clock" in Path(f"/proc/{second}/cmdline").read_bytes())
        assert well(address)
        server.process.kill()
        server.process.wait()
        until(lambda: not Path(f"/proc/{second}").exists())


def test_what_a_killed_server_leaves_behind_is_taken_over(data_dir: Path) -> None:
    with serving(data_dir) as server:
        address = server.address()
        server.process.kill()
        server.process.wait()
        until(lambda: not well(address))
    assert PrivatePostgres(data_dir).state() is State.READY
    with serving(data_dir) as server:
        address = server.address()
        until(lambda: well(address))
        assert server.stop() == 0
    assert PrivatePostgres(data_dir).state() is State.AWAY


def test_a_demonstration_keeps_to_a_folder_of_its_own(data_dir: Path) -> None:
    with serving(data_dir, "--demo", DATABASE_URL="postgresql://nobody@127.0.0.1:1/x") as server:
        until(lambda: well(server.address()))
        assert server.stop() == 0
    assert [path.name for path in data_dir.iterdir()] == ["demo"]


def test_a_named_database_is_used_and_left_running(data_dir: Path, urls: Urls) -> None:
    own = new_database(urls)
    named = {"DATABASE_URL": own.app, "DATABASE_OWNER_URL": own.owner}
    with serving(data_dir, **named) as server:
        until(lambda: well(server.address()))
        assert server.stop() == 0
    assert [path.name for path in data_dir.iterdir()] == ["secret.key"]
    psycopg.connect(own.app.replace("+psycopg", "")).close()


def test_a_database_that_is_not_there_is_said_without_its_password(data_dir: Path) -> None:
    named = {"DATABASE_URL": "postgresql://someone:hidden@127.0.0.1:1/x"}
    done = subprocess.run(  # noqa: S603 - our own command
        line(data_dir), capture_output=True, text=True, check=False, env=environ(**named)
    )
    assert done.returncode == 1
    assert "does not let us in" in done.stderr
    assert "hidden" not in done.stderr
    assert "Traceback" not in done.stderr


def _on(data_dir: Path, **named: str) -> str:
    """What is said by a server that does not start."""
    done = subprocess.run(  # noqa: S603 - our own command
        line(data_dir), capture_output=True, text=True, check=False, env=environ(**named)
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_role_that_may_not_make_tables_is_told_what_it_lacks(data_dir: Path, urls: Urls) -> None:
    own = new_database(urls)
    assert "may not make tables" in _on(data_dir, DATABASE_URL=own.app)


def test_two_addresses_of_two_databases_are_refused(data_dir: Path, urls: Urls) -> None:
    one, other = new_database(urls), new_database(urls)
    said = _on(data_dir, DATABASE_URL=one.app, DATABASE_OWNER_URL=other.owner)
    assert "two different databases" in said


def test_a_superuser_is_warned_that_walls_do_not_hold_for_it(data_dir: Path, urls: Urls) -> None:
    own = new_database(urls)
    with serving(data_dir, DATABASE_URL=own.superuser, DATABASE_OWNER_URL=own.owner) as server:
        server.address()
        assert "sees past row level security" in server.said()
    with serving(data_dir, DATABASE_URL=own.app, DATABASE_OWNER_URL=own.owner) as server:
        server.address()
        assert "sees past row level security" not in server.said()


def test_a_program_that_does_not_load_ends_with_its_reason(data_dir: Path, urls: Urls) -> None:
    named = {"DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner}
    done = subprocess.run(  # noqa: S603 - our own command
        line(data_dir),
        capture_output=True,
        text=True,
        check=False,
        env=environ(**named, GUNICORN_CMD_ARGS="--chdir /nowhere"),
    )
    assert done.returncode == 1
    assert "The web server did not start" in done.stderr


def test_where_gunicorn_does_not_run_waitress_serves(data_dir: Path, urls: Urls) -> None:
    named = {"DATABASE_URL": urls.app, "FINANCE_DATA_DIR": str(data_dir)}
    with listen("127.0.0.1", 0) as listener:
        number = listener.fileno()
        command = [sys.executable, "-m", "finance.serving.waitress", str(number), "2"]
        web = Process(command, environ(**named), (number,))
        web.let_go()
        until(lambda: answers(listener))
        assert not web.ended()
        web.stop()
        assert web.ended()


def test_the_clock_runs_until_it_is_told_to_stop(data_dir: Path, urls: Urls) -> None:
    own = new_database(urls)  # a real clock leaves nothing undone, in the books of other tests too
    upgrade(own.owner, own.app)
    named = {"DATABASE_URL": own.app, "FINANCE_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-m", "finance.cli", "clock"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, text=True, env=environ(**named)
    ) as process:
        assert process.stdout is not None
        assert "The clock runs" in process.stdout.readline()
        process.terminate()
        assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "99999"], "PORT: '99999' is not a whole number"),
        (["--host", "nowhere.invalid"], "no address nowhere.invalid"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(
    data_dir: Path, arguments: list[str], words: str
) -> None:
    done = subprocess.run(  # noqa: S603 - our own command
        line(data_dir, *arguments), capture_output=True, text=True, check=False, env=environ()
    )
    assert done.returncode in {1, 2}
    assert words in done.stderr
    assert "Traceback" not in done.stderr
