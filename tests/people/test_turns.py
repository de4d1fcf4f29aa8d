"""Heavy things take turns across processes, and a turn outlives nobody."""

import os
import signal
import subprocess
import sys
import textwrap

_PROGRAM = """
    import os, sys, time
    from finance.adapters.turns import Turns
    turns = Turns(int(sys.argv[1]))
    came, went = os.pipe()
    holder = os.fork()
    if holder == 0:
        with turns.one():
            os.write(went, b"x")
            time.sleep(60)
    os.read(came, 1)
    if sys.argv[2] == "kill":
        os.kill(holder, 9)
        os.waitpid(holder, 0)
    with turns.one():
        print("mine", flush=True)
    if sys.argv[2] != "kill":
        os.kill(holder, 9)
"""


def _second(most: int, how: str, patience: float) -> bool:
    """Whether a second process gets its turn while (or after) a forked one has the first."""
    command = [sys.executable, "-c", textwrap.dedent(_PROGRAM), str(most), how]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, start_new_session=True) as both:  # noqa: S603 - ours
        try:
            said, _ = both.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            os.killpg(both.pid, signal.SIGKILL)
            return False
        return said == b"mine\n"


def test_a_forked_process_waits_for_the_only_turn() -> None:
    assert not _second(1, "wait", 3)


def test_two_turns_are_for_two_processes() -> None:
    assert _second(2, "wait", 20)


def test_the_turn_of_a_process_that_died_is_free() -> None:
    assert _second(1, "kill", 20)
