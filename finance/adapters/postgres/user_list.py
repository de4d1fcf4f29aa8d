"""Everybody on this installation, for whoever runs it: the app role sees only one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import create_engine, func, make_url, select

from finance.adapters.postgres.errors import translated
from finance.adapters.postgres.tables_people import app_user, session


@dataclass(frozen=True, slots=True)
class UserLine:
    """One user, and when a session of theirs was last used (UTC; None: never)."""

    username: str
    email: str
    created_at: datetime
    seen_at: datetime | None


def all_users(owner_url: str) -> Iterator[UserLine]:
    """Every user, first come first, read as the owner of the tables."""
    engine = create_engine(make_url(owner_url).set(drivername="postgresql+psycopg"))
    chosen = (
        select(
            app_user.c.username,
            app_user.c.email,
            app_user.c.created_at,
            func.max(session.c.seen_at),
        )
        .join(session, session.c.user_id == app_user.c.id, isouter=True)
        .group_by(app_user.c.id)
        .order_by(app_user.c.created_at, app_user.c.id)
    )
    try:
        with translated(), engine.connect() as connection:
            yield from (UserLine(*row) for row in connection.execute(chosen))
    finally:
        engine.dispose()
