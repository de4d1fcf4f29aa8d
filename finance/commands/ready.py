"""What commands stand on: a database with its tables, its owner's view of it, the use cases."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine

from finance.adapters.postgres.migrate import upgrade
from finance.serving.database import insist, reached
from finance.settings import Settings
from finance.usecases.catalogue import UseCases
from finance.usecases.people_means import Policy


@contextmanager
def ready(settings: Settings) -> Iterator[Settings]:
    """The database of these settings, with its tables, also before the first start."""
    with reached(settings) as found:
        upgrade(found.database_owner_url, found.database_url)
        yield found


@contextmanager
def there(settings: Settings) -> Iterator[Settings]:
    """The same, but only where there is something: for what makes no sense without.

    Unavailable ``nothing_here`` if no database was ever made in the data folder.
    """
    insist(settings)
    with ready(settings) as found:
        yield found


@contextmanager
def as_owner(owner_url: str) -> Iterator[Engine]:
    """Connections as the owner of the tables, closed when the block ends."""
    engine = create_engine(owner_url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def asking(settings: Settings) -> Iterator[UseCases]:
    """Every use case on a ``ready`` database; the connections are closed when the block ends."""
    # Only here: it brings the whole program.
    from finance.bootstrap import engine_of, import_limits, use_cases

    engine = engine_of(settings.database_url, settings.threads)
    policy = Policy(registration_open=settings.registration_open)
    try:
        yield use_cases(engine, policy, settings.password_cost, import_limits(settings))
    finally:
        engine.dispose()
