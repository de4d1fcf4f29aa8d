"""What was raised, as each member has it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from finance.adapters.postgres import raising
from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.pipeline import Statement, together
from finance.adapters.postgres.word import telling
from finance.domain.alerts import AlertKind
from finance.domain.errors import NotFound
from finance.domain.money import Money
from finance.usecases.live import NOTICE
from finance.usecases.notice_ports import Notice, Wish

_NOTICE: Final = """
    SELECT n.id, n.kind, n.subject_id, n.month, n.threshold, n.bound, n.amount, n.currency, n.at,
        c.read_at, coalesce(
            (SELECT a.name FROM account a
             WHERE a.book_id = %(book)s AND a.id = n.subject_id AND n.kind <> 'large'),
            (SELECT t.payee FROM transaction t
             WHERE t.book_id = %(book)s AND t.id = n.subject_id AND n.kind = 'large'),
            (SELECT coalesce(nullif(s.template->>'payee', ''), s.template->>'description')
             FROM schedule s
             WHERE s.book_id = %(book)s AND s.id = n.subject_id AND n.kind = 'held'), '') AS name
    FROM notice_copy c JOIN notice n ON n.book_id = %(book)s AND n.id = c.notice_id
    WHERE c.book_id = %(book)s AND c.user_id = %(user)s
"""
_PAGE: Final = (
    _NOTICE
    + """
        AND c.shown AND (c.read_at IS NULL OR NOT %(unread)s)
        AND (%(before)s::uuid IS NULL OR c.notice_id < %(before)s)
    ORDER BY c.notice_id DESC LIMIT %(limit)s
"""
)
_GET: Final = _NOTICE + " AND c.shown AND c.notice_id = %(id)s"
_OF_LETTER: Final = _NOTICE + " AND c.mail_id = %(mail)s AND c.read_at IS NULL ORDER BY c.notice_id"
_UNREAD: Final = """
    SELECT count(*) FROM (
        SELECT FROM notice_copy
        WHERE book_id = %(book)s AND user_id = %(user)s AND shown AND read_at IS NULL LIMIT 100
    ) AS waiting
"""
_MARK: Final = """
    UPDATE notice_copy SET read_at = %(at)s
    WHERE book_id = %(book)s AND user_id = %(user)s AND notice_id = %(id)s
        AND (read_at IS NULL) <> (%(at)s::timestamptz IS NULL)
"""
_MARK_ALL: Final = """
    UPDATE notice_copy SET read_at = %(at)s
    WHERE book_id = %(book)s AND user_id = %(user)s AND shown AND read_at IS NULL
"""
_WISHES: Final = """
    SELECT kind, on_page, by_mail FROM notice_wish
    WHERE book_id = %(book)s AND user_id = %(user)s
"""
_WISH: Final = """
    INSERT INTO notice_wish (book_id, user_id, kind, on_page, by_mail)
    VALUES (%(book)s, %(user)s, %(kind)s, %(on_page)s, %(by_mail)s)
    ON CONFLICT (book_id, user_id, kind) DO UPDATE
        SET on_page = excluded.on_page, by_mail = excluded.by_mail
"""


def wishing(book_id: UUID, user_id: UUID) -> Statement:
    """The statement for how a member wants to hear of each kind."""
    return _WISHES, {"book": book_id, "user": user_id}


def wishes(rows: Sequence[tuple[Any, ...]]) -> Mapping[AlertKind, Wish]:
    """The wishes that the rows of ``wishing`` say; of other kinds one hears in every way."""
    said = {AlertKind(kind): Wish(on_page, by_mail) for kind, on_page, by_mail in rows}
    return {kind: said.get(kind, Wish()) for kind in AlertKind}


class PostgresNotices(BookPart):
    """The ``Notices`` port."""

    def _of(self, user_id: UUID, **more: object) -> dict[str, Any]:
        return {"book": self._book_id, "user": user_id, **more}

    def _read(self, statement: Statement) -> tuple[Notice, ...]:
        (found,) = self._line.look(statement)
        return tuple(map(_value, found))

    def page(
        self, user_id: UUID, before: UUID | None, limit: int, *, unread: bool = False
    ) -> tuple[Notice, ...]:
        """The member's notices, newest first, from before the notice ``before`` on."""
        given = self._of(user_id, before=before, limit=limit, unread=unread)
        return self._read((_PAGE, given))

    def held(self, schedule_id: UUID, amount: Money, at: datetime) -> None:
        """Tell every member that a schedule could not record ``amount``; once in a month."""
        telling_of = raising.after_holding(self._book_id, schedule_id, amount, at)
        together(self._connection, [telling_of])

    def get(self, user_id: UUID, notice_id: UUID) -> Notice:
        """One of the member's notices; NotFound."""
        found = self._read((_GET, self._of(user_id, id=notice_id)))
        if not found:
            raise NotFound("notice", "id")
        return found[0]

    def of_letter(self, user_id: UUID, letter_id: UUID) -> tuple[Notice, ...]:
        """What a letter tells of and was not read meanwhile, oldest first."""
        return self._read((_OF_LETTER, self._of(user_id, mail=letter_id)))

    def unread(self, user_id: UUID) -> int:
        """How many the member has not read, counted up to 100."""
        ((found,),) = self._line.read((_UNREAD, self._of(user_id)))[0]
        return int(found)

    def mark(self, user_id: UUID, notice_id: UUID, read_at: datetime | None) -> None:
        """Note when it was read, or that it was not."""
        self._tell((_MARK, self._of(user_id, id=notice_id, at=read_at)))

    def mark_all(self, user_id: UUID, read_at: datetime) -> None:
        """Note that all of the member's were read."""
        self._tell((_MARK_ALL, self._of(user_id, at=read_at)))

    def _tell(self, marking: Statement) -> None:
        """Mark, and let the member's other devices know."""
        together(self._connection, [marking, telling(self._book_id, NOTICE)])

    def wishes(self, user_id: UUID) -> Mapping[AlertKind, Wish]:
        """How the member wants to hear of each kind."""
        (found,) = self._line.look(wishing(self._book_id, user_id))
        return wishes(found)

    def wish(self, user_id: UUID, kind: AlertKind, wish: Wish) -> None:
        """Keep how the member wants to hear of a kind."""
        given = self._of(user_id, kind=kind.value, on_page=wish.on_page, by_mail=wish.by_mail)
        together(self._connection, [(_WISH, given)])


_Row = tuple[UUID, str, UUID, date, int, int, int, str, datetime, datetime | None, str]
"""The columns of ``_NOTICE``."""


@lru_cache(maxsize=4096)
def _value(row: _Row) -> Notice:
    """The notice of a row; equal rows are the same notice, made only once."""
    notice_id, kind, subject_id, month, threshold, bound, amount, currency, at, read_at, name = row
    return Notice(
        id=notice_id,
        kind=AlertKind(kind),
        subject_id=subject_id,
        name=name,
        month=month,
        threshold=threshold,
        bound=Money(bound, currency),
        amount=Money(amount, currency),
        at=at,
        read_at=read_at,
    )
