"""The rows of the table of goals that the kernel owes, each measured in this one run."""

import itertools
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from bench.floors import connect, floor_page
from bench.ledger import YEARS
from bench.measure import Figure, cpu, paired
from bench.stage import PASSWORD, Book, Stage
from finance.adapters.clock import new_id, now
from finance.adapters.postgres import account_texts, entry_texts
from finance.domain.entries import Flow, Heading, Part
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.usecases.transactions import Record
from finance.web.keeping import KEPT

_RUNS = 40


def pages(stage: Stage, small: Book, large: Book) -> Iterator[Figure]:
    """Rows 1, 3, 15 and 20: whole pages, in process."""
    floor = floor_page(stage, large)
    register = f"{large.path}/transactions"
    pair = paired(got(large, register), lambda: floor.get("/"), _RUNS, cpu)
    yield Figure(1, "transactions page / floor page (CPU)", pair.ratio, 1.5, 2, pair.detail)
    pair = paired(_anew(large, register), lambda: floor.get("/"), _RUNS, cpu)
    what = "the same with nothing kept: all read and drawn anew"
    yield Figure(1, what, pair.ratio, 1.5, 2, pair.detail)
    pair = paired(got(large, large.path), got(small, small.path), _RUNS)
    what = f"dashboard at {large.size:,} / {small.size:,}"
    yield Figure(3, what, pair.ratio, 1.2, 1.5, pair.detail)
    deep = _deep(large)
    pair = paired(got(large, f"{register}?{deep}"), got(large, register), _RUNS)
    yield Figure(15, "a page deep in the list / page 1", pair.ratio, 1.5, 2, pair.detail)
    headers = {"Authorization": f"Bearer {large.token}"}
    client = stage.app.test_client()
    pair = paired(
        lambda: client.get("/api/transactions", headers=headers), got(large, register), _RUNS, cpu
    )
    yield Figure(20, "API list of 50 / HTML page (CPU)", pair.ratio, 0.6, 0.8, pair.detail)


def got(book: Book, path: str) -> Callable[[], object]:
    """The task of asking for a page as its owner; RuntimeError if that does not go well."""

    def task() -> None:
        answer = book.browser.get(path)
        if answer.status_code != 200:  # noqa: PLR2004 - fine
            message = f"{path}: {answer.status}"
            raise RuntimeError(message)

    return task


def _anew(book: Book, path: str) -> Callable[[], object]:
    """As for a process that never saw these rows, accounts and parts of pages."""
    task = got(book, path)

    def forgetful() -> None:
        KEPT.clear()
        entry_texts.entry.cache_clear()
        account_texts.forget()
        task()

    return forgetful


def _deep(book: Book) -> str:
    """The query of a page in the middle of the list."""
    years = YEARS.get(book.size, 1)
    day = book.actor.book.today(now()) - timedelta(days=365 * years // 2)
    return f"older={day}.{UUID(int=0).hex}"


def ledger(stage: Stage, large: Book) -> Iterator[Figure]:
    """Rows 13, 17 and 18: one edit, all balances, one sign-in."""
    yield _edit(stage, large)
    works = stage.cases.transactions.means
    with works.work(large.actor) as work, connect(stage) as bare:
        pair = paired(work.readings.accounts, lambda: bare.execute("SELECT 1").fetchone(), 200)
    yield Figure(17, "all balances / select 1", pair.ratio, 2, 4, pair.detail)
    kept = stage.passwords.hash(PASSWORD)
    browser = stage.app.test_client()
    given = {"username": large.name, "password": PASSWORD}
    pair = paired(
        lambda: browser.post("/sign-in", data=given),
        lambda: stage.passwords.verify(PASSWORD, kept),
        10,
    )
    yield Figure(18, "sign-in / one argon2 verify", pair.ratio, 1.05, 1.1, pair.detail)


def _edit(stage: Stage, large: Book) -> Figure:
    cases, actor = stage.cases, large.actor
    made = cases.transactions.record(actor, _record(large, 1, new_id())).row.transaction
    amounts = iter(range(2, 10_000))

    def edit() -> None:
        cases.transactions.replace(actor, _record(large, next(amounts), made.id), None)

    with connect(stage) as bare:
        query = "UPDATE transaction SET payee = payee WHERE book_id = %s AND id = %s"

        def update() -> None:
            bare.execute(query, [actor.book.id, made.id], prepare=True)

        pair = paired(edit, update, 100)
    return Figure(13, "one edit with all it brings / a bare update", pair.ratio, 6, 8, pair.detail)


def _record(book: Book, amount: int, transaction_id: UUID) -> Record:
    body = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=book.cast.own[0],
        parts=(Part(Decimal(amount), book.cast.expenses[0]),),
    )
    heading = Heading(date=book.actor.book.today(now()), payee="Bench")
    return Record(id=transaction_id, heading=heading, body=body)


def exports(stage: Stage, book: Book) -> Iterator[Figure]:
    """Row 23: a CSV of 10,000 rows against reading the rows by one query."""

    def export() -> None:
        pieces = stage.cases.exports.file(book.actor, Filter(), "csv")
        for _ in itertools.islice(pieces, 1 + 10_000 // 500):  # the header, then 500 rows each
            pass
        pieces.close()

    with connect(stage) as bare:
        pair = paired(export, lambda: bare.execute(_ALL, [book.actor.book.id]).fetchall(), 3)
    yield Figure(23, "CSV of 10,000 rows / one query", pair.ratio, 3, 5, pair.detail)


_ALL = """
    SELECT t.id, t.date, t.payee, t.description, t.tags, p.amount, p.currency, p.memo, a.name
    FROM (SELECT * FROM transaction WHERE book_id = %s AND trashed_at IS NULL
          ORDER BY date, id LIMIT 10000) t
    JOIN posting p ON p.book_id = t.book_id AND p.transaction_id = t.id
    JOIN account a ON a.book_id = t.book_id AND a.id = p.account_id
    ORDER BY t.date, t.id, p.position
"""
