"""The one door for files out: every format by its name."""

from collections.abc import Mapping
from typing import Final

from finance.adapters.files import ledger_csv, ledger_json, table_csv
from finance.usecases.exporting import TableWriter, Writer

WRITERS: Final[Mapping[str, Writer]] = {"csv": ledger_csv.write, "json": ledger_json.write}
"""Format -> what writes it; the name is the ending of the file too."""

TABLE: Final[TableWriter] = table_csv.write
"""What writes a plain table."""
