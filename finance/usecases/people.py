"""All use cases of people, by area."""

from dataclasses import dataclass
from typing import Self

from finance.usecases.people_books import Books
from finance.usecases.people_means import PeopleMeans
from finance.usecases.people_profile import Profile
from finance.usecases.people_registering import Registering
from finance.usecases.people_signing import Signing


@dataclass(frozen=True, slots=True)
class People:
    """Registering, signing in, one's own account, books and their members."""

    registering: Registering
    signing: Signing
    profile: Profile
    books: Books

    @classmethod
    def of(cls, means: PeopleMeans) -> Self:
        """All of them, working with the same means."""
        return cls(Registering(means), Signing(means), Profile(means), Books(means))
