"""A person registers and has a book to write into."""

import pytest
from sqlalchemy import Engine, text

from finance.domain.accounts import OWN, AccountRole
from finance.domain.errors import Conflict, Forbidden, Invalid, TooManyAttempts, Unauthenticated
from finance.domain.people import Role
from finance.usecases.people_limits import PER_ADDRESS
from finance.usecases.people_means import Policy
from finance.usecases.people_registering import Register
from tests.people.desk import PASSWORD, Desk, address, login


def test_a_new_person_owns_a_book_in_their_currency_and_zone_with_cash_at_nothing(
    desk: Desk,
) -> None:
    actor = desk.register(currency="jpy", time_zone="Asia/Tokyo", locale="en_gb").actor
    assert (actor.role, actor.user.locale) == (Role.OWNER, "en-GB")
    assert (actor.book.currency, actor.book.time_zone) == ("JPY", "Asia/Tokyo")
    with desk.people.books.means.work(actor) as work:
        own = [one for one in work.readings.accounts() if one.account.kind in OWN]
        roles = {account.role for account in work.accounts.chart().values()}
    assert [(one.account.id, one.account.currency) for one in own] == [
        (actor.book.default_account_id, "JPY")
    ]
    assert not own[0].balance
    assert roles == {None, *AccountRole}


def test_who_says_nothing_gets_the_currency_zone_and_locale_of_the_installation(
    desk: Desk,
) -> None:
    desk.policy = Policy(currency="PLN", time_zone="Europe/Warsaw", locale="pl")
    actor = desk.register().actor
    assert (actor.book.currency, actor.book.time_zone) == ("PLN", "Europe/Warsaw")
    assert actor.user.locale == "pl"
    registering = desk.people.registering
    assert (registering.currency, registering.time_zone) == ("PLN", "Europe/Warsaw")


def test_the_starter_book_speaks_the_persons_language(desk: Desk) -> None:
    words = Register(username=login(), password=PASSWORD, say=str.upper)
    actor = desk.people.registering.register(words, desk.device()).actor
    assert actor.book.name == "MY MONEY"


def test_all_of_a_registration_is_there_or_nothing(desk: Desk, owner_engine: Engine) -> None:
    taken = f"{login()}@example.org"
    desk.register(email=taken)
    name = login()
    with pytest.raises(Conflict):
        desk.register(username=name, email=taken)
    with owner_engine.connect() as connection:
        row = {"name": name}
        found = connection.execute(text("SELECT 1 FROM app_user WHERE username = :name"), row)
        assert found.first() is None
    assert desk.register(username=name).actor.user.username == name


@pytest.mark.parametrize(
    ("said", "code", "where"),
    [
        ({"username": "", "email": ""}, "login_missing", "username"),
        ({"username": "a@b"}, "username_at", "username"),
        ({"username": "ad\u200bmin"}, "username_hidden", "username"),
        ({"username": "a\0b"}, "text_control", "username"),
        ({"username": "x" * 51}, "text_too_long", "username"),
        ({"email": "nobody"}, "email_unreadable", "email"),
        ({"currency": "XXQ"}, "unknown_currency", "currency"),
        ({"time_zone": "Mars/Base"}, "unknown_time_zone", "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "unknown_time_zone", "time_zone"),
        ({"locale": "klingon"}, "unknown_locale", "locale"),
        ({"first_name": "x" * 101}, "text_too_long", "first_name"),
        ({"password": "short"}, "password_short", "password"),
    ],
)
def test_what_can_never_be_right_is_said_at_its_field(
    desk: Desk, said: dict[str, str], code: str, where: str
) -> None:
    with pytest.raises(Invalid) as refused:
        desk.register(**said)
    assert (refused.value.code, refused.value.field) == (code, where)


def test_a_name_is_taken_in_every_letter_case_and_at_its_field(desk: Desk) -> None:
    name = login()
    desk.register(username=name, email=f"{name}@example.org")
    with pytest.raises(Conflict) as by_name:
        desk.register(username=name.upper())
    with pytest.raises(Conflict) as by_email:
        desk.register(email=f"{name.upper()}@EXAMPLE.org")
    assert (by_name.value.code, by_name.value.field) == ("name_taken", "username")
    assert (by_email.value.code, by_email.value.field) == ("name_taken", "email")


def test_trying_out_who_is_here_by_registering_is_limited_by_address(desk: Desk) -> None:
    name, place = login(), address()
    desk.register(username=name)
    request = Register(username=name, password=PASSWORD)
    for _ in range(PER_ADDRESS):
        with pytest.raises(Conflict):
            desk.people.registering.register(request, desk.device(at=place))
    with pytest.raises(TooManyAttempts) as refused:
        desk.people.registering.register(request, desk.device(at=place))
    assert refused.value.facts == {"retry_after": 900, "limit": PER_ADDRESS}


def test_who_tries_names_out_keeps_nobody_at_the_same_address_from_signing_in(desk: Desk) -> None:
    name, place = login(), address()
    desk.register(username=name)
    for _ in range(PER_ADDRESS):
        with pytest.raises(Conflict):
            desk.people.registering.register(
                Register(username=name, password=PASSWORD), desk.device(at=place)
            )
    assert desk.sign_in(name, device=desk.device(at=place)).user.username == name


def test_a_closed_registration_is_closed_to_visitors_but_not_to_the_operator(desk: Desk) -> None:
    desk.policy = Policy(registration_open=False)
    assert desk.people.registering.open is False
    with pytest.raises(Forbidden) as refused:
        desk.register()
    assert refused.value.code == "registration_closed"
    name = login()
    desk.people.registering.create(Register(username=name, password=PASSWORD))
    assert desk.sign_in(name).role is Role.OWNER


def test_a_person_signs_in_by_either_name_in_any_letter_case(desk: Desk) -> None:
    name = login()
    user = desk.register(username=name, email=f"{name}@example.org").actor.user
    assert desk.sign_in(name.upper()).user == user
    assert desk.sign_in(f" {name}@Example.ORG ").user == user
    with pytest.raises(Unauthenticated):
        desk.sign_in(name, PASSWORD.upper())
