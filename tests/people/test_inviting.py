"""Invitations: a link that lets one person into a book, once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import text

from finance.adapters.clock import new_id
from finance.domain.changes import Action, Subject
from finance.domain.errors import (
    ChangedMeanwhile,
    Conflict,
    FinanceError,
    Forbidden,
    Invalid,
    NotFound,
    TooManyAttempts,
)
from finance.domain.invitations import InvitationState
from finance.domain.people import Actor, Role
from finance.usecases.people_inviting import Invite, Made
from finance.usecases.people_limits import INVITATIONS, PER_ADDRESS
from finance.usecases.people_means import Policy
from finance.usecases.people_registering import Register
from tests.people.desk import PASSWORD, Desk, address, login


def _invite(desk: Desk, host: Actor, role: Role = Role.EDITOR, email: str = "") -> Made:
    return desk.people.inviting.invite(host, Invite(id=new_id(), role=role, email=email))


def _accept(desk: Desk, guest: Actor, made: Made) -> Role:
    return desk.people.inviting.accept(guest, made.secret, address()).role


def _code(act: Callable[[], object]) -> str:
    with pytest.raises(FinanceError) as refused:
        act()
    return refused.value.code


@pytest.mark.parametrize("role", list(Role))
def test_whoever_holds_the_link_sees_what_it_is_and_joins_in_its_role(
    desk: Desk, role: Role
) -> None:
    host = desk.register(first_name="Ida", last_name="Lind").actor
    guest = desk.register().actor
    made = _invite(desk, host, role)
    found = desk.people.inviting.look(made.secret, address())
    assert (found.book_name, found.inviter) == (host.book.name, "Ida Lind")
    assert found.invitation.role is role
    joined = desk.people.inviting.accept(guest, made.secret, address())
    assert (joined.book.id, joined.role) == (host.book.id, role)
    assert [one.role for one in desk.people.members.all(host)] == [Role.OWNER, role]
    assert len(desk.people.books.mine(guest)) == 2


def test_a_secret_is_256_bits_and_nothing_but_its_digest_is_kept(desk: Desk) -> None:
    host = desk.register().actor
    made = _invite(desk, host)
    assert len(made.secret) == 43
    with desk.work(host.user.id, host.book.id) as work:
        kept = work.connection.execute(text("SELECT t::text FROM invitation t")).scalar_one()
    assert made.secret not in kept
    assert "{" in kept
    assert made.secret not in repr(made)


@pytest.mark.parametrize("name", [{"first_name": "Ida"}, {"username": "ida.l"}, {"username": ""}])
def test_the_one_who_invites_is_called_what_their_book_calls_them(
    desk: Desk, name: dict[str, str]
) -> None:
    marked = {key: f"{value}{new_id().hex[-9:]}" if value else "" for key, value in name.items()}
    host = desk.register(**marked, email=f"{login()}@example.org").actor
    assert desk.people.inviting.look(_invite(desk, host).secret, address()).inviter == (
        host.user.name
    )


def test_an_invitation_lets_in_one_person_and_accepting_again_is_harmless(desk: Desk) -> None:
    host, guest, late = (desk.register().actor for _ in range(3))
    made = _invite(desk, host)
    assert _accept(desk, guest, made) is Role.EDITOR
    assert _accept(desk, guest, made) is Role.EDITOR
    assert _code(lambda: _accept(desk, late, made)) == "invitation_accepted"
    assert len(desk.people.members.all(host)) == 2


def test_of_two_who_accept_at_once_one_gets_in(desk: Desk) -> None:
    host = desk.register().actor
    guests = [desk.register().actor for _ in range(2)]
    made = _invite(desk, host)
    barrier = Barrier(2)

    def come(guest: Actor) -> str:
        barrier.wait()
        try:
            return _accept(desk, guest, made).value
        except Conflict as error:
            return error.code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(come, guests)) == ["editor", "invitation_accepted"]
    assert len(desk.people.members.all(host)) == 2


def test_one_person_who_accepts_twice_at_once_joins_once(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = _invite(desk, host)
    barrier = Barrier(2)

    def come(_: int) -> Role:
        barrier.wait()
        return _accept(desk, guest, made)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(come, range(2))) == [Role.EDITOR] * 2
    assert len(desk.people.members.all(host)) == 2


def test_who_is_in_already_keeps_their_role_and_leaves_the_link_to_others(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = _invite(desk, host, Role.VIEWER)
    assert _accept(desk, host, made) is Role.OWNER
    assert desk.people.members.get(host, host.user.id).role is Role.OWNER
    assert _accept(desk, guest, made) is Role.VIEWER


def test_an_invitation_is_good_for_seven_days_and_not_a_moment_longer(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = _invite(desk, host)
    desk.clock.move(days=7, seconds=-1)
    assert made.invitation.state(desk.clock()) is InvitationState.OPEN
    desk.clock.move(seconds=1)
    assert _code(lambda: _accept(desk, guest, made)) == "invitation_expired"
    assert desk.people.members.household(host).invitations == ()


def test_an_invitation_taken_back_leads_nowhere_and_twice_is_harmless(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = _invite(desk, host)
    for _ in range(2):
        desk.people.inviting.revoke(host, made.invitation.id)
    assert _code(lambda: _accept(desk, guest, made)) == "invitation_revoked"
    assert desk.people.inviting.get(host, made.invitation.id).version == 2


def test_what_was_accepted_is_not_taken_back(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = _invite(desk, host)
    _accept(desk, guest, made)
    revoke = desk.people.inviting.revoke
    assert _code(lambda: revoke(host, made.invitation.id)) == "invitation_accepted"
    with pytest.raises(NotFound):
        revoke(host, new_id())


def test_a_stale_version_takes_nothing_back(desk: Desk) -> None:
    host = desk.register().actor
    made = _invite(desk, host)
    with pytest.raises(ChangedMeanwhile):
        desk.people.inviting.revoke(host, made.invitation.id, 2)
    desk.people.inviting.revoke(host, made.invitation.id, 1)


def test_the_same_again_gives_one_more_link_to_the_one_invitation(desk: Desk) -> None:
    host = desk.register().actor
    guests = [desk.register().actor for _ in range(2)]
    asked = Invite(id=new_id(), role=Role.VIEWER, email="ben@example.org")
    first, again = (desk.people.inviting.invite(host, asked) for _ in range(2))
    assert first.secret != again.secret
    assert len(desk.people.inviting.all(host)) == 1
    assert _accept(desk, guests[0], again) is Role.VIEWER
    assert _code(lambda: _accept(desk, guests[1], first)) == "invitation_accepted"
    assert _code(lambda: desk.people.inviting.invite(host, asked)) == "invitation_accepted"
    other = replace(asked, role=Role.OWNER)
    assert _code(lambda: desk.people.inviting.invite(host, other)) == "id_taken"


def test_a_double_click_makes_one_invitation(desk: Desk) -> None:
    host = desk.register().actor
    asked = Invite(id=new_id(), role=Role.VIEWER)
    barrier = Barrier(2)

    def click(_: int) -> Made:
        barrier.wait()
        return desk.people.inviting.invite(host, asked)

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(click, range(2)))
    assert {one.invitation.id for one in made} == {asked.id}
    assert len(desk.people.inviting.all(host)) == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_only_owners_invite_see_invitations_and_take_them_back(desk: Desk, role: Role) -> None:
    host = desk.register().actor
    guest = desk.join(desk.register().actor, host, role)
    made = _invite(desk, host, email="ben@example.org")
    inviting = desk.people.inviting
    for act in (
        lambda: _invite(desk, guest),
        lambda: inviting.all(guest),
        lambda: inviting.get(guest, made.invitation.id),
        lambda: inviting.revoke(guest, made.invitation.id),
    ):
        with pytest.raises(Forbidden):
            act()
    assert desk.people.members.household(guest).invitations == ()
    assert len(desk.people.members.household(host).invitations) == 1


def test_an_owner_of_a_moment_ago_invites_nobody(desk: Desk) -> None:
    host = desk.register().actor
    guest = desk.join(desk.register().actor, host, Role.OWNER)
    desk.people.members.set_role(host, guest.user.id, Role.VIEWER)
    with pytest.raises(Forbidden):
        _invite(desk, guest)
    desk.people.members.remove(host, guest.user.id)
    with pytest.raises(NotFound):
        _invite(desk, guest)


@pytest.mark.parametrize("end", ["downgraded", "removed", "left"])
def test_what_an_owner_offered_ends_when_they_own_the_book_no_more(desk: Desk, end: str) -> None:
    host, late = desk.register().actor, desk.register().actor
    guest = desk.join(desk.register().actor, host, Role.OWNER)
    theirs, ours = _invite(desk, guest, Role.OWNER), _invite(desk, host)
    if end == "downgraded":
        desk.people.members.set_role(host, guest.user.id, Role.EDITOR)
    else:
        desk.people.members.remove(host if end == "removed" else guest, guest.user.id)
    assert _code(lambda: _accept(desk, late, theirs)) == "invitation_revoked"
    assert _accept(desk, late, ours) is Role.EDITOR


def test_a_book_has_so_many_invitations_waiting_and_no_more(desk: Desk) -> None:
    host = desk.register().actor
    made = [_invite(desk, host) for _ in range(20)]
    with pytest.raises(Conflict) as refused:
        _invite(desk, host)
    assert (refused.value.code, refused.value.facts) == ("invitations_many", {"limit": 20})
    desk.people.inviting.revoke(host, made[0].invitation.id)
    _invite(desk, host)


def test_a_person_invites_so_often_a_day_and_no_more(desk: Desk) -> None:
    host = desk.register().actor
    for _ in range(INVITATIONS):
        desk.people.inviting.revoke(host, _invite(desk, host).invitation.id)
    with pytest.raises(TooManyAttempts) as refused:
        _invite(desk, host)
    assert refused.value.code == "invitations_often"
    assert refused.value.facts["limit"] == INVITATIONS
    desk.clock.move(days=1)
    _invite(desk, host)


def test_what_became_of_an_invitation_is_forgotten_after_thirty_days(desk: Desk) -> None:
    host = desk.register().actor
    _invite(desk, host)
    desk.clock.move(days=37, seconds=-1)
    assert len(desk.people.inviting.all(host)) == 1
    desk.clock.move(seconds=1)
    made = _invite(desk, host)
    assert [one.id for one in desk.people.inviting.all(host)] == [made.invitation.id]


def test_a_link_that_leads_nowhere_counts_for_the_address(desk: Desk) -> None:
    place, unknown = address(), "x" * 43
    for _ in range(PER_ADDRESS):
        assert _code(lambda: desk.people.inviting.look(unknown, place)) == "invitation"
    assert _code(lambda: desk.people.inviting.look(unknown, place)) == "too_many_attempts"
    assert _code(lambda: desk.people.inviting.look("short", place)) == "invitation"
    good = _invite(desk, desk.register().actor)
    assert desk.people.inviting.look(good.secret, place).invitation == good.invitation


@pytest.mark.parametrize("email", ["nobody", "a@", "a b@example.org"])
def test_an_address_that_is_none_is_refused_at_its_field(desk: Desk, email: str) -> None:
    host = desk.register().actor
    with pytest.raises(Invalid) as refused:
        _invite(desk, host, email=email)
    assert (refused.value.code, refused.value.field) == ("email_unreadable", "email")


def test_inviting_somebody_who_is_here_is_like_inviting_anybody(desk: Desk) -> None:
    known = f"{login()}@example.org"
    desk.register(email=known)
    host = desk.register().actor
    for email in (known, f"{login()}@example.org"):
        made = _invite(desk, host, email=email)
        found = desk.people.inviting.look(made.secret, address())
        assert found == replace(found, invitation=made.invitation)


def test_every_change_of_membership_is_in_the_history(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made, other = _invite(desk, host), _invite(desk, host, Role.VIEWER)
    _accept(desk, guest, made)
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


def test_an_invitation_lets_one_person_register_where_registration_is_closed(desk: Desk) -> None:
    host = desk.register().actor
    made = _invite(desk, host)
    desk.policy = Policy(registration_open=False)
    registering = desk.people.registering

    def asked(secret: str) -> Register:
        return Register(username=login(), password=PASSWORD, invitation=secret)

    assert registering.admits(made.secret)
    assert not registering.admits("")
    assert _code(lambda: registering.register(asked("x" * 43), desk.device())) == (
        "registration_closed"
    )
    guest = registering.register(asked(made.secret), desk.device()).actor
    assert guest.role is Role.OWNER
    assert len(desk.people.members.all(host)) == 1
    assert not registering.admits(made.secret)
    assert _code(lambda: registering.register(asked(made.secret), desk.device())) == (
        "registration_closed"
    )
    assert _accept(desk, guest, made) is Role.EDITOR


def test_of_two_who_register_by_one_invitation_at_once_one_gets_in(desk: Desk) -> None:
    made = _invite(desk, desk.register().actor)
    desk.policy = Policy(registration_open=False)
    barrier = Barrier(2)

    def come(_: int) -> str:
        request = Register(username=login(), password=PASSWORD, invitation=made.secret)
        barrier.wait()
        try:
            desk.people.registering.register(request, desk.device())
        except Forbidden as error:
            return error.code
        return "in"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(come, range(2))) == ["in", "registration_closed"]


@pytest.mark.parametrize("end", ["revoked", "expired", "accepted"])
def test_an_invitation_that_ended_lets_nobody_register(desk: Desk, end: str) -> None:
    host = desk.register().actor
    made = _invite(desk, host)
    if end == "revoked":
        desk.people.inviting.revoke(host, made.invitation.id)
    elif end == "expired":
        desk.clock.move(days=7)
    else:
        _accept(desk, desk.register().actor, made)
    desk.policy = Policy(registration_open=False)
    assert not desk.people.registering.admits(made.secret)


def test_a_full_book_takes_nobody_in_and_the_invitation_stays_good(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = _invite(desk, host)
    monkeypatch.setattr("finance.usecases.people_inviting.MOST_MEMBERS", 1)
    assert _code(lambda: _accept(desk, guest, made)) == "members_many"
    monkeypatch.setattr("finance.usecases.people_inviting.MOST_MEMBERS", 2)
    monkeypatch.setattr("finance.usecases.people_inviting.MOST_BOOKS", 1)
    assert _code(lambda: _accept(desk, guest, made)) == "books_many"
    monkeypatch.setattr("finance.usecases.people_inviting.MOST_BOOKS", 2)
    assert _accept(desk, guest, made) is Role.EDITOR
