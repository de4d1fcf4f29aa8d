"""Databases of their own for tests that must not share one."""

from uuid import uuid4

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from finance.adapters.private_postgres import Urls


def new_database(urls: Urls) -> Urls:
    """An empty database, without tables, on the same server."""
    name = f"fresh_{uuid4().hex}"
    powerful = create_engine(urls.superuser, isolation_level="AUTOCOMMIT")
    with powerful.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} OWNER farthing_owner"))
    powerful.dispose()

    def moved(url: str) -> str:
        return make_url(url).set(database=name).render_as_string(hide_password=False)

    return Urls(moved(urls.owner), moved(urls.app), moved(urls.superuser))
