"""The process that sets pages: its bounds, and what becomes of it when something is wrong."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from finance.adapters.pdf.outcome import Outcome
from finance.adapters.pdf.printer import ChildPrinter
from finance.domain.errors import FinanceError, Invalid, Unavailable
from finance.usecases.printing import Enclosed, Printable
from finance.web.assets import FOLDER

FONTS = FOLDER / "vendor" / "fonts"


def page(html: str = "<h1>Hello</h1>", style: str = "") -> Printable:
    """A page."""
    enclosed = Enclosed(name="data.csv", text="a\n1\n", about="data")
    return Printable(html=html, style=style, enclosed=enclosed, made_on=date(2026, 11, 30))


def ending(script: str) -> ChildPrinter:
    """A printer whose process runs ``script`` instead."""
    return ChildPrinter(FONTS, (sys.executable, "-c", script), seconds=2)


def refused(printer: ChildPrinter) -> FinanceError:
    """How it refuses a page."""
    with pytest.raises(FinanceError) as caught:
        printer(page())
    return caught.value


def test_missing_libraries_are_named_with_what_to_install() -> None:
    error = refused(ending(f"raise SystemExit({int(Outcome.MISSING)})"))
    assert isinstance(error, Unavailable)
    assert error.code == "printer_missing"
    assert "libpango" in str(error.facts["packages"])


def test_libraries_that_cannot_be_loaded_are_noticed_by_the_process_itself(tmp_path: Path) -> None:
    broken = tmp_path / "weasyprint"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    code = (
        "import runpy, sys; sys.path.insert(0, {!r}); runpy.run_module({!r}, run_name='__main__')"
    )
    script = code.format(str(tmp_path), "finance.adapters.pdf.child")
    assert refused(ending(script)).code == "printer_missing"


def test_pages_beyond_the_bounds_are_too_large() -> None:
    assert refused(ending(f"raise SystemExit({int(Outcome.TOO_LARGE)})")).code == "print_too_large"
    slow = refused(ending("import time; time.sleep(60)"))
    assert isinstance(slow, Invalid)
    assert slow.code == "print_too_large"


def test_memory_is_bounded() -> None:
    many = page("<table>" + f"<tr>{'<td>x' * 10}" * 20_000)
    with pytest.raises(FinanceError) as caught:
        ChildPrinter(FONTS, memory=400 * 1024 * 1024)(many)
    assert caught.value.code == "print_too_large"


def test_memory_that_ends_where_nobody_can_say_so_is_a_bound_too() -> None:
    assert refused(ending("raise MemoryError")).code == "print_too_large"


def test_any_other_end_is_a_fault_that_is_written_down(caplog: pytest.LogCaptureFixture) -> None:
    error = refused(ending("raise ValueError('what went wrong')"))
    assert (type(error), error.code) == (Unavailable, "printer_failed")
    assert "what went wrong" in caplog.text


def test_who_waits_too_long_is_told_to_come_again() -> None:
    slow = ChildPrinter(FONTS, (sys.executable, "-c", "import time; time.sleep(1)"), wait=0.1)
    with ThreadPoolExecutor(2) as both:
        tries = [both.submit(slow, page()) for _ in range(2)]
    codes = {one.exception().code for one in tries if isinstance(one.exception(), Unavailable)}  # type: ignore[union-attr]
    assert "printer_busy" in codes


def test_the_process_knows_none_of_the_programs_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINANCE_SECRET_KEY", "tell nobody")
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere")
    script = (
        "import os, sys;"
        "sys.exit('FINANCE_SECRET_KEY' in os.environ or 'DATABASE_URL' in os.environ or 10)"
    )
    assert refused(ending(script)).code == "printer_missing"
    assert os.environ["FINANCE_SECRET_KEY"]


def test_pages_reach_nothing_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">mine</text></svg>')
    html = f'<h1>Hello</h1><img src="{secret.as_uri()}" alt="none"><img src="http://127.0.0.1:9/x">'
    style = f'@import url("{secret.as_uri()}"); @font-face {{ font-family: x; src: url(../x) }}'
    content = ChildPrinter(FONTS)(page(html, style))
    reader = PdfReader(BytesIO(content))
    assert "mine" not in reader.pages[0].extract_text()
    assert reader.attachments == {"data.csv": [b"a\n1\n"]}
