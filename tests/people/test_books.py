"""Book settings, members, and what each role allows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.domain.changes import Subject
from finance.domain.errors import (
    ChangedMeanwhile,
    Conflict,
    FinanceError,
    Forbidden,
    Invalid,
    NotFound,
)
from finance.domain.people import Actor, Role
from finance.domain.periods import Month
from finance.usecases.budgets import AddBudget
from finance.usecases.changes import Changes
from finance.usecases.people_books import EditBook, OpenBook
from tests.household import Household
from tests.people.desk import Desk


def _edit(actor: Actor, **said: str | int) -> EditBook:
    book = actor.book
    now = EditBook(
        name=book.name,
        currency=book.currency,
        time_zone=book.time_zone,
        month_start=int(book.month_start),
    )
    return replace(now, **said)  # type: ignore[arg-type]  # each test gives what fits


def test_an_owner_changes_the_settings_of_a_book(desk: Desk) -> None:
    actor = desk.register().actor
    request = _edit(actor, name="Us two", time_zone="Pacific/Apia", month_start=31)
    after = desk.people.books.edit(actor, request)
    assert (after.name, after.time_zone, after.month_start) == ("Us two", "Pacific/Apia", 31)
    assert desk.acts(actor).book == after
    assert desk.people.books.edit(actor, request) == after


@pytest.mark.parametrize(
    ("said", "code", "where"),
    [
        ({"name": " "}, "name_missing", "name"),
        ({"currency": "EURO"}, "unknown_currency", "currency"),
        ({"time_zone": ""}, "unknown_time_zone", "time_zone"),
        ({"month_start": 29}, "month_start_unknown", "month_start"),
        ({"month_start": 0}, "month_start_unknown", "month_start"),
    ],
)
def test_settings_that_cannot_be_are_said_at_their_field(
    desk: Desk, said: dict[str, str | int], code: str, where: str
) -> None:
    actor = desk.register().actor
    with pytest.raises(Invalid) as refused:
        desk.people.books.edit(actor, _edit(actor, **said))
    assert (refused.value.code, refused.value.field) == (code, where)


def test_stale_settings_do_not_overwrite_newer_ones(desk: Desk) -> None:
    actor = desk.register().actor
    desk.people.books.edit(actor, _edit(actor, name="First", version=actor.book.version))
    with pytest.raises(ChangedMeanwhile):
        desk.people.books.edit(actor, _edit(actor, name="Second", version=actor.book.version))


def test_an_empty_book_takes_another_currency_and_its_default_account_with_it(desk: Desk) -> None:
    actor = desk.register(currency="EUR").actor
    after = desk.people.books.edit(actor, _edit(actor, currency="kwd"))
    with desk.people.books.means.work(actor) as work:
        chart = work.accounts.chart()
    assert after.default_account_id is not None
    default = chart[after.default_account_id]
    assert (after.currency, default.currency, default.name, default.closed) == (
        "KWD",
        "KWD",
        "Cash",
        False,
    )


def test_another_currency_is_not_undone_for_its_default_account_has_gone(desk: Desk) -> None:
    actor = desk.register(currency="EUR").actor
    desk.people.books.edit(actor, _edit(actor, currency="USD"))
    changes = Changes(desk.people.books.means)
    edit = next(one for one in changes.latest(actor) if one.subject is Subject.BOOK)
    with pytest.raises(Conflict, match="not_reversible"):
        changes.reverse(actor, edit.id)


def test_a_book_without_a_default_account_takes_another_currency_too(desk: Desk) -> None:
    actor = desk.register(currency="EUR").actor
    means = desk.people.books.means
    with means.work(actor) as work:
        book = work.books.get()
        work.books.replace(book, replace(book, default_account_id=None), means.mark(actor))
        work.commit()
    after = desk.people.books.edit(actor, _edit(actor, currency="CLF"))
    assert (after.currency, after.default_account_id) == ("CLF", None)


def test_a_book_with_money_in_it_keeps_its_currency(desk: Desk, engine: Engine) -> None:
    actor = desk.register().actor
    Household(engine, actor).spend("12.50")
    with pytest.raises(Conflict) as refused:
        desk.people.books.edit(actor, _edit(actor, currency="USD"))
    assert (refused.value.code, refused.value.field) == ("book_not_empty", "currency")


def test_a_person_opens_a_further_book(desk: Desk) -> None:
    actor = desk.register(time_zone="Asia/Tokyo").actor
    made = desk.people.books.open(actor, OpenBook(id=new_id(), name="Club", currency="CHF"))
    listed = desk.people.books.mine(actor)
    assert [one.book.name for one in listed] == ["My money", "Club"]
    assert (listed[1].book.currency, listed[1].role) == ("CHF", Role.OWNER)
    moved = desk.people.signing.move(actor, made.book.id, desk.device()).actor
    assert (moved.book.name, moved.book.time_zone) == ("Club", "Asia/Tokyo")


def test_a_book_opened_twice_under_one_id_is_one_book(desk: Desk) -> None:
    actor, other = desk.register().actor, desk.register().actor
    asked = OpenBook(id=new_id(), name="Club")
    made = desk.people.books.open(actor, asked)
    assert desk.people.books.open(actor, asked).book.id == made.book.id
    assert len(desk.people.books.mine(actor)) == 2
    for who, again in ((actor, replace(asked, name="Another")), (other, asked)):
        with pytest.raises(Conflict) as refused:
            desk.people.books.open(who, again)
        assert refused.value.code == "id_taken"


def test_a_book_opened_at_once_under_one_id_is_one_book_for_all_who_asked(desk: Desk) -> None:
    actor, asked, barrier = desk.register().actor, OpenBook(id=new_id(), name="Club"), Barrier(6)

    def ask(_: int) -> str:
        barrier.wait()
        return desk.people.books.open(actor, asked).book.name

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, range(6))) == ["Club"] * 6
    assert len(desk.people.books.mine(actor)) == 2


def test_a_person_has_so_many_books_and_no_more(desk: Desk) -> None:
    actor = desk.register().actor
    for number in range(49):
        desk.people.books.open(actor, OpenBook(id=new_id(), name=f"Book {number}"))
    with pytest.raises(Invalid) as refused:
        desk.people.books.open(actor, OpenBook(id=new_id(), name="One too many"))
    assert (refused.value.code, refused.value.facts) == ("books_many", {"limit": 50})


_Act = Callable[[Desk, Actor, Actor], object]
ACTS: dict[str, tuple[Role, _Act]] = {
    "edit the book": (
        Role.OWNER,
        lambda desk, actor, _: desk.people.books.edit(actor, _edit(actor, name="Ours")),
    ),
    "change a role": (
        Role.OWNER,
        lambda desk, actor, other: desk.people.members.set_role(actor, other.user.id, Role.VIEWER),
    ),
    "remove another": (
        Role.OWNER,
        lambda desk, actor, other: desk.people.members.remove(actor, other.user.id),
    ),
    "list the members": (Role.VIEWER, lambda desk, actor, _: desk.people.members.all(actor)),
    "list the books": (Role.VIEWER, lambda desk, actor, _: desk.people.books.mine(actor)),
    "list the sessions": (Role.VIEWER, lambda desk, actor, _: desk.people.profile.sessions(actor)),
    "leave": (Role.VIEWER, lambda desk, actor, _: desk.people.members.remove(actor, actor.user.id)),
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("act", list(ACTS))
def test_each_role_may_do_what_it_covers_and_nothing_more(desk: Desk, act: str, role: Role) -> None:
    host = desk.register().actor
    actor = desk.join(desk.register().actor, host, role)
    other = desk.join(desk.register().actor, host, Role.EDITOR)
    needed, do = ACTS[act]
    if role.covers(needed):
        do(desk, actor, other)
    else:
        with pytest.raises(Forbidden):
            do(desk, actor, other)


def test_a_removed_member_is_refused_at_the_next_request(desk: Desk) -> None:
    host = desk.register().actor
    guest = desk.join(desk.register().actor, host, Role.EDITOR)
    desk.people.members.remove(host, guest.user.id)
    with pytest.raises(FinanceError) as refused:
        desk.acts(guest)
    assert refused.value.code in {"book", "session_over"}
    assert [one.user for one in desk.people.members.all(host)] == [host.user]


def test_a_downgraded_member_has_the_lower_role_at_the_next_request(desk: Desk) -> None:
    host = desk.register().actor
    guest = desk.join(desk.register().actor, host, Role.EDITOR)
    desk.people.members.set_role(host, guest.user.id, Role.VIEWER)
    assert desk.acts(guest).role is Role.VIEWER


def test_members_see_each_others_names_and_strangers_see_none(desk: Desk) -> None:
    host = desk.register(first_name="Ida").actor
    guest = desk.join(desk.register().actor, host, Role.VIEWER)
    assert [one.user.name for one in desk.people.members.all(guest)] == ["Ida", guest.user.name]
    stranger = desk.register().actor
    assert [one.user for one in desk.people.members.all(stranger)] == [stranger.user]


def test_a_book_is_never_left_without_an_owner(desk: Desk) -> None:
    host = desk.register().actor
    with pytest.raises(Conflict) as refused:
        desk.people.members.set_role(host, host.user.id, Role.EDITOR)
    assert refused.value.code == "last_owner"
    with pytest.raises(Conflict):
        desk.people.members.remove(host, host.user.id)
    with pytest.raises(NotFound):
        desk.people.members.set_role(host, new_id(), Role.VIEWER)
    with pytest.raises(NotFound):
        desk.people.members.remove(host, new_id())


def test_two_owners_who_step_down_at_once_leave_one_owner(desk: Desk) -> None:
    host = desk.register().actor
    guest = desk.join(desk.register().actor, host, Role.OWNER)
    barrier = Barrier(2)

    def step_down(actor: Actor) -> str:
        barrier.wait()
        try:
            desk.people.members.set_role(actor, actor.user.id, Role.VIEWER)
        except Conflict as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(step_down, (host, guest))) == ["done", "last_owner"]


def test_a_book_that_ever_had_a_limit_keeps_its_currency(desk: Desk, engine: Engine) -> None:
    actor = desk.register().actor
    home = Household(engine, actor)
    limit = AddBudget(id=new_id(), category_id=None, amount=Decimal(100), month=Month(2026, 9))
    line = home.budgets.add(actor, limit).budget
    home.budgets.end(actor, line.id, Month(2026, 11))
    with pytest.raises(Conflict, match="book_not_empty"):
        desk.people.books.edit(actor, _edit(actor, currency="USD"))


def test_a_limit_is_not_brought_back_into_a_book_of_another_currency(
    desk: Desk, engine: Engine
) -> None:
    actor = desk.register().actor
    home = Household(engine, actor)
    limit = AddBudget(id=new_id(), category_id=None, amount=Decimal(100), month=Month(2026, 9))
    home.budgets.add(actor, limit)
    taken_back = home.changes.reverse(actor, home.changes.latest(actor)[0].id)
    desk.people.books.edit(actor, _edit(actor, currency="USD"))
    with pytest.raises(Conflict, match="changed_since"):
        home.changes.reverse(actor, taken_back.id)
