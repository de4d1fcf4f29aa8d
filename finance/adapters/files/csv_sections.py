"""Lines inside a table that name what follows: booked movements, or those still to come."""

from collections.abc import Sequence
from typing import Final

from finance.adapters.files.csv_cells import NOT_BOOKED, plain

_KINDS: Final = (
    "transactions",
    "transaction",
    "umsatze",
    "buchungen",
    "operations",
    "operazioni",
    "movimientos",
    "movimenti",
    "movimentos",
    "transaktioner",
    "transaksjoner",
    "transakcje",
    "operacje",
    "items",
    "activity",
    "payments",
    "charges",
    "purchases",
)
_WAITING: Final = frozenset(
    [
        "vorgemerkte",
        "offene",
        "noch nicht ausgefuhrte",
        "noch nicht ausgefuehrte",
        "noch nicht gebuchte",
        "not yet posted",
        "not posted",
        "not booked",
        "pendientes",
        "pendentes",
        "reserverade",
        "reserverte",
        "reservationer",
        "oczekujace",
        "a venir",
        "en attente",
        "en cours",
        "non comptabilisees",
        "da contabilizzare",
        "non contabilizzati",
        "non contabilizzate",
        "authorised",
        "unposted",
        "uncleared",
    ]
)


def is_title(row: Sequence[str]) -> bool:
    """Whether a row is one cell of words at the left, as a title between rows is."""
    return bool(row) and bool(row[0].strip()) and not any(cell.strip() for cell in row[1:])


def opens_pending(title: str) -> bool:
    """Whether ``title`` says that what follows is not booked yet."""
    words = plain(title)
    for kind in _KINDS:
        words = words.removesuffix(f" {kind}").removeprefix(f"{kind} ")
    return words in _WAITING or words in NOT_BOOKED
