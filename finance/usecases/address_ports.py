"""What proving an address needs from outside; see ``people_ports``."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a user (may be empty), and whether a link sent to it was used."""

    email: str
    verified: bool


class Addresses(Protocol):
    """The address of the user of this work; and, by a link, of whoever it was sent to."""

    def get(self) -> Address:
        """The user's address; NotFound ``user``."""

    def mail(self, email: str, letter_id: UUID, at: datetime) -> None:
        """Let a letter with a link to prove it leave to ``email``, from the work's book.

        It takes the place of one from there that waits.
        """

    def find(self, digest: str, at: datetime) -> str | None:
        """The address that the link with this digest proves, if it is good at ``at``."""

    def verify(self, digest: str, at: datetime) -> str | None:
        """Note that it is proven, and let no link be good any more; the address, as above."""
