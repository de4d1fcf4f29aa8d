"""Where registration is closed an invitation lets one person register."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from finance.domain.errors import Forbidden
from finance.domain.people import Role
from finance.usecases.people_means import Policy
from finance.usecases.people_registering import Register
from tests.people.desk import PASSWORD, Desk, login
from tests.people.guests import accept, code, invite


def test_an_invitation_lets_one_person_register_where_registration_is_closed(desk: Desk) -> None:
    host = desk.register().actor
    made = invite(desk, host)
    desk.policy = Policy(registration_open=False)
    registering = desk.people.registering

    def asked(secret: str) -> Register:
        return Register(username=login(), password=PASSWORD, invitation=secret)

    assert registering.admits(made.secret)
    assert not registering.admits("")
    assert code(lambda: registering.register(asked("x" * 43), desk.device())) == (
        "registration_closed"
    )
    guest = registering.register(asked(made.secret), desk.device()).actor
    assert guest.role is Role.OWNER
    assert len(desk.people.members.all(host)) == 1
    assert not registering.admits(made.secret)
    assert code(lambda: registering.register(asked(made.secret), desk.device())) == (
        "registration_closed"
    )
    assert accept(desk, guest, made) is Role.EDITOR


def test_of_two_who_register_by_one_invitation_at_once_one_gets_in(desk: Desk) -> None:
    made = invite(desk, desk.register().actor)
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
    made = invite(desk, host)
    if end == "revoked":
        desk.people.inviting.revoke(host, made.invitation.id)
    elif end == "expired":
        desk.clock.move(days=7)
    else:
        accept(desk, desk.register().actor, made)
    desk.policy = Policy(registration_open=False)
    assert not desk.people.registering.admits(made.secret)
