"""Roles change, members come and go, and all of it is written down."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from finance.adapters.postgres.changes import of_members
from finance.adapters.postgres.work import enter
from finance.domain.changes import Action, Subject
from finance.domain.errors import ChangedMeanwhile, NotFound, Unauthenticated
from finance.domain.people import Role
from finance.domain.sessions import SessionKind
from tests.people.desk import Desk, login
from tests.people.guests import accept, invite


def test_every_change_of_membership_is_in_the_history(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made, other = invite(desk, host), invite(desk, host, Role.VIEWER)
    accept(desk, guest, made)
    desk.people.inviting.revoke(host, other.invitation.id)
    desk.people.members.set_role(host, guest.user.id, Role.VIEWER)
    there = desk.people.signing.move(guest, host.book.id, desk.device()).actor
    desk.people.members.remove(there, guest.user.id)
    told = [
        (one.subject, one.action, one.user_id, one.subject_id)
        for one in reversed(desk.people.members.household(host).changes)
    ]
    mine, theirs = host.user.id, guest.user.id
    assert told == [
        (Subject.INVITATION, Action.CREATED, mine, made.invitation.id),
        (Subject.INVITATION, Action.CREATED, mine, other.invitation.id),
        (Subject.MEMBER, Action.CREATED, theirs, theirs),
        (Subject.INVITATION, Action.REMOVED, mine, other.invitation.id),
        (Subject.MEMBER, Action.EDITED, mine, theirs),
        (Subject.MEMBER, Action.REMOVED, theirs, theirs),
    ]


def test_setting_the_role_somebody_has_is_no_change(desk: Desk) -> None:
    host = desk.register().actor
    guest = desk.join(desk.register().actor, host, Role.EDITOR)
    before = desk.people.members.get(host, guest.user.id)
    assert desk.people.members.set_role(host, guest.user.id, Role.EDITOR, 7) == before
    assert desk.people.members.household(host).changes == ()


def test_a_role_changed_meanwhile_is_told(desk: Desk) -> None:
    host = desk.register().actor
    guest = desk.join(desk.register().actor, host, Role.EDITOR)
    after = desk.people.members.set_role(host, guest.user.id, Role.VIEWER, 1)
    assert (after.role, after.version) == (Role.VIEWER, 2)
    with pytest.raises(ChangedMeanwhile):
        desk.people.members.set_role(host, guest.user.id, Role.OWNER, 1)
    with pytest.raises(ChangedMeanwhile):
        desk.people.members.remove(host, guest.user.id, 1)
    desk.people.members.remove(host, guest.user.id, 2)


def test_who_was_removed_from_all_books_begins_with_a_new_one(desk: Desk) -> None:
    name = login()
    host, guest = desk.register().actor, desk.register(username=name).actor
    other = desk.join(host, guest, Role.OWNER)
    desk.people.members.remove(other, guest.user.id)
    assert desk.people.books.mine(guest) == ()
    again = desk.sign_in(name)
    assert (again.role, again.books) == (Role.OWNER, 1)
    assert again.book.id != guest.book.id
    assert desk.sign_in(name).book == again.book


def test_one_begins_in_the_book_one_was_in_last_while_one_shares_it(desk: Desk) -> None:
    name = login()
    host, guest = desk.register().actor, desk.register(username=name).actor
    there = desk.join(guest, host, Role.EDITOR)
    desk.clock.move(minutes=10)
    assert desk.sign_in(name).book == host.book
    desk.people.members.remove(host, guest.user.id)
    assert desk.sign_in(name).book == guest.book
    with pytest.raises(NotFound):
        desk.people.signing.turn(there, host.book.id)
    with pytest.raises(Unauthenticated):
        desk.people.signing.turn(replace(guest, session_id=None), guest.book.id)


def test_a_token_of_who_was_removed_does_not_live_again_when_they_are_invited_anew(
    desk: Desk,
) -> None:
    name = login()
    host, guest = desk.register().actor, desk.register(username=name).actor
    desk.join(guest, host, Role.EDITOR)
    there, own = (
        desk.people.signing.move(guest, book.id, desk.device(SessionKind.API)).actor
        for book in (host.book, guest.book)
    )
    desk.people.members.remove(host, guest.user.id)
    accept(desk, own, invite(desk, host))
    assert there.session_id is not None
    assert own.session_id is not None
    with pytest.raises(Unauthenticated, match="session_over"):
        desk.people.signing.actor(there.session_id, SessionKind.API)
    assert desk.people.signing.actor(own.session_id, SessionKind.API).book == guest.book


def test_the_browser_of_who_was_removed_goes_on_in_another_book(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    there = desk.join(guest, host, Role.EDITOR)
    assert there.session_id is not None
    desk.people.members.remove(host, guest.user.id)
    acting = desk.people.signing.actor(there.session_id, SessionKind.PAGE)
    assert (acting.book, acting.role) == (guest.book, Role.OWNER)


def test_a_session_turns_to_another_book(desk: Desk) -> None:
    guest = desk.register().actor
    desk.join(guest, desk.register().actor, Role.VIEWER)
    other = desk.people.books.mine(guest)[1].book
    desk.people.signing.turn(guest, other.id)
    assert guest.session_id is not None
    acting = desk.people.signing.actor(guest.session_id, SessionKind.PAGE)
    assert (acting.book.id, acting.role) == (other.id, Role.VIEWER)


_LONG = text("""
    INSERT INTO change (book_id, id, subject, subject_id, action, at)
    SELECT :book, gen_random_uuid(), 'transaction', gen_random_uuid(), 'edited', now()
    FROM generate_series(1, 5000)
""")


def test_what_changed_of_members_is_found_by_an_index_however_long_the_history_is(
    desk: Desk, owner_engine: Engine
) -> None:
    host = desk.register().actor
    invite(desk, host)
    with owner_engine.begin() as connection:
        enter(connection, host.book.id, None)
        connection.execute(_LONG, {"book": host.book.id})
    with owner_engine.begin() as connection:
        connection.execute(text("ANALYZE change"))
    with desk.work(host.user.id, host.book.id) as work:
        assert len(work.households.shared(20, None).changes) == 1
    statement, given = of_members(host.book.id, 20)
    with desk.work(host.user.id, host.book.id) as work:
        plan = work.connection.exec_driver_sql(f"EXPLAIN {statement}", given).scalars()
        assert "change_of_members" in "\n".join(plan)


def test_who_left_keeps_a_name_for_those_who_shared_the_book_and_for_nobody_else(
    desk: Desk,
) -> None:
    host, guest = desk.register().actor, desk.register().actor
    accept(desk, guest, invite(desk, host))
    desk.people.members.remove(host, guest.user.id)
    names = desk.people.members.names(host)
    assert names == {host.user.id: host.user.name, guest.user.id: guest.user.username}
    assert desk.people.members.household(host).names == names
    stranger = desk.register().actor
    assert set(desk.people.members.names(stranger)) == {stranger.user.id}


def test_the_address_of_who_left_goes_with_them(desk: Desk) -> None:
    host = desk.register().actor
    guest = desk.register(username="", email=f"{login()}@example.org").actor
    accept(desk, guest, invite(desk, host))
    assert desk.people.members.names(host)[guest.user.id] == guest.user.email
    desk.people.members.remove(host, guest.user.id)
    assert guest.user.id not in desk.people.members.names(host)
