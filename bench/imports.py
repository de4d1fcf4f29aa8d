"""The rows of the table that take bank files over: a big one, it again, small ones, a huge one."""

import statistics
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bench.floors import copy_in
from bench.measure import Figure, wall
from bench.stage import Book, Stage
from finance.adapters.clock import new_id
from finance.domain.people import Actor
from finance.usecases.imports import PreviewImport

_TURNS = 3
_SMALL = 7


def large(stage: Stage, count: int) -> Iterator[Figure]:
    """Rows 9 and 10: a big file, and the same again; each turn with its floor and a new book."""
    content = _bank_file(count)
    floors, firsts, agains = [], [], []
    for turn in range(_TURNS):
        actor = stage.new(f"bench-import-{turn}")
        floors.append(wall(lambda: copy_in(stage, content)))
        firsts.append(wall(lambda: _take_over(stage, actor, content)))  # noqa: B023 - done at once
        agains.append(wall(lambda: _take_over(stage, actor, content)))  # noqa: B023 - the same
    floor, first, again = map(statistics.median, (floors, firsts, agains))
    detail = f"{first:.2f} / {floor:.2f} s"
    what = f"import of {count:,} rows / raw COPY and parse"
    yield Figure(9, what, first / floor, 2.5, 3, detail)
    detail = f"{again:.2f} / {first:.2f} s"
    yield Figure(10, "the same file again / the first time", again / first, 0.5, 0.7, detail)


def small(stage: Stage, book: Book) -> Iterator[Figure]:
    """Row 11: small files into a large ledger and, in turn, into empty ones."""
    into_large, into_empty = [], []
    for at in range(_SMALL):
        content, empty = _bank_file(1_000, f"Small {at}"), stage.new(f"bench-empty-{at}")
        into_large.append(wall(lambda: _take_over(stage, book.actor, content)))  # noqa: B023 - at once
        into_empty.append(wall(lambda: _take_over(stage, empty, content)))  # noqa: B023 - the same
    many, none = statistics.median(into_large), statistics.median(into_empty)
    detail = f"{many * 1000:.0f} / {none * 1000:.0f} ms"
    what = f"1,000 rows into {book.size:,} / into an empty ledger"
    yield Figure(11, what, many / none, 1.5, 2, detail)


def _take_over(stage: Stage, actor: Actor, content: bytes) -> None:
    cases = stage.cases.imports
    request = PreviewImport(id=new_id(), file_name="bank.csv", content=content, currency="EUR")
    account = stage.cases.transactions.means
    with account.work(actor) as work:
        cash = next(one for one in work.accounts.chart().values() if one.name == "Cash")
    cases.preview(actor, replace(request, account_id=cash.id))
    cases.commit(actor, request.id)


def _bank_file(count: int, word: str = "Shop") -> bytes:
    lines = ["date,payee,amount"]
    for at in range(count):
        day = date(2016, 1, 1) + timedelta(days=at * 3650 // count)
        lines.append(f"{day},{word} {at % 800},-{at % 90 + 1}.{at % 100:02}")
    return ("\n".join(lines) + "\n").encode()
