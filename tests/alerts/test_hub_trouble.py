"""What goes wrong in an unforeseen way ends the one socket it met, and leaks nothing."""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from flask import Flask
from wsproto.connection import Connection, ConnectionType
from wsproto.events import CloseConnection, TextMessage

from finance.adapters.clock import now
from finance.domain.people import Actor
from finance.domain.sessions import SessionKind
from finance.usecases.live import PER_PERSON, Live, Word
from finance.web.live.hub import Hub
from finance.web.live.rooms import UNKNOWN, Rooms
from finance.web.live.seats import Seat
from finance.web.live.telling import Teller


class _Silence:
    """No word comes, and where sockets are counted something is amiss while it is ``broken``."""

    def __init__(self) -> None:
        self.broken = True

    def take(self, *_: object) -> bool:
        """There is room, unless something is amiss."""
        if self.broken:
            raise RuntimeError
        return True

    def note(self, process_id: UUID, taken: Mapping[UUID, int], at: datetime) -> None:
        """Note nothing."""

    def follow(self, call: Callable[[Word | None], None]) -> None:
        """Hear nothing."""


class _NoTickets:
    def keep(self, digest: str, session_id: UUID, expires_at: datetime, at: datetime) -> None:
        """Keep nothing."""

    def take(self, digest: str, at: datetime) -> UUID | None:  # noqa: ARG002 - the port's
        """None is good."""
        return None


@dataclass(frozen=True, slots=True)
class _Cursed(Seat):
    def actor(self) -> Actor:
        """What nobody thought of."""
        raise RuntimeError


def _live(silence: _Silence) -> Live:
    return Live(
        tickets=_NoTickets(),
        seats=silence,
        feed=silence,
        clock=now,
        secret=lambda: "",
        pause=lambda _: None,
    )


@contextmanager
def _placed(hub: Hub, seat: Seat | None) -> Iterator[socket.socket]:
    """The other end of a socket that the hub keeps."""
    ours, theirs = socket.socketpair()
    ours.settimeout(10)
    hub.reserve(seat.user_id if seat else None)
    hub.adopt(theirs, seat)
    with ours:
        yield ours


def _ended(end: socket.socket, wire: Connection) -> int | None:
    """The code with which the hub closes it."""
    while block := end.recv(4096):
        wire.receive_data(block)
        for event in wire.events():
            if isinstance(event, CloseConnection):
                return event.code
    return None


@pytest.fixture
def silence() -> _Silence:
    """See ``_Silence``."""
    return _Silence()


def test_a_socket_that_cannot_be_read_for_is_closed_and_not_forgotten_open(
    silence: _Silence, caplog: pytest.LogCaptureFixture
) -> None:
    silence.broken = False
    hub = Hub(Teller(Flask(__name__)), _live(silence))
    seat = _Cursed(uuid4(), SessionKind.PAGE, uuid4(), uuid4())
    for _ in range(PER_PERSON + 1):  # each gives its room back
        with _placed(hub, seat) as end:
            assert _ended(end, Connection(ConnectionType.CLIENT)) == 1011
            assert end.recv(1) == b""
    assert "what it is to be told was not read" in caplog.text


def test_a_socket_whose_first_word_cannot_be_judged_is_closed(
    silence: _Silence, caplog: pytest.LogCaptureFixture
) -> None:
    hub = Hub(Teller(Flask(__name__)), _live(silence))  # nothing is there to judge it by
    for _ in range(UNKNOWN // 20):
        with _placed(hub, None) as end:
            wire = Connection(ConnectionType.CLIENT)
            end.sendall(wire.send(TextMessage(data='{"ticket": "any"}')))
            assert _ended(end, wire) == 1011
    assert "who it is was not found out" in caplog.text


def test_where_no_word_comes_through_sockets_are_closed_for_pages_to_ask(silence: _Silence) -> None:
    silence.broken = False
    hub = Hub(Teller(Flask(__name__)), _live(silence), hearing=0.0)
    before = hub.deaf
    with _placed(hub, None) as end:
        assert _ended(end, Connection(ConnectionType.CLIENT)) == 1013
    assert (before, hub.deaf) == (False, True)
    assert not hub.quiet(uuid4(), 0.0)


def test_a_room_is_given_back_whatever_went_wrong(silence: _Silence) -> None:
    rooms, user_id = Rooms(_live(silence)), uuid4()
    for _ in range(PER_PERSON + 1):
        with pytest.raises(RuntimeError):
            rooms.take(user_id)
    silence.broken = False
    for _ in range(PER_PERSON):
        rooms.take(user_id)
