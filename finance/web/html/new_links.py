"""Links of invitations that were just made, kept in the cookie until a page has shown them.

They are told this once. So nothing but somebody who opens the page takes them: what a page asks for
by itself, to be brought up to date, shows none and leaves them for whoever looks next.
"""

from dataclasses import asdict, dataclass
from typing import Final
from uuid import UUID

from flask import request, session, url_for

from finance.domain.people import Role
from finance.domain.texts import visible
from finance.usecases.people_inviting import Made
from finance.web.role_words import role_name

MOST: Final = 3
"""The most links that wait to be shown; a cookie holds no more. The oldest gives way."""

BY_ITSELF: Final = "X-Refresh"
"""The header by which a page says that it asks by itself; ``refresh.js`` knows it too."""

_KEPT: Final = "invitations"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A link not shown yet: the ids of its invitation and book, its secret, and whom it is for."""

    invitation: str
    book: str
    secret: str
    role: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """A link as it is shown; ``email`` may be empty, ``field`` is the id of where it stands."""

    address: str
    role: str
    email: str
    field: str


def keep(made: Made, book_id: UUID) -> None:
    """Keep the link of an invitation into a book; a further one takes the place of the one before.

    Those of other invitations stay.
    """
    one = made.invitation
    new = _Waiting(str(one.id), str(book_id), made.secret, one.role.value, one.email)
    others = [kept for kept in _waiting() if kept.invitation != new.invitation]
    _leave([new, *others][:MOST])


def taken(book_id: UUID) -> list[NewLink]:
    """The links into a book that were not shown yet, newest first; nobody gets them again."""
    if request.method != "GET" or BY_ITSELF in request.headers:
        return []
    kept = _waiting()
    mine = [one for one in kept if one.book == str(book_id)]
    if mine:
        _leave([one for one in kept if one.book != str(book_id)])
    return [_shown(one, number) for number, one in enumerate(mine)]


def _shown(one: _Waiting, number: int) -> NewLink:
    return NewLink(
        address=url_for("joining.show", token=one.secret, _external=True),
        role=role_name(Role(one.role)),
        email=visible(one.email),
        field=f"new-link-{number + 1}" if number else "new-link",
    )


def _waiting() -> list[_Waiting]:
    return [_Waiting(**one) for one in session.get(_KEPT, [])]


def _leave(kept: list[_Waiting]) -> None:
    session.pop(_KEPT, None)
    if kept:
        session[_KEPT] = [asdict(one) for one in kept]
