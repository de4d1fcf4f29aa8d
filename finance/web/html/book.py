"""Pages of one book: who is there, and addresses within it.

Blueprints made by ``book_part`` live below ``/b/<book_id>``. Their views are not handed the book's
id: whoever acts, acts in it, which was settled before the view is reached.
"""

from datetime import date
from functools import lru_cache
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from flask import Blueprint, flash, g, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.urls import iri_to_uri

from finance.domain.people import Actor, Role
from finance.usecases.readings import AccountReading, AccountReadings
from finance.web.actor import BOOK, page_actor
from finance.web.context import usecases


def book_part(name: str, import_name: str, path: str = "") -> Blueprint:
    """A blueprint for pages at ``/b/<book_id>`` and ``path``."""
    part = Blueprint(name, import_name, url_prefix=f"/b/<uuid:{BOOK}>{path}")
    part.url_value_preprocessor(_enter)
    return part


def _enter(_: str | None, values: dict[str, object] | None) -> None:
    page_actor()
    if values is not None:
        values.pop(BOOK, None)


def here(endpoint: str, **values: object) -> str:
    """The address of ``endpoint`` in the book in view; empty values are left out."""
    return _address(request.root_path, endpoint, page_actor().book.id, tuple(values.items()))


@lru_cache(maxsize=4096)
def _address(
    _root: str, endpoint: str, book_id: UUID, values: tuple[tuple[str, object], ...]
) -> str:
    """The same below ``_root``, where the program stands on its host."""
    known: dict[str, Any] = {name: value for name, value in values if value}
    return url_for(endpoint, **{BOOK: book_id, **known})


def may_edit() -> bool:
    """Whether whoever acts may change anything here."""
    return page_actor().role.covers(Role.EDITOR)


def editor() -> Actor:
    """Who acts, if they may change something here; Forbidden."""
    actor = page_actor()
    actor.require(Role.EDITOR)
    return actor


def today() -> date:
    """The day it is in the book, the same for all of an answer."""
    if "today" not in g:
        g.today = page_actor().book.today(usecases().clock())
    return cast("date", g.today)


def new_id() -> UUID:
    """A new id for what a form is going to make."""
    return usecases().ids()


def note(message: str | dict[str, object], kind: str = "done") -> None:
    """Say on the next page what was done: a text, or one with ``undo`` or a ``link``."""
    flash(cast("str", message), kind)


def readings() -> AccountReadings:
    """The book's accounts with their balances, read once for an answer; see ``forget``."""
    if "readings" not in g:
        g.readings = usecases().accounts.all(page_actor())
    return cast("AccountReadings", g.readings)


def remembered(accounts: tuple[AccountReading, ...]) -> AccountReadings:
    """``accounts``, just read with something else, so that ``readings`` need not read them."""
    g.readings = accounts if isinstance(accounts, AccountReadings) else AccountReadings(accounts)
    return cast("AccountReadings", g.readings)


def forget() -> None:
    """Read anew what was read before something changed."""
    g.pop("readings", None)
    g.pop("shell", None)


def back(default: str) -> str:
    """Where the form said to go afterwards, if that is a page of this book; else ``default``."""
    try:
        wanted = urlsplit(request.form.get("next", "") or request.args.get("next", ""))
    except ValueError:
        return default
    home = here("home.show")
    inside = wanted.path == home or wanted.path.startswith(f"{home}/")
    if wanted.scheme or wanted.netloc or not inside:
        return default
    return iri_to_uri(f"{wanted.path}?{wanted.query}" if wanted.query else wanted.path)


def asked_of(address: str) -> MultiDict[str, str]:
    """The query of an address, as a request to it would have it."""
    return MultiDict(parse_qsl(urlsplit(address).query))
