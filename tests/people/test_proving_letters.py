"""Letters that prove an address are bounded, and leave whatever happens to the book one was in."""

import pytest
from sqlalchemy import Engine, text

from finance.domain.errors import TooManyAttempts
from finance.domain.people import Actor, Role
from finance.usecases.people_limits import LETTERS
from finance.usecases.people_means import Policy
from finance.usecases.people_profile import EditProfile
from tests.people.desk import Desk, login

_WAITING = text("SELECT verifying FROM outbox WHERE verifying <> '' AND next_at IS NOT NULL")
_ALL = text("SELECT count(*) FROM outbox WHERE verifying <> ''")
_SENT = text("UPDATE outbox SET next_at = NULL, sent_at = now()")


@pytest.fixture
def mailing(engine: Engine) -> Desk:
    """The use cases where letters leave."""
    return Desk(engine, policy=Policy(mail=True))


def _move(desk: Desk, actor: Actor, email: str) -> None:
    """Give another address."""
    user = actor.user
    desk.people.profile.edit(
        actor,
        EditProfile(username=user.username, email=email, first_name="", last_name="", locale="en"),
    )


def _waiting(desk: Desk, actor: Actor) -> list[str]:
    """The addresses that letters of the actor's book wait for."""
    with desk.work(actor.user.id, actor.book.id) as work:
        return list(work.connection.execute(_WAITING).scalars())


def _leave(desk: Desk, actor: Actor) -> int:
    """Let what waits leave; how many letters there ever were."""
    with desk.work(actor.user.id, actor.book.id) as work:
        work.connection.execute(_SENT)
        work.commit()
    with desk.work(actor.user.id, actor.book.id) as work:
        return int(work.connection.execute(_ALL).scalar_one())


def test_one_letter_of_a_person_waits_and_it_is_the_latest(mailing: Desk) -> None:
    actor = mailing.register(email=f"{login()}@example.org").actor
    other = f"{login()}@example.org"
    _move(mailing, actor, other)
    assert _waiting(mailing, actor) == [other]
    mailing.people.verifying.ask(actor)
    assert _waiting(mailing, actor) == [other]


def test_an_address_changed_to_and_fro_causes_few_letters_and_is_changed_all_the_same(
    mailing: Desk,
) -> None:
    actor = mailing.register().actor
    for at in range(3 * LETTERS):
        email = f"{login()}@example.org"
        _move(mailing, actor, email)
        assert mailing.people.verifying.address(actor).email == email
        assert _leave(mailing, actor) == min(at + 1, LETTERS)
    with pytest.raises(TooManyAttempts) as refused:
        mailing.people.verifying.ask(actor)
    assert refused.value.code == "letters_often"
    mailing.clock.move(days=1)
    mailing.people.verifying.ask(actor)
    assert _waiting(mailing, actor) == [email]


def test_few_letters_go_to_one_address_whoever_has_them_sent(mailing: Desk) -> None:
    email = f"{login()}@example.org"
    people = [mailing.register().actor for _ in range(LETTERS + 2)]
    for actor in people:
        _move(mailing, actor, email)
        _move(mailing, actor, "")
    assert sum(_leave(mailing, actor) for actor in people) == LETTERS


def test_a_letter_leaves_from_a_book_of_ones_own_whichever_one_is_in(mailing: Desk) -> None:
    host, guest = mailing.register().actor, mailing.register().actor
    there = mailing.join(guest, host, Role.EDITOR)
    email = f"{login()}@example.org"
    _move(mailing, there, email)
    mailing.people.members.remove(host, guest.user.id)
    assert _waiting(mailing, guest) == [email]
    assert _waiting(mailing, host) == []


def test_who_owns_no_book_gets_the_letter_from_the_one_they_are_in(mailing: Desk) -> None:
    host, guest = mailing.register().actor, mailing.register().actor
    there = mailing.join(guest, host, Role.EDITOR)
    heir = mailing.join(host, guest, Role.OWNER)
    mailing.people.members.remove(heir, guest.user.id)
    _move(mailing, there, f"{login()}@example.org")
    assert len(_waiting(mailing, there)) == 1
