"""``finance import``: files taken over from the terminal, and what it says about them."""

from pathlib import Path

import pytest

from finance.adapters.postgres.migrate import upgrade
from finance.adapters.private_postgres import Urls
from finance.commands.ready import asking
from finance.settings import load
from finance.usecases.people_registering import Register
from tests.commands.conftest import Run
from tests.imports.bank import Row, csv_file, ofx_file, reference_rows


@pytest.fixture(autouse=True)
def _ann(run: Run, fresh: Urls) -> None:
    assert callable(run)
    upgrade(fresh.owner, fresh.app)
    with asking(load()) as use:
        use.people.registering.create(Register(username="ann", password="violet anvil glass"))


def _file(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_file_is_taken_over_and_proved(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, "bank.ofx", ofx_file(reference_rows(1, 3), "10.00"))
    assert run("import", path) == 0
    assert capsys.readouterr().out.splitlines() == [
        "bank.ofx: 3 lines: 3 new.",
        "3 transactions made, 0 joined to what was there, 0 left out.",
        "The bank says 10.00 EUR on 2026-12-31, and so does the ledger.",
    ]
    assert run("import", path, "--user", "ann") == 0
    assert "3 here already" in capsys.readouterr().out
    assert run("check") == 0


def test_a_preview_books_nothing(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, "bank.csv", csv_file([Row("2026-11-02", "-1.00", "Baker")]))
    assert run("import", "--preview", path) == 0
    assert "Nothing is booked yet" in capsys.readouterr().out
    assert run("import", path) == 0
    assert "1 new" in capsys.readouterr().out


def test_what_is_probably_there_already_is_named(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = reference_rows(1, 2)
    assert run("import", "--account", "Cash", _file(tmp_path, "bank.csv", csv_file(rows))) == 0
    other = _file(tmp_path, "bank.ofx", ofx_file(rows))
    assert run("import", "--account", "Cash", other) == 0
    said = capsys.readouterr().out
    assert "2 probably here already" in said
    assert "is joined to 2026-01-02 Shop 1" in said
    assert "0 transactions made, 2 joined to what was there" in said


def test_a_broken_file_is_told_and_the_others_are_taken(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = _file(tmp_path, "broken.ofx", ofx_file([Row("2026-11-02", "12,x", "Baker")]))
    good = _file(tmp_path, "good.csv", csv_file([Row("2026-11-02", "-1.00", "Baker")]))
    assert run("import", broken, tmp_path / "missing.csv", good) == 1
    said = capsys.readouterr()
    assert "broken.ofx: Line " in said.err
    assert "missing.csv: There is no such file" in said.err
    assert "1 transaction made" in said.out


def test_an_unknown_account_or_book_is_told(run: Run, tmp_path: Path) -> None:
    path = _file(tmp_path, "bank.csv", csv_file([Row("2026-11-02", "-1.00", "Baker")]))
    assert run("import", path, "--account", "Nowhere") == 1
    assert run("import", path, "--book", "Nowhere") == 1
    assert run("import", path, "--user", "nobody") == 1
    assert run("import", path, "--book", "my money") == 0
