"""What every use case works with, and how it is run again when two writers met."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar
from uuid import UUID

from finance.domain.errors import TryAgain
from finance.domain.people import Actor
from finance.usecases.ports import Clock, Ids, Mark, Work, Works

TRIES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """Units of work, the clock, new ids, and ``pause(n)`` before the n-th further try."""

    works: Works
    clock: Clock
    ids: Ids
    pause: Callable[[int], None]

    def work(self, actor: Actor) -> AbstractContextManager[Work]:
        """A unit of work in the actor's book, in the actor's name."""
        return self.works(actor.book.id, actor.user.id)

    def mark(self, actor: Actor, reverses: UUID | None = None) -> Mark:
        """The actor's signature under a change, of the present moment."""
        return Mark(id=self.ids(), user_id=actor.user.id, at=self.clock(), reverses=reverses)


class _HasMeans(Protocol):
    @property
    def means(self) -> Means: ...


_Self = TypeVar("_Self", bound=_HasMeans)
_P = ParamSpec("_P")
_T = TypeVar("_T")


def patiently(pause: Callable[[int], None], act: Callable[[], _T]) -> _T:
    """What ``act`` gives, run up to ``TRIES`` times while it ends in TryAgain; see ``retried``."""
    for attempt in range(1, TRIES):
        try:
            return act()
        except TryAgain:
            pause(attempt)
    return act()


def retried(
    use_case: Callable[Concatenate[_Self, _P], _T],
) -> Callable[Concatenate[_Self, _P], _T]:
    """The use case, run up to ``TRIES`` times while it ends in TryAgain; the last one passes on.

    It must be safe to run again as a whole: one unit of work, ids from outside.
    """

    @wraps(use_case)
    def again(self: _Self, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return patiently(self.means.pause, lambda: use_case(self, *args, **kwargs))

    return again
