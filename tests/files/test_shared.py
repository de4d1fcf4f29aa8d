"""Files nobody in this project wrote, where they stand beside the repository."""

from decimal import Decimal
from pathlib import Path

import pytest

from finance.adapters.files.reader import read
from finance.domain.errors import Unreadable
from tests.files.table import SHARED, Reading, rows

OFX = [row for row in rows(SHARED / "EXPECTED.tsv") if row["file"].startswith("ofx-")]
CSV = sorted(
    path
    for folder in ("csv-bank2ynab", "camt-csv-bankstatementparser", "hledger-examples")
    for path in (SHARED / folder).glob("*")
    if path.suffix.lower() in {".csv", ".dat", ".xls"}
)


def readings_of_ofx() -> dict[str, str]:
    """File -> what is wrong about its reading; nothing for those read as expected."""
    return {row["file"]: wrong for row in OFX if (wrong := _wrong(row))}


def _wrong(expected: dict[str, str]) -> str:
    try:
        file = read(expected["file"], (SHARED / expected["file"]).read_bytes())
    except Unreadable as refusal:
        return "" if "refuse" in expected["expect"] else str(refusal)
    if expected["expect"] == "refuse":
        return "read although it is broken"
    found = Reading.of(file)
    if found.count != int(expected["transactions"]):
        return f"{found.count} lines"
    if expected["expect"] == "ok-or-warn" and not file.warnings:
        return "rounded without a warning"
    return _wrong_figures(expected, file_total=found)


def _wrong_figures(expected: dict[str, str], file_total: Reading) -> str:
    exact = expected["expect"] in {"ok", "ok-investment"} and expected["sum"]
    if exact and Decimal(expected["sum"]) != Decimal(file_total.total):
        return f"total {file_total.total}"
    given = expected["first_date"] or file_total.first, expected["last_date"] or file_total.last
    if (file_total.first, file_total.last) != given:
        return f"from {file_total.first} to {file_total.last}"
    return ""


def test_every_real_ofx_file_reads_as_two_independent_readings_found() -> None:
    assert readings_of_ofx() == {}


@pytest.mark.parametrize("path", [*CSV, None], ids=lambda path: path.name if path else "beyond")
def test_every_real_csv_file_gives_lines(path: Path | None) -> None:
    if path is None:
        with pytest.raises(Unreadable):
            read("nothing.csv", b"")
        return

    file = read(path.name, path.read_bytes())

    assert sum(len(statement.lines) for statement in file.statements) > 0


GOLDEN = {
    "golden__csv_european_decimals.csv": (3, "2260.94", 0),
    "golden__csv_french_headers.csv": (3, "2260.94", 0),
    "golden__csv_spanish_headers.csv": (3, "2260.94", 0),
    "golden__csv_garbled_amount.csv": (1, "100.00", 1),
    "sample_split_amounts.csv": (2, "1050.25", 0),
    "csv__other__paypal-custom.csv": (7, "9.41", 0),
    "csv__banking__csb43.csv": (2, "1000.00", 0),
    "csv__other__stripe.csv": (2, "11.23", 0),
    "test_headers.csv": (73, "-4580.70", 0),
    "test_row_format_default.csv": (73, "-4580.70", 0),
    "test_row_format_neg_inflow.csv": (73, "-4580.70", 0),
    "test_raiffeisen_01.csv": (73, "-4580.70", 0),
    "test_delimiter_tab.csv": (73, "-4580.70", 0),
    "test_swedebank_statement.xls": (13, "2578.93", 0),
    "kta_ei.dat": (11, "-6152.22", 0),
    "TransactionHistory_20180418043121.csv": (8, "-173.28", 0),
    "CSV_A_20180414_112204.csv": (3, "-1037.49", 0),
}


def test_real_csv_files_with_known_figures_read_exactly() -> None:
    found = {}
    for path in CSV:
        if path.name in GOLDEN:
            file = read(path.name, path.read_bytes())
            problems = sum(len(one.problems) for one in file.statements)
            reading = Reading.of(file)
            found[path.name] = (reading.count, reading.total, problems)

    assert found == {name: GOLDEN[name] for name in found}
