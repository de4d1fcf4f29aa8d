"""``python -m bench``: the table of goals, measured here and now; exits 1 past a hard limit.

Ratios are of medians taken in turn in this one run; single times are only of this machine.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import psycopg

from bench import imports, notices, reports, rows, served
from bench.measure import Figure
from bench.stage import Stage, stage
from bench.starting import starting


def _figures(place: Stage, chosen: argparse.Namespace) -> Iterator[Figure]:
    few, many = place.book(chosen.small), place.book(chosen.large)
    with psycopg.connect(place.urls.superuser.replace("+psycopg", ""), autocommit=True) as bare:
        bare.execute("VACUUM ANALYZE")  # as a server that has run for a while
    groups: tuple[tuple[set[int], Callable[[], Iterable[Figure]]], ...] = (
        ({1, 3, 15, 20}, lambda: rows.pages(place, few, many)),
        ({13, 17, 18}, lambda: rows.ledger(place, many)),
        ({23}, lambda: rows.exports(place, many)),
        ({9, 10}, lambda: imports.large(place, chosen.lines)),
        ({11}, lambda: imports.small(place, many)),
        ({21, 28}, lambda: notices.rows(place)),
        ({4, 29}, lambda: reports.rows(place, few, many)),
        ({2, 19, 22, 24, 25}, lambda: served.rows(place, few, many)),
        ({31}, lambda: (starting(),)),
    )
    for numbers, figures in groups:
        if not chosen.only or numbers & chosen.only:
            yield from figures()


def _numbers(text: str) -> set[int]:
    return {int(number) for number in text.split(",")}


def main() -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--small", type=int, default=1_000, help="transactions in the small book")
    parser.add_argument("--large", type=int, default=1_000_000, help="in the large book")
    parser.add_argument("--lines", type=int, default=100_000, help="lines of the big bank file")
    parser.add_argument(
        "--only",
        type=_numbers,
        default=set(),
        help="rows to measure, as 9,10,11 (their neighbours too)",
    )
    chosen = parser.parse_args()
    over = 0
    print(f"{'row':>3}  {'what':<58} {'ratio':>7}  {'aim':>5} {'limit':>6}")
    with (
        tempfile.TemporaryDirectory(prefix="farthing-bench-", ignore_cleanup_errors=True) as name,
    ):
        Path(name).chmod(0o711)
        with stage(Path(name)) as place:
            for figure in _figures(place, chosen):
                print(figure, flush=True)
                over += figure.verdict == "OVER"
    return 1 if over else 0


raise SystemExit(main())
