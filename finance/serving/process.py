"""One child process and how it is ended: asked first, forced when it does not listen."""

import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

GRACE: Final = 8.0
"""Seconds to end by itself; longer than the web server's own patience with open requests."""


class Process:
    """A running child in a process group of its own, so that Ctrl-C reaches only its parent.

    Its standard input is a pipe from its parent: a line there tells it to begin, the end of it
    that its parent is gone.
    """

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        descriptors: Sequence[int] = (),
        grace: float = GRACE,
    ) -> None:
        self._grace = grace
        self._child = subprocess.Popen(  # noqa: S603 - our own command line, no shell
            command,
            env=environ,
            stdin=subprocess.PIPE,
            pass_fds=descriptors,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._child.pid

    def let_go(self) -> None:
        """Tell it to begin; one that is gone already is not told."""
        if self._child.stdin is not None and not self._child.stdin.closed:
            with suppress(BrokenPipeError):
                self._child.stdin.write(b"\n")
                self._child.stdin.flush()

    def ended(self) -> bool:
        """Whether it is gone."""
        return self._child.poll() is not None

    def stop(self) -> None:
        """End it; returns when it is gone."""
        self._child.terminate()
        try:
            self._child.wait(self._grace)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        finally:
            if self._child.stdin is not None:
                with suppress(BrokenPipeError):
                    self._child.stdin.close()
