"""``python -m bench``: the table of goals, measured here and now; exits 1 past a hard limit.

Ratios are of medians taken in turn in this one run; single times are only of this machine.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from bench import rows, served
from bench.measure import Figure
from bench.stage import Stage, stage
from bench.starting import starting


def _figures(place: Stage, small: int, large: int, lines: int) -> Iterator[Figure]:
    few, many = place.book(small), place.book(large)
    with psycopg.connect(place.urls.superuser.replace("+psycopg", ""), autocommit=True) as bare:
        bare.execute("VACUUM ANALYZE")  # as a server that has run for a while
    yield from rows.pages(place, few, many)
    yield from rows.ledger(place, many)
    yield from rows.exports(place, many)
    yield from rows.imports(place, many, lines)
    yield from served.rows(place, few, many)
    yield starting()


def main() -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--small", type=int, default=1_000, help="transactions in the small book")
    parser.add_argument("--large", type=int, default=1_000_000, help="in the large book")
    parser.add_argument("--lines", type=int, default=100_000, help="lines of the big bank file")
    chosen = parser.parse_args()
    over = 0
    print(f"{'row':>3}  {'what':<58} {'ratio':>7}  {'aim':>5} {'limit':>6}")
    with (
        tempfile.TemporaryDirectory(prefix="farthing-bench-", ignore_cleanup_errors=True) as name,
    ):
        Path(name).chmod(0o711)
        with stage(Path(name)) as place:
            for figure in _figures(place, chosen.small, chosen.large, chosen.lines):
                print(figure, flush=True)
                over += figure.verdict == "OVER"
    return 1 if over else 0


raise SystemExit(main())
