"""The parts of serving that need no server."""

import io
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from finance.adapters.private_postgres import Urls
from finance.cli import main, parser
from finance.commands.sentences import sentence
from finance.domain.errors import Conflict, Unavailable
from finance.jobs.clock import Job, keep
from finance.serving.listening import address, answers, listen
from finance.serving.process import Process
from finance.serving.single import only_one


def test_a_free_port_is_found_and_named() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_an_address_for_all_is_shown_as_one_that_works_here() -> None:
    with listen("0.0.0.0", 0) as listener:  # noqa: S104 - what is tested
        assert address(listener).startswith("http://127.0.0.1:")


def test_a_taken_port_is_told_from_an_unknown_host() -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(Unavailable, match="port_taken"):
            listen("127.0.0.1", port)
    with pytest.raises(Unavailable, match="host_unknown"):
        listen("192.0.2.1", 0)
    with pytest.raises(Unavailable, match="host_unknown"):
        listen("nowhere.invalid", 0)


def test_a_silent_listener_does_not_answer() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert not answers(listener, patience=0.2)


def test_the_second_is_told_where_the_first_is(tmp_path: Path) -> None:
    with only_one(tmp_path) as announce:
        with pytest.raises(Conflict) as early, only_one(tmp_path):
            pass
        announce("http://here")
        with pytest.raises(Conflict) as caught, only_one(tmp_path):
            pass
    assert early.value.facts["address"] == "it is just starting"
    assert caught.value.facts["address"] == "http://here"
    with only_one(tmp_path):
        pass


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable, match="data_dir_unwritable"), only_one(tmp_path / "file" / "x"):
        pass


@pytest.mark.parametrize(
    "line",
    [
        ["check"],
        ["backup", "x.backup"],
        ["export", "x.csv"],
        ["report", "x.pdf"],
        ["import", "x.ofx"],
        ["user", "list"],
        ["user", "reset-password", "anna"],
    ],
)
def test_what_looks_into_a_folder_does_not_make_an_empty_database_there(
    line: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery staple\n"))
    assert main([*line, "--data-dir", str(tmp_path / "mistyped")]) == 1
    assert f"There is nothing in {tmp_path / 'mistyped'} yet." in capsys.readouterr().err
    assert not (tmp_path / "mistyped").exists()


def test_a_folder_that_may_not_be_entered_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_: object) -> bool:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr("pathlib.Path.exists", closed)
    assert main(["check", "--data-dir", str(tmp_path / "data")]) == 1
    assert capsys.readouterr().err == f"{tmp_path}: Permission denied.\n"


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"Farthing {version('farthing')}\n"


def test_a_reader_who_has_enough_ends_a_command_quietly(tmp_path: Path) -> None:
    read, written = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "finance.cli", "--version"],
        stdout=written,
        stderr=subprocess.PIPE,
        check=False,
        cwd=tmp_path,
    )
    os.close(written)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_disk_without_room_only_keeps_others_from_being_told_where(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with only_one(tmp_path) as announce:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
        try:
            announce("http://here")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (tmp_path / "serve.lock").read_text() == ""


def test_the_clock_calls_its_jobs_until_it_is_stopped() -> None:
    called = threading.Event()
    stop = threading.Event()

    def tick() -> None:
        called.set()
        stop.set()

    keep([Job("tick", timedelta(seconds=0.05), tick)], stop)
    assert called.is_set()


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert {"serve", "migrate", "clock"} <= set(capsys.readouterr().out.split())


def test_a_flag_stands_for_its_setting() -> None:
    found = parser().parse_args(["serve", "--port", "81", "--data-dir", "x"])
    assert (found.PORT, found.FINANCE_DATA_DIR, found.HOST) == ("81", "x", None)


def test_migrating_twice_is_migrating_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, urls: Urls
) -> None:
    monkeypatch.setenv("DATABASE_URL", urls.app)
    monkeypatch.setenv("DATABASE_OWNER_URL", urls.owner)
    assert [main(["migrate"]), main(["migrate"])] == [0, 0]
    assert "up to date" in capsys.readouterr().out


def test_a_deaf_child_is_ended_all_the_same() -> None:
    ignore = "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1)"
    wait = "sys.stdin.read(); import time; time.sleep(60)"
    child = Process([sys.executable, "-c", f"{ignore}; {wait}"], {}, grace=0.5)
    time.sleep(0.5)
    child.stop()
    child.let_go()
    assert child.ended()


def test_bad_settings_end_with_code_2_and_every_fault(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    line = ["serve", "--port", "x", "--data-dir", str(tmp_path / "file")]
    assert main(line) == 2
    said = capsys.readouterr().err
    assert "PORT" in said
    assert "FINANCE_DATA_DIR" in said


def test_every_sentence_takes_the_facts_it_names() -> None:
    facts = {"address": "http://here", "reason": "why", "port": 80, "next": 81, "host": "h"}
    assert "http://here" in sentence(Conflict("already_serving", None, facts))
    assert "81" in sentence(Unavailable("port_taken", None, facts))
    assert sentence(Unavailable("odd"))


def test_a_socket_is_closed_when_it_cannot_listen() -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        for _ in range(3):
            with pytest.raises(Unavailable):
                listen("127.0.0.1", port)
    with socket.create_server(("127.0.0.1", port)):
        pass
