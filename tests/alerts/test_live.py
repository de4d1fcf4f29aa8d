"""The live channel: every device of every member, on every web process, and nobody else."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from sqlalchemy import Engine, text

from finance.adapters.private_postgres import Urls
from finance.bootstrap import use_cases
from finance.domain.errors import Unauthenticated
from finance.usecases.people_means import Policy
from tests.alerts.listener import Listener, Refused
from tests.alerts.served import web_process
from tests.household import household
from tests.people.desk import PASSWORD, login
from tests.trouble.talking import Talker

_LONG_SILENT = text("UPDATE live_seat SET seen_at = seen_at - interval '25 seconds'")
_EXPIRED = text("UPDATE live_ticket SET expires_at = now() - interval '1 second'")


@pytest.fixture(scope="module")
def addresses(urls: Urls) -> Iterator[tuple[str, str]]:
    """Two web processes on one database."""
    with web_process(urls) as one, web_process(urls) as other:
        yield one, other


@pytest.fixture
def talker(addresses: tuple[str, str]) -> Talker:
    """A registered program that is told of everything from 100 on."""
    made = Talker(addresses[0])
    made.register()
    assert made.ask("POST", "/alerts", {"kind": "large", "amount": "100"}).status == 201
    return made


def spend(talker: Talker, amount: str = "150") -> None:
    """An expense."""
    answer = talker.ask("POST", "/expenses", {"amount": amount, "date": "2026-11-03"})
    assert answer.status == 201


def ticket(talker: Talker) -> str:
    """A ticket for one socket."""
    made = talker.ask("POST", "/notifications/ticket")
    assert made.status == 201
    return str(made.body["ticket"])


def listening(talker: Talker, address: str) -> Listener:
    """A socket that will say its token."""
    return Listener(address or talker.address)


def test_a_notice_reaches_devices_on_every_web_process(
    addresses: tuple[str, str], talker: Talker
) -> None:
    with ExitStack() as stack:
        devices = [stack.enter_context(Listener(one)) for one in (*addresses, addresses[1])]
        for device in devices:
            device.say({"token": talker.token})
            assert device.heard() == {"type": "notifications", "unread": 0, "items": []}
        spend(talker)
        for device in devices:
            heard = device.heard()
            assert heard["unread"] == 1
            assert [one["amount"] for one in heard["items"]] == ["150.00"]


def test_one_who_was_away_hears_what_was_raised_meanwhile(
    addresses: tuple[str, str], talker: Talker
) -> None:
    with Listener(addresses[1]) as device:
        device.say({"token": talker.token})
        device.heard()
    spend(talker)
    spend(talker, "200")
    with Listener(addresses[1]) as device:
        device.say({"token": talker.token})
        assert [one["amount"] for one in device.heard()["items"]] == ["150.00", "200.00"]


def test_nobody_hears_of_another_book(addresses: tuple[str, str], talker: Talker) -> None:
    stranger = Talker(addresses[1])
    stranger.register()
    with Listener(addresses[1]) as theirs, Listener(addresses[1]) as mine:
        theirs.say({"token": stranger.token})
        mine.say({"token": talker.token})
        assert theirs.heard()["items"] == mine.heard()["items"] == []
        spend(talker)
        assert mine.heard()["unread"] == 1
        with pytest.raises(TimeoutError):
            theirs.heard(0.5)


def test_who_acts_without_a_session_gets_no_ticket(engine: Engine) -> None:
    with pytest.raises(Unauthenticated, match="session_over"):
        use_cases(engine, Policy(), password_memory=8).live.ticket(household(engine).actor)


def test_a_ticket_lets_in_once(addresses: tuple[str, str], talker: Talker) -> None:
    path = f"/ws/notifications?ticket={ticket(talker)}"
    with Listener(addresses[1], path) as device:
        assert device.heard()["unread"] == 0
    with pytest.raises(Refused, match="ticket_invalid") as refused, Listener(addresses[0], path):
        pass
    assert refused.value.status == 401


@pytest.mark.parametrize("path", ["/ws/notifications/17", "/notifications"])
def test_the_addresses_of_older_systems_tell_ones_own_notices(
    addresses: tuple[str, str], talker: Talker, path: str
) -> None:
    with Listener(addresses[0], path) as device:
        device.say({"ticket": ticket(talker)})
        assert device.heard()["unread"] == 0


def test_a_ticket_may_be_the_first_message(addresses: tuple[str, str], talker: Talker) -> None:
    with Listener(addresses[0]) as device:
        device.say({"ticket": ticket(talker)})
        assert device.heard()["unread"] == 0


def test_an_expired_or_made_up_ticket_lets_nobody_in(
    addresses: tuple[str, str], talker: Talker, owner_engine: Engine
) -> None:
    late = ticket(talker)
    with owner_engine.begin() as connection:
        connection.execute(_EXPIRED)
    for bad in (late, "made-up", ""):
        with pytest.raises(Refused) as refused:
            Listener(addresses[0], f"/ws/notifications?ticket={bad}").__enter__()
        assert refused.value.status == 401


@pytest.mark.parametrize(
    "said", [{"token": "made.up.token"}, {"token": 5}, {}, [], "nonsense", "[" * 3000]
)
def test_a_bad_first_message_ends_the_socket(addresses: tuple[str, str], said: object) -> None:
    with Listener(addresses[0]) as device:
        device.say(said)
        assert device.ended() == 1008


def test_who_says_nothing_is_turned_away_after_five_seconds(addresses: tuple[str, str]) -> None:
    with Listener(addresses[0]) as device:
        began = time.monotonic()
        assert device.ended(9) == 1008
        assert 4 < time.monotonic() - began < 8


def test_a_long_message_ends_the_socket(addresses: tuple[str, str]) -> None:
    with Listener(addresses[0]) as device:
        device.say("x" * 5000)
        assert device.ended() == 1009


def test_a_token_in_the_address_is_refused(addresses: tuple[str, str], talker: Talker) -> None:
    with pytest.raises(Refused, match="token_in_address") as refused:
        Listener(addresses[0], f"/ws/notifications?token={talker.token}").__enter__()
    assert refused.value.status == 400


def test_a_page_of_another_site_is_refused(addresses: tuple[str, str]) -> None:
    with pytest.raises(Refused, match="from_elsewhere") as refused:
        Listener(addresses[0], headers={"Origin": "https://elsewhere.example"}).__enter__()
    assert refused.value.status == 403


def test_an_ordinary_request_is_told_to_upgrade(addresses: tuple[str, str]) -> None:
    with pytest.raises(Refused, match="upgrade_needed") as refused:
        Listener(addresses[0], headers={"Upgrade": ""}).__enter__()
    assert refused.value.status == 426


def test_an_ended_session_hears_nothing_more(addresses: tuple[str, str]) -> None:
    said = {"username": login(), "password": PASSWORD}
    one, other = Talker(addresses[0]), Talker(addresses[1])
    one.token = one.ask("POST", "/auth/register", said).body["access_token"]
    other.token = other.ask("POST", "/auth/login", said).body["access_token"]
    one.ask("POST", "/alerts", {"kind": "large", "amount": "100"})
    with Listener(addresses[1]) as device:
        device.say({"token": other.token})
        device.heard()
        assert other.ask("POST", "/auth/logout").status == 204
        spend(one)
        assert device.ended() == 1008


def test_a_hundred_idle_sockets_leave_pages_as_they_are(urls: Urls, talker: Talker) -> None:
    with web_process(urls, threads=2) as address, ExitStack() as stack:
        people = [Talker(address) for _ in range(5)]
        for one in people:
            one.register()
            for _ in range(20):
                device = stack.enter_context(Listener(address))
                device.say({"token": one.token})
                device.heard()
        with Listener(address) as surplus:
            surplus.say({"token": people[0].token})
            assert surplus.ended() == 1013
        here = Talker(address, talker.token)
        began = time.monotonic()
        for _ in range(20):
            assert here.ask("GET", "/transactions").status == 200
        assert time.monotonic() - began < 10


def test_the_bound_on_sockets_of_a_person_holds_for_all_web_processes(
    addresses: tuple[str, str], talker: Talker
) -> None:
    def enter(stack: ExitStack, address: str) -> Listener:
        device = stack.enter_context(Listener(address))
        device.say({"token": talker.token})
        return device

    with ExitStack() as stack:
        devices = [enter(stack, addresses[at % 2]) for at in range(20)]
        for device in devices:
            device.heard()
        for address in addresses:
            assert enter(stack, address).ended() == 1013
        devices[0].__exit__()
        time.sleep(3)  # what was freed at one is known at the other
        assert enter(stack, addresses[1]).heard()["unread"] == 0
        assert enter(stack, addresses[0]).ended() == 1013


def test_what_a_dead_web_process_kept_is_forgotten(
    urls: Urls, addresses: tuple[str, str], talker: Talker, owner_engine: Engine
) -> None:
    with ExitStack() as stack, web_process(urls, killed=True) as address:
        for _ in range(20):
            device = stack.enter_context(Listener(address))
            device.say({"token": talker.token})
            device.heard()
    with Listener(addresses[0]) as device:
        device.say({"token": talker.token})
        assert device.ended() == 1013
    with owner_engine.begin() as connection:
        connection.execute(_LONG_SILENT)
    with Listener(addresses[0]) as device:
        device.say({"token": talker.token})
        assert device.heard()["unread"] == 0


def test_twenty_devices_at_once_are_told_within_a_moment(
    addresses: tuple[str, str], talker: Talker
) -> None:
    with ExitStack() as stack:
        devices = [stack.enter_context(Listener(addresses[1])) for _ in range(20)]
        for device in devices:
            device.say({"token": talker.token})
        for device in devices:
            device.heard()
        began = time.monotonic()
        spend(talker)
        with ThreadPoolExecutor(20) as pool:
            heard = list(pool.map(Listener.heard, devices))
        assert all(one["unread"] == 1 for one in heard)
        assert time.monotonic() - began < 5
