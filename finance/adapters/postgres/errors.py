"""What the database refuses, in the words of the domain: constraint name -> error."""

from types import TracebackType
from typing import Final

from psycopg import errors as refused
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree

from finance.domain.errors import Conflict, FinanceError, Invalid, TryAgain, Unavailable

_BY_CONSTRAINT: Final[dict[str, tuple[type[FinanceError], str, str]]] = {
    "username_taken": (Conflict, "name_taken", "username"),
    "email_taken": (Conflict, "name_taken", "email"),
    "name_taken": (Conflict, "name_taken", "name"),
    "account_pkey": (Conflict, "id_taken", "id"),
    "book_pkey": (Conflict, "id_taken", "id"),
    "import_pkey": (Conflict, "id_taken", "id"),
    "budget_pkey": (Conflict, "id_taken", "id"),
    "budget_of_category": (Conflict, "budget_exists", "category_id"),
    "member_pkey": (TryAgain, "try_again", ""),  # a member by now: the next try finds them
    "reversed_already": (Conflict, "reversed_already", "id"),
    "statement_line_once": (Conflict, "line_imported_already", "file"),
    "alert_there": (Conflict, "alert_there", "kind"),
    "alert_rule_pkey": (Conflict, "id_taken", "id"),
    "posting_balanced": (Invalid, "unbalanced", "postings"),
    "posting_account": (Invalid, "unknown_account", "postings"),
    "posting_transaction": (Conflict, "transaction_gone", "id"),
    "system_account_open": (Conflict, "system_account", "id"),
}
_TRY_AGAIN: Final = (refused.SerializationFailure, refused.DeadlockDetected)


class translated:  # noqa: N801 - read as a word where it is used
    """Run database statements; what they refuse comes out as a domain error; see ``translate``."""

    # No generator: those are several calls more, around every statement of a page.
    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        translate(error)


def translate(error: BaseException | None) -> None:
    """Raise what ``error`` means, if it is anything the database refused.

    Unavailable ``database_away`` when there is no answer, ``disk_full`` when there is no room to
    write, ``try_again`` (a TryAgain) for a serialisation failure or deadlock; anything unknown
    stays what it is.
    """
    if error is None:
        return
    if isinstance(error, DBAPIError):
        raise _meaning(error.orig, error) from error
    if isinstance(error, refused.Error):
        raise _meaning(error, error) from error
    if isinstance(error, NoneFree):  # every connection is in use, and stays so
        raise Unavailable("database_away") from error


def _meaning(cause: BaseException | None, unknown: Exception) -> Exception:
    if isinstance(cause, _TRY_AGAIN):
        return TryAgain("try_again")
    if isinstance(cause, refused.NumericValueOutOfRange):
        return Invalid("amount_too_large", "amount")
    if isinstance(cause, refused.IntegrityError):
        known = _BY_CONSTRAINT.get(cause.diag.constraint_name or "")
        return known[0](known[1], known[2]) if known else unknown
    if isinstance(cause, refused.DiskFull):  # an OperationalError too, but the server does answer
        return Unavailable("disk_full")
    gone = (refused.OperationalError, refused.InterfaceError)
    if isinstance(cause, gone) or isinstance(unknown, OperationalError | InterfaceError):
        return Unavailable("database_away")
    return unknown
