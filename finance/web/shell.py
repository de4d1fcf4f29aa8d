"""What surrounds every signed-in page: where one can go, whose book it is, what it is worth.

Templates read one value called ``shell``; it is None for someone who is not signed in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from finance.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The addresses the frame points to; all belong to the book in view.

    ``socket`` is where news come by themselves (empty: they do not), ``unread`` where to ask.
    """

    home: str
    transactions: str
    new: str
    budget: str
    reports: str
    accounts: str
    schedules: str
    imports: str
    notices: str
    socket: str
    unread: str
    settings: str
    profile: str
    sign_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLink:
    """A book this person may open, and in which role (empty: not said)."""

    name: str
    href: str
    role: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is signed in."""

    name: str
    email: str

    @property
    def initials(self) -> str:
        """One or two capitals for the round badge; never empty."""
        words = self.name.split() or [self.email]
        ends = words if len(words) == 1 else [words[0], words[-1]]
        return "".join(word[0] for word in ends).upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """An account and what is on it, one amount for each currency (at least one).

    ``foreign``: another currency than the book's, which is then named.
    """

    name: str
    href: str
    balances: tuple[Money, ...]
    foreign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The frame of a signed-in page.

    ``worth`` is what all accounts hold, by currency, ``foreign`` where that is
    not the book's at all; ``notices`` how many were not read, up to 100.
    """

    links: Links
    book: str
    books: tuple[BookLink, ...]
    person: Person
    accounts: tuple[AccountLine, ...]
    worth: tuple[Money, ...]
    foreign: bool = False
    unreviewed: int = 0
    notices: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthChoice:
    """A month to go to: its name in small print and in full; no address where it is not there."""

    text: str
    name: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """The months of one year, and where the years beside it and all dates are (empty: nowhere)."""

    year: str
    earlier: str
    later: str
    choices: tuple[MonthChoice, ...]
    whole: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The period a page shows and its neighbours; ``note`` names its days when not a plain month.

    ``following`` is empty where nothing lies ahead. ``choose`` gives the months to go to at once,
    when they are drawn; ``last`` is the last one there is, if any.
    """

    label: str
    previous: str
    following: str
    note: str = ""
    last: str = ""
    choose: Callable[[], Months] | None = field(default=None, compare=False)
