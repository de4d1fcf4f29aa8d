"""How often one may guess: failures are counted, successes are not.

The count is kept by account *and* address, so that a stranger who fails does not lock the owner
out, and by address alone, so that a stranger cannot walk from account to account.
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
"""The same for one address, whatever the account."""

_SUBSCRIBER: Final = 64  # bits of an IPv6 address that stand for one household
_V6: Final = 6


@dataclass(frozen=True, slots=True)
class Guard:
    """The counters one attempt counts for: key -> how many failures it bears."""

    limits: dict[str, int]

    @classmethod
    def account(cls, account: str, address: str) -> Self:
        """For an attempt at one account from ``address``."""
        place = _place(address)
        return cls({_key("account", account, place): PER_ACCOUNT, **cls.place(address).limits})

    @classmethod
    def place(cls, address: str) -> Self:
        """For an attempt from ``address`` that is at no account in particular."""
        return cls({_key("address", _place(address)): PER_ADDRESS})

    def check(self, work: PeopleWork, at: datetime) -> None:
        """TooManyAttempts ``too_many_attempts`` if any counter is full already."""
        standing = work.failures.standing(tuple(self.limits), at)
        for key, tally in standing.items():
            if tally.failures >= self.limits[key]:
                raise _too_many(tally, at)

    def count(self, work: PeopleWork, at: datetime) -> None:
        """Count a failure; TooManyAttempts if it was one too many (it is counted all the same)."""
        full = []
        for key in sorted(self.limits):
            tally = work.failures.count(key, at, at + WINDOW)
            if tally.failures > self.limits[key]:
                full.append(tally)
        work.commit()
        if full:
            raise _too_many(max(full, key=lambda tally: tally.ends_at), at)


def _too_many(tally: Tally, at: datetime) -> TooManyAttempts:
    seconds = max(1, math.ceil((tally.ends_at - at).total_seconds()))
    return TooManyAttempts("too_many_attempts", None, {"retry_after": seconds})


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
