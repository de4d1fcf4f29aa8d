"""Files are read by children that are held to what a file may cost, and none of them is left."""

import gc
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import psutil
import pytest

from finance.adapters.apart.allowance import Allowance
from finance.adapters.apart.reading import FilesApart, ReadingBroke
from finance.adapters.files import reader
from finance.domain.errors import Conflict, FinanceError, Unavailable, Unreadable
from finance.domain.statements import Hints
from tests.apart.hostile import HOSTILE

SMALL = b"Date,Text,Amount\n2024-01-02,a,-1.00\n2024-01-03,b,2.00\n"
PLENTY = Allowance(seconds=20, memory=500_000_000, patience=60)


def large(count: int = 60_000) -> bytes:
    """An honest file that takes a while."""
    rows = (f"2024-01-{1 + at % 28:02},shop {at},-{at % 99 + 1}.00" for at in range(count))
    return "\n".join(["Date,Text,Amount", *rows]).encode()


def at_most(**limits: float) -> FilesApart:
    """A reader whose files may cost no more than this, whatever their size."""
    given = {"seconds": PLENTY.seconds, "memory": PLENTY.memory, "patience": PLENTY.patience}
    allowance = Allowance(**{**given, **limits})  # type: ignore[arg-type]
    return FilesApart(lambda _size: allowance)


OTHERS: set[int] = set()
"""Children that were here before the test: of an application that other tests left waiting."""


def children() -> list[psutil.Process]:
    """The children of the test that read files, the dead among them if not taken leave of."""
    found = [one for one in psutil.Process().children() if one.pid not in OTHERS]
    return [one for one in found if one.status() == "zombie" or _reads(one)]


def _reads(one: psutil.Process) -> bool:
    return "finance.adapters.apart.child" in one.cmdline()


def descriptors() -> int:
    """How many files, pipes and sockets this process has open."""
    count: int = psutil.Process().num_fds()
    return count


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Whatever happens to a file: no process, no descriptor and no thread stays."""
    files, threads = descriptors(), threading.active_count()
    OTHERS.clear()
    OTHERS.update(one.pid for one in psutil.Process().children())
    yield
    gc.collect()  # what a failed test still holds
    assert children() == []
    assert descriptors() <= files
    until = time.monotonic() + 5
    while threading.active_count() > threads and time.monotonic() < until:
        time.sleep(0.01)
    assert threading.active_count() <= threads


def meanwhile(files: FilesApart, act: Callable[[psutil.Process], object], content: bytes) -> None:
    """Read ``content``, and do something to the child while it reads."""

    def interfere() -> None:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            for one in children():
                if one.cpu_times().user > 0.3:
                    act(one)
                    return
            time.sleep(0.005)

    other = threading.Thread(target=interfere)
    other.start()
    try:
        files.read("bank.csv", content)
    finally:
        other.join()


def test_a_child_says_of_a_file_what_the_reader_says() -> None:
    assert FilesApart().read("bank.csv", SMALL) == reader.read("bank.csv", SMALL)


def test_an_empty_file_is_refused_as_by_the_reader() -> None:
    with pytest.raises(Unreadable, match="file_empty"):
        FilesApart().read("bank.csv", b"")


def test_what_is_wrong_with_a_file_comes_with_code_field_facts_and_line() -> None:
    broken = SMALL + b"2024-01-04,\0,1.00\n"
    with pytest.raises(Unreadable) as here:
        reader.read("bank.csv", broken)
    with pytest.raises(Unreadable) as told:
        FilesApart().read("bank.csv", broken)

    assert told.value.facts["line"] == 4
    for name in ("code", "field", "facts"):
        assert getattr(told.value, name) == getattr(here.value, name)


def test_hints_reach_the_child() -> None:
    hints = Hints(currency="JPY")
    whole = b"Date,Text,Amount\n2024-01-02,a,-100\n2024-01-03,b,200\n"

    assert FilesApart().read("bank.csv", whole, hints).statements[0].currency == "JPY"


def test_small_files_are_read_by_one_child_and_also_after_one_that_cannot_be_read() -> None:
    files = FilesApart()
    files.read("bank.csv", SMALL)
    first = [one.pid for one in children()]
    with pytest.raises(Unreadable):
        files.read("bank.csv", b"a\nb\n")
    files.read("bank.csv", SMALL)

    assert [one.pid for one in children()] == first
    assert len(first) == 1


def test_a_child_that_read_a_large_file_is_not_kept_and_a_fresh_one_waits() -> None:
    files = FilesApart()
    files.read("bank.csv", SMALL)
    first = [one.pid for one in children()]
    files.read("bank.csv", large())
    second = [one.pid for one in children()]
    files.read("bank.csv", SMALL)

    assert len(second) == 1
    assert second != first
    assert [one.pid for one in children()] == second


def test_a_file_is_read_even_if_no_fresh_child_can_be_started_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = FilesApart()
    files.read("bank.csv", SMALL)

    def none_starts(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("subprocess.Popen", none_starts)

    assert files.read("bank.csv", large()).statements
    assert children() == []


def test_a_child_nobody_needs_is_ended_after_a_while() -> None:
    files = FilesApart(rest=0.05)
    files.read("bank.csv", SMALL)
    until = time.monotonic() + 10
    while children() and time.monotonic() < until:
        time.sleep(0.01)

    assert children() == []
    assert files.read("bank.csv", SMALL).statements


def test_a_file_that_takes_too_long_is_ended_and_the_next_one_is_read() -> None:
    files = at_most(seconds=0.1)
    with pytest.raises(Unreadable) as caught:
        files.read("slow.csv", large())

    assert (caught.value.code, caught.value.field) == ("file_time", "file")
    assert caught.value.facts["file"] == "slow.csv"
    assert children() == []
    assert files.read("bank.csv", SMALL).statements


def test_a_file_that_takes_too_much_memory_is_ended_and_the_next_one_is_read() -> None:
    files = at_most(memory=12_000_000)
    with pytest.raises(Unreadable) as caught:
        files.read("fat.csv", large(100_000))

    assert (caught.value.code, caught.value.field) == ("file_memory", "file")
    assert caught.value.facts["file"] == "fat.csv"
    assert children() == []
    assert files.read("bank.csv", SMALL).statements


def test_a_child_that_does_nothing_at_all_is_ended_too() -> None:
    files = at_most(patience=2)
    with pytest.raises(Unreadable, match="file_time"):
        meanwhile(files, psutil.Process.suspend, large(200_000))

    assert children() == []


def test_a_child_that_is_killed_midway_is_told_of_and_the_next_file_is_read() -> None:
    files = FilesApart()
    with pytest.raises(Unavailable) as caught:
        meanwhile(files, psutil.Process.kill, large(200_000))

    assert (caught.value.code, caught.value.facts["file"]) == ("reading_ended", "bank.csv")
    assert children() == []
    assert files.read("bank.csv", SMALL).statements


def test_a_child_that_died_while_it_waited_is_replaced_unseen() -> None:
    files = FilesApart()
    files.read("bank.csv", SMALL)
    (waiting,) = children()
    waiting.kill()
    until = time.monotonic() + 10
    while waiting.is_running() and waiting.status() != "zombie" and time.monotonic() < until:
        time.sleep(0.01)

    assert files.read("bank.csv", SMALL).statements
    assert len(children()) == 1


def test_a_fault_of_the_program_is_not_taken_for_one_of_the_file() -> None:
    files = FilesApart()
    with pytest.raises(ReadingBroke, match="Traceback"):
        files.read("bank.csv", SMALL, Hints(currency=5))  # type: ignore[arg-type]

    assert children() == []


def test_only_so_many_files_are_read_at_once_and_who_waits_too_long_is_told() -> None:
    files = FilesApart(at_once=1, patience=0.05)
    refused: list[FinanceError] = []

    def second(first: psutil.Process) -> None:
        first.suspend()
        try:
            files.read("second.csv", SMALL)
        except Unavailable as error:
            refused.append(error)
        first.resume()

    meanwhile(files, second, large())

    assert [(one.code, one.facts["file"]) for one in refused] == [("reading_busy", "second.csv")]


def test_a_child_that_cannot_be_started_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finance.adapters.apart.reading._COMMAND", ("/nowhere/python",))

    with pytest.raises(Unavailable, match="reading_ended"):
        FilesApart().read("bank.csv", SMALL)


def test_children_end_when_the_process_they_read_for_is_killed() -> None:
    program = (
        "from finance.adapters.apart.reading import FilesApart; import time;"
        f"files = FilesApart(); files.read('bank.csv', {SMALL!r}); print('read', flush=True);"
        "time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:  # noqa: S603
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"read\n"
        (child,) = psutil.Process(parent.pid).children()
        parent.send_signal(signal.SIGKILL)

    child.wait(10)
    assert not child.is_running()


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_answered_within_its_allowance(kind: str) -> None:
    content = HOSTILE[kind]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with suppress(Unreadable):
        FilesApart().read("bank.csv", content)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert worked < Allowance.of(len(content)).seconds + 1  # a child takes a moment to start
    most = Allowance.of(len(content)).memory + 150_000_000
    # The peak is that of all children so far, those of other tests among them.
    assert after.ru_maxrss == before.ru_maxrss or after.ru_maxrss * 1024 < most


def test_an_honest_large_file_needs_half_its_allowance_at_most() -> None:
    content = large(100_000)
    allowance = Allowance.of(len(content))
    files = at_most(seconds=allowance.seconds / 2, memory=allowance.memory // 2)

    assert len(files.read("bank.csv", content).statements[0].lines) == 100_000


def test_errors_of_every_kind_cross() -> None:
    from finance.adapters.apart.frames import packed, unpacked

    error = Conflict("id_taken", "id", {"line": 3})
    told = unpacked(packed(error))

    assert (type(told), told.code, told.field, told.facts) == (
        *(Conflict, "id_taken", "id"),
        {"line": 3},
    )
