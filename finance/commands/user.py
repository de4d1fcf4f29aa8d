"""``finance user create | reset-password | list``: people, from the machine's own terminal.

Whoever sits there may do it: a closed registration does not matter, nor does the old password.
"""

import getpass
import sys
from argparse import ArgumentParser, Namespace
from typing import Final

from finance.adapters.postgres.user_list import all_users
from finance.commands.command import Command
from finance.commands.ready import asking, ready, there
from finance.commands.terminal import complain, say
from finance.settings import Settings
from finance.usecases.people_registering import Register

_DIFFER: Final = "The two passwords differ. Nothing was changed."


def _password() -> str | None:
    """A password typed twice unseen, or one line of a pipe; None if the two differ."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("New password: ")
    return first if getpass.getpass("Once more: ") == first else None


def create(arguments: Namespace, settings: Settings) -> int:
    """Make a user with a book of their own."""
    password = _password()
    if password is None:
        complain(_DIFFER)
        return 1
    name = arguments.name
    request = Register(
        username="" if "@" in name else name,
        email=name if "@" in name else arguments.email,
        password=password,
        currency=arguments.currency,
        time_zone=arguments.time_zone,
        locale=arguments.locale,
    )
    with ready(settings) as found, asking(found) as use:
        user = use.people.registering.create(request)
    say(f"{user.name} can sign in now.")
    return 0


def reset_password(arguments: Namespace, settings: Settings) -> int:
    """Set another password and end every session of the user."""
    password = _password()
    if password is None:
        complain(_DIFFER)
        return 1
    with there(settings) as found, asking(found) as use:
        user = use.people.profile.reset_password(arguments.name, password)
    say(f"{user.name} has another password, and is signed out everywhere.")
    return 0


def list_all(_arguments: Namespace, settings: Settings) -> int:
    """Print one line for each user: names, when they came, when they were last here (UTC)."""
    with there(settings) as found:
        for one in all_users(found.database_owner_url):
            seen = f"{one.seen_at:%Y-%m-%d %H:%M}" if one.seen_at else "never"
            say(f"{one.username or '-'}\t{one.email or '-'}\t{one.created_at:%Y-%m-%d}\t{seen}")
    return 0


def _name(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="user name or e-mail address")


def _new(parser: ArgumentParser) -> None:
    _name(parser)
    parser.add_argument("--email", default="", help="e-mail address, beside a user name")
    parser.add_argument("--currency", default="", help="ISO 4217 code of the book, like EUR")
    parser.add_argument("--time-zone", default="", help="IANA name, like Europe/Warsaw")
    parser.add_argument("--locale", default="", help="language and region, like en-GB")


COMMANDS: Final = (
    Command(
        "user create", "make a user; the password is asked for, or read from a pipe", create, _new
    ),
    Command("user reset-password", "set another password for a user", reset_password, _name),
    Command("user list", "list all users", list_all),
)
