"""What people do with their own account."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select, text

from finance.adapters.postgres.tables_people import app_user, session
from finance.adapters.postgres.work import enter
from finance.domain.errors import (
    ChangedMeanwhile,
    Conflict,
    Invalid,
    NotFound,
    TooManyAttempts,
    Unauthenticated,
)
from finance.domain.people import Actor
from finance.domain.sessions import SessionKind
from finance.usecases.people_limits import PER_ACCOUNT
from finance.usecases.people_profile import ChangePassword, EditProfile
from tests.people.desk import PASSWORD, Desk, Meanwhile, address, login

OTHER = "eleven-quiet-harbours"


def _edit(actor: Actor, version: int | None = None, **said: str) -> EditProfile:
    now = actor.user
    kept = {"username": now.username, "email": now.email, "locale": now.locale}
    names = {"first_name": now.first_name, "last_name": now.last_name}
    return EditProfile(**{**kept, **names, **said}, version=version)


def test_a_person_changes_their_names_address_and_locale(desk: Desk) -> None:
    actor = desk.register().actor
    email = f"{login()}@example.org"
    request = _edit(actor, first_name=" Zoë ", last_name="O’Neil", email=email, locale="pl")
    after = desk.people.profile.edit(actor, request)
    assert (after.name, after.email, after.locale, after.version) == ("Zoë O’Neil", email, "pl", 2)
    assert desk.acts(actor).user == after
    assert desk.people.profile.edit(actor, request) == after


def test_a_stale_profile_does_not_overwrite_a_newer_one(desk: Desk) -> None:
    actor = desk.register().actor
    desk.people.profile.edit(actor, _edit(actor, version=1, first_name="Ann"))
    with pytest.raises(ChangedMeanwhile):
        desk.people.profile.edit(actor, _edit(actor, version=1, first_name="Bea"))
    assert desk.acts(actor).user.first_name == "Ann"


def test_nobody_takes_anothers_name_and_nobody_is_left_without_one(desk: Desk) -> None:
    actor, other = desk.register().actor, desk.register().actor
    with pytest.raises(Conflict) as taken:
        desk.people.profile.edit(actor, _edit(actor, username=other.user.username))
    assert taken.value.field == "username"
    with pytest.raises(Invalid) as missing:
        desk.people.profile.edit(actor, _edit(actor, username=""))
    assert missing.value.code == "login_missing"


def test_a_changed_password_ends_every_other_session(desk: Desk) -> None:
    here = desk.register().actor
    there = desk.sign_in(here.user.username)
    phone = desk.register_client()
    desk.people.profile.change_password(here, ChangePassword(current=PASSWORD, new=OTHER))
    assert desk.acts(here) == here
    with pytest.raises(Unauthenticated):
        desk.acts(there)
    assert desk.acts(phone.actor, SessionKind.API) == phone.actor
    with pytest.raises(Unauthenticated):
        desk.sign_in(here.user.username)
    assert desk.sign_in(here.user.username, OTHER).user == here.user


def test_a_password_is_changed_only_by_who_knows_it(desk: Desk) -> None:
    actor, place = desk.register().actor, address()
    request = ChangePassword(current="not it", new=OTHER, address=place)
    for _ in range(PER_ACCOUNT):
        with pytest.raises(Invalid) as refused:
            desk.people.profile.change_password(actor, request)
        assert refused.value.field == "current_password"
    with pytest.raises(TooManyAttempts):
        desk.people.profile.change_password(actor, request)


def test_of_two_changes_of_a_password_at_once_the_second_is_told(desk: Desk) -> None:
    actor = desk.register().actor
    first = ChangePassword(current=PASSWORD, new=OTHER)
    before = desk.people.profile.change_password
    desk.passwords = Meanwhile(lambda: before(actor, first))
    second = ChangePassword(current=PASSWORD, new="seven-loud-kettles")
    with pytest.raises(ChangedMeanwhile):
        desk.people.profile.change_password(actor, second)
    assert desk.sign_in(actor.user.username, OTHER).user == actor.user


def test_a_new_password_must_be_good(desk: Desk) -> None:
    actor = desk.register().actor
    request = ChangePassword(current=PASSWORD, new="password1")
    with pytest.raises(Invalid) as refused:
        desk.people.profile.change_password(actor, request)
    assert (refused.value.code, refused.value.field) == ("password_weak", "new_password")


def test_a_reset_at_the_terminal_ends_every_session_and_lets_the_new_password_in(
    desk: Desk,
) -> None:
    actor = desk.register().actor
    desk.people.profile.reset_password(actor.user.username, OTHER)
    with pytest.raises(Unauthenticated):
        desk.acts(actor)
    assert desk.sign_in(actor.user.username, OTHER).user == actor.user
    with pytest.raises(NotFound):
        desk.people.profile.reset_password(login(), OTHER)


def test_a_person_sees_and_ends_their_own_sessions_and_nobody_elses(desk: Desk) -> None:
    mine, other = desk.register().actor, desk.register().actor
    phone = desk.sign_in(mine.user.username)
    listed = {one.id for one in desk.people.profile.sessions(mine).live}
    assert listed == {mine.session_id, phone.session_id}
    assert other.session_id is not None
    with pytest.raises(NotFound):
        desk.people.profile.end_session(mine, other.session_id)
    assert phone.session_id is not None
    desk.people.profile.end_session(mine, phone.session_id)
    with pytest.raises(Unauthenticated):
        desk.acts(phone)
    assert desk.acts(other) == other


def test_all_other_sessions_end_at_one_word(desk: Desk) -> None:
    mine = desk.register().actor
    others = [desk.sign_in(mine.user.username) for _ in range(3)]
    assert desk.people.profile.end_others(mine) == len(others)
    assert len(desk.people.profile.sessions(mine).live) == 1
    with pytest.raises(Unauthenticated):
        desk.people.profile.end_others(replace(mine, session_id=None))


def test_row_security_shows_each_user_only_their_own_row_and_sessions(
    desk: Desk, engine: Engine
) -> None:
    mine = desk.register().actor
    desk.register()
    with engine.connect() as connection:
        assert connection.execute(select(app_user)).all() == []
        assert connection.execute(select(session)).all() == []
        enter(connection, None, mine.user.id)
        assert [row.id for row in connection.execute(select(app_user))] == [mine.user.id]
        assert [row.id for row in connection.execute(select(session))] == [mine.session_id]


def test_no_password_is_kept_in_the_clear(desk: Desk, owner_engine: Engine) -> None:
    name = desk.register().actor.user.username
    with owner_engine.connect() as connection:
        kept = connection.execute(
            text("SELECT password_hash FROM app_user WHERE username = :name"), {"name": name}
        ).scalar_one()
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
