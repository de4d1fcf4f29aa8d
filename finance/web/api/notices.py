"""``/api/notifications``: what was raised, and whether it was read."""

from collections.abc import Mapping
from typing import Final, Literal, Self
from uuid import UUID

from finance.domain.alerts import AlertKind
from finance.domain.people import Book
from finance.domain.periods import month_of
from finance.usecases.notice_ports import Notice, Wish
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Body, Decimals, Flag, Instant, Shape
from finance.web.api.paging import Paged, id_cursor_of, id_of
from finance.web.notice_words import sentence

PART: Final = Part("Notifications", "What was raised, as the person who asks has it.")


NoticeKind = Literal["near", "over", "large", "low_balance", "held"]


class NotificationsAsked(Paged):
    """How much of the list; all, or only what was not read."""

    unread: Flag = False


class NotificationPatch(Body):
    """Whether it was read."""

    read: bool


class Notification(Shape):
    """A notice.

    ``subject_id`` is the transaction (``large``), the account (``low_balance``), the schedule that
    could not record what was due (``held``), the category or, for the limit on everything, the
    book. ``threshold`` is per cent of ``limit`` for limits, else the amount asked for. ``amount``
    is what was reached, or not recorded. ``message`` says it in a sentence.
    """

    id: UUID
    kind: NoticeKind
    subject_id: UUID
    name: str
    month: str
    threshold: Decimals
    limit: Decimals
    amount: Decimals
    currency: str
    message: str
    read: bool
    created_at: Instant

    @classmethod
    def of(cls, notice: Notice, book: Book) -> Self:
        """The notice as it is answered."""
        of_budget = notice.kind.of_budget
        return cls(
            id=notice.id,
            kind=notice.kind.value,
            subject_id=notice.subject_id,
            name=notice.name,
            month=str(month_of(notice.month, book.month_start)),
            threshold=str(notice.threshold) if of_budget else str(notice.bound),
            limit=str(notice.bound),
            amount=str(notice.amount),
            currency=notice.amount.currency,
            message=sentence(notice, book),
            read=notice.read_at is not None,
            created_at=notice.at,
        )


class NotificationList(Shape):
    """Some notices, newest first; ``unread`` counts all that were not read, up to 100."""

    items: list[Notification]
    next_cursor: str | None
    unread: int


class TicketOut(Shape):
    """What lets one socket in, once."""

    ticket: str
    expires_at: Instant


class Channels(Body):
    """How to hear of a kind: on pages and devices, and by e-mail."""

    on_page: bool = True
    by_mail: bool = True


class ChannelsOut(Shape):
    """How one hears of a kind."""

    on_page: bool
    by_mail: bool


class PreferencesIn(Body):
    """How to hear of each kind from now on; a kind that is not named stays as it is."""

    near: Channels | None = None
    over: Channels | None = None
    large: Channels | None = None
    low_balance: Channels | None = None
    held: Channels | None = None


class Preferences(Shape):
    """How one hears of each kind."""

    near: ChannelsOut
    over: ChannelsOut
    large: ChannelsOut
    low_balance: ChannelsOut
    held: ChannelsOut


@PART.get("/notifications")
def notifications(call: Call, query: NotificationsAsked) -> NotificationList:
    """List notices, newest first."""
    found = call.use.notices.page(call.actor, id_of(query.cursor), query.limit, unread=query.unread)
    return NotificationList(
        items=[Notification.of(one, call.actor.book) for one in found.notices],
        next_cursor=id_cursor_of(found.notices[-1].id) if found.more else None,
        unread=call.actor.unread,
    )


@PART.get("/notifications/{notification_id}")
def notification(call: Call, notification_id: UUID) -> Notification:
    """One notice."""
    return Notification.of(call.use.notices.get(call.actor, notification_id), call.actor.book)


@PART.patch("/notifications/{notification_id}")
def mark_notification(call: Call, notification_id: UUID, body: NotificationPatch) -> Notification:
    """Mark a notice as read, or as not read."""
    marked = call.use.notices.mark(call.actor, notification_id, read=body.read)
    return Notification.of(marked, call.actor.book)


@PART.post("/notifications/ticket", repeatable=False)
def make_ticket(call: Call) -> TicketOut:
    """Make a ticket for one WebSocket at ``/ws/notifications?ticket=``, good once, for seconds.

    Instead of a ticket the first message may be ``{"token": ...}``. What comes are objects with
    ``type`` ``notifications``, ``unread`` and the ``items`` that were not told yet, and such with
    ``type`` ``changed`` and in ``what`` the kinds of things that changed (none: anything may have).
    """
    made = call.use.live.ticket(call.actor)
    return TicketOut(ticket=made.text, expires_at=made.expires_at)


@PART.post("/notifications/read", status=204)
def mark_all_notifications(call: Call) -> None:
    """Mark all notices as read."""
    call.use.notices.mark_all(call.actor)


@PART.get("/notifications/preferences")
def preferences(call: Call) -> Preferences:
    """How one hears of each kind; pages and e-mail both, unless said otherwise."""
    return Preferences.model_validate(_told(call.use.notices.wishes(call.actor)))


@PART.put("/notifications/preferences")
def set_preferences(call: Call, body: PreferencesIn) -> Preferences:
    """Hear of the kinds named so from now on."""
    wanted = {
        kind: Wish(said.on_page, said.by_mail)
        for kind in AlertKind
        if (said := getattr(body, kind.value)) is not None
    }
    return Preferences.model_validate(_told(call.use.notices.wish(call.actor, wanted)))


def _told(wishes: Mapping[AlertKind, Wish]) -> dict[str, dict[str, bool]]:
    return {
        kind.value: {"on_page": wish.on_page, "by_mail": wish.by_mail}
        for kind, wish in wishes.items()
    }
