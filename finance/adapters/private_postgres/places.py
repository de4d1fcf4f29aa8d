"""Where in its data folder the private PostgreSQL keeps what, and who may get at it."""

import hashlib
import json
import os
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from finance.adapters.private_postgres.programs import ServiceUser
from finance.domain.errors import Unavailable

DATABASE: Final = "farthing"
OWNER: Final = "farthing_owner"
APP: Final = "farthing_app"
SUPERUSER: Final = "postgres"
_ROLES: Final = (SUPERUSER, OWNER, APP)
_LONGEST_SOCKET_FOLDER: Final = 80  # the kernel allows 107 bytes with the socket's own name

_PARTING: Final = frozenset("'\",\n")


@dataclass(frozen=True, slots=True)
class Places:
    """The files of one private PostgreSQL below ``data_dir``, an absolute folder."""

    data_dir: Path

    @property
    def cluster(self) -> Path:
        """The database files."""
        return self.data_dir / "postgres"

    @property
    def socket_dir(self) -> Path:
        """Where the socket is: in the data folder, or in a plainer place.

        That is so where its path is too long, or has a sign that parts lists of such paths.
        """
        inside = self.data_dir / "socket"
        short = len(os.fsencode(inside)) <= _LONGEST_SOCKET_FOLDER
        if short and not _PARTING.intersection(str(inside)):
            return inside
        name = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"farthing-{name}"

    def url(self, role: str, database: str = DATABASE, scheme: str = "postgresql+psycopg") -> str:
        """The address of ``database`` as ``role``, with its password."""
        host = quote(str(self.socket_dir), safe="")
        return f"{scheme}://{role}:{self.passwords()[role]}@/{database}?host={host}"

    def passwords(self) -> dict[str, str]:
        """The password of each role, made once and readable by this user alone.

        Unavailable ``postgres_secrets_lost`` if the file that keeps them is damaged.
        """
        path = self.data_dir / "postgres.secrets"
        if not path.exists():
            _write_private(path, {role: secrets.token_hex(24) for role in _ROLES})
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            return {role: str(kept[role]) for role in _ROLES}
        except (ValueError, KeyError, TypeError) as error:
            raise Unavailable("postgres_secrets_lost", None, {"reason": str(error)}) from error

    def prepare(self, user: ServiceUser | None) -> None:
        """Make the folders, each open to the server's user and closed to everybody else.

        Unavailable ``data_dir_closed`` if a folder above keeps the server's user out,
        ``socket_dir_foreign`` if somebody else sits where the socket must be.
        """
        if user is not None:
            self.data_dir.chmod(self.data_dir.stat().st_mode | 0o111)
            self._refuse_closed_parents()
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        self._refuse_foreign_socket_dir(user)
        give(self.socket_dir, user)

    def _refuse_closed_parents(self) -> None:
        for folder in self.data_dir.parents:
            if not folder.stat().st_mode & stat.S_IXOTH:
                facts = {"folder": self.data_dir, "closed": folder}
                raise Unavailable("data_dir_closed", None, facts)

    def _refuse_foreign_socket_dir(self, user: ServiceUser | None) -> None:
        found = self.socket_dir.lstat()
        owners = {os.geteuid(), *([user.uid] if user else [])}
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
            raise Unavailable("socket_dir_foreign", None, {"folder": self.socket_dir})


def give(folder: Path, user: ServiceUser | None) -> None:
    """Close ``folder`` to all but its owner, the server's user."""
    folder.chmod(0o700)
    if user is not None:
        user.own(folder)


def _write_private(path: Path, value: object) -> None:
    """Write all of it or nothing, for this user alone, and onto the disk."""
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    with partial.open("w", encoding="utf-8") as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
