"""Short words for inviting somebody and coming in."""

from collections.abc import Callable

import pytest

from finance.adapters.clock import new_id
from finance.domain.errors import FinanceError
from finance.domain.people import Actor, Role
from finance.usecases.people_inviting import Invite, Made
from tests.people.desk import Desk, address


def invite(desk: Desk, host: Actor, role: Role = Role.EDITOR, email: str = "") -> Made:
    """A new invitation into the book that the host acts in."""
    return desk.people.inviting.invite(host, Invite(id=new_id(), role=role, email=email))


def accept(desk: Desk, guest: Actor, made: Made) -> Role:
    """The role in which the guest shares the book after following the link."""
    return desk.people.inviting.accept(guest, made.secret, address()).role


def code(act: Callable[[], object]) -> str:
    """The code of the error that this ends in."""
    with pytest.raises(FinanceError) as refused:
        act()
    return refused.value.code
