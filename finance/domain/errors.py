"""What can go wrong, in the words of the domain.

An error carries a ``code`` (stable, for programs), the ``field`` it belongs to (or none) and
``facts`` (what a sentence about it needs). It knows nothing of HTTP and holds no sentence for
people: the web layer turns class into status and code plus facts into words.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class FinanceError(Exception):
    """The base of every error a person or a client may cause."""

    def __init__(
        self, code: str, field: str | None = None, facts: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts: Mapping[str, object] = dict(facts or {})

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({self.field or ''}{': ' + facts if facts else ''})"


class Invalid(FinanceError):
    """A value that can never be right, wherever it stands."""


class InvalidMany(FinanceError):
    """Several faults of one request, told together; ``faults`` is never empty."""

    def __init__(self, faults: tuple[Invalid, ...]) -> None:
        super().__init__("invalid")
        self.faults = faults


class NotFound(FinanceError):
    """No such thing in this book; another book's things are not found either."""


class Conflict(FinanceError):
    """Right in itself, but it does not fit what is there already."""


class ChangedMeanwhile(FinanceError):
    """The version named is no longer the current one."""


class Unauthenticated(FinanceError):
    """Nobody we know, or no longer."""


class Forbidden(FinanceError):
    """Known, but the role does not allow this."""


class TooManyAttempts(FinanceError):
    """Failed too often; ``facts['retry_after']`` says how many seconds to wait."""


class Unreadable(FinanceError):
    """A file that cannot be read; ``facts`` may hold ``line`` and ``reason``."""


class Unavailable(FinanceError):
    """A part the answer depends on is away for now; trying again later is right."""


class TryAgain(Unavailable):
    """Two writers met; the whole unit of work is right when it is run once more."""


@contextmanager
def inside(place: str) -> Iterator[None]:
    """Faults of one of many come out at its ``place``: ``amount`` at ``items.3.amount``."""
    try:
        yield
    except (Invalid, Conflict) as error:
        field = f"{place}.{error.field}" if error.field else place
        raise type(error)(error.code, field, error.facts) from error
