"""What is planned in one book is carried out in another, and must be right there too."""

from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import Engine, create_engine, text

from finance.adapters.clock import new_id
from finance.adapters.postgres.work import PostgresWork
from finance.adapters.private_postgres import Urls
from finance.domain.ledger import Posting, Transaction
from finance.domain.money import Money
from tests.household import Household, household

_MANY = 3000
_FETCHED = text("SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'transaction'")


def _bought(home: Household, cents: int, day: date) -> Transaction:
    ends = (home.account("Cash"), home.account("Groceries"))
    amounts = (Money(-cents, "EUR"), Money(cents, "EUR"))
    postings = tuple(Posting(end.id, one) for end, one in zip(ends, amounts, strict=True))
    return Transaction(id=new_id(), date=day, postings=postings)


def test_a_write_planned_in_an_empty_book_reads_no_more_of_a_large_one(
    urls: Urls, owner_engine: Engine
) -> None:
    own = create_engine(urls.app, pool_size=1)
    empty, large = household(own), household(own)
    day = date(2026, 11, 3)
    with large.means.work(large.actor) as work:
        days = [day - timedelta(days=at % 300) for at in range(_MANY)]
        work.transactions.add_many([_bought(large, 1, one) for one in days], large.means.clock())
        work.commit()
    with owner_engine.connect() as owner:
        owner.execute(text("ANALYZE transaction"))
        owner.commit()
    for _ in range(8):  # by then the server has made up its mind
        empty.spend("1")
    with PostgresWork(own, large.actor.book.id, large.actor.user.id) as work:
        fetched = []
        for cents in (1, 2):
            work.transactions.add(_bought(large, cents, day), large.means.mark(large.actor))
            fetched.append(work.connection.execute(_FETCHED).scalar_one())
    assert [later - before for before, later in pairwise(fetched)] < [20]
    own.dispose()
