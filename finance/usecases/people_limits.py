"""How often one may guess: failures are counted, successes are not; and how often one may invite.

The count is kept by account *and* address, so that a stranger who fails does not lock the owner
out, and by address alone, so that a stranger cannot walk from account to account. Links that lead
nowhere are counted apart: any page on the web can let a browser ask for them.
"""

import hashlib
import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

from finance.domain.errors import TooManyAttempts
from finance.usecases.people_ports import PeopleWork, Tally

WINDOW: Final = timedelta(minutes=15)
PER_ACCOUNT: Final = 10
"""Failures that count for one account from one address within WINDOW before it is too many."""
PER_ADDRESS: Final = 100
"""The same for one address, whatever the account; for taken names; for links that lead nowhere."""
INVITATIONS: Final = 30
"""Invitations one person may make within DAY, over all their books."""
LETTERS: Final = 5
"""Letters to prove an address that one person causes, or that go to one address, within DAY."""
TO_ONE_ADDRESS: Final = 5
"""Letters with invitations that go to one address within DAY, whoever invites."""
DAY: Final = timedelta(days=1)

_SUBSCRIBER: Final = 64  # bits of an IPv6 address that stand for one household
_V6: Final = 6


@dataclass(frozen=True, slots=True)
class Guard:
    """The counters one attempt counts for: key -> how many it bears within ``window``."""

    limits: dict[str, int]
    window: timedelta = WINDOW
    code: str = "too_many_attempts"

    @classmethod
    def account(cls, account: str, address: str) -> Self:
        """For an attempt at one account from ``address``."""
        place = _place(address)
        return cls({_key("account", account, place): PER_ACCOUNT, **cls.place(address).limits})

    @classmethod
    def place(cls, address: str) -> Self:
        """For an attempt from ``address`` that is at no account in particular."""
        return cls({_key("address", _place(address)): PER_ADDRESS})

    @classmethod
    def registering(cls, address: str) -> Self:
        """For a name that turned out to be taken, asked for from ``address``.

        Apart from failed sign-ins: whoever tries names at the register keeps nobody at the same
        address from signing in.
        """
        return cls({_key("registering", _place(address)): PER_ADDRESS})

    @classmethod
    def links(cls, address: str) -> Self:
        """For a link that leads nowhere, followed from ``address``; it keeps nobody from anything.

        Its secret has 256 bits, so this is no defence against guessing, only against asking.
        """
        return cls({_key("links", _place(address)): PER_ADDRESS})

    @classmethod
    def inviting(cls, user: str) -> Self:
        """For an invitation made by one person, wherever they are."""
        return cls({_key("inviting", user): INVITATIONS}, DAY, "invitations_often")

    @classmethod
    def letters(cls, user: str, email: str) -> Self:
        """For a letter to prove an address, caused by one person, whoever had others sent there.

        Apart from letters with invitations: these shall keep nobody from proving an address.
        """
        keys = (_key("letters", user), _key("proving", email.casefold()))
        return cls(dict.fromkeys(keys, LETTERS), DAY, "letters_often")

    @classmethod
    def writing_to(cls, email: str) -> Self:
        """For a letter with an invitation to an address, whoever lets it be sent."""
        return cls({_key("writing", email.casefold()): TO_ONE_ADDRESS}, DAY)

    def check(self, work: PeopleWork, at: datetime) -> None:
        """TooManyAttempts ``too_many_attempts`` if any counter is full already."""
        standing = work.failures.standing(tuple(self.limits), at)
        for key, tally in standing.items():
            if tally.failures >= self.limits[key]:
                raise self._too_many(tally, at)

    def count(self, work: PeopleWork, at: datetime) -> None:
        """Count a failure; TooManyAttempts if it was one too many (it is counted all the same)."""
        full = self._counted(work, at)
        work.commit()
        if full:
            raise self._too_many(max(full, key=lambda tally: tally.ends_at), at)

    def spend(self, work: PeopleWork, at: datetime) -> None:
        """Count what is about to be done; TooManyAttempts if there was one too many already.

        It is counted if the work is committed, and not otherwise.
        """
        if full := self._counted(work, at):
            raise self._too_many(full[0], at)

    def takes(self, work: PeopleWork, at: datetime) -> bool:
        """Count one more; whether there was room for it."""
        return not self._counted(work, at)

    def _counted(self, work: PeopleWork, at: datetime) -> list[Tally]:
        """The counters that bear too many with one more."""
        counted = [
            (key, work.failures.count(key, at, at + self.window)) for key in sorted(self.limits)
        ]
        return [tally for key, tally in counted if tally.failures > self.limits[key]]

    def _too_many(self, tally: Tally, at: datetime) -> TooManyAttempts:
        seconds = max(1, math.ceil((tally.ends_at - at).total_seconds()))
        facts = {"retry_after": seconds, "limit": min(self.limits.values())}
        return TooManyAttempts(self.code, None, facts)


def _place(address: str) -> str:
    """The address, or the part of a version 6 address that stands for one subscriber."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == _V6:
        return str(ipaddress.ip_network((known, _SUBSCRIBER), strict=False))
    return str(known)


def _key(*parts: str) -> str:
    """A key nobody can read a name or an address from at a glance."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
