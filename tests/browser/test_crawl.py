"""Following every link there is."""

import re
from collections import deque
from html import unescape
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from sqlalchemy import Engine, text

from tests.browser.pages import Book

_LINK: Final = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)', re.DOTALL)
_TABLES: Final = text("""
    SELECT table_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name = 'book_id' ORDER BY table_name
""")
_MOST: Final = 250


def _shape(address: str) -> str:
    """Addresses that differ only in which thing they show are one."""
    parts = urlsplit(address)
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "#", parts.path)
    return f"{path}?{'&'.join(sorted(name for name, _ in parse_qsl(parts.query)))}"


def _contents(engine: Engine, book: Book) -> dict[str, str]:
    """A sum over everything kept in the book, table by table."""
    with engine.connect() as connection:
        tables = connection.execute(_TABLES).scalars().all()
        return {
            table: str(
                connection.execute(
                    text(
                        f"SELECT md5(coalesce(string_agg(one::text, '|' ORDER BY one::text), ''))"  # noqa: S608 - names from the catalogue
                        f" FROM {table} AS one WHERE book_id = :book"
                    ),
                    {"book": book.house.browser.book},
                ).scalar()
            )
            for table in tables
        }


def test_every_link_leads_somewhere_and_changes_nothing(book: Book, owner_engine: Engine) -> None:
    before = _contents(owner_engine, book)
    start = book.house.at()
    waiting, seen, wrong = deque([start]), {_shape(start)}, []
    while waiting and len(seen) < _MOST:
        address = waiting.popleft()
        answer = book.house.browser.client.get(address, follow_redirects=True)
        if answer.status_code != 200:
            wrong.append(f"{answer.status_code}: {address}")
        if answer.mimetype != "text/html":
            continue
        for link in map(unescape, _LINK.findall(answer.text)):
            found = urljoin(address, link)
            if found.startswith("/") and _shape(found) not in seen:
                seen.add(_shape(found))
                waiting.append(found)
    assert wrong == []
    assert len(seen) > 20
    assert _contents(owner_engine, book) == before
