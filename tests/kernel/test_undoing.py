"""Any change is taken back once, unless something later stands on it."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.domain.accounts import AccountKind
from finance.domain.changes import Action, Subject
from finance.domain.errors import Conflict, Forbidden, NotFound
from finance.domain.people import Book, Role
from finance.usecases.accounts import EditAccount, MergeCategory
from tests.household import Household, household


def _latest(home: Household, of: UUID | None = None) -> UUID:
    changes = home.changes.latest(home.actor)
    return next(one.id for one in changes if of in {None, one.subject_id})


def _renamed(home: Household, name: str, new: str) -> UUID:
    account = home.account(name)
    request = EditAccount(id=account.id, name=new, parent_id=account.parent_id, number="")
    home.accounts.edit(home.actor, request)
    return _latest(home, account.id)


def _set(home: Household, after: Book) -> UUID:
    with home.work() as work:
        before = work.books.get()
        work.books.replace(
            before, replace(after, version=before.version), home.means.mark(home.actor)
        )
        work.commit()
    return _latest(home, home.actor.book.id)


def test_a_rename_is_taken_back_and_again(engine: Engine) -> None:
    home = household(engine)
    change = _renamed(home, "Cash", "Purse")
    undone = home.changes.reverse(home.actor, change)
    assert home.account("Cash")
    assert (undone.action, undone.reverses) == (Action.EDITED, change)
    home.changes.reverse(home.actor, undone.id)
    assert home.account("Purse")


def test_what_was_undone_is_not_undone_again(engine: Engine) -> None:
    home = household(engine)
    change = _renamed(home, "Cash", "Purse")
    home.changes.reverse(home.actor, change)
    with pytest.raises(Conflict, match="reversed_already"):
        home.changes.reverse(home.actor, change)


def test_what_changed_since_is_not_undone(engine: Engine) -> None:
    home = household(engine)
    change = _renamed(home, "Cash", "Purse")
    _renamed(home, "Purse", "Box")
    with pytest.raises(Conflict, match="changed_since"):
        home.changes.reverse(home.actor, change)


def test_another_order_among_siblings_does_not_stand_in_the_way(engine: Engine) -> None:
    home = household(engine)
    other = home.open("Bank").id
    change = _renamed(home, "Cash", "Purse")
    home.accounts.arrange(home.actor, [other, home.account("Purse").id])
    home.changes.reverse(home.actor, change)
    assert home.account("Cash").position == 1


def test_opening_an_account_is_not_undone_but_closing_it_is(engine: Engine) -> None:
    home = household(engine)
    account = home.open("Savings")
    with pytest.raises(Conflict, match="not_reversible"):
        home.changes.reverse(home.actor, _latest(home, account.id))
    home.accounts.close(home.actor, account.id)
    reopening = home.changes.reverse(home.actor, _latest(home, account.id))
    assert not home.account("Savings").closed
    home.changes.reverse(home.actor, reopening.id)
    assert home.account("Savings").closed


def test_undoing_never_closes_what_is_needed(engine: Engine) -> None:
    home = household(engine)
    account = home.open("Savings")
    home.accounts.close(home.actor, account.id)
    reopening = home.changes.reverse(home.actor, _latest(home, account.id))
    home.move("5", "Cash", "Savings")
    with pytest.raises(Conflict, match="balance_left"):
        home.changes.reverse(home.actor, reopening.id)


def test_a_name_that_went_to_another_is_not_taken_back(engine: Engine) -> None:
    home = household(engine)
    change = _renamed(home, "Cash", "Purse")
    home.open("Cash")
    with pytest.raises(Conflict, match="name_taken"):
        home.changes.reverse(home.actor, change)


def test_settings_of_a_book_are_taken_back_by_an_owner_alone(engine: Engine) -> None:
    home = household(engine)
    change = _set(home, replace(home.actor.book, name="Ours"))
    editor = home.acting_as(Role.EDITOR)
    with pytest.raises(Forbidden):
        editor.changes.reverse(editor.actor, change)
    home.changes.reverse(home.actor, change)
    with home.work() as work:
        assert work.books.get().name == home.actor.book.name


def test_settings_changed_since_are_not_taken_back(engine: Engine) -> None:
    home = household(engine)
    change = _set(home, replace(home.actor.book, name="Ours"))
    _set(home, replace(home.actor.book, name="Theirs"))
    with pytest.raises(Conflict, match="changed_since"):
        home.changes.reverse(home.actor, change)


def test_another_currency_of_the_book_is_not_taken_back(engine: Engine) -> None:
    home = household(engine)
    change = _set(home, replace(home.actor.book, currency="USD"))
    with pytest.raises(Conflict, match="not_reversible"):
        home.changes.reverse(home.actor, change)


def test_an_import_is_taken_back_where_imports_are(engine: Engine) -> None:
    home = household(engine)
    mark = home.means.mark(home.actor)
    with home.work() as work:
        work.changes.record((Subject.IMPORT, new_id(), Action.COMMITTED), None, {}, mark)
        work.commit()
    with pytest.raises(Conflict, match="not_reversible"):
        home.changes.reverse(home.actor, mark.id)


def test_a_change_of_another_book_is_not_found(engine: Engine) -> None:
    home, other = household(engine), household(engine)
    with pytest.raises(NotFound):
        home.changes.reverse(home.actor, _latest(other))


def test_changes_are_listed_newest_first_and_in_pages(engine: Engine) -> None:
    home = household(engine)
    home.open("One", kind=AccountKind.ASSET)
    home.open("Two", kind=AccountKind.ASSET)
    first, second = home.changes.latest(home.actor, limit=2)
    assert first.at >= second.at
    assert home.changes.latest(home.actor, before=first.id, limit=1) == (second,)


def test_what_stands_in_the_way_of_undoing_is_a_conflict_with_its_reason(engine: Engine) -> None:
    home = household(engine)
    outer, inner = home.open("Outer"), home.open("Inner")
    edit = EditAccount(id=inner.id, name="Inner", parent_id=outer.id, number="")
    home.accounts.edit(home.actor, edit)
    home.accounts.edit(home.actor, replace(edit, parent_id=None))
    moved_out = home.changes.latest(home.actor)[0]
    home.accounts.close(home.actor, outer.id)
    with pytest.raises(Conflict, match="account_closed") as caught:
        home.changes.reverse(home.actor, moved_out.id)
    assert caught.value.facts["name"] == "Outer"
    with pytest.raises(Conflict, match="account_closed"):
        home.changes.reverse_together(home.actor, moved_out.id)


def test_a_merged_category_does_not_part_beneath_a_closed_parent(engine: Engine) -> None:
    home = household(engine)
    food, eating = home.account("Food"), home.account("Eating out")
    asked = MergeCategory(id=eating.id, move_to=home.account("Fuel").id)
    merged = home.accounts.merge(home.actor, asked)
    for child in home.chart().children(food.id):
        if not child.closed:
            home.accounts.close(home.actor, child.id)
    home.accounts.close(home.actor, food.id)
    with pytest.raises(Conflict, match="account_closed"):
        home.changes.reverse(home.actor, merged)


def test_what_was_done_by_itself_is_taken_back_together_with_nothing_else(engine: Engine) -> None:
    home = household(engine)
    first, second = _renamed(home, "Cash", "Purse"), _renamed(home, "Groceries", "Market")
    home.changes.reverse_together(home.actor, first)
    assert home.account("Cash")
    assert home.account("Market")
    with pytest.raises(Conflict, match="reversed_already"):
        home.changes.reverse_together(home.actor, first)
    home.changes.reverse_together(home.actor, second)
    assert home.account("Groceries")
