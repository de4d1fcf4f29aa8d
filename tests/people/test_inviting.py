"""Invitations: a link that lets one person into a book, once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import text

from finance.adapters.clock import new_id
from finance.domain.changes import Action
from finance.domain.errors import (
    ChangedMeanwhile,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    TooManyAttempts,
)
from finance.domain.invitations import InvitationState
from finance.domain.people import Actor, Role
from finance.usecases.people_inviting import Invite, Made
from finance.usecases.people_limits import INVITATIONS, PER_ADDRESS
from tests.people.desk import Desk, address, login
from tests.people.guests import accept, code, invite


@pytest.mark.parametrize("role", list(Role))
def test_whoever_holds_the_link_sees_what_it_is_and_joins_in_its_role(
    desk: Desk, role: Role
) -> None:
    host = desk.register(first_name="Ida", last_name="Lind").actor
    guest = desk.register().actor
    made = invite(desk, host, role)
    found = desk.people.inviting.look(made.secret, address())
    assert (found.book_name, found.inviter) == (host.book.name, "Ida Lind")
    assert found.invitation.role is role
    joined = desk.people.inviting.accept(guest, made.secret, address())
    assert (joined.book.id, joined.role) == (host.book.id, role)
    assert [one.role for one in desk.people.members.all(host)] == [Role.OWNER, role]
    assert len(desk.people.books.mine(guest)) == 2


def test_a_secret_is_256_bits_and_nothing_but_its_digest_is_kept(desk: Desk) -> None:
    host = desk.register().actor
    made = invite(desk, host)
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
    assert desk.people.inviting.look(invite(desk, host).secret, address()).inviter == (
        host.user.name
    )


def test_an_invitation_lets_in_one_person_and_accepting_again_is_harmless(desk: Desk) -> None:
    host, guest, late = (desk.register().actor for _ in range(3))
    made = invite(desk, host)
    assert accept(desk, guest, made) is Role.EDITOR
    assert accept(desk, guest, made) is Role.EDITOR
    assert code(lambda: accept(desk, late, made)) == "invitation_accepted"
    assert len(desk.people.members.all(host)) == 2


def test_of_two_who_accept_at_once_one_gets_in(desk: Desk) -> None:
    host = desk.register().actor
    guests = [desk.register().actor for _ in range(2)]
    made = invite(desk, host)
    barrier = Barrier(2)

    def come(guest: Actor) -> str:
        barrier.wait()
        try:
            return accept(desk, guest, made).value
        except Conflict as error:
            return error.code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(come, guests)) == ["editor", "invitation_accepted"]
    assert len(desk.people.members.all(host)) == 2


def test_one_person_who_accepts_twice_at_once_joins_once(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = invite(desk, host)
    barrier = Barrier(2)

    def come(_: int) -> Role:
        barrier.wait()
        return accept(desk, guest, made)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(come, range(2))) == [Role.EDITOR] * 2
    assert len(desk.people.members.all(host)) == 2


def test_who_is_in_already_keeps_their_role_and_leaves_the_link_to_others(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = invite(desk, host, Role.VIEWER)
    assert accept(desk, host, made) is Role.OWNER
    assert desk.people.members.get(host, host.user.id).role is Role.OWNER
    assert accept(desk, guest, made) is Role.VIEWER


def test_an_invitation_is_good_for_seven_days_and_not_a_moment_longer(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = invite(desk, host)
    desk.clock.move(days=7, seconds=-1)
    assert made.invitation.state(desk.clock()) is InvitationState.OPEN
    desk.clock.move(seconds=1)
    assert code(lambda: accept(desk, guest, made)) == "invitation_expired"
    assert desk.people.members.household(host).invitations == ()


def test_an_invitation_taken_back_leads_nowhere_and_twice_is_harmless(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = invite(desk, host)
    for _ in range(2):
        desk.people.inviting.revoke(host, made.invitation.id)
    assert code(lambda: accept(desk, guest, made)) == "invitation_revoked"
    assert desk.people.inviting.get(host, made.invitation.id).version == 2


def test_what_was_accepted_is_not_taken_back(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = invite(desk, host)
    accept(desk, guest, made)
    revoke = desk.people.inviting.revoke
    assert code(lambda: revoke(host, made.invitation.id)) == "invitation_accepted"
    with pytest.raises(NotFound):
        revoke(host, new_id())


def test_a_stale_version_takes_nothing_back(desk: Desk) -> None:
    host = desk.register().actor
    made = invite(desk, host)
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
    assert accept(desk, guests[0], again) is Role.VIEWER
    assert code(lambda: accept(desk, guests[1], first)) == "invitation_accepted"
    assert code(lambda: desk.people.inviting.invite(host, asked)) == "invitation_accepted"
    other = replace(asked, role=Role.OWNER)
    assert code(lambda: desk.people.inviting.invite(host, other)) == "id_taken"


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
    made = invite(desk, host, email="ben@example.org")
    inviting = desk.people.inviting
    for act in (
        lambda: invite(desk, guest),
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
        invite(desk, guest)
    desk.people.members.remove(host, guest.user.id)
    with pytest.raises(NotFound):
        invite(desk, guest)


@pytest.mark.parametrize("end", ["downgraded", "removed", "left"])
def test_what_an_owner_offered_ends_when_they_own_the_book_no_more(desk: Desk, end: str) -> None:
    host, late = desk.register().actor, desk.register().actor
    guest = desk.join(desk.register().actor, host, Role.OWNER)
    theirs, ours = invite(desk, guest, Role.OWNER), invite(desk, host)
    if end == "downgraded":
        desk.people.members.set_role(host, guest.user.id, Role.EDITOR)
    else:
        desk.people.members.remove(host if end == "removed" else guest, guest.user.id)
    assert code(lambda: accept(desk, late, theirs)) == "invitation_revoked"
    assert accept(desk, late, ours) is Role.EDITOR


def test_a_book_has_so_many_invitations_waiting_and_no_more(desk: Desk) -> None:
    host = desk.register().actor
    made = [invite(desk, host) for _ in range(20)]
    with pytest.raises(Conflict) as refused:
        invite(desk, host)
    assert (refused.value.code, refused.value.facts) == ("invitations_many", {"limit": 20})
    desk.people.inviting.revoke(host, made[0].invitation.id)
    invite(desk, host)


def test_a_person_invites_so_often_a_day_and_no_more(desk: Desk) -> None:
    host = desk.register().actor
    for _ in range(INVITATIONS):
        desk.people.inviting.revoke(host, invite(desk, host).invitation.id)
    with pytest.raises(TooManyAttempts) as refused:
        invite(desk, host)
    assert refused.value.code == "invitations_often"
    assert refused.value.facts["limit"] == INVITATIONS
    desk.clock.move(days=1)
    invite(desk, host)


def test_what_became_of_an_invitation_is_forgotten_after_thirty_days(desk: Desk) -> None:
    host = desk.register().actor
    invite(desk, host)
    desk.clock.move(days=37, seconds=-1)
    assert len(desk.people.inviting.all(host)) == 1
    desk.clock.move(seconds=1)
    made = invite(desk, host)
    assert [one.id for one in desk.people.inviting.all(host)] == [made.invitation.id]


def test_links_that_lead_nowhere_are_counted_and_lock_nobody_out_of_signing_in(desk: Desk) -> None:
    place, unknown = address(), "x" * 43
    name = desk.register().actor.user.username
    for _ in range(PER_ADDRESS):
        assert code(lambda: desk.people.inviting.look(unknown, place)) == "invitation"
    assert code(lambda: desk.people.inviting.look(unknown, place)) == "too_many_attempts"
    assert code(lambda: desk.people.inviting.look("short", place)) == "invitation"
    assert desk.sign_in(name, device=desk.device(at=place)).user.username == name
    good = invite(desk, desk.register().actor)
    assert desk.people.inviting.look(good.secret, place).invitation == good.invitation


@pytest.mark.parametrize("email", ["nobody", "a@", "a b@example.org"])
def test_an_address_that_is_none_is_refused_at_its_field(desk: Desk, email: str) -> None:
    host = desk.register().actor
    with pytest.raises(Invalid) as refused:
        invite(desk, host, email=email)
    assert (refused.value.code, refused.value.field) == ("email_unreadable", "email")


def test_inviting_somebody_who_is_here_is_like_inviting_anybody(desk: Desk) -> None:
    known = f"{login()}@example.org"
    desk.register(email=known)
    host = desk.register().actor
    for email in (known, f"{login()}@example.org"):
        made = invite(desk, host, email=email)
        found = desk.people.inviting.look(made.secret, address())
        assert found == replace(found, invitation=made.invitation)


def test_a_full_book_takes_nobody_in_and_the_invitation_stays_good(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = invite(desk, host)
    monkeypatch.setattr("finance.usecases.people_inviting.MOST_MEMBERS", 1)
    assert code(lambda: accept(desk, guest, made)) == "members_many"
    monkeypatch.setattr("finance.usecases.people_inviting.MOST_MEMBERS", 2)
    monkeypatch.setattr("finance.usecases.people_inviting.MOST_BOOKS", 1)
    assert code(lambda: accept(desk, guest, made)) == "books_many"
    monkeypatch.setattr("finance.usecases.people_inviting.MOST_BOOKS", 2)
    assert accept(desk, guest, made) is Role.EDITOR


def test_what_is_taken_back_twice_at_once_is_written_down_once(desk: Desk) -> None:
    host = desk.register().actor
    made = invite(desk, host)
    barrier = Barrier(2)

    def take_back(_: int) -> None:
        barrier.wait()
        desk.people.inviting.revoke(host, made.invitation.id)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(take_back, range(2)))
    changes = desk.people.members.household(host).changes
    assert [one.action for one in changes] == [Action.REMOVED, Action.CREATED]
    with desk.work(host.user.id, host.book.id) as work:
        work.invitations.revoke(made.invitation, desk.people.members.means.mark(host))
        assert len(work.households.shared(9, None).changes) == 2


def test_an_owner_removed_while_somebody_follows_their_link_leaves_no_door_open(
    desk: Desk,
) -> None:
    host = desk.register().actor
    for _ in range(5):
        owner = desk.join(desk.register().actor, host, Role.OWNER)
        made, guest = invite(desk, owner), desk.register().actor
        barrier = Barrier(2)

        def come(guest: Actor = guest, made: Made = made, barrier: Barrier = barrier) -> str:
            barrier.wait()
            try:
                return accept(desk, guest, made).value
            except Conflict as error:
                return error.code

        def remove(owner: Actor = owner, barrier: Barrier = barrier) -> None:
            barrier.wait()
            desk.people.members.remove(host, owner.user.id)

        with ThreadPoolExecutor(2) as pool:
            coming, going = pool.submit(come), pool.submit(remove)
            going.result()
            outcome = coming.result()
        known = [one.user.id for one in desk.people.members.all(host)]
        assert (guest.user.id in known) is (outcome == "editor")
        assert outcome in {"editor", "invitation_revoked"}
        assert owner.user.id not in known
