"""Changing, pausing, ending and taking back what recurs: from now on, and never the past."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from finance.adapters.clock import new_id
from finance.adapters.postgres.work import enter
from finance.domain.entries import Compound, Flow, Line, Part, Transfer
from finance.domain.errors import ChangedMeanwhile, Conflict, Forbidden, Invalid, NotFound
from finance.domain.ledger import TransactionKind
from finance.domain.people import Role
from finance.domain.recurrence import Frequency
from finance.domain.schedules import OccurrenceState, ScheduleState
from tests.schedules.calendar import Home, days, home

_MANY = text("""
    INSERT INTO schedule (book_id, id, template, recurrence, mode, state, created_at, updated_at)
    SELECT book_id, gen_random_uuid(), template, recurrence, mode, 'ended', created_at, updated_at
    FROM schedule, generate_series(1, :more) WHERE id = :id
""")


@pytest.fixture
def house(engine: Engine) -> Home:
    """A household on Sunday, 29 November 2026, noon."""
    return home(engine)


def test_a_change_holds_from_today_on_and_leaves_the_past(house: Home) -> None:
    rent = house.made("2026-10-01")
    house.wake()
    when = replace(rent.schedule.recurrence, days=("15",))
    house.change(rent, template=house.rent("900"), recurrence=when)
    house.clock.pass_days(40)
    house.wake()
    assert house.posted() == ["2026-10-01", "2026-11-01", "2026-12-15"]
    assert str(house.house.balance("Cash").of("EUR")) == "-2600.00"


def test_changing_the_words_of_what_was_posted_today_posts_nothing_more(house: Home) -> None:
    rent = house.made("2026-11-29")
    house.wake()
    house.change(rent, template=house.rent("900"))
    house.wake()
    assert house.posted() == ["2026-11-29"]


def test_a_moved_time_stays_moved_while_it_still_falls(house: Home) -> None:
    rent = house.made("2026-12-01")
    first, second, *_ = house.times(rent)
    house.once.move(house.house.actor, first.id, date(2026, 12, 3))
    house.change(rent, template=house.rent("900"))
    assert days(one.due_on for one in house.times(rent)[:2]) == ["2026-12-03", "2027-01-01"]
    when = replace(rent.schedule.recurrence, days=("5",))
    house.change(rent, recurrence=when)
    assert days(one.due_on for one in house.times(rent)[:2]) == ["2026-12-05", "2027-01-05"]
    assert second.id not in {one.id for one in house.times(rent)}


def test_what_falls_due_during_a_pause_is_skipped_for_good(house: Home) -> None:
    rent = house.made("2026-12-01", "weekly")
    house.change(rent, paused=True)
    house.clock.pass_days(100)
    assert house.wake().posted == 0
    back = house.change(rent, paused=False)
    assert back.schedule.state is ScheduleState.ACTIVE
    house.wake()
    assert house.posted() == ["2027-03-09"]
    house.clock.pass_days(7)
    assert house.wake().posted == 1


def test_nothing_falls_due_after_the_end(house: Home) -> None:
    rent = house.made("2026-11-01")
    house.wake()
    undo = house.use.end(house.house.actor, rent.schedule.id)
    assert house.use.end(house.house.actor, rent.schedule.id) == undo
    house.clock.pass_days(60)
    assert house.wake().posted == 0
    assert house.use.all(house.house.actor) == ()
    assert len(house.use.all(house.house.actor, ended=True)) == 1
    with pytest.raises(Conflict, match="schedule_ended"):
        house.change(rent, paused=True)
    with pytest.raises(Conflict, match="schedule_ended"):
        house.use.pause(house.house.actor, rent.schedule.id, paused=True)


def test_ending_and_making_are_undone(house: Home) -> None:
    rent = house.made("2026-12-01")
    actor = house.house.actor
    house.changes.reverse(actor, house.use.end(actor, rent.schedule.id))
    assert len(house.times(rent)) == 12
    with house.means.work(actor) as work:
        made = work.changes.of(rent.schedule.id)[-1]
    with pytest.raises(NotFound):
        house.changes.reverse(actor, new_id())
    house.changes.reverse(actor, made.id)
    assert house.use.get(actor, rent.schedule.id).schedule.state is ScheduleState.ENDED
    assert house.times(rent) == ()


def test_a_change_is_undone_from_today_on(house: Home) -> None:
    rent = house.made("2026-12-01")
    house.change(rent, recurrence=replace(rent.schedule.recurrence, days=("15",)))
    with house.means.work(house.house.actor) as work:
        change = work.changes.of(rent.schedule.id)[0]
    house.changes.reverse(house.house.actor, change.id)
    assert str(house.times(rent)[0].due_on) == "2026-12-01"
    with pytest.raises(Conflict, match="reversed_already"):
        house.changes.reverse(house.house.actor, change.id)


def test_moving_a_time_to_where_it_is_and_saving_what_is_there_change_nothing(house: Home) -> None:
    rent = house.made("2026-12-01")
    first = house.times(rent)[0]
    assert house.once.move(house.house.actor, first.id, first.due_on).change_id is None
    house.change(rent)
    assert house.use.get(house.house.actor, rent.schedule.id).schedule.version == 1


def test_what_something_followed_is_not_undone(house: Home) -> None:
    actor, rent = house.house.actor, house.made("2026-12-01")
    first = house.times(rent)[0]
    house.once.move(actor, first.id, date(2026, 12, 2))
    moved = _last_change(house, first.id)
    house.once.skip(actor, first.id)
    with pytest.raises(Conflict, match="changed_since"):
        house.changes.reverse(actor, moved)
    house.change(rent, template=house.rent("900"))
    changed = _last_change(house, rent.schedule.id)
    house.change(rent, template=house.rent("910"))
    with pytest.raises(Conflict, match="changed_since"):
        house.changes.reverse(actor, changed)


def _last_change(house: Home, subject_id: UUID) -> UUID:
    """The id of the last change of a thing."""
    with house.means.work(house.house.actor) as work:
        return work.changes.of(subject_id)[0].id


def test_skipping_moving_and_posting_are_undone_and_done_again(house: Home) -> None:
    actor, rent = house.house.actor, house.made("2026-12-01")
    first, second, third, *_ = house.times(rent)
    house.once.skip(actor, first.id)
    house.changes.reverse(actor, _last_change(house, first.id))
    house.once.move(actor, second.id, date(2027, 1, 9))
    house.changes.reverse(actor, _last_change(house, second.id))
    house.once.post(actor, third.id)
    undone = house.changes.reverse(actor, _last_change(house, third.id))
    assert house.posted() == []
    now = house.times(rent)
    assert [one.state for one in now[:3]] == [OccurrenceState.PENDING] * 3
    assert str(now[1].due_on) == "2027-01-01"
    house.changes.reverse(actor, undone.id)
    assert house.posted() == ["2026-11-29"]
    assert house.once.post(actor, third.id).occurrence.state is OccurrenceState.POSTED


def test_what_the_clock_posted_and_somebody_took_back_is_not_posted_again(house: Home) -> None:
    actor, rent = house.house.actor, house.made("2026-11-01")
    house.wake()
    first = house.times(rent)[0]
    house.changes.reverse(actor, _last_change(house, first.id))
    house.wake()
    assert house.posted() == []
    assert house.times(rent)[0].state is OccurrenceState.SKIPPED


def test_a_posting_taken_back_before_its_day_comes_by_itself_again(house: Home) -> None:
    actor, rent = house.house.actor, house.made("2026-12-01")
    first = house.times(rent)[0]
    house.once.post(actor, first.id)
    house.changes.reverse(actor, _last_change(house, first.id))
    house.clock.pass_days(2)
    assert house.wake().posted == 1
    assert len(house.posted()) == 1


def test_a_transaction_in_the_trash_is_not_posted_again(house: Home) -> None:
    house.made("2026-11-01")
    house.wake()
    one = house.use.all(house.house.actor)[0]
    posted = house.times(one)[0]
    assert posted.transaction_id is not None
    house.house.transactions.trash(house.house.actor, posted.transaction_id)
    house.wake()
    assert house.posted() == []


def test_every_form_of_transaction_recurs(house: Home) -> None:
    cash, bank = house.house.account("Cash"), house.house.open("Bank", "0")
    food, pay = house.house.account("Groceries"), house.house.account("Salary")
    split = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=cash.id,
        parts=(Part(Decimal(5), food.id), Part(Decimal("-1.50"), None, "deposit")),
    )
    bodies = (
        split,
        Flow(kind=TransactionKind.INCOME, account_id=cash.id, parts=(Part(Decimal(3), pay.id),)),
        Transfer(from_account_id=cash.id, to_account_id=bank.id, amount=Decimal(7)),
        Compound((Line(cash.id, Decimal(-2)), Line(food.id, Decimal(2), "EUR", "by hand"))),
    )
    for body in bodies:
        house.made("2026-11-01", template=house.template(body))
    assert house.wake().posted == 4
    assert str(house.house.balance("Bank").of("EUR")) == "7.00"
    assert str(house.house.balance("Cash").of("EUR")) == "-9.50"
    assert [one.schedule.template.body for one in house.use.all(house.house.actor)] == list(bodies)


def test_a_retry_of_making_one_makes_one(house: Home) -> None:
    asked = house.asked("2026-12-01")
    first, made = house.use.add(house.house.actor, asked)
    again, remade = house.use.add(house.house.actor, asked)
    assert (made, remade, first.schedule) == (True, False, again.schedule)
    other = replace(asked, template=house.rent("1"))
    with pytest.raises(Conflict, match="id_taken"):
        house.use.add(house.house.actor, other)


def test_a_stale_version_is_told(house: Home) -> None:
    rent = house.made("2026-12-01")
    house.change(rent, template=house.rent("900"))
    asked = replace(house.asked("2026-12-01"), id=rent.schedule.id)
    with pytest.raises(ChangedMeanwhile):
        house.use.replace(house.house.actor, asked, 1)
    with pytest.raises(ChangedMeanwhile):
        house.use.end(house.house.actor, rent.schedule.id, 1)


def test_what_the_accounts_do_not_allow_is_refused_at_its_field(house: Home) -> None:
    bank = house.house.open("Bank", "0")
    asked = house.asked("2026-12-01", template=house.rent(account="Bank"))
    house.house.accounts.close(house.house.actor, bank.id, None)
    for call in (house.use.add, house.use.preview):
        with pytest.raises(Invalid, match="account_closed") as caught:
            call(house.house.actor, asked)
        assert caught.value.field == "account_id"


def test_the_next_times_are_told_before_anything_is_kept(house: Home) -> None:
    coming = house.use.preview(house.house.actor, house.asked("2026-01-31"))
    assert days(due.on for due in coming[:3]) == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert len(coming) == 12
    assert house.use.all(house.house.actor) == ()


def test_what_comes_next_stands_first(house: Home) -> None:
    late = house.made("2026-12-24")
    soon = house.made("2026-12-01")
    over = house.made("2026-11-01", Frequency.WEEKLY, count=1)
    shown = [one.schedule.id for one in house.use.all(house.house.actor)]
    assert shown == [soon.schedule.id, late.schedule.id, over.schedule.id]


def test_a_viewer_changes_nothing(house: Home) -> None:
    rent = house.made("2026-12-01")
    viewer = house.house.acting_as(Role.VIEWER).actor
    first = house.times(rent)[0]
    for act in (
        lambda: house.use.add(viewer, house.asked("2026-12-01")),
        lambda: house.use.replace(viewer, house.asked("2026-12-01")),
        lambda: house.use.end(viewer, rent.schedule.id),
        lambda: house.once.post(viewer, first.id),
        lambda: house.once.skip(viewer, first.id),
        lambda: house.once.move(viewer, first.id, date(2026, 12, 2)),
    ):
        with pytest.raises(Forbidden):
            act()


def test_a_posting_whose_transaction_was_moved_by_hand_is_taken_back_all_the_same(
    house: Home,
) -> None:
    actor, rent = house.house.actor, house.made("2026-12-01", mode="ask")
    (one, *_) = house.times(rent)
    posted = house.once.post(actor, one.id)
    made = posted.occurrence.transaction_id
    assert made is not None
    done = _last_change(house, one.id)
    house.house.transactions.trash(actor, made)
    undone = house.changes.reverse(actor, done)
    assert house.posted() == []
    house.house.transactions.restore(actor, made)
    house.changes.reverse(actor, undone.id)
    assert len(house.posted()) == 1


def test_a_book_holds_a_thousand_schedules_and_a_retry_of_the_last_one_is_no_further_one(
    house: Home, owner_engine: Engine
) -> None:
    first = house.made("2026-12-01", mode="remind")
    with owner_engine.begin() as connection:
        enter(connection, house.house.actor.book.id, None)
        connection.execute(_MANY, {"id": first.schedule.id, "more": 998})
    last = house.asked("2026-12-02", mode="remind")
    made, again = (house.use.add(house.house.actor, last) for _ in range(2))
    assert (made[1], again[1]) == (True, False)
    with pytest.raises(Conflict) as refused:
        house.made("2026-12-03")
    assert (refused.value.code, refused.value.facts) == ("schedules_many", {"limit": 1000})
    assert [one.schedule.id for one in house.use.all(house.house.actor)] == [
        first.schedule.id,
        last.id,
    ]
