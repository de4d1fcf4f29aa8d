"""Makes, starts, heals and stops the private PostgreSQL of one data folder.

Whoever holds the folder's lock owns the server: starts it, or adopts one left running, and stops
it in the end. Everybody else joins while the owner is there.
"""

import fcntl
import hashlib
import json
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from finance.adapters.private_postgres.programs import Programs, find
from finance.domain.errors import Unavailable

DATABASE: Final = "farthing"
OWNER: Final = "farthing_owner"
APP: Final = "farthing_app"
SUPERUSER: Final = "postgres"
_LONGEST_SOCKET_PATH: Final = 80
_PATIENCE: Final = 30.0
_BUILTIN_LOCALE_SINCE: Final = 17
_THROWAWAY: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


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
        self._data_dir = data_dir.resolve()
        self._bin_dir = bin_dir
        self._throwaway = throwaway

    @contextmanager
    def running(self) -> Iterator[Urls]:
        """The server runs and its roles and database are there while the block lasts.

        Unavailable ``postgres_missing``, ``postgres_failed`` (with the end of its log) or
        ``fsync_off``.
        """
        self._data_dir.mkdir(parents=True, exist_ok=True)
        with _Lock(self._data_dir / "postgres.lock") as lock:
            if not lock.held:
                self._await_owner()
                yield self._urls()
                return
            programs = find(self._data_dir, self._bin_dir)
            self._prepare(programs)
            self._start(programs)
            try:
                self._furnish()
                yield self._urls()
            finally:
                self._pg_ctl(programs, "stop", "-m", "fast", "-w", "-t", "30")

    @property
    def _cluster(self) -> Path:
        return self._data_dir / "postgres"

    @property
    def socket_dir(self) -> Path:
        """Where its socket is: in the data folder, or somewhere shorter if the path is long."""
        inside = self._data_dir / "socket"
        if len(str(inside)) <= _LONGEST_SOCKET_PATH:
            return inside
        name = hashlib.sha256(str(self._data_dir).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"farthing-{name}"

    def _secrets(self) -> dict[str, str]:
        path = self._data_dir / "postgres.secrets"
        if not path.exists():
            made = {name: secrets.token_hex(24) for name in (SUPERUSER, OWNER, APP)}
            partial = path.with_suffix(".partial")
            partial.touch(mode=0o600)
            partial.write_text(json.dumps(made))
            partial.replace(path)
        kept: dict[str, str] = json.loads(path.read_text())
        return kept

    def _url(self, role: str, scheme: str = "postgresql+psycopg") -> str:
        password = self._secrets()[role]
        return f"{scheme}://{role}:{password}@/{DATABASE}?host={quote(str(self.socket_dir))}"

    def _urls(self) -> Urls:
        return Urls(self._url(OWNER), self._url(APP), self._url(SUPERUSER))

    def _prepare(self, programs: Programs) -> None:
        for folder in (self._cluster, self.socket_dir):
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)
            if programs.user is not None:
                os.chown(folder, programs.user.uid, programs.user.gid)
        if not (self._cluster / "PG_VERSION").exists():
            self._initdb(programs)
        self._check_version(programs)

    def _check_version(self, programs: Programs) -> None:
        made_by = (self._cluster / "PG_VERSION").read_text().strip()
        if made_by != str(programs.version()):
            facts = {"made_by": made_by, "found": programs.version()}
            raise Unavailable("postgres_version", None, facts)

    def _initdb(self, programs: Programs) -> None:
        locale = ["--locale=C.UTF-8"]
        if programs.version() >= _BUILTIN_LOCALE_SINCE:
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        with self._password_file(programs) as password_file:
            options = ["-k", "-E", "UTF8", "-U", SUPERUSER, *locale]
            options += ["--auth=scram-sha-256", f"--pwfile={password_file}"]
            done = programs.run("initdb", [*options, "-D", str(self._cluster)])
        if done.returncode != 0:
            raise Unavailable("postgres_failed", None, {"reason": done.stdout[-2000:]})

    @contextmanager
    def _password_file(self, programs: Programs) -> Iterator[Path]:
        path = self.socket_dir / "password"
        path.touch(mode=0o600)
        path.write_text(self._secrets()[SUPERUSER])
        if programs.user is not None:
            os.chown(path, programs.user.uid, programs.user.gid)
        try:
            yield path
        finally:
            path.unlink()

    def _pg_ctl(self, programs: Programs, *arguments: str) -> tuple[int, str]:
        done = programs.run("pg_ctl", [*arguments, "-D", str(self._cluster)])
        return done.returncode, done.stdout

    def _start(self, programs: Programs) -> None:
        """Start the server, or adopt one; after a crash its dead process may block the way."""
        settings = ["listen_addresses=''", "unix_socket_permissions=0700"]
        settings += _THROWAWAY if self._throwaway else ()
        options = " ".join(f"-c {setting}" for setting in settings)
        start = ("start", "-w", "-t", "60", "-l", str(self._cluster / "log"))
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            code, said = self._pg_ctl(programs, *start, "-o", f"-k '{self.socket_dir}' {options}")
            if code != 0:
                if time.monotonic() > until:
                    reason = said + self._log_end()
                    raise Unavailable("postgres_failed", None, {"reason": reason})
                time.sleep(0.3)

    def _answers(self) -> bool:
        """Whether the server takes connections; a process list alone cannot tell."""
        try:
            psycopg.connect(self._maintenance(), connect_timeout=3).close()
        except (psycopg.OperationalError, OSError):
            return False
        return True

    def _maintenance(self) -> str:
        return self._url(SUPERUSER, "postgresql").replace(f"/{DATABASE}?", "/postgres?")

    def _log_end(self) -> str:
        with suppress(OSError):
            return (self._cluster / "log").read_text(errors="replace")[-1500:]
        return ""

    def _await_owner(self) -> None:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                psycopg.connect(self._url(APP, "postgresql"), connect_timeout=3).close()
            except (psycopg.OperationalError, OSError, KeyError) as error:
                if time.monotonic() > until:
                    raise Unavailable("postgres_failed", None, {"reason": str(error)}) from error
                time.sleep(0.2)
            else:
                return

    def _furnish(self) -> None:
        """Make the two roles and the database, or mend what is missing of them."""
        with psycopg.connect(self._maintenance(), autocommit=True) as connection:
            if not self._throwaway and _one(connection, "SHOW fsync") == "off":
                raise Unavailable("fsync_off")
            for role in (OWNER, APP):
                self._furnish_role(connection, role)
            made = "SELECT count(*) FROM pg_database WHERE datname = 'farthing'"
            if _one(connection, made) == 0:
                statement = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(
                    statement.format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
                )

    def _furnish_role(self, connection: psycopg.Connection, role: str) -> None:
        name, password = sql.Identifier(role), sql.Literal(self._secrets()[role])
        there = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        verb = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
        if there is not None:
            verb = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}")
        connection.execute(verb.format(name, password))


def _one(connection: psycopg.Connection, query: str) -> object:
    row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


class _Lock:
    """An exclusive lock on a file while the block lasts, if nobody else has it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None
        self.held = False

    def __enter__(self) -> Self:
        self._file = self._path.open("a")
        with suppress(BlockingIOError):
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.held = True
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
