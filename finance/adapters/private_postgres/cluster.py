"""Makes, starts, heals and stops the private PostgreSQL of one data folder.

Any number of processes may use it at once: the first starts it (or adopts one that outlived a
crash of its users), the last stops it. Starting and stopping happen under a file lock.
"""

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Final

from finance.adapters.private_postgres.locks import Guests, alone, undisturbed
from finance.adapters.private_postgres.places import APP, OWNER, SUPERUSER, Places, give
from finance.adapters.private_postgres.programs import Programs, find
from finance.domain.errors import Unavailable

_PATIENCE: Final = 30.0
"""Seconds in which a start must succeed; a dead server's last processes may block the way."""
_RECOVERY: Final = 600.0
"""Seconds a server may take that says it is busy recovering."""
_STEP: Final = 0.2
_BUILTIN_LOCALE_SINCE: Final = 17
_NO_ROOM: Final = os.strerror(errno.ENOSPC)
_WAKING: Final = ("starting up", "shutting down", "recovery", "not yet accepting")
_SETTINGS: Final = (
    "listen_addresses=''",
    "unix_socket_permissions=0700",
    "timezone=UTC",
    "jit=off",
    "logging_collector=on",
    "log_directory=log",
    "log_filename=postgres-%a.log",
    "log_truncate_on_rotation=on",
    "log_rotation_age=1440",
    "log_rotation_size=0",
)
_THROWAWAY: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class State(Enum):
    """What a server says when it is asked for a connection."""

    READY = "ready"
    WAKING = "waking"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Urls:
    """How to reach the database: as its owner, as the app, and as the server's superuser."""

    owner: str
    app: str
    superuser: str


class PrivatePostgres:
    """The private server of ``data_dir``.

    ``throwaway`` trades safety for speed and is for tests alone: no command offers it.
    """

    def __init__(
        self, data_dir: Path, *, bin_dir: Path | None = None, throwaway: bool = False
    ) -> None:
        self._places = Places(data_dir.resolve())
        self._bin_dir = bin_dir
        self._throwaway = throwaway

    @contextmanager
    def running(self) -> Iterator[Urls]:
        """The server runs and its roles and database are there while the block lasts.

        Unavailable ``postgres_missing``, ``postgres_version``, ``postgres_failed`` (with the end
        of its log), ``data_dir_full``, ``fsync_off``, ``data_dir_closed`` or
        ``socket_dir_foreign``. Interrupted while it starts, it is stopped again.
        """
        from finance.adapters.private_postgres.furnishing import furnish

        folder = self._places.data_dir
        urls = self.urls()
        guests = Guests(folder / "postgres.users")
        with ExitStack() as leaving:
            with self._alone():
                programs = find(folder, self._bin_dir)
                leaving.callback(self._leave, programs, guests, guests.enter())
                self._wake(programs)
                furnish(self._places, throwaway=self._throwaway)
            yield urls

    def _leave(self, programs: Programs, guests: Guests, guest: IO[str]) -> None:
        """Stop the server if nobody else uses it, also one whose start did not come to its end."""
        with self._alone():
            guest.close()
            if guests.nobody() and self.made:
                self._pg_ctl(programs, "stop", "-m", "fast", "-w", "-t", "60")

    @property
    def made(self) -> bool:
        """Whether there is a database in the folder, running or not."""
        return (self._places.cluster / "PG_VERSION").exists()

    def heal(self) -> bool:
        """Start the server again if it is gone, while ``running``; whether it had to be."""
        if self.state() is not State.AWAY:
            return False
        with self._alone():
            self._wake(find(self._places.data_dir, self._bin_dir))
        return True

    def state(self) -> State:
        """What the server says now; a list of processes could not tell.

        Unavailable ``postgres_secrets_lost`` if it does not take our password.
        """
        import psycopg

        address = self._places.url(SUPERUSER, "postgres", "postgresql")
        try:
            psycopg.connect(address, connect_timeout=5).close()
        except psycopg.OperationalError as error:
            said = str(error)
            if "password authentication failed" in said:
                raise Unavailable("postgres_secrets_lost", None, {"reason": said}) from error
            return State.WAKING if any(word in said for word in _WAKING) else State.AWAY
        return State.READY

    @property
    def socket_dir(self) -> Path:
        """The folder of its socket."""
        return self._places.socket_dir

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with alone(self._places.data_dir / "postgres.lock", _RECOVERY):
            yield

    def urls(self) -> Urls:
        """The addresses it has or will have; its folder and passwords are made if need be."""
        self._places.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Urls(*(self._places.url(role) for role in (OWNER, APP, SUPERUSER)))

    def _wake(self, programs: Programs) -> None:
        self._places.prepare(programs.user)
        if not self.made:
            self._initdb(programs)
        self._check_version(programs)
        self._start(programs)

    def _check_version(self, programs: Programs) -> None:
        made_by = (self._places.cluster / "PG_VERSION").read_text().strip()
        if made_by != str(programs.version()):
            facts = {"made_by": made_by, "found": programs.version()}
            raise Unavailable("postgres_version", None, facts)

    def _initdb(self, programs: Programs) -> None:
        """Make the database files beside their place, so that half of them never counts."""
        locale = ["--locale=C.UTF-8"]
        if programs.version() >= _BUILTIN_LOCALE_SINCE:
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        partial = self._places.data_dir / "postgres.made"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        give(partial, programs.user)
        with self._password_file(programs) as password_file:
            options = ["-k", "-E", "UTF8", "-U", SUPERUSER, *locale]
            options += ["--auth=scram-sha-256", f"--pwfile={password_file}"]
            done = programs.run("initdb", [*options, "-D", str(partial)])
        if done.returncode != 0:
            raise self._failed(done.stdout)
        partial.rename(self._places.cluster)

    @contextmanager
    def _password_file(self, programs: Programs) -> Iterator[Path]:
        path = self.socket_dir / "password"
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(self._places.passwords()[SUPERUSER])
        if programs.user is not None:
            programs.user.own(path)
        try:
            yield path
        finally:
            path.unlink()

    def _pg_ctl(self, programs: Programs, *arguments: str) -> tuple[int, str]:
        done = programs.run("pg_ctl", arguments, self._places.cluster)
        return done.returncode, done.stdout

    def _start(self, programs: Programs) -> None:
        """Start the server, or adopt one; what a crash left behind goes away by itself."""
        began = time.monotonic()
        said = ""
        while (state := self.state()) is not State.READY:
            allowed = _PATIENCE if state is State.AWAY else _RECOVERY
            if time.monotonic() - began > allowed:
                raise self._failed(said + self._log_end())
            if state is State.AWAY:
                said = self._try_start(programs)
            else:
                time.sleep(_STEP)

    def _try_start(self, programs: Programs) -> str:
        """Try once; what was said if it failed."""
        settings = [*_SETTINGS, *(_THROWAWAY if self._throwaway else ())]
        options = " ".join(f"-c {setting}" for setting in settings)
        options = f"-k '{self.socket_dir}' {options}"
        # pg_ctl hands its arguments to a shell: the folder, which may be called anything, is
        # named by the environment and by where the program runs.
        start = ("start", "-w", "-t", "5", "-l", "start.log", "-o", options)
        with undisturbed():
            code, said = self._pg_ctl(programs, *start)
        if code == 0:
            return ""
        time.sleep(_STEP)
        return said

    def _failed(self, said: str) -> Unavailable:
        if _NO_ROOM in said:
            return Unavailable("data_dir_full", None, {"folder": self._places.data_dir})
        return Unavailable("postgres_failed", None, {"reason": said[-2000:]})

    def _log_end(self) -> str:
        logs = [self._places.cluster / "start.log", *(self._places.cluster / "log").glob("*.log")]
        with suppress(OSError):
            newest = max(logs, key=lambda path: path.stat().st_mtime)
            return newest.read_text(errors="replace")[-1500:]
        return ""
