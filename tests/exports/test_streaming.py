"""An export is of one moment, comes in pieces, and lets go of the database when nobody reads on."""

import json
import tracemalloc
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, create_engine

from finance.adapters.clock import new_id, now
from finance.adapters.files.writers import WRITERS
from finance.adapters.private_postgres import Urls
from finance.domain.errors import Invalid, NotFound
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.domain.people import Role
from finance.usecases.exporting import Exports
from finance.usecases.register import Place
from finance.web.api.shapes import Transaction
from tests.household import Household, household


def _exports(home: Household) -> Exports:
    return Exports(home.means, WRITERS)


def _filled(home: Household, count: int) -> None:
    model = home.spend("5", on="2026-01-31").transaction
    day = date(2020, 1, 1)
    values = [
        replace(model, id=new_id(), date=day + timedelta(days=at % 2000)) for at in range(count)
    ]
    with home.work() as work:
        work.transactions.add_many(values, now())
        work.commit()


def _json(home: Household, chosen: Filter) -> list[dict[str, object]]:
    made: list[dict[str, object]] = json.loads(
        "".join(_exports(home).file(home.actor, chosen, "json"))
    )
    return made


def test_the_json_is_what_the_api_answers(engine: Engine) -> None:
    home = household(engine)
    home.open("Dollars", currency="USD")
    home.spend("12.50")
    home.earn("2000")
    home.move("100", "Cash", "Dollars", arriving="108.50")
    home.move("10", "Cash", home.open("Savings").name)
    home.compound(("Cash", "-30"), ("Groceries", "10"), ("Salary", "20"))
    rows = home.registers.page(home.actor, Filter(), Place()).rows.rows
    told = [json.loads(Transaction.of(row).model_dump_json()) for row in reversed(rows)]
    assert _json(home, Filter()) == told


def test_an_import_of_another_book_is_told_before_the_first_byte(engine: Engine) -> None:
    home = household(engine)
    home.spend("12.50")
    for form in ("csv", "json"):
        pieces = _exports(home).file(home.actor, Filter(import_id=new_id()), form)
        with pytest.raises(NotFound):
            next(pieces)


def test_trashed_ones_say_when_they_were_deleted(engine: Engine) -> None:
    home = household(engine)
    home.transactions.trash(home.actor, home.spend("5").transaction.id)
    assert _json(home, Filter()) == []
    assert [one["trashed_at"] is None for one in _json(home, Filter(trashed=True))] == [False]


@pytest.mark.parametrize("form", WRITERS)
def test_only_what_the_filter_shows_is_in_the_file(engine: Engine, form: str) -> None:
    home = household(engine)
    spent, earned = home.spend("12.50").transaction.id, home.earn("2000").transaction.id
    only = Filter(kinds=frozenset({TransactionKind.INCOME}))
    text = "".join(_exports(home).file(home.actor, only, form))
    assert str(earned) in text
    assert str(spent) not in text


def test_many_transactions_are_one_valid_file(engine: Engine) -> None:
    home = household(engine)
    _filled(home, 1100)
    assert len(_json(home, Filter())) == 1101
    lines = "".join(_exports(home).file(home.actor, Filter(), "csv")).splitlines()
    assert len(lines) == 1 + 1101
    days = [line.partition(",")[0] for line in lines[1:]]
    assert days == sorted(days)


def test_what_happens_meanwhile_is_not_in_the_file(engine: Engine) -> None:
    home = household(engine)
    _filled(home, 2500)
    pieces = _exports(home).file(home.actor, Filter(), "csv")
    first = next(pieces)
    assert first.startswith("\ufeffdate,type,")
    begun = next(pieces)
    home.spend("7", on="2031-01-01")
    assert len(begun.splitlines()) + sum(len(piece.splitlines()) for piece in pieces) == 2501


def test_memory_does_not_grow_with_the_ledger(engine: Engine) -> None:
    home = household(engine)
    _filled(home, 2000)
    few = _peak(home)
    _filled(home, 18_000)
    assert _peak(home) < few * 1.5


def _peak(home: Household) -> int:
    tracemalloc.start()
    for _ in _exports(home).file(home.actor, Filter(), "csv"):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_reader_who_leaves_gives_the_connection_back(urls: Urls) -> None:
    engine = create_engine(urls.app, pool_size=1, max_overflow=0, pool_timeout=1)
    home = household(engine)
    _filled(home, 1500)
    pieces = _exports(home).file(home.actor, Filter(), "csv")
    next(pieces)
    next(pieces)
    pieces.close()
    assert home.balance("Cash")
    engine.dispose()


def test_a_viewer_may_take_what_a_viewer_may_read(engine: Engine) -> None:
    home = household(engine)
    home.spend("5")
    viewer = home.acting_as(Role.VIEWER)
    assert "5.00" in "".join(_exports(viewer).file(viewer.actor, Filter(), "csv"))


def test_an_account_of_another_book_is_refused(engine: Engine) -> None:
    home, other = household(engine), household(engine)
    strange = Filter(accounts=frozenset({other.account("Cash").id}))
    with pytest.raises(Invalid, match="unknown_account"):
        next(_exports(home).file(home.actor, strange, "csv"))


def test_an_unknown_format_is_refused_at_once(engine: Engine) -> None:
    home = household(engine)
    with pytest.raises(Invalid, match="choice"):
        _exports(home).file(home.actor, Filter(), "pdf")
