"""The one door for files out: every format by its name."""

from collections.abc import Mapping
from typing import Final

from finance.adapters.files import ledger_csv, ledger_json
from finance.usecases.exporting import Writer

WRITERS: Final[Mapping[str, Writer]] = {"csv": ledger_csv.write, "json": ledger_json.write}
"""Format -> what writes it; the name is the ending of the file too."""
