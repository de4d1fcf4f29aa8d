"""The printed month: what the file is, what it says, and what it holds."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import Engine

from tests.api.client import Program, told
from tests.people.web import application
from tests.web.house import House

MONTH = "/reports/monthly.pdf?month=2026-11"


@pytest.fixture(scope="module")
def app(engine: Engine) -> Flask:
    """The application."""
    return application(engine)


@pytest.fixture(scope="module")
def program(app: Flask) -> Program:
    """A household with a month worth printing."""
    made = Program(app)
    made.made("/income", amount="2000", date="2026-11-01", source="Work")
    made.spent("80.25", "2026-11-05", category="Groceries", payee="Bäcker «Ωμέγα»")
    made.spent("12", "2026-11-06", category="Groceries", payee="חנות ירקות")
    return made


@pytest.fixture(scope="module")
def printed(program: Program) -> bytes:
    """The month as it is printed."""
    answer = program.get(MONTH)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/pdf"
    assert "-2026-11.pdf" in answer.headers["Content-Disposition"]
    content: bytes = answer.data
    return content


def _text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_the_first_page_is_a_summary_with_its_proofs(printed: bytes) -> None:
    first = PdfReader(BytesIO(printed)).pages[0].extract_text()
    assert "November 2026" in first
    assert "92.25 was spent." in first
    assert "The accounts reconcile" in first
    assert "The categories are the register" in first
    assert "does not hold" not in first


def test_it_names_every_category_account_and_transaction(printed: bytes) -> None:
    text = _text(printed)
    for said in ("Groceries", "Cash", "2,000.00", "−80.25", "Bäcker", "Page 1"):
        assert said in text


def test_the_csv_inside_is_the_export_of_the_month(program: Program, printed: bytes) -> None:
    ((name, contents),) = PdfReader(BytesIO(printed)).attachments.items()
    exported = program.get("/exports?format=csv&start_date=2026-11-01&end_date=2026-11-30")
    assert name.endswith("-2026-11.csv")
    assert contents == [exported.data]


def test_it_is_tagged_and_made_for_keeping(printed: bytes) -> None:
    reader = PdfReader(BytesIO(printed))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    kinds = set(_kinds(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/P"} <= kinds
    metadata = root["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in metadata or "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "/StructParents" in reader.pages[0]


def _kinds(node: Any) -> Iterator[str]:  # noqa: ANN401 - an object of a PDF
    if "/S" in node:
        yield node["/S"]
    below = node.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        found = one.get_object() if hasattr(one, "get_object") else one
        if hasattr(found, "get"):
            yield from _kinds(found)


def test_the_same_figures_are_the_same_bytes(program: Program, printed: bytes) -> None:
    assert program.get(MONTH).data == printed


def test_every_typeface_is_inside(printed: bytes) -> None:
    for page in PdfReader(BytesIO(printed)).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            (below,) = font.get_object()["/DescendantFonts"]
            descriptor = below.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612)])
def test_paper_can_be_chosen(program: Program, paper: str, width: int) -> None:
    answer = program.get(f"/reports/monthly.pdf?month=1950-01&paper={paper}")
    page = PdfReader(BytesIO(answer.data)).pages[0]
    assert round(page.mediabox.width) == width
    assert "Nothing was recorded in January 1950." in page.extract_text()


def test_the_list_can_be_left_out(program: Program) -> None:
    text = _text(program.get(f"{MONTH}&transactions=false").data)
    assert "All transactions of the month" not in text
    assert "The 3 transactions of the month are not printed here" in " ".join(text.split())


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("month=2026-13", "month", "month_unreadable"),
        ("month=0001-01", "month", "month_unreadable"),
        ("month=9999-12", "month", "month_unreadable"),
        ("paper=a5", "paper", "choice"),
        ("transactions=perhaps", "transactions", "not_boolean"),
    ],
)
def test_what_cannot_be_printed_is_refused_at_its_field(
    program: Program, query: str, field: str, code: str
) -> None:
    assert told(program.get(f"/reports/monthly.pdf?{query}"), 422) == [(field, code)]


def test_the_page_prints_too(house: House) -> None:
    house.record(amount="12", date="2026-10-05", payee="Market")
    page = house.get("reports/month?month=2026-10").text
    assert '/reports/month.pdf"' in page
    answer = house.get("reports/month.pdf?month=2026-10&paper=letter&transactions=no")
    assert answer.data.startswith(b"%PDF")
    assert "12.00 was spent." in _text(answer.data)
    assert house.get("reports/month.pdf?paper=a5").status_code == 422
