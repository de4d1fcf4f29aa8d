"""The database of these settings: the one they name, or the private one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from finance.adapters.private_postgres import PrivatePostgres
from finance.domain.errors import Unavailable
from finance.settings import Settings


@contextmanager
def reached(settings: Settings) -> Iterator[Settings]:
    """The settings with both database addresses; the private server runs while the block lasts.

    A private server that runs already is joined, so every command works beside a running Farthing.
    Unavailable ``database_unreachable`` if a named one does not let us in.
    """
    if settings.database_url:
        from finance.serving.reaching import reach

        for url in {settings.database_owner_url, settings.database_url}:
            reach(url)
        yield settings
        return
    with PrivatePostgres(settings.data_dir).running():
        yield addressed(settings)


def addressed(settings: Settings) -> Settings:
    """The settings with both database addresses, whether the server runs yet or not."""
    if settings.database_url:
        return settings
    urls = PrivatePostgres(settings.data_dir).urls()
    return replace(settings, database_url=urls.app, database_owner_url=urls.owner)


def healed(settings: Settings) -> bool:
    """Start the private database again if it is gone; whether it was. A named one is not ours.

    Called in vain it returns False too: it will be called again.
    """
    try:
        return PrivatePostgres(settings.data_dir).heal()
    except Unavailable:
        return False
