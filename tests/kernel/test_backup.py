"""A backup holds everything, comes back whole, and shows any damage."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from finance.adapters.postgres.backup import back_up, restore, verify
from finance.adapters.postgres.inspecting import PostgresInspector
from finance.adapters.postgres.migrate import upgrade
from finance.adapters.postgres.work import enter
from finance.adapters.private_postgres import Urls
from finance.domain.errors import Conflict, Unreadable
from tests.databases import new_database
from tests.household import household

OLDEST = Path(__file__).parents[1] / "fixtures" / "backups" / "made-by-0001.backup"
"""What ``finance backup`` of the first version wrote: one user, and two lines of a bank's file."""

TABLES = text("""
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND relname NOT IN ('session', 'failure', 'idempotency', 'job', 'live_ticket',
            'live_seat', 'invitation')
    ORDER BY relname
""")


@pytest.fixture
def fresh(urls: Urls) -> Urls:
    """An empty database of its own on the same server."""
    return new_database(urls)


def _hash(url: str) -> str:
    """One digest of all rows of all tables, whatever their physical order."""
    digest = hashlib.sha256()
    engine = create_engine(url)
    with engine.connect() as connection:
        for table in connection.execute(TABLES).scalars():
            query = f'SELECT t::text FROM public.{table} t ORDER BY t::text COLLATE "C"'  # noqa: S608 - names from the catalogue
            digest.update("\n".join(connection.execute(text(query)).scalars()).encode())
    engine.dispose()
    return digest.hexdigest()


@pytest.fixture
def lived_in(fresh: Urls) -> Urls:
    """A database in which two households have lived."""
    upgrade(fresh.owner, fresh.app)
    engine = create_engine(fresh.app)
    for name in ("Sparschwein", 'Quote " and, comma\\ 貯金'):
        home = household(engine)
        home.open(name, "12.34")
        home.transactions.trash(home.actor, home.spend("5").transaction.id)
        home.earn("1000")
    engine.dispose()
    return fresh


def test_a_backup_restored_into_an_empty_place_is_the_same_to_the_last_row(
    lived_in: Urls, urls: Urls, tmp_path: Path
) -> None:
    owner = create_engine(lived_in.owner)
    path = tmp_path / "farthing.backup"
    assert back_up(owner, path) == 2
    owner.dispose()
    back = new_database(urls)
    assert restore(path, back.owner, back.app) == 2
    assert _hash(back.superuser) == _hash(lived_in.superuser)
    restored = create_engine(back.owner)
    inspector = PostgresInspector(restored)
    assert [fault for book in inspector.books() for fault in inspector.faults(book)] == []
    restored.dispose()


def test_a_backup_of_the_first_version_is_brought_up_to_date(urls: Urls) -> None:
    back = new_database(urls)
    assert restore(OLDEST, back.owner, back.app) == 1
    restored = create_engine(back.owner)
    inspector = PostgresInspector(restored)
    (book_id,) = inspector.books()
    assert inspector.faults(book_id) == ()
    restored.dispose()
    served = create_engine(back.app)
    with served.connect() as connection:
        enter(connection, book_id, None)
        kept = text("SELECT amount, count FROM account_balance ORDER BY amount")
        amounts = connection.execute(kept).all()
    served.dispose()
    assert sum(amount for amount, _ in amounts) == 0
    assert (149_680, 2) in {tuple(one) for one in amounts}


@pytest.mark.parametrize("revision", ["0001", "0004", "0009", "0016"])
def test_a_database_of_an_older_revision_is_carried_over(
    urls: Urls, tmp_path: Path, revision: str
) -> None:
    old, back = new_database(urls), new_database(urls)
    upgrade(old.owner, old.app, revision)
    owner = create_engine(old.owner)
    path = tmp_path / "farthing.backup"
    back_up(owner, path)
    owner.dispose()
    assert verify(path)["revision"] == revision
    assert restore(path, back.owner, back.app) == 0


def test_a_backup_does_not_go_over_what_is_there(lived_in: Urls, tmp_path: Path) -> None:
    owner = create_engine(lived_in.owner)
    path = tmp_path / "farthing.backup"
    back_up(owner, path)
    owner.dispose()
    with pytest.raises(Conflict, match="database_not_empty"):
        restore(path, lived_in.owner, lived_in.app)


def test_any_flipped_byte_is_seen(lived_in: Urls, tmp_path: Path) -> None:
    owner = create_engine(lived_in.owner)
    path = tmp_path / "farthing.backup"
    back_up(owner, path)
    owner.dispose()
    whole = path.read_bytes()
    for at in [*range(0, len(whole), len(whole) // 60), len(whole) - 1]:
        damaged = bytearray(whole)
        damaged[at] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(Unreadable, match="backup_damaged"):
            verify(path)


def test_what_was_cut_off_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "farthing.backup"
    path.write_bytes(b"PK")
    with pytest.raises(Unreadable, match="backup_damaged"):
        verify(path)


def test_every_table_of_book_data_is_in_the_backup(
    engine: Engine, owner_engine: Engine, tmp_path: Path
) -> None:
    home = household(engine)
    path = tmp_path / "farthing.backup"
    back_up(owner_engine, path)
    names = {name.rsplit("/", 1)[-1] for name in verify(path)["files"]}
    with owner_engine.connect() as connection:
        enter(connection, home.actor.book.id, None)
        tables = set(connection.execute(TABLES).scalars()) - {"alembic_version"}
    assert names == {f"{table}.csv" for table in tables}


def test_a_database_without_tables_is_not_backed_up(fresh: Urls, tmp_path: Path) -> None:
    owner = create_engine(fresh.owner)
    with pytest.raises(Conflict, match="database_empty"):
        back_up(owner, tmp_path / "farthing.backup")
    owner.dispose()
    assert list(tmp_path.iterdir()) == []
