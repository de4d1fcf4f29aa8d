"""No file grows beyond what can be read in one go."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
TEMPLATES: Final = ROOT / "finance" / "web" / "templates"


def _longer(files: Iterable[Path], most: int) -> list[str]:
    counts = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    return [str(path.relative_to(ROOT)) for path, count in counts.items() if count > most]


@pytest.mark.parametrize("folder", ["finance", "tests", "bench", "bin"])
def test_no_module_has_more_than_400_lines(folder: str) -> None:
    files = list((ROOT / folder).rglob("*.py"))
    assert files
    assert _longer(files, 400) == []


def test_no_page_has_more_than_120_lines_and_no_part_of_one_more_than_60() -> None:
    files = list(TEMPLATES.rglob("*.html"))
    parts = [path for path in files if path.name.startswith("_")]
    assert parts
    assert _longer(files, 120) + _longer(parts, 60) == []
