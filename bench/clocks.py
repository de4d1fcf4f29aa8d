"""Many series, years of jumping time, clocks killed at any moment: each due thing is there once.

``python -m bench.clocks`` plays it against a private PostgreSQL, durable as in production. What
must have been recorded is worked out by another library. It prints what it found, and ends with
code 1 if anything is missing, doubled, early or told more or less than once.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine

from finance.adapters.postgres.inspecting import PostgresInspector
from finance.adapters.postgres.migrate import upgrade
from finance.adapters.private_postgres import PrivatePostgres, Urls
from tests.schedules import clockwork
from tests.schedules.calendar import Home

BEGIN: Final = datetime(2026, 2, 20, 12, tzinfo=UTC)
_YEAR: Final = timedelta(days=365)
_LEAP: Final = 1.4
"""Days of an average leap."""
_PATIENCE: Final = 3600.0


def _play(urls: Urls, homes: Sequence[Home], chosen: argparse.Namespace) -> clockwork.Play:
    """Let the years pass, in about the seconds asked for, and wait until nothing is left to do."""
    end = BEGIN + chosen.years * _YEAR
    longest = 2 * chosen.seconds * _LEAP / (end - BEGIN).days
    chance = random.Random(chosen.seed)
    play = clockwork.Play(urls.app, homes, BEGIN, chance, clocks=chosen.clocks)
    try:
        play.until(end, longest)
        for one in homes:
            one.clock.at = end
        patience = time.monotonic() + _PATIENCE
        while not all(map(clockwork.settled, homes)) and time.monotonic() < patience:
            time.sleep(0.5)
    finally:
        play.stop()
    return play


def _faults(urls: Urls) -> int:
    """How much ``finance check`` finds to be wrong in all books."""
    owner = create_engine(urls.owner)
    inspector = PostgresInspector(owner)
    found = sum(len(inspector.faults(book)) for book in inspector.books())
    owner.dispose()
    return found


def _run(urls: Urls, chosen: argparse.Namespace) -> bool:
    each, begun = chosen.series // len(clockwork.ZONES), time.monotonic()
    cast = clockwork.Cast(each, clockwork.MONTHLY)
    homes = clockwork.households(urls.app, BEGIN, cast)
    print(f"{each * len(homes)} series in {len(homes)} books, {_since(begun)}", flush=True)
    begun = time.monotonic()
    play = _play(urls, homes, chosen)
    print(f"{chosen.years} years in {play.leaps} leaps, {play.kills} kills, {_since(begun)}")
    end = BEGIN + chosen.years * _YEAR
    verdict = sum((clockwork.judged(one, BEGIN, end, cast) for one in homes), clockwork.Verdict())
    faults = _faults(urls)
    print(
        f"{verdict.due} due: {verdict.missing} missing, {verdict.doubled} double,"
        f" {verdict.early} early, {verdict.untold} notices off; {faults} faults by the check"
    )
    return verdict.right and not faults


def _since(begun: float) -> str:
    return f"{time.monotonic() - begun:.0f} s"


def main() -> int:
    """Play once as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=1000, help="in five books together")
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--clocks", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=240, help="in which the years pass")
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="farthing-clocks-") as folder,
        PrivatePostgres(Path(folder)).running() as urls,
    ):
        upgrade(urls.owner, urls.app)
        return 0 if _run(urls, chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
