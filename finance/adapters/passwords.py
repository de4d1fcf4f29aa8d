"""Passwords: Argon2id to keep them, zxcvbn to tell people why one is too easy."""

import os
import sys
import threading
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn_rs_py import zxcvbn

from finance.adapters.turns import Turns
from finance.domain.errors import Invalid, Unavailable

SHORTEST: Final = 8
LONGEST: Final = 256
"""Characters (Unicode code points, composed) of a password, both inclusive."""

WAITING: Final = 16
"""How many may wait for a hash in one process, its maker's own included.

Each holds a thread of the web server, which has so many more than it needs for everything else.
"""

_T = TypeVar("_T")
_BEYOND: Final = 4 * LONGEST  # nothing longer was ever kept
_LEAST: Final = 8  # KiB: Argon2 takes no less for each of its lanes
_LOW: Final = 10  # how nice a thread is that makes hashes
_GOOD: Final = 2  # zxcvbn's score from which on guessing online is hopeless
_REASONS: Final = (
    ("common", ("common password", "commonly used password")),
    ("keyboard", ("keys are easy", "keyboard patterns")),
    ("repeats", ("Repeats like",)),
    ("sequence", ("Sequences like",)),
    ("date", ("Recent years", "Dates are")),
    ("name", ("ames and surnames",)),
    ("word", ("word by itself",)),
)


class Argon2Passwords:
    """The ``Passwords`` port.

    ``memory`` is in KiB; with the passes it is what RFC 9106 recommends where memory is dear. Fewer
    hashes are made at once than there are cores, in all processes forked of this one together: a
    flood of sign-ins takes neither all memory nor the time of those who ask for a page, and it
    gives way to them. Nor does it take all threads: beyond ``WAITING`` it is Unavailable
    ``sign_ins_many`` at once. The spelling of a password is composed (NFC) first: keyboards differ
    in how they write the same letters.
    """

    def __init__(self, memory: int = 65536, passes: int = 3, lanes: int = 1) -> None:
        self._hasher = PasswordHasher(
            time_cost=passes, memory_cost=memory, parallelism=lanes, type=Type.ID
        )
        # Its thread starts with the first hash: by then every worker is a process of its own.
        self._maker = ThreadPoolExecutor(1, "passwords", _give_way)
        self._room = threading.BoundedSemaphore(WAITING)
        self._turns = Turns(max(1, (os.cpu_count() or 1) - 1))
        self._nobody = self._hasher.hash(os.urandom(16))

    def check(self, password: str, personal: Sequence[str], field: str) -> None:
        """Invalid at ``field`` unless the password is good enough."""
        length = len(unicodedata.normalize("NFC", password[: _BEYOND + 1]))
        if length < SHORTEST:
            raise Invalid("password_short", field, {"limit": SHORTEST})
        if length > LONGEST:
            raise Invalid("password_long", field, {"limit": LONGEST})
        if any("\ud800" <= letter <= "\udfff" for letter in password):
            raise Invalid("text_control", field, {"character": "U+D800", "position": 1})
        weakness = _weakness(password, personal)
        if weakness:
            raise Invalid("password_weak", field, {"reason": weakness})

    def hash(self, password: str) -> str:
        """What to keep of a password."""
        return self._made(lambda: self._hasher.hash(_bytes(password)))

    def verify(self, password: str, kept: str | None) -> bool:
        """Whether ``kept`` is of this password.

        A no takes as long when nothing is kept, or what was made at less cost than today's: a hash
        that waits for its owner to sign in again would tell that there is an account.
        """
        typed = _bytes(password[:_BEYOND])
        right = self._made(lambda: self._verified(typed, kept or self._nobody))
        return right and kept is not None and len(password) <= _BEYOND

    def _verified(self, typed: bytes, kept: str) -> bool:
        try:
            return self._hasher.verify(kept, typed)
        except (VerificationError, InvalidHashError):
            self._spend_rest(typed, kept)
            return False

    def _spend_rest(self, typed: bytes, kept: str) -> None:
        """Take as much longer as a hash of today's would have taken than ``kept`` did.

        The time of Argon2 is as its memory times its passes.
        """
        today = self._hasher
        whole = today.memory_cost * today.time_cost
        rest = (whole - _work(kept)) // today.time_cost
        if rest >= _LEAST * today.parallelism:
            PasswordHasher(
                time_cost=today.time_cost,
                memory_cost=rest,
                parallelism=today.parallelism,
                type=Type.ID,
            ).hash(typed)

    def outdated(self, kept: str) -> bool:
        """Whether ``kept`` was made at another cost than today's."""
        return self._hasher.check_needs_rehash(kept)

    def _made(self, make: Callable[[], _T]) -> _T:
        if not self._room.acquire(blocking=False):
            raise Unavailable("sign_ins_many")
        try:
            return self._maker.submit(self._in_turn, make).result()
        finally:
            self._room.release()

    def _in_turn(self, make: Callable[[], _T]) -> _T:
        with self._turns.one():
            return make()


def _give_way() -> None:
    """Let this thread run when nobody else wants to, where threads have priorities."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LOW)


def _work(kept: str) -> int:
    """The work that trying a password against ``kept`` was: KiB times passes."""
    try:
        made = extract_parameters(kept)
    except InvalidHashError:
        return 0
    return made.memory_cost * made.time_cost


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _weakness(password: str, personal: Sequence[str]) -> str:
    """Why a password is easy to guess, in one of the words of ``_REASONS``; empty if it is not."""
    found = zxcvbn(password, [*personal, "farthing"])
    if int(found.score) >= _GOOD:
        return ""
    folded = password.casefold()
    if any(len(word) > 2 and word.casefold() in folded for word in personal):  # noqa: PLR2004
        return "personal"
    said = str(found.feedback.warning) if found.feedback and found.feedback.warning else ""
    matching = (reason for reason, marks in _REASONS if any(mark in said for mark in marks))
    return next(matching, "guessable")
