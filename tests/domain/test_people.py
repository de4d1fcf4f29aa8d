"""People, their names, their roles and how long they stay signed in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from finance.domain.errors import Forbidden, Invalid, InvalidMany
from finance.domain.names import checked_username
from finance.domain.people import Actor, Role, User
from finance.domain.sessions import ABSOLUTE, IDLE, EndReason, Session, SessionKind
from finance.domain.starter import starter
from tests.domain.book import NOON, ids

BOOK = starter(ids(), "EUR", "Europe/Berlin").book


def _user(**names: Any) -> User:  # noqa: ANN401 - any of the names
    return User(id=UUID(int=1), created_at=NOON, **names)


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (
            {"username": "anna", "email": "a@x.org", "first_name": "Anna", "last_name": "B"},
            "Anna B",
        ),
        ({"username": "anna", "email": "a@x.org"}, "anna"),
        ({"email": "a@x.org"}, "a@x.org"),
    ],
)
def test_a_person_is_called_by_the_fullest_name_there_is(names: dict[str, str], shown: str) -> None:
    assert _user(**names).name == shown


@pytest.mark.parametrize("mine", Role)
@pytest.mark.parametrize("needed", Role)
def test_a_role_allows_what_the_lesser_ones_do(mine: Role, needed: Role) -> None:
    order = [Role.VIEWER, Role.EDITOR, Role.OWNER]
    actor = Actor(user=_user(username="a"), book=BOOK, role=mine)
    if order.index(mine) >= order.index(needed):
        actor.require(needed)
    else:
        with pytest.raises(Forbidden, match="role"):
            actor.require(needed)


def test_today_is_the_day_where_the_book_is() -> None:
    assert BOOK.today(datetime(2026, 11, 21, 23, 30, tzinfo=UTC)) == date(2026, 11, 22)


def test_a_user_name_is_cleaned_and_may_be_empty() -> None:
    assert checked_username(" anna ") == "anna"
    assert checked_username("") == ""


@pytest.mark.parametrize(("text", "code"), [("a@b", "username_at"), ("an\u200bna", "username_hid")])
def test_a_user_name_that_could_deceive_is_refused(text: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        checked_username(text)


def _session(kind: SessionKind = SessionKind.PAGE, **changed: Any) -> Session:  # noqa: ANN401 - any field
    plain: dict[str, Any] = {
        "id": UUID(int=1),
        "user_id": UUID(int=2),
        "book_id": UUID(int=3),
        "kind": kind,
        "created_at": NOON,
        "seen_at": NOON,
        "expires_at": NOON + kind.lasts,
    }
    return Session(**{**plain, **changed})


def test_a_session_lets_in_until_it_ends() -> None:
    assert _session().live(NOON)
    assert not _session(ended_at=NOON, end_reason=EndReason.SIGNED_OUT).live(NOON)
    assert not _session(seen_at=NOON + ABSOLUTE).live(NOON + ABSOLUTE)


def test_an_idle_page_ends_and_a_program_does_not() -> None:
    before = NOON + IDLE - timedelta(seconds=1)
    assert _session().live(before)
    assert not _session().live(NOON + IDLE)
    api = _session(SessionKind.API, expires_at=NOON + 2 * IDLE)
    assert api.live(NOON + IDLE)


def test_several_faults_are_told_together() -> None:
    faults = (Invalid("missing", "amount"), Invalid("missing", "date"))
    assert InvalidMany(faults).faults == faults
    assert str(faults[0]) == "missing(amount)"
