"""Settings: what is read, what is refused, and that the documentation says the same."""

import os
import stat
from pathlib import Path

import pytest

from finance.settings import SETTINGS, Misconfigured, Settings, completed, environment, load, table
from finance.settings_reading import usual_place

GOOD_KEY = "kV1s9qYw3XzT7bR2mN8pL4cJ6hG0fD5a"


def faults(**environ: str) -> tuple[str, ...]:
    """What is wrong with these settings."""
    with pytest.raises(Misconfigured) as caught:
        load(environ)
    return caught.value.faults


def test_nothing_set_is_a_private_server_for_this_machine_alone() -> None:
    found = load({"HOME": "/home/someone"})
    assert (found.host, found.port, found.database_url) == ("127.0.0.1", 8000, "")
    assert found.registration_open
    assert found.data_dir.is_absolute()
    assert found.warnings == ()


def test_every_fault_is_told_at_once() -> None:
    found = faults(PORT="http", FINANCE_WORKERS="0", FINANCE_COOKIE_SECURE="maybe", HOST="a b")
    assert [fault.partition(":")[0] for fault in found] == [
        "HOST",
        "PORT",
        "FINANCE_WORKERS",
        "FINANCE_COOKIE_SECURE",
    ]


@pytest.mark.parametrize("port", ["-1", "65536", "8 000", "８０００", "1e3", "9" * 5000])
def test_a_port_is_a_plain_number_in_range(port: str) -> None:
    assert len(faults(PORT=port)) == 1


@pytest.mark.parametrize(
    "key", ["tooShort0", "a" * 64, "change-me-" * 8, "my-secret-key-0123456789-abcdefgh"]
)
def test_a_key_that_can_be_guessed_is_refused_and_not_repeated(key: str) -> None:
    (fault,) = faults(FINANCE_SECRET_KEY=key)
    assert key not in fault


@pytest.mark.parametrize("url", ["mysql://u:hidden@h/d", "postgresql://u:hidden@h", "hidden"])
def test_a_database_that_cannot_be_is_refused_without_its_password(url: str) -> None:
    (fault,) = faults(DATABASE_URL=url)
    assert "hidden" not in fault


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_one_database_address_serves_as_owner_too_with_a_warning(scheme: str) -> None:
    found = load({"DATABASE_URL": f"{scheme}://u:p@h/d"})
    assert found.database_url == found.database_owner_url == "postgresql+psycopg://u:p@h/d"
    assert "DATABASE_OWNER_URL" in found.warnings[0]


def test_two_database_addresses_need_no_warning() -> None:
    found = load({"DATABASE_URL": "postgres://a@h/d", "DATABASE_OWNER_URL": "postgres://o@h/d"})
    assert found.database_owner_url == "postgresql+psycopg://o@h/d"
    assert found.warnings == ()


def test_an_owner_alone_is_a_fault() -> None:
    assert "DATABASE_URL" in faults(DATABASE_OWNER_URL="postgres://o@h/d")[0]


def test_a_setting_nobody_reads_is_named() -> None:
    found = load({"FINANCE_REGISTRATIONS": "closed"})
    assert "FINANCE_REGISTRATIONS" in found.warnings[0]
    assert found.registration_open


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "not a folder" in faults(FINANCE_DATA_DIR=str(tmp_path / "file"))[0]


@pytest.mark.parametrize(
    ("user", "environ", "place"),
    [
        (0, {"HOME": "/root"}, "/var/lib/farthing"),
        (7, {"HOME": "/home/a"}, "/home/a/.local/share/farthing"),
        (7, {"HOME": "/home/a", "XDG_DATA_HOME": "/x"}, "/x/farthing"),
        (7, {"HOME": "/home/a", "XDG_DATA_HOME": "x"}, "/home/a/.local/share/farthing"),
    ],
)
def test_data_goes_where_it_goes_on_this_system(
    user: int, environ: dict[str, str], place: str
) -> None:
    assert usual_place(environ, user) == Path(place)


def test_without_a_home_data_goes_below_the_users_own() -> None:
    assert usual_place({}, os.getuid() or 7).name == "farthing"


def test_a_data_folder_is_taken_from_where_the_command_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load({"FINANCE_DATA_DIR": "mine"}).data_dir == tmp_path / "mine"


def test_the_key_is_made_once_and_readable_by_its_user_alone(tmp_path: Path) -> None:
    settings = load({"FINANCE_DATA_DIR": str(tmp_path / "new")})
    first, second = completed(settings), completed(settings)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "new" / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret.key"]


def test_a_key_that_was_given_is_kept() -> None:
    assert completed(load({"FINANCE_SECRET_KEY": GOOD_KEY})).secret_key == GOOD_KEY


def test_a_child_process_loads_the_same_settings(tmp_path: Path) -> None:
    settings = load(
        {
            "FINANCE_DATA_DIR": str(tmp_path),
            "DATABASE_URL": "postgres://a@h/d",
            "DATABASE_OWNER_URL": "postgres://o@h/d",
            "FINANCE_REGISTRATION": "CLOSED",
            "FINANCE_SECRET_KEY": GOOD_KEY,
            "PORT": "0",
        }
    )
    assert load(environment(settings)) == settings


def test_each_setting_fills_a_field_of_its_own() -> None:
    fields = [name for name in Settings.__dataclass_fields__ if name != "warnings"]
    assert [setting.field for setting in SETTINGS] == fields


def test_the_documentation_has_the_same_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "settings.md"
    assert page.read_text(encoding="utf-8").endswith(f"\n\n{table()}")


@pytest.mark.parametrize("kept", [b"", b"\n", b"short", b"\xff\xfe" * 20, b"a" * 40])
def test_a_kept_key_that_is_none_signs_nothing_and_is_left_alone(
    tmp_path: Path, kept: bytes
) -> None:
    (tmp_path / "secret.key").write_bytes(kept)
    with pytest.raises(Misconfigured) as refused:
        completed(load({"FINANCE_DATA_DIR": str(tmp_path)}))
    assert "a new key is made" in refused.value.faults[0]
    assert (tmp_path / "secret.key").read_bytes() == kept
