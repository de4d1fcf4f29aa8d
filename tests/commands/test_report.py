"""``report``: a month of a book as a PDF, from the terminal."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.commands.conftest import Run


@pytest.fixture
def demo(run: Run) -> None:
    """The sample household is there."""
    assert run("demo") == 0


@pytest.mark.usefixtures("demo")
def test_the_last_whole_month_is_printed_without_asking(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "month.pdf"
    assert run("report", path) == 0
    text = PdfReader(BytesIO(path.read_bytes())).pages[0].extract_text()
    assert "The accounts reconcile" in text
    assert "does not hold" not in text
    assert f"is in {path} (" in capsys.readouterr().out


@pytest.mark.usefixtures("demo")
def test_month_paper_and_list_can_be_chosen(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "month.pdf"
    flags = ("--month", "1950-01", "--paper", "letter", "--without-list")
    assert run("report", path, *flags) == 0
    page = PdfReader(BytesIO(path.read_bytes())).pages[0]
    assert round(page.mediabox.width) == 612
    assert "January 1950" in page.extract_text()


@pytest.mark.usefixtures("demo")
def test_what_cannot_be_printed_leaves_no_file(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "month.pdf"
    assert run("report", path, "--month", "2026-13") == 1
    assert "is not a month" in capsys.readouterr().err
    assert not path.exists()


def test_a_file_that_is_there_is_left_alone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "month.pdf"
    path.write_text("mine", encoding="utf-8")
    assert run("report", path) == 1
    assert path.read_text(encoding="utf-8") == "mine"
