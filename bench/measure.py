"""How figures are taken: in pairs, one after the other, medians and ratios of them."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Task = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """One row of the table: a ratio against its aim and its hard limit."""

    row: int
    what: str
    ratio: float
    aim: float
    limit: float
    detail: str = ""

    @property
    def verdict(self) -> str:
        """Where the ratio stands."""
        if self.ratio <= self.aim:
            return "aim"
        return "limit" if self.ratio <= self.limit else "OVER"

    def __str__(self) -> str:
        return (
            f"{self.row:>3}  {self.what:<58} {self.ratio:>7.2f}  {self.aim:>5.2f} "
            f"{self.limit:>6.2f}  {self.verdict:<5} {self.detail}"
        )


def wall(task: Task) -> float:
    """Seconds one run takes."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def cpu(task: Task) -> float:
    """Processor seconds of this process that one run takes."""
    start = time.process_time()
    task()
    return time.process_time() - start


@dataclass(frozen=True)
class Pair:
    """The medians of two tasks, in seconds."""

    first: float
    second: float

    @property
    def ratio(self) -> float:
        """The first against the second."""
        return self.first / self.second

    @property
    def detail(self) -> str:
        """Both in milliseconds."""
        return f"{self.first * 1000:.2f} / {self.second * 1000:.2f} ms"


def paired(first: Task, second: Task, runs: int, clock: Callable[[Task], float] = wall) -> Pair:
    """Run the two in turn, ``runs`` times after a warm-up of a fifth of that."""
    return Pair(*together([first, second], runs, clock))


def together(
    tasks: Sequence[Task], runs: int, clock: Callable[[Task], float] = wall
) -> list[float]:
    """The median seconds of each task, run in turn with the others as ``paired`` does."""
    for task in [*tasks] * max(1, runs // 5):
        task()
    taken = [[clock(task) for task in tasks] for _ in range(runs)]
    return [statistics.median(of_one) for of_one in zip(*taken, strict=True)]
