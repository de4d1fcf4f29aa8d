"""``export``: a book's transactions into a file, from the terminal."""

import json
from pathlib import Path

import pytest

from finance.adapters.files.ledger_csv import is_ledger, read
from tests.commands.conftest import Run


@pytest.fixture
def demo(run: Run) -> None:
    """The sample household is there."""
    assert run("demo") == 0


@pytest.mark.usefixtures("demo")
def test_the_only_users_book_is_exported_without_asking(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ledger.csv"
    assert run("export", path) == 0
    assert is_ledger(path.read_bytes())
    assert len(read("ledger.csv", path.read_bytes())) > 800
    assert f"are in {path} (" in capsys.readouterr().out


@pytest.mark.usefixtures("demo")
def test_the_ending_says_the_format_unless_it_is_named(run: Run, tmp_path: Path) -> None:
    assert run("export", tmp_path / "ledger.json", "--user", "demo") == 0
    assert len(json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))) > 800
    assert run("export", tmp_path / "ledger.txt", "--format", "json") == 0
    assert (tmp_path / "ledger.txt").read_bytes() == (tmp_path / "ledger.json").read_bytes()


@pytest.mark.usefixtures("demo")
def test_an_ending_that_would_lie_and_a_folder_that_is_not_there_are_said(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", tmp_path / "ledger.xlsx", "--user", "demo") == 1
    assert "Use one of these formats: csv, json" in capsys.readouterr().err
    assert run("export", tmp_path / "nowhere" / "x.csv", "--user", "demo") == 1
    assert f"no such file or folder: {tmp_path / 'nowhere'}." in capsys.readouterr().err
    assert list(tmp_path.glob("ledger*")) == []


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("flags", [("--user", "nobody"), ("--book", "Nothing")])
def test_a_stranger_or_another_book_leaves_no_file(
    run: Run, tmp_path: Path, flags: tuple[str, str]
) -> None:
    assert run("export", tmp_path / "ledger.csv", *flags) == 1
    assert not (tmp_path / "ledger.csv").exists()


def test_without_users_it_asks_for_whom(run: Run, tmp_path: Path) -> None:
    assert run("export", tmp_path / "ledger.csv") == 1


@pytest.mark.usefixtures("demo")
def test_a_file_that_is_there_is_left_alone(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ledger.csv"
    path.write_text("mine", encoding="utf-8")
    assert run("export", path) == 1
    assert "add --overwrite" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "mine"
    assert run("export", path, "--overwrite") == 0


@pytest.mark.usefixtures("demo")
def test_a_folder_that_is_not_there_is_told(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", tmp_path / "away" / "ledger.csv") == 1
    assert "There is no such file or folder" in capsys.readouterr().err
