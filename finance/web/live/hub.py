"""All sockets of one process, on one loop in one thread, however many they are.

A socket holds no thread of the web server: it is taken over from it after the handshake. What is
told is read by two further threads, so that reading for many never takes the database from pages.
"""

import asyncio
import itertools
import logging
import math
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from uuid import UUID

from wsproto.frame_protocol import CloseReason

from finance.domain.changes import Subject
from finance.domain.errors import FinanceError, Unavailable
from finance.usecases.live import NOTICE, SESSION, Live, Word
from finance.web.live.lately import Lately
from finance.web.live.rooms import Rooms
from finance.web.live.seats import Seat
from finance.web.live.socket import Socket
from finance.web.live.telling import Teller, Told, changed

FIRST_WORD: Final = 5.0
"""Seconds within which the first message must come."""

CALM: Final = 0.5
"""Seconds between two messages that say no more than that something changed."""

HEARING: Final = 10.0
"""Seconds after which whoever began to listen, and heard not even itself, is deaf."""

ANYTHING: Final = ""
"""What may have happened while nobody listened."""

_AT_ONCE: Final = {NOTICE, SESSION, Subject.MEMBER.value}

_LOG: Final = logging.getLogger(__name__)
_ROUND: Final = 1.0
_PING: Final = 25.0
_SILENT: Final = 60.0
_READERS: Final = 2
_RETRY: Final = 2.0
_BEAT: Final = 8  # rounds from one telling of what is kept here to the next


class Hub:
    """Keeps sockets; ``live`` brings word of news. Nothing runs before the first socket.

    ``hearing`` is how many seconds it may take until word comes through at all.
    """

    def __init__(self, teller: Teller, live: Live, hearing: float = HEARING) -> None:
        self._hearing = hearing
        self._deaf_from = math.inf
        self._teller = teller
        self._live = live
        self._lock = threading.Lock()
        self._rooms = Rooms(live)
        self._sockets: set[Socket] = set()
        self._lately = Lately()
        self._freed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="telling")

    def reserve(self, user_id: UUID | None) -> None:
        """Keep room for one more socket; TooManyAttempts ``sockets_many`` if there is none."""
        self._rooms.take(user_id)

    def release(self, user_id: UUID | None) -> None:
        """Give back what ``reserve`` kept."""
        self._rooms.free(user_id)

    def quiet(self, book_id: UUID, since: float) -> bool:
        """Whether surely nothing was committed in the book from ``since`` on, for who asks.

        Word comes with the commit, however long before that the work was begun. From the first
        question on word is followed; what happened before that is not sure.
        """
        self._running()
        return self._lately.quiet(book_id, since)

    @property
    def deaf(self) -> bool:
        """Whether no word comes through here: a socket would never be told anything."""
        return self._lately.deaf and time.monotonic() > self._deaf_from

    def adopt(self, raw: socket.socket, seat: Seat | None) -> None:
        """Take over a connection after its handshake; its room was reserved."""
        loop = self._running()
        raw.setblocking(False)  # noqa: FBT003 - the socket's own signature
        asyncio.run_coroutine_threadsafe(self._place(raw, seat), loop)

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(
                    target=self._run, args=(self._loop,), name="live", daemon=True
                ).start()
                self._deaf_from = time.monotonic() + self._hearing
                self._live.follow(self._word)
            return self._loop

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        loop.create_task(self._rounds())
        loop.run_forever()

    def _word(self, word: Word | None) -> None:
        """Word came, in the feed's thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stir, word, time.time())

    # From here on everything runs on the loop.

    async def _place(self, raw: socket.socket, seat: Seat | None) -> None:
        made = Socket(self, seat, time.monotonic)
        self._sockets.add(made)
        loop = asyncio.get_running_loop()
        try:
            await loop.connect_accepted_socket(lambda: made, raw)
        except OSError:
            raw.close()
            self.gone(made)
            return
        if seat is not None:
            if seat.drawn_at is not None and not self._lately.quiet(seat.book_id, seat.drawn_at):
                made.heard.add(ANYTHING)
            self._news(made)

    def _stir(self, word: Word | None, at: float) -> None:
        if word is None:
            self._lately.missed(at)
        else:
            self._lately.heard(word.of, at)
        for one in list(self._sockets):
            if one.seat is not None and (
                word is None or word.of in {one.seat.book_id, one.seat.user_id}
            ):
                self._hear(one, ANYTHING if word is None else word.what)

    def _hear(self, one: Socket, what: str) -> None:
        """Tell of it: notices at once, changes that follow each other closely in one go."""
        one.heard.add(what)
        wait = one.told_at + CALM - time.monotonic()
        if what in _AT_ONCE or wait <= 0:
            self._news(one)
        elif not one.waiting:
            one.waiting = True
            asyncio.get_running_loop().call_later(wait, self._news, one)

    def _news(self, one: Socket) -> None:
        """Read for a socket; word that comes meanwhile makes it be read once more."""
        one.waiting = False
        if one.telling:
            one.again = True
        else:
            one.telling = True
            asyncio.get_running_loop().create_task(self._tell(one))

    async def _tell(self, one: Socket) -> None:
        """Read for a socket and tell it; one that cannot be read for is closed, and may come anew.

        Left open it would never be told again, nor be closed when its person may listen no more.
        """
        try:
            await self._read(one)
        except Exception:  # noqa: BLE001 - whatever it is, the socket must not stay deaf
            _LOG.exception("a socket is closed: what it is to be told was not read")
            one.close(CloseReason.INTERNAL_ERROR)
        finally:
            one.telling = False

    async def _read(self, one: Socket) -> None:
        loop = asyncio.get_running_loop()
        while one.seat is not None and one in self._sockets:
            one.again = False
            try:
                told = await loop.run_in_executor(
                    self._readers, self._teller.news, one.seat, one.known
                )
            except Unavailable:
                await asyncio.sleep(_RETRY)
                continue
            if told is None:
                one.close(CloseReason.POLICY_VIOLATION)
                break
            self._say(one, told)
            if not one.again:
                break

    def _say(self, one: Socket, told: Told) -> None:
        """Tell what is new; word of notices that are another's is kept to ourselves."""
        one.known = told.known
        if told.fresh or told.unread != one.unread:
            one.unread = told.unread
            one.tell(told.text)
        what, one.heard = one.heard - {NOTICE, SESSION}, set()
        if what:
            one.told_at = time.monotonic()
            one.tell(changed(what - {ANYTHING}))

    def said(self, socket: Socket, text: str) -> None:
        """A first message came; find out who it is."""
        asyncio.get_running_loop().create_task(self._admit(socket, text))

    async def _admit(self, one: Socket, text: str) -> None:
        try:
            await self._seat(one, text)
        except Exception:  # noqa: BLE001 - whatever it is, the socket must not stay deaf
            _LOG.exception("a socket is closed: who it is was not found out")
            one.close(CloseReason.INTERNAL_ERROR)

    async def _seat(self, one: Socket, text: str) -> None:
        loop = asyncio.get_running_loop()
        seat = await loop.run_in_executor(self._readers, self._teller.admit, text)
        if seat is None or one not in self._sockets:
            one.close(CloseReason.POLICY_VIOLATION)
            return
        try:
            await loop.run_in_executor(self._readers, self._rooms.take, seat.user_id)
        except FinanceError:
            one.close(CloseReason.TRY_AGAIN_LATER)
            return
        if one not in self._sockets:  # it left meanwhile
            self._rooms.free(seat.user_id)
            return
        self.release(None)
        one.seat = seat
        self._news(one)

    def gone(self, socket: Socket) -> None:
        """A socket is closed."""
        if socket in self._sockets:
            self._sockets.discard(socket)
            self.release(socket.seat.user_id if socket.seat else None)
            self._freed = True

    async def _rounds(self) -> None:
        """Turn away who does not say who it is, ask the silent, end the dead, tell of rooms."""
        pinged, loop = time.monotonic(), asyncio.get_running_loop()
        for number in itertools.count():
            await asyncio.sleep(_ROUND)
            if self._freed or number % _BEAT == 0:
                self._freed = False
                loop.run_in_executor(self._readers, self._rooms.tell)
            now = time.monotonic()
            due = now - pinged >= _PING
            pinged = now if due else pinged
            for one in list(self._sockets):
                if self.deaf:  # its page asks instead
                    one.close(CloseReason.TRY_AGAIN_LATER)
                elif one.seat is None and now - one.began > FIRST_WORD:
                    one.close(CloseReason.POLICY_VIOLATION)
                elif now - one.heard_at > _SILENT:
                    one.close(CloseReason.GOING_AWAY)
                elif due:
                    one.ping()
