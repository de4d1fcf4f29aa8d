"""Further links to one invitation, and two ways into one book at once."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from time import sleep

import pytest
from sqlalchemy import text

from finance.adapters.clock import new_id
from finance.domain.errors import TooManyAttempts
from finance.domain.people import Role
from finance.usecases.people_inviting import Invite
from finance.usecases.people_limits import INVITATIONS
from tests.people.desk import Desk, address
from tests.people.guests import accept, code, invite

_JOIN = text("""
    INSERT INTO member (book_id, user_id, role, joined_at) VALUES (:book, :user, 'viewer', now())
""")
_LINKS = text("SELECT cardinality(digests) FROM invitation WHERE id = :id")


def test_only_who_made_an_invitation_draws_a_further_link_to_it(desk: Desk) -> None:
    host = desk.register().actor
    owner = desk.join(desk.register().actor, host, Role.OWNER)
    asked = Invite(id=new_id(), role=Role.OWNER)
    made = desk.people.inviting.invite(host, asked)
    assert code(lambda: desk.people.inviting.invite(owner, asked)) == "id_taken"
    desk.people.members.remove(host, owner.user.id)
    assert accept(desk, desk.register().actor, made) is Role.OWNER
    assert owner.user.id not in [one.user.id for one in desk.people.members.all(host)]


@pytest.mark.parametrize("end", ["downgraded", "removed", "left"])
def test_no_link_an_owner_ever_saw_is_good_when_they_own_the_book_no_more(
    desk: Desk, end: str
) -> None:
    host = desk.register().actor
    owner = desk.join(desk.register().actor, host, Role.OWNER)
    asked = [Invite(id=new_id(), role=Role.OWNER, email=email) for email in ("", "b@example.org")]
    made = [desk.people.inviting.invite(owner, one) for one in asked * 2]
    if end == "downgraded":
        desk.people.members.set_role(host, owner.user.id, Role.EDITOR)
    else:
        desk.people.members.remove(host if end == "removed" else owner, owner.user.id)
    guest = desk.register().actor
    for one in made:
        assert code(partial(accept, desk, guest, one)) == "invitation_revoked"


def test_of_many_links_the_first_and_the_last_four_are_good(desk: Desk) -> None:
    host = desk.register().actor
    asked = Invite(id=new_id(), role=Role.VIEWER)
    made = [desk.people.inviting.invite(host, asked) for _ in range(8)]
    good = []
    for at, one in enumerate(made):
        with desk.work(None, None) as work:
            digest = work.connection.execute(
                text("SELECT encode(sha256(:secret), 'hex')"), {"secret": one.secret.encode()}
            ).scalar_one()
            good += [at] if work.invitations.find(digest) else []
    assert good == [0, 4, 5, 6, 7]
    assert accept(desk, desk.register().actor, made[0]) is Role.VIEWER


def test_a_further_link_counts_as_an_invitation_made(desk: Desk) -> None:
    host = desk.register().actor
    asked = Invite(id=new_id(), role=Role.VIEWER)
    for _ in range(INVITATIONS):
        desk.people.inviting.invite(host, asked)
    with pytest.raises(TooManyAttempts) as refused:
        desk.people.inviting.invite(host, asked)
    assert refused.value.code == "invitations_often"
    with desk.work(host.user.id, host.book.id) as work:
        assert work.connection.execute(_LINKS, {"id": asked.id}).scalar_one() == 5


def test_one_person_who_accepts_several_invitations_at_once_joins_once(desk: Desk) -> None:
    for _ in range(5):
        host, guest = desk.register().actor, desk.register().actor
        made = [invite(desk, host) for _ in range(4)]
        barrier = Barrier(len(made))

        def come(at: int) -> Role:
            barrier.wait()  # noqa: B023 - all are done before the next round
            return accept(desk, guest, made[at])  # noqa: B023

        with ThreadPoolExecutor(len(made)) as pool:
            assert list(pool.map(come, range(len(made)))) == [Role.EDITOR] * len(made)
        assert len(desk.people.members.all(host)) == 2


def test_who_joins_by_another_way_meanwhile_is_in_and_told_no_failure(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    made = invite(desk, host)
    with ThreadPoolExecutor(1) as pool, desk.work(guest.user.id, host.book.id) as work:
        row = {"book": host.book.id, "user": guest.user.id}
        work.connection.execute(_JOIN, row)
        coming = pool.submit(accept, desk, guest, made)
        sleep(0.3)
        assert not coming.done()
        work.commit()
        assert coming.result() is Role.VIEWER
    assert desk.people.inviting.look(made.secret, address()).invitation.accepted_at is None
