"""Whatever changes in a book is told to every page that shows it, and to nobody else."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, text

from finance.adapters.clock import new_id, now
from finance.adapters.postgres.changes import recording
from finance.adapters.postgres.feed import hears as echoed
from finance.adapters.postgres.pipeline import together
from finance.adapters.postgres.word import CHANNEL
from finance.adapters.postgres.work import PostgresWork
from finance.adapters.private_postgres import Urls
from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.changes import Action, Subject
from finance.domain.money import Money
from finance.usecases.ports import Mark
from finance.web.live.hub import CALM
from tests.alerts.listener import Listener
from tests.alerts.served import web_process
from tests.alerts.sharing import Shared, house, page_of, shared
from tests.databases import new_database
from tests.imports.bank import Row, csv_file
from tests.people.web import Browser
from tests.trouble.talking import Talker
from tests.web.dropping import looked_at
from tests.web.forms import form
from tests.web.house import House


@pytest.fixture(scope="module")
def addresses(urls: Urls) -> Iterator[tuple[str, str]]:
    """Two web processes on one database."""
    with web_process(urls) as one, web_process(urls) as other:
        yield one, other


@pytest.fixture(scope="module")
def common(engine: Engine) -> Shared:
    """The application in a third process: this one."""
    return shared(engine)


@pytest.fixture
def host(common: Shared) -> Browser:
    """Somebody with a book."""
    return common.somebody()


def test_who_listens_knows_whether_word_comes_through(urls: Urls) -> None:
    here, elsewhere = create_engine(urls.app), create_engine(new_database(urls).app)
    with psycopg.connect(urls.app.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        assert echoed(connection, here)
        assert not echoed(connection, elsewhere, patience=500)
    here.dispose()
    elsewhere.dispose()


def hears(page: Listener, what: str) -> None:
    """It is told that things of this kind changed, whatever else it is told of.

    A process that has only begun to listen says that anything may have changed: a list of nothing.
    """
    while (told := page.told("changed"))["what"] and what not in told["what"]:
        assert set(told) == {"type", "what"}


def _import(home: House) -> None:
    path = looked_at(home, csv_file([Row("2026-11-02", "-12.50", "Baker")]))
    answer = home.send(form(home.get(path).text, "/commit"))
    assert answer.status_code == 303


def _limit(home: House) -> None:
    page = form(home.get("budget").text, "limits")
    name = next(one for one in page.fields if one.startswith("limit-"))
    assert home.send(page, **{name: "100"}).status_code == 303


def _schedule(home: House) -> None:
    blank = form(home.get("schedules/new").text, "schedule")
    assert home.send(blank, amount="850", payee="Landlord", date="-1").status_code == 303


_CHANGES: list[tuple[str, Callable[[House], object]]] = [
    ("transaction", lambda home: home.record(amount="12")),
    ("account", lambda home: home.open_account("Savings")),
    ("import", _import),
    ("budget", _limit),
    ("schedule", _schedule),
]


def test_word_that_is_none_of_ours_makes_nobody_deaf(
    addresses: tuple[str, str], host: Browser, engine: Engine
) -> None:
    with page_of(host, addresses[0], host.book) as page:
        page.heard()
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_notify(:channel, 'nonsense')"), {"channel": CHANNEL})
        House(host).record(amount="12")
        hears(page, "transaction")


@pytest.mark.parametrize(("what", "change"), _CHANGES)
def test_a_change_is_told_to_every_page_of_the_book(
    addresses: tuple[str, str], host: Browser, what: str, change: Callable[[House], object]
) -> None:
    with ExitStack() as stack:
        pages = [stack.enter_context(page_of(host, one, host.book)) for one in addresses]
        for page in pages:
            page.heard()
        change(house(host))
        for page in pages:
            hears(page, what)


def test_what_recurs_is_told_when_the_clock_records_it(
    addresses: tuple[str, str], common: Shared, host: Browser
) -> None:
    _schedule(house(host))
    with page_of(host, addresses[0], host.book) as page:
        page.heard()
        common.cases.waking.here(common.actor(host))
        hears(page, "transaction")


def test_what_was_refused_is_not_told(addresses: tuple[str, str], host: Browser) -> None:
    home = house(host)
    with page_of(host, addresses[0], host.book) as page:
        page.heard()
        home.record(amount="12")
        hears(page, "transaction")
        assert home.send(home.new(), amount="many").status_code == 422
        with pytest.raises(TimeoutError):
            page.told("changed", 0.5)


def test_another_book_hears_nothing(
    addresses: tuple[str, str], common: Shared, host: Browser
) -> None:
    stranger = common.somebody()
    with page_of(stranger, addresses[0], stranger.book) as theirs:
        theirs.heard()
        house(stranger).record(amount="12")
        hears(theirs, "transaction")
        house(host).record(amount="12")
        with pytest.raises(TimeoutError):
            theirs.told("changed", 0.5)


def test_many_changes_at_once_are_told_in_a_few_messages(
    addresses: tuple[str, str], host: Browser
) -> None:
    home = house(host)
    with page_of(host, addresses[0], host.book) as page:
        page.heard()
        began = time.monotonic()
        for _ in range(30):
            home.record(amount="1")
        took = time.monotonic() - began
        told = 0
        try:
            while True:
                page.told("changed", 2 * CALM + 0.5)
                told += 1
        except TimeoutError:
            pass
        assert 1 <= told <= 3 + took / CALM


def test_a_page_is_told_at_once_of_what_happened_since_it_was_drawn(
    addresses: tuple[str, str], host: Browser
) -> None:
    with page_of(host, addresses[0], host.book) as first:  # from now on this process hears
        first.heard()
        house(host).record(amount="12")
        hears(first, "transaction")
        before = time.time()
        house(host).open_account("Savings")
        hears(first, "account")
        with page_of(host, addresses[0], host.book, drawn=before) as late:
            assert late.told("changed") == {"type": "changed", "what": []}
        with page_of(host, addresses[0], host.book, drawn=time.time()) as fresh:
            fresh.heard()
            with pytest.raises(TimeoutError):
                fresh.told("changed", 0.5)


def test_a_page_older_than_the_process_is_told_that_anything_may_have_happened(
    addresses: tuple[str, str], host: Browser
) -> None:
    with page_of(host, addresses[0], host.book, drawn=1.0) as page:
        assert page.told("changed")["what"] == []


def test_a_mark_of_having_read_reaches_ones_other_devices_and_nobody_else(
    addresses: tuple[str, str], common: Shared, host: Browser
) -> None:
    guest = common.somebody()
    common.join(guest, host)
    actor = common.actor(host)
    rule = AlertRule(id=new_id(), kind=AlertKind.LARGE, amount=Money(10_000, "EUR"))
    common.cases.alerts.add(actor, rule)
    house(host).record(amount="150")
    with (
        page_of(host, addresses[1], host.book) as mine,
        page_of(guest, addresses[0], host.book) as theirs,
    ):
        assert mine.heard()["unread"] == theirs.heard()["unread"] == 1
        common.cases.notices.mark_all(actor)
        assert mine.heard() == {"type": "notifications", "unread": 0, "items": []}
        with pytest.raises(TimeoutError):
            theirs.heard(1.0)


def test_the_socket_of_a_member_who_was_removed_is_closed(
    addresses: tuple[str, str], common: Shared, host: Browser
) -> None:
    guest = common.somebody()
    user_id = common.join(guest, host)
    with page_of(guest, addresses[1], host.book) as page:
        page.heard()
        common.cases.people.members.remove(common.actor(host), user_id)
        assert page.ended() == 1008


@pytest.mark.parametrize("how", ["ended elsewhere", "signed out"])
def test_the_sockets_of_a_session_that_ends_are_closed_at_once_and_no_others(
    addresses: tuple[str, str], common: Shared, host: Browser, how: str
) -> None:
    second = Browser(common.app, name=host.name)
    assert second.sign_in().status_code == 303
    second.book = host.book
    with (
        page_of(host, addresses[0], host.book) as kept,
        page_of(second, addresses[1], host.book) as page,
    ):
        assert page.heard()["unread"] == kept.heard()["unread"] == 0
        if how == "signed out":
            second.sign_out()
        else:
            shown = form(house(host).get("profile/sessions").text, "/end-others")
            assert house(host).send(shown).status_code == 303
        assert page.ended(3) == 1008
        with pytest.raises(TimeoutError):
            kept.heard(0.5)
        house(host).record(amount="12")
        hears(kept, "transaction")


def test_a_program_is_told_of_changes_too(addresses: tuple[str, str]) -> None:
    talker = Talker(addresses[0])
    talker.register()
    with Listener(addresses[1]) as device:
        device.say({"token": talker.token})
        device.heard()
        answer = talker.ask("POST", "/expenses", {"amount": "1", "date": str(date(2026, 11, 3))})
        assert answer.status == 201
        hears(device, "transaction")


def test_a_page_without_a_socket_learns_of_changes_by_asking(host: Browser) -> None:
    home = house(host)
    home.record(amount="12")
    since = time.time()
    asked = home.get(f"notifications/count?drawn={since - 60}").get_json()
    assert asked["changed"] is True
    assert settled(home, since + 60)
    assert home.get("notifications/count").get_json()["changed"] is False


def settled(home: House, drawn: float) -> bool:
    """Whether a page drawn then comes to hear that nothing changed, once word is followed."""
    until = time.monotonic() + 10
    while home.get(f"notifications/count?drawn={drawn}").get_json()["changed"]:
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def test_what_was_begun_long_before_a_page_was_drawn_is_told_to_it_when_asked(
    common: Shared, host: Browser
) -> None:
    home, actor = house(host), common.actor(host)
    assert settled(home, time.time() + 60)
    with PostgresWork(common.engine, actor.book.id, actor.user.id) as slow:
        mark = Mark(id=new_id(), user_id=actor.user.id, at=now() - timedelta(minutes=10))
        what = (Subject.IMPORT, new_id(), Action.COMMITTED)
        together(slow.connection, [recording(actor.book.id, what, (None, None), mark)])
        time.sleep(5.5)  # until nothing quick is new any more
        drawn = time.time()
        assert settled(home, drawn)
        slow.commit()
    until = time.monotonic() + 5
    while not home.get(f"notifications/count?drawn={drawn}").get_json()["changed"]:
        assert time.monotonic() < until
        time.sleep(0.05)
