"""The row of the table that holds a month against its limits, in a large book and a small one."""

from collections.abc import Callable, Iterator

from bench.measure import Figure, paired
from bench.rows import got
from bench.stage import Book, Stage
from finance.domain.budgets import in_order
from finance.domain.money import Money
from finance.usecases.budgets import Wish

_RUNS = 40


def rows(stage: Stage, small: Book, large: Book) -> Iterator[Figure]:
    """Row 22: the status of a limit on every category, by program and as a page."""
    for book in (small, large):
        _limit(stage, book)
    many = len(stage.cases.budgets.status(large.actor).standings)
    pair = paired(_asked(stage, large), _asked(stage, small), _RUNS)
    what = f"budget status of {many} categories at {large.size:,} / {small.size:,}"
    yield Figure(22, what, pair.ratio, 1.2, 1.5, pair.detail)
    pair = paired(got(large, f"{large.path}/budget"), got(small, f"{small.path}/budget"), _RUNS)
    yield Figure(22, "the budget page at the same", pair.ratio, 1.2, 1.5, pair.detail)


def _limit(stage: Stage, book: Book) -> None:
    use, actor = stage.cases.budgets, book.actor
    sheet = use.sheet(actor, months=1)
    amount = Money(40_000, "EUR")
    wishes = [Wish(category_id=one.id, amount=amount) for one in in_order(sheet.chart)]
    use.settle(actor, sheet.status.month, wishes)


def _asked(stage: Stage, book: Book) -> Callable[[], object]:
    client, headers = stage.app.test_client(), {"Authorization": f"Bearer {book.token}"}

    def task() -> None:
        answer = client.get("/api/budgets/status", headers=headers)
        if answer.status_code != 200:  # noqa: PLR2004 - fine
            raise RuntimeError(answer.status)

    return task
