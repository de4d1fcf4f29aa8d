"""A plain table as CSV for people's spreadsheets, as ``ledger_csv`` writes the ledger."""

import csv
import io
from collections.abc import Iterable, Sequence

from finance.adapters.files.ledger_csv import BOM, tamed


def write(rows: Iterable[Sequence[str]]) -> str:
    """The rows; a text that a spreadsheet would run gets an apostrophe in front, amounts do not."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([text if _number(text) else tamed(text) for text in row])
    return BOM + buffer.getvalue()


def _number(text: str) -> bool:
    """Whether it is a plain decimal, perhaps negative."""
    return text.isascii() and text.lstrip("-").replace(".", "", 1).isdigit()
