"""The frame around every signed-in page: made once for an answer, and only if a page asks."""

import time
from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request, url_for
from werkzeug.local import LocalProxy

from finance.domain.money import Money
from finance.domain.people import Actor, Book
from finance.domain.texts import visible
from finance.domain.totals import own_balance
from finance.usecases.readings import AccountReading
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.book import here, may_edit, readings, today
from finance.web.keeping import Same
from finance.web.live.lending import lent
from finance.web.role_words import role_name
from finance.web.shell import AccountLine, BookLink, Links, Person, Shell


def register(app: Flask) -> None:
    """Give templates ``shell`` and ``book``, and the words for addresses within it."""
    app.before_request(_begin)
    app.jinja_env.globals.update(
        shell=LocalProxy(_shell),
        book=LocalProxy(_book),
        framed=_framed,
        here=here,
        may_edit=may_edit,
        today=today,
        drawn_at=_drawn_at,
        drawn_from_page=_drawn_from,
    )


def _begin() -> None:
    g.begun_at = time.time()


def _drawn_at() -> str:
    """Since when the page may be out of date: from before anything of it was read.

    Empty for what answers a form if there is no page to ask for; see ``_drawn_from``.
    """
    asked = request.method == "GET" or _drawn_from()
    return f"{g.begun_at:.6f}" if asked and "begun_at" in g else ""


def _drawn_from() -> str:
    """Where a page that answers a form is asked for: at its own address, or where the form stood.

    Empty for every other page: that is asked for where it is.
    """
    if request.method == "GET":
        return ""
    came = urlsplit(request.referrer or "")
    stood = came.path.removeprefix(request.root_path) if came.netloc == request.host else ""
    whole = f"{stood}?{came.query}" if came.query else stood
    found = next((to for at, to in ((request.path, request.path), (stood, whole)) if _page(at)), "")
    return f"{request.root_path}{found}" if found else ""


def _page(path: str) -> bool:
    """Whether there is something to look at under ``path``."""
    adapter = current_app.create_url_adapter(request)
    return bool(path and adapter and adapter.test(path, method="GET"))


def _framed(part: str, *shown: Hashable) -> Hashable:
    """All that a part of the frame is drawn from; see ``keeping``."""
    actor = page_actor()
    books = _shell().books if actor.books > 1 else ()
    read = Same((readings(), actor.user, actor.book))
    return part, shown, read, actor.role, actor.unread, books


def _book() -> Book:
    return page_actor().book


def _shell() -> Shell:
    if "shell" not in g:
        g.shell = shell_of(page_actor(), readings())
    return cast("Shell", g.shell)


def shell_of(actor: Actor, accounts: Iterable[AccountReading]) -> Shell:
    """The frame of a page of the actor's book; closed accounts are left out of the list."""
    lines, worth = _holdings(Same(accounts), actor.book, request.root_path)
    return Shell(
        links=_links(),
        book=visible(actor.book.name),
        books=_books(actor),
        person=Person(name=visible(actor.user.name), email=visible(actor.user.email)),
        accounts=lines,
        worth=worth,
        foreign=worth[0].currency != actor.book.currency,
        notices=actor.unread,
    )


@lru_cache(maxsize=256)
def _holdings(
    accounts: Same[AccountReading], book: Book, _root: str
) -> tuple[tuple[AccountLine, ...], tuple[Money, ...]]:
    """The open accounts that hold something, and what all of them come to."""
    own = [one for one in accounts.held if one.account.kind.own]
    worth = own_balance((one.account, one.balance) for one in own)
    lines = tuple(_line(one, book) for one in own if not one.account.closed)
    return lines, _amounts(worth.values(), book)


def _books(actor: Actor) -> tuple[BookLink, ...]:
    """The books to choose from; nothing is asked where there is no choice."""
    if actor.books == 1:
        name = visible(actor.book.name)
        return (BookLink(name=name, href=here("home.show"), current=True),)
    return tuple(
        BookLink(
            name=visible(one.book.name),
            href=url_for("home.show", book_id=one.book.id),
            role=role_name(one.role),
            current=one.book.id == actor.book.id,
        )
        for one in usecases().people.books.mine(actor)
    )


def _line(reading: AccountReading, book: Book) -> AccountLine:
    account = reading.account
    return AccountLine(
        name=visible(account.name),
        href=here("transactions.register", account=account.id),
        balances=(reading.balance.of(account.currency or book.currency),),
        foreign=account.currency not in {None, book.currency},
    )


def _amounts(amounts: Iterable[Money], book: Book) -> tuple[Money, ...]:
    return tuple(amounts) or (Money.zero(book.currency),)


def _links() -> Links:
    return Links(
        home=here("home.show"),
        transactions=here("transactions.register"),
        new=here("transactions.new"),
        budget=here("budget.show"),
        reports=here("reports.month"),
        accounts=here("accounts.index"),
        notices=here("notices.index"),
        schedules=here("schedules.index"),
        socket=url_for("live.plain", book=page_actor().book.id) if lent() else "",
        unread=here("notices.count"),
        imports=here("imports.index"),
        settings=here("settings.show"),
        profile=here("profile.show"),
        sign_out=url_for("door.sign_out"),
    )
