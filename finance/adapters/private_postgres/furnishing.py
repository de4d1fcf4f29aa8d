"""What a fresh server gets before the first migration: two roles and one database."""

from typing import Final

import psycopg
from psycopg import sql

from finance.adapters.private_postgres.places import APP, DATABASE, OWNER, SUPERUSER, Places
from finance.domain.errors import Unavailable

_ROLE_THERE: Final = "SELECT count(*) FROM pg_roles WHERE rolname = %s"
_DATABASE_THERE: Final = "SELECT count(*) FROM pg_database WHERE datname = %s"


def furnish(places: Places, *, throwaway: bool) -> None:
    """Make what is missing of roles and database; Unavailable ``fsync_off`` if data is not safe.

    Neither role may bypass row security; the app role owns nothing.
    """
    address = places.url(SUPERUSER, "postgres", "postgresql")
    with psycopg.connect(address, autocommit=True) as connection:
        if not throwaway and _one(connection, "SHOW fsync") == "off":
            raise Unavailable("fsync_off")
        for role in (OWNER, APP):
            if not _one(connection, _ROLE_THERE, role):
                _make_role(connection, role, places.passwords()[role])
        if not _one(connection, _DATABASE_THERE, DATABASE):
            make = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(make.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))


def _make_role(connection: psycopg.Connection, role: str, password: str) -> None:
    make = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
    connection.execute(make.format(sql.Identifier(role), sql.Literal(password)))


def _one(connection: psycopg.Connection, query: str, *values: str) -> object:
    row = connection.execute(query.encode(), values).fetchone()
    return row[0] if row else None
