"""A PostgreSQL of the program's own, in its data folder: a real server, nothing to install."""

from finance.adapters.private_postgres.cluster import PrivatePostgres, State, Urls

__all__ = ["PrivatePostgres", "State", "Urls"]
