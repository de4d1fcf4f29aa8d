"""All use cases of people, by area."""

from dataclasses import dataclass
from typing import Self

from finance.usecases.people_books import Books
from finance.usecases.people_inviting import Inviting
from finance.usecases.people_means import PeopleMeans
from finance.usecases.people_members import Members
from finance.usecases.people_profile import Profile
from finance.usecases.people_registering import Registering
from finance.usecases.people_signing import Signing
from finance.usecases.people_verifying import Verifying


@dataclass(frozen=True, slots=True)
class People:
    """Registering, signing in, one's own account, books, their members and invitations."""

    registering: Registering
    signing: Signing
    profile: Profile
    books: Books
    members: Members
    inviting: Inviting
    verifying: Verifying

    @classmethod
    def of(cls, means: PeopleMeans) -> Self:
        """All of them, working with the same means."""
        return cls(
            registering=Registering(means),
            signing=Signing(means),
            profile=Profile(means),
            books=Books(means),
            members=Members(means),
            inviting=Inviting(means),
            verifying=Verifying(means),
        )
