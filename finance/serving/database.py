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
    Unavailable ``database_unreachable`` if a named one does not let us in, ``databases_differ`` if
    its two addresses lead to two databases.
    """
    if settings.database_url:
        from finance.serving.reaching import reach

        if not reach(settings.database_url).same(reach(settings.database_owner_url)):
            raise Unavailable("databases_differ")
        yield settings
        return
    with PrivatePostgres(settings.data_dir).running():
        yield addressed(settings)


def insist(settings: Settings) -> None:
    """Return if there is a database to look into; a named one is asked later.

    Unavailable ``nothing_here``: a folder named wrongly must not become an empty database in which
    everything adds up.
    """
    if not settings.database_url and not PrivatePostgres(settings.data_dir).made:
        raise Unavailable("nothing_here", None, {"folder": settings.data_dir})


def walled(settings: Settings) -> bool:
    """Whether row level security holds for the role the app works as; in a private one it does."""
    if not settings.database_url:
        return True
    from finance.serving.reaching import reach

    return not reach(settings.database_url).past_walls


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
