"""The account somebody wrote to last, on this device: the next form begins with it."""

from typing import Final

from flask import session

from finance.domain.accounts import Chart
from finance.domain.people import Actor

_KEPT: Final = "last_account"


def note_account(actor: Actor, account: str) -> None:
    """Keep ``account``, an id, for the next form of the actor's book."""
    kept = [str(actor.book.id), account]
    if session.get(_KEPT) != kept:
        session[_KEPT] = kept


def account_to_begin(actor: Actor, chart: Chart) -> str:
    """The id of the account written to last, if it is open; else of the book's default, if any."""
    default = actor.book.default_account_id
    book, account = session.get(_KEPT) or ("", "")
    open_ones = {str(one.id) for one in chart.values() if one.kind.own and not one.closed}
    if book == str(actor.book.id) and account in open_ones:
        return str(account)
    return str(default) if default else ""
