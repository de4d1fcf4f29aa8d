"""The month of every kind of household is printed, and proves itself.

To look at the pages: PAPER=/some/folder bin/test tests/pdf/test_kinds.py
"""

import os
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import Engine

from finance.bootstrap import use_cases
from finance.usecases.people_means import Policy
from finance.web.options import WebOptions
from finance.web.printing import Press
from tests.pdf.kinds import KINDS, MONTH, busy
from tests.people.web import KEY

_PAGES = {"busy": 65, "sixty_accounts": 5, "four_currencies": 5}


# Once is enough for the one that takes a while.
_SHEETS = [
    (kind, paper) for kind in KINDS for paper in ("a4", "letter")[: 1 if kind == "busy" else 2]
]


@pytest.mark.parametrize(("kind", "paper"), _SHEETS)
def test_a_household_of_any_kind_has_its_month_on_paper(
    engine: Engine, kind: str, paper: str
) -> None:
    folder = os.environ.get("PAPER")
    home = KINDS[kind](engine) if folder or kind != "busy" else busy(engine, 499)
    cases = use_cases(engine, Policy(), password_memory=8)
    press = Press(cases, WebOptions(secret_key=KEY, testing=True), home.actor)
    content = press.month(MONTH, paper, listed=True).content
    if folder:
        (Path(folder) / f"{kind}-{paper}.pdf").write_bytes(content)
    pages = PdfReader(BytesIO(content)).pages
    assert 2 <= len(pages) <= _PAGES.get(kind, 3)
    first = pages[0].extract_text()
    assert "The accounts reconcile" in first
    assert "does not hold" not in first
