"""What a listener is told: read for each of them anew, in their language, with their rights."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import Flask, g

from finance.domain.errors import FinanceError, Unavailable
from finance.domain.people import Actor
from finance.usecases.notice_ports import Notice
from finance.web.api.notices import Notification
from finance.web.context import usecases
from finance.web.live.seats import Seat, seat_of_message

MOST: Final = 50
"""The most notices one message brings; what else is unread is only counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """A message of ``fresh`` notices that were not known.

    ``known`` are those that are unread now, which need not be told again; ``unread`` counts all.
    """

    text: str
    known: frozenset[UUID]
    unread: int
    fresh: bool


def changed(what: Collection[str]) -> str:
    """The message that things of these kinds changed; none named: anything may have."""
    return json.dumps({"type": "changed", "what": sorted(what)})


class Teller:
    """Reads for sockets; every method may wait for the database."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def admit(self, text: str) -> Seat | None:
        """Who proves by a first message to be somebody; None if it does not."""
        with self._app.test_request_context():
            try:
                return seat_of_message(text)
            except FinanceError:
                return None

    def news(self, seat: Seat, known: Collection[UUID]) -> Told | None:
        """What is unread and not ``known``; None once nobody may listen there any more.

        Unavailable while the database is away.
        """
        with self._app.test_request_context():
            try:
                g.actor = actor = seat.actor()
            except Unavailable:
                raise
            except FinanceError:
                return None
            found = _unread(actor)
            fresh = [one for one in reversed(found) if one.id not in known]
            items = [Notification.of(one, actor.book).model_dump(mode="json") for one in fresh]
            said = {"type": "notifications", "unread": actor.unread, "items": items}
            unread = frozenset(one.id for one in found)
            return Told(json.dumps(said), unread, actor.unread, fresh=bool(items))


def _unread(actor: Actor) -> tuple[Notice, ...]:
    """The newest notices that were not read; nothing is asked where there are none."""
    if not actor.unread:
        return ()
    return usecases().notices.page(actor, limit=MOST, unread=True).notices
