"""Signing in, staying signed in, being signed out."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import create_engine

from finance.adapters.clock import new_id
from finance.adapters.passwords import Argon2Passwords
from finance.domain.errors import FinanceError, NotFound, Unauthenticated
from finance.domain.people import Role
from finance.domain.sessions import SEEN_EVERY, EndReason, SessionKind
from finance.usecases.people_limits import PER_ACCOUNT, PER_ADDRESS
from finance.usecases.people_means import SignedIn, new_session, opened
from finance.usecases.people_signing import SignIn
from tests.people.desk import PASSWORD, Desk, Meanwhile, address, login


def _over(desk: Desk, signed_in: SignedIn, kind: SessionKind = SessionKind.PAGE) -> str:
    with pytest.raises(Unauthenticated) as refused:
        desk.acts(signed_in.actor, kind)
    return refused.value.code


def test_a_session_survives_a_restart(desk: Desk) -> None:
    actor = desk.register().actor
    anew = create_engine(desk.engine.url)
    try:
        assert Desk(anew, desk.clock).acts(actor) == actor
    finally:
        anew.dispose()


def test_a_session_of_a_page_is_no_proof_to_the_api_nor_the_other_way_round(desk: Desk) -> None:
    assert _over(desk, desk.register(), SessionKind.API) == "session_over"
    assert _over(desk, desk.register_client()) == "session_over"


def test_an_unknown_session_lets_nobody_in(desk: Desk) -> None:
    with pytest.raises(Unauthenticated):
        desk.people.signing.actor(new_id(), SessionKind.PAGE)


def test_a_page_session_ends_after_thirty_idle_days(desk: Desk) -> None:
    signed_in = desk.register()
    for _ in range(2):
        desk.clock.move(days=29)
        assert desk.acts(signed_in.actor).user == signed_in.actor.user
    desk.clock.move(days=30)
    assert _over(desk, signed_in) == "session_over"


def test_a_page_session_ends_after_ninety_days_however_often_it_is_used(desk: Desk) -> None:
    signed_in = desk.register()
    for _ in range(89):
        desk.clock.move(days=1)
        desk.acts(signed_in.actor)
    desk.clock.move(days=1)
    assert _over(desk, signed_in) == "session_over"


def test_use_is_noted_only_when_the_note_is_five_minutes_old(desk: Desk) -> None:
    actor = desk.register().actor
    first = desk.clock()
    for minutes, noted in ((4, first), (1, first + SEEN_EVERY)):
        desk.clock.move(minutes=minutes)
        desk.acts(actor)
        assert desk.people.profile.sessions(actor).live[0].seen_at == noted


def test_signing_out_ends_the_session_at_once_and_only_that_one(desk: Desk) -> None:
    first = desk.register()
    second = desk.sign_in(first.actor.user.username)
    desk.people.signing.sign_out(first.actor)
    desk.people.signing.sign_out(first.actor)
    assert _over(desk, first) == "session_over"
    assert desk.acts(second).user == first.actor.user


def test_every_sign_in_is_a_new_session(desk: Desk) -> None:
    first = desk.register().actor
    assert desk.sign_in(first.user.username).session_id != first.session_id


def test_a_refresh_token_is_good_once_and_the_next_one_follows(desk: Desk) -> None:
    signed_in = desk.register_client()
    following = desk.refresh(signed_in)
    assert following.refresh_id != signed_in.refresh_id
    assert following.actor == signed_in.actor
    assert desk.refresh(following).actor == signed_in.actor


def test_a_refresh_token_used_again_ends_the_whole_session_and_the_person_is_told(
    desk: Desk,
) -> None:
    stolen = desk.register_client()
    following = desk.refresh(stolen)
    with pytest.raises(Unauthenticated) as refused:
        desk.refresh(stolen)
    assert refused.value.code == "token_reused"
    assert _over(desk, following, SessionKind.API) == "session_over"
    with pytest.raises(Unauthenticated) as gone:
        desk.refresh(following)
    assert gone.value.code == "session_over"
    told = desk.people.profile.sessions(desk.sign_in(stolen.actor.user.username))
    assert [(one.id, one.end_reason) for one in told.stolen] == [
        (stolen.actor.session_id, EndReason.REUSE)
    ]


def test_of_parallel_refreshes_exactly_one_wins(desk: Desk) -> None:
    signed_in = desk.register_client()
    barrier = Barrier(8)

    def attempt(_: int) -> str:
        barrier.wait()
        try:
            desk.refresh(signed_in)
        except Unauthenticated as error:
            return error.code
        return "won"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(8)))
    assert outcomes.count("won") == 1
    assert set(outcomes) <= {"won", "token_reused", "session_over"}


def test_a_refresh_token_nobody_used_for_thirty_days_is_over_not_stolen(desk: Desk) -> None:
    signed_in = desk.register_client()
    desk.clock.move(days=30)
    with pytest.raises(Unauthenticated) as refused:
        desk.refresh(signed_in)
    assert refused.value.code == "session_over"


def test_one_persons_refresh_token_does_not_work_in_anothers_name(desk: Desk) -> None:
    mine, other = desk.register_client(), desk.register_client()
    mixed = SignedIn(other.actor, mine.refresh_id)
    with pytest.raises(Unauthenticated):
        desk.refresh(mixed)
    assert desk.acts(mine.actor, SessionKind.API) == mine.actor


def _outcome(desk: Desk, name: str, password: str, place: str) -> str:
    try:
        desk.sign_in(name, password, desk.device(at=place))
    except FinanceError as error:
        return error.code
    return "in"


def test_too_many_failures_close_the_door_to_that_address_and_not_to_the_owner(desk: Desk) -> None:
    name, place = desk.register().actor.user.username, address()
    outcomes = [_outcome(desk, name, "wrong", place) for _ in range(PER_ACCOUNT + 2)]
    assert outcomes == ["sign_in_failed"] * PER_ACCOUNT + ["too_many_attempts"] * 2
    assert _outcome(desk, name, PASSWORD, place) == "too_many_attempts"
    assert _outcome(desk, name, PASSWORD, address()) == "in"
    desk.clock.move(minutes=15)
    assert _outcome(desk, name, PASSWORD, place) == "in"


def test_an_unknown_name_is_counted_and_answered_like_a_known_one(desk: Desk) -> None:
    name, place = login(), address()
    outcomes = [_outcome(desk, name, "wrong", place) for _ in range(PER_ACCOUNT + 1)]
    assert outcomes == ["sign_in_failed"] * PER_ACCOUNT + ["too_many_attempts"]


def test_both_names_of_a_person_are_one_account_to_the_limit(desk: Desk) -> None:
    name, place = login(), address()
    desk.register(username=name, email=f"{name}@example.org")
    for at in range(PER_ACCOUNT):
        _outcome(desk, (name, f"{name}@example.org")[at % 2], "wrong", place)
    assert _outcome(desk, name, PASSWORD, place) == "too_many_attempts"


def test_successes_do_not_count(desk: Desk) -> None:
    name, place = desk.register().actor.user.username, address()
    outcomes = {_outcome(desk, name, PASSWORD, place) for _ in range(3 * PER_ACCOUNT)}
    assert outcomes == {"in"}


def test_walking_from_name_to_name_is_limited_by_address(desk: Desk) -> None:
    place = address()
    outcomes = [_outcome(desk, login(), "wrong", place) for _ in range(PER_ADDRESS + 1)]
    assert outcomes == ["sign_in_failed"] * PER_ADDRESS + ["too_many_attempts"]


def test_addresses_of_one_subscriber_count_together(desk: Desk) -> None:
    name, network = desk.register().actor.user.username, address().removesuffix("1")
    for host in range(PER_ACCOUNT):
        _outcome(desk, name, "wrong", f"{network}{host + 1:x}")
    assert _outcome(desk, name, "wrong", f"{network}ffff") == "too_many_attempts"


def test_the_limit_holds_across_processes(desk: Desk) -> None:
    name, place = desk.register().actor.user.username, address()
    elsewhere = create_engine(desk.engine.url)
    try:
        desks = (desk, Desk(elsewhere, desk.clock))
        with ThreadPoolExecutor(8) as pool:
            outcomes = list(
                pool.map(lambda at: _outcome(desks[at % 2], name, "wrong", place), range(40))
            )
    finally:
        elsewhere.dispose()
    assert outcomes.count("sign_in_failed") == PER_ACCOUNT
    assert outcomes.count("too_many_attempts") == 40 - PER_ACCOUNT


@pytest.mark.parametrize("name", ["", "a\0b", "\ud800", "x" * 100_000])
def test_a_name_that_can_never_be_right_fails_like_any_other(desk: Desk, name: str) -> None:
    assert _outcome(desk, name, PASSWORD, address()) == "sign_in_failed"


def test_time_does_not_tell_whether_a_name_is_known(desk: Desk) -> None:
    desk.passwords = Argon2Passwords(memory=2048, passes=2)
    known = desk.register().actor.user.username

    def took(name: str) -> float:
        start = time.perf_counter()
        _outcome(desk, name, "wrong", address())
        return time.perf_counter() - start

    pairs = [(took(known), took(login())) for _ in range(30)]
    there, absent = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert absent > there * 0.7


def test_time_does_not_tell_that_a_hash_was_made_at_less_cost() -> None:
    today = Argon2Passwords(memory=4096, passes=2)
    old = Argon2Passwords(memory=2048, passes=1).hash(PASSWORD)

    def took(kept: str | None) -> float:
        start = time.process_time()  # of all threads, whatever else the machine does
        assert not today.verify("wrong", kept)
        return time.process_time() - start

    rounds = [(took(old), took("not a hash"), took(None)) for _ in range(40)]
    outdated, unreadable, absent = (min(times) for times in zip(*rounds, strict=True))
    assert absent * 0.7 < outdated < absent * 1.4
    assert absent * 0.7 < unreadable < absent * 1.4


def test_a_hash_made_at_another_cost_is_made_anew_at_the_next_sign_in(desk: Desk) -> None:
    actor = desk.register().actor
    desk.passwords = Argon2Passwords(memory=16, passes=1)
    desk.sign_in(actor.user.username)
    with desk.work(actor.user.id, None) as work:
        assert not desk.passwords.outdated(work.users.password_hash())
    assert desk.sign_in(actor.user.username).user == actor.user


def test_who_signs_in_several_times_at_once_is_let_in_though_the_hash_is_made_anew(
    desk: Desk,
) -> None:
    name = desk.register().actor.user.username
    for memory in (16, 24, 32):
        desk.passwords = Argon2Passwords(memory=memory, passes=1)
        barrier = Barrier(3)

        def come(_: int) -> str:
            barrier.wait()  # noqa: B023 - all are done before the next round
            return _outcome(desk, name, PASSWORD, address())

        with ThreadPoolExecutor(3) as pool:
            assert list(pool.map(come, range(3))) == ["in"] * 3


def test_a_better_hash_kept_while_the_old_one_is_verified_keeps_nobody_out(desk: Desk) -> None:
    name = desk.register().actor.user.username
    other = Desk(desk.engine, desk.clock, Argon2Passwords(memory=16, passes=1))
    desk.passwords = Meanwhile(lambda: other.sign_in(name))
    assert _outcome(desk, name, PASSWORD, address()) == "in"
    with desk.work(desk.sign_in(name).user.id, None) as work:
        assert work.users.confirm(work.users.password_hash())


def test_who_was_removed_from_everywhere_begins_one_new_book_in_their_own_words(
    desk: Desk,
) -> None:
    guest, host = desk.register().actor, desk.register().actor
    heir = desk.join(host, guest, Role.OWNER)
    desk.people.members.remove(heir, guest.user.id)
    asked = SignIn(login=guest.user.username, password=PASSWORD, say=str.upper)
    barrier = Barrier(3)

    def come(_: int) -> str:
        barrier.wait()
        return str(desk.people.signing.sign_in(asked, desk.device()).actor.book.id)

    with ThreadPoolExecutor(3) as pool:
        begun = set(pool.map(come, range(3)))
    assert len(begun) == 1
    mine = desk.people.books.mine(desk.sign_in(guest.user.username))
    assert [str(one.book.id) for one in mine] == list(begun)
    assert mine[0].book.name.isupper()


def test_a_password_changed_while_the_old_one_is_verified_lets_nobody_in(desk: Desk) -> None:
    name = desk.register().actor.user.username
    reset = desk.people.profile.reset_password
    desk.passwords = Meanwhile(lambda: reset(name, "eleven-quiet-harbours"))
    assert _outcome(desk, name, PASSWORD, address()) == "sign_in_failed"


def test_signing_out_by_no_session_does_nothing(desk: Desk) -> None:
    signed_in = desk.register()
    desk.people.signing.sign_out(replace(signed_in.actor, session_id=None))
    assert desk.acts(signed_in.actor) == signed_in.actor


def test_a_session_opens_only_in_a_book_of_its_user(desk: Desk) -> None:
    mine, other = desk.register().actor, desk.register().actor
    session = new_session(desk.people.signing.means, mine.user.id, other.book.id, desk.device())
    with desk.work(mine.user.id, None) as work, pytest.raises(Unauthenticated):
        opened(work, session, desk.clock())


def test_an_address_that_is_none_is_counted_as_it_is(desk: Desk) -> None:
    name, place = desk.register().actor.user.username, f"unix:{new_id()}"
    outcomes = [_outcome(desk, name, "wrong", place) for _ in range(PER_ACCOUNT + 1)]
    assert outcomes[-1] == "too_many_attempts"


def test_a_version_4_address_counts_alone(desk: Desk) -> None:
    name = desk.register().actor.user.username
    for _ in range(PER_ACCOUNT):
        _outcome(desk, name, "wrong", "192.0.2.7")
    assert _outcome(desk, name, "wrong", "192.0.2.8") == "sign_in_failed"


def test_a_person_may_sign_in_to_any_book_they_share_and_to_no_other(desk: Desk) -> None:
    host, guest = desk.register().actor, desk.register().actor
    request = SignIn(login=guest.user.username, password=PASSWORD, book_id=host.book.id)
    with pytest.raises(NotFound):
        desk.people.signing.sign_in(request, desk.device())
    desk.join(guest, host, Role.VIEWER)
    there = desk.people.signing.sign_in(request, desk.device()).actor
    assert (there.book.id, there.role) == (host.book.id, Role.VIEWER)
    program = desk.device(SessionKind.API)
    assert desk.sign_in(guest.user.username, device=program).book.id == guest.book.id
    assert desk.sign_in(guest.user.username).book.id == host.book.id


def test_another_persons_book_is_not_found_by_a_good_session(desk: Desk) -> None:
    mine, other = desk.register().actor, desk.register().actor
    assert mine.session_id is not None
    with pytest.raises(NotFound):
        desk.people.signing.actor(mine.session_id, SessionKind.PAGE, other.book.id)
