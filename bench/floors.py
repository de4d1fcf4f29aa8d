"""The floors: the least that a page, an import, an edit can cost here, nothing of ours in it."""

import csv
import io
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from flask import Flask, session
from flask.testing import FlaskClient

from bench.stage import Book, Stage

_ROWS = """
    SELECT t.id, t.date, t.payee, t.description, p.amount, p.currency, a.name
    FROM (SELECT * FROM transaction WHERE book_id = %s AND trashed_at IS NULL
          ORDER BY date DESC, id DESC LIMIT 50) t
    JOIN posting p ON p.book_id = t.book_id AND p.transaction_id = t.id AND p.position = 0
    JOIN account a ON a.book_id = t.book_id AND a.id = p.account_id
    ORDER BY t.date DESC, t.id DESC
"""
_USER = "SELECT id, username FROM app_user WHERE id = %s"
_PAGE = """<!doctype html><html lang="en"><head><title>Floor</title>
<link rel="stylesheet" href="/app.css"></head><body><h1>{{ user }}</h1><table>
{% for row in rows %}<tr id="t-{{ row[0] }}"><td>{{ row[1] }}</td><td>{{ row[2] }}</td>
<td>{{ row[3] }}</td><td class="{{ 'in' if row[4] > 0 else 'out' }}">{{ row[4] / 100 }}</td>
<td>{{ row[5] }}</td><td>{{ row[6] }}</td><td><a href="/t/{{ row[0] }}">open</a></td></tr>
{% endfor %}</table></body></html>"""


def connect(stage: Stage) -> psycopg.Connection:
    """A bare connection, in autocommit, past row security."""
    url = stage.urls.superuser.replace("+psycopg", "")
    return psycopg.connect(url, autocommit=True)


def floor_app(url: str, book_id: UUID, user_id: UUID) -> Flask:
    """Flask, a signed cookie, a user look-up, one prepared query of 50 rows, one template."""
    app = Flask("floor")
    app.secret_key = "x" * 32
    template = app.jinja_env.from_string(_PAGE)
    kept: list[psycopg.Connection] = []

    def ask(query: LiteralString, given: UUID) -> list[tuple[Any, ...]]:
        if not kept:
            kept.append(psycopg.connect(url, autocommit=True))
        return kept[0].execute(query, [given], prepare=True).fetchall()

    @app.get("/in")
    def sign_in() -> str:
        session["user"] = str(user_id)
        return "in"

    @app.get("/")
    def page() -> str:
        user = ask(_USER, UUID(session["user"]))
        return template.render(user=user[0][1] if user else "", rows=ask(_ROWS, book_id))

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    @app.get("/rows")
    def rows() -> str:
        return template.render(user="hello", rows=_MEMORY)

    return app


def floor_page(stage: Stage, book: Book) -> FlaskClient:
    """A browser signed in to the floor, which reads ``book``."""
    url = stage.urls.superuser.replace("+psycopg", "")
    browser = floor_app(url, book.actor.book.id, book.actor.user.id).test_client()
    browser.get("/in")
    return browser


_MEMORY = [
    (f"{at:032x}", "2026-11-03", f"Payee {at}", "", at * 100, "EUR", "Everyday") for at in range(50)
]


def copy_in(stage: Stage, content: bytes) -> None:
    """``csv.reader`` and COPY of transactions and postings into tables made as the ledger's are.

    With their indexes, and journaled as they are: temporary tables are not, and would be gone
    after a power cut.
    """
    with connect(stage) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA bare")
        cursor.execute("CREATE TABLE bare.transaction (LIKE transaction INCLUDING ALL)")
        cursor.execute("CREATE TABLE bare.posting (LIKE posting INCLUDING ALL)")
        rows = list(csv.reader(io.StringIO(content.decode())))[1:]
        book, account = UUID(int=1), UUID(int=2)
        with cursor.copy(
            "COPY bare.transaction (book_id, id, date, payee, created_at, updated_at) FROM STDIN"
        ) as copy:
            for at, row in enumerate(rows):
                copy.write_row((book, UUID(int=at), row[0], row[1], _AT, _AT))
        with cursor.copy(
            "COPY bare.posting (book_id, transaction_id, position, account_id, date,"
            " amount, currency) FROM STDIN"
        ) as copy:
            for at, row in enumerate(rows):
                cents = int(row[2].replace(".", ""))
                copy.write_row((book, UUID(int=at), 0, account, row[0], cents, "EUR"))
                copy.write_row((book, UUID(int=at), 1, account, row[0], -cents, "EUR"))
        cursor.execute("DROP SCHEMA bare CASCADE")


_AT = "2026-11-01 00:00:00+00"
