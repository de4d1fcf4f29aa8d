"""For whom a command acts: whoever sits at the machine may act for anybody."""

from argparse import ArgumentParser, Namespace

from finance.adapters.postgres.user_list import all_users
from finance.domain.errors import Invalid
from finance.domain.people import Actor
from finance.settings import Settings
from finance.usecases.catalogue import UseCases


def add_actor(parser: ArgumentParser) -> None:
    """Let the command be told the user and the book."""
    parser.add_argument("--user", default="", help="whose book (not needed with only one user)")
    parser.add_argument("--book", default="", help="name of the book, if there are several")


def actor_of(use: UseCases, settings: Settings, arguments: Namespace) -> Actor:
    """Who acts, in which book.

    NotFound ``user``; Invalid ``user_unsaid`` or ``unknown_book``.
    """
    login = arguments.user or _only_user(settings)
    return _in_book(use, use.people.signing.for_operator(login), arguments.book)


def _only_user(settings: Settings) -> str:
    """The one user there is; Invalid ``user_unsaid`` if there are several or none."""
    users = list(all_users(settings.database_owner_url))
    if len(users) != 1:
        raise Invalid("user_unsaid", "user")
    return users[0].username or users[0].email


def _in_book(use: UseCases, actor: Actor, name: str) -> Actor:
    """The actor in the book called ``name``, else in their first one; Invalid."""
    if not name:
        return actor
    for one in use.people.books.mine(actor):
        if one.book.name.casefold() == name.casefold():
            login = actor.user.username or actor.user.email
            return use.people.signing.for_operator(login, one.book.id)
    raise Invalid("unknown_book", "book")
