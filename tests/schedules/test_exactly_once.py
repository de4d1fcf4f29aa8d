"""Three clocks, killed at any moment, on a time that jumps: each due thing is posted once."""

import random
import time
from datetime import UTC, datetime
from threading import Thread

import pytest
from sqlalchemy import Engine

from finance.adapters.postgres.inspecting import PostgresInspector
from finance.adapters.private_postgres import Urls
from finance.usecases.waking import Woken
from tests.schedules import clockwork
from tests.schedules.calendar import home

CAST = clockwork.Cast(4)
BEGIN = datetime(2026, 2, 20, 12, tzinfo=UTC)
END = datetime(2027, 4, 20, 12, tzinfo=UTC)
PATIENCE = 60.0


@pytest.mark.parametrize("seed", [1])
def test_each_due_thing_is_posted_once_on_its_local_day_whatever_happens(
    own: Urls, seed: int
) -> None:
    homes = clockwork.households(own.app, BEGIN, CAST)
    play = clockwork.Play(own.app, homes, BEGIN, random.Random(seed))  # noqa: S311 - a play
    try:
        play.until(END)
        for one in homes:
            one.clock.at = END
        end = time.monotonic() + PATIENCE
        while not all(clockwork.settled(one) for one in homes):
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.1)
    finally:
        play.stop()
    assert play.kills > 5
    for one in homes:
        verdict = clockwork.judged(one, BEGIN, END, CAST)
        assert verdict.due > 100
        assert verdict == clockwork.Verdict(due=verdict.due)
    homes[0].house.engine.dispose()
    _check_whole(own)


def _check_whole(own: Urls) -> None:
    from sqlalchemy import create_engine

    owner = create_engine(own.owner)
    inspector = PostgresInspector(owner)
    assert [fault for book in inspector.books() for fault in inspector.faults(book)] == []
    owner.dispose()


def test_clocks_in_step_share_the_work_of_one_book(engine: Engine) -> None:
    one = home(engine)
    for _ in range(6):
        one.made("2026-06-01", "weekly")
    done: list[Woken] = []
    threads = [Thread(target=lambda: done.append(one.wake())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(step.posted for step in done) == 6 * 26
    assert len(one.posted()) == 6 * 26
    assert one.wake() == Woken()
