"""``check``, ``backup`` and ``restore``: what is promised about the data can be proved."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from finance.adapters.postgres.migrate import upgrade
from finance.adapters.postgres.work import enter
from finance.adapters.private_postgres import Urls
from finance.domain.money import Bag, Money
from tests.commands.conftest import Run
from tests.databases import new_database
from tests.household import Household, household


@pytest.fixture
def home(fresh: Urls) -> Iterator[Household]:
    """Somebody's book in the database the commands work on."""
    upgrade(fresh.owner, fresh.app)
    engine = create_engine(fresh.app)
    made = household(engine)
    made.spend("5")
    made.earn("100")
    yield made
    engine.dispose()


def _break_sums(urls: Urls, home: Household) -> None:
    owner: Engine = create_engine(urls.owner)
    with owner.connect() as connection:
        enter(connection, home.actor.book.id, None)
        connection.execute(text("UPDATE account_balance SET amount = amount + 1"))
        connection.commit()
    owner.dispose()


@pytest.mark.usefixtures("home")
def test_check_says_that_everything_adds_up(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0
    assert capsys.readouterr().out == "Looking through 1 book ...\nEverything adds up.\n"


def test_check_works_before_the_first_start(run: Run) -> None:
    assert run("check") == 0


def test_check_names_what_is_wrong_and_where(
    run: Run, home: Household, fresh: Urls, capsys: pytest.CaptureFixture[str]
) -> None:
    _break_sums(fresh, home)
    assert run("check") == 1
    told = capsys.readouterr().err
    assert f"book {home.actor.book.id}: balance_differs: account" in told
    assert "3 faults found" in told


def test_check_can_count_the_sums_anew(
    run: Run, home: Household, fresh: Urls, capsys: pytest.CaptureFixture[str]
) -> None:
    _break_sums(fresh, home)
    assert run("check", "--rebuild") == 0
    assert capsys.readouterr().out.startswith("Counted the kept sums of 1 book anew.\n")
    assert home.balance("Cash") == Bag([Money(9_500, "EUR")])


def test_a_backup_is_restored_by_commands_alone(
    run: Run, home: Household, urls: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "farthing.backup"
    assert run("backup", path) == 0
    empty = new_database(urls)
    monkeypatch.setenv("DATABASE_URL", empty.app)
    monkeypatch.setenv("DATABASE_OWNER_URL", empty.owner)
    assert run("restore", path) == 0
    engine = create_engine(empty.app)
    back = replace(home, engine=engine)
    assert back.balance("Cash") == home.balance("Cash")
    engine.dispose()


@pytest.mark.usefixtures("home")
def test_a_backup_is_proved_by_restoring_it_beside_everything_else(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "farthing.backup"
    assert run("backup", path) == 0
    assert run("backup", "--verify", path) == 0
    assert capsys.readouterr().out.endswith("Everything adds up.\n")


@pytest.mark.usefixtures("home")
def test_a_damaged_backup_is_not_proved(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "farthing.backup"
    assert run("backup", path) == 0
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)
    assert run("backup", "--verify", path) == 1
    assert "farthing.backup is not a whole backup" in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_a_backup_only_its_owner_may_read(run: Run, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "farthing.backup") == 0
    assert (tmp_path / "farthing.backup").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("home")
def test_a_backup_does_not_go_over_another_unless_told(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "farthing.backup"
    path.write_bytes(b"yesterday's")
    assert run("backup", path) == 1
    assert "add --overwrite" in capsys.readouterr().err
    assert path.read_bytes() == b"yesterday's"
    assert run("backup", "--overwrite", path) == 0


def test_a_backup_of_nothing_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "farthing.backup") == 1
    assert not (tmp_path / "farthing.backup").exists()


@pytest.mark.usefixtures("home")
def test_a_backup_into_a_folder_that_is_not_there_says_so(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", tmp_path / "away" / "farthing.backup") == 1
    assert "There is no such file or folder" in capsys.readouterr().err


def test_restoring_over_people_is_refused(
    run: Run, home: Household, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "farthing.backup"
    assert run("backup", path) == 0
    assert run("restore", path) == 1
    assert "Nothing was changed." in capsys.readouterr().err
    assert home.balance("Cash")


def test_restoring_a_file_that_is_not_there_says_so(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("restore", tmp_path / "away.backup") == 1
    assert "There is no such file" in capsys.readouterr().err
