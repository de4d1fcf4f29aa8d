"""What clients send and are answered about people and their books."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, WithJsonSchema

from finance.domain.errors import Conflict, Invalid
from finance.domain.people import Book, Role, User
from finance.domain.texts import LIMITS
from finance.usecases.people_ports import Membership
from finance.web.api.kinds import Body, Currency, Instant, Shape, cleaned

_LONGEST: Final = 256  # characters of a password
_ZONE: Final = {"type": "string", "maxLength": 64, "examples": ["Europe/Warsaw"]}
_LOCALE: Final = {"type": "string", "maxLength": 35, "examples": ["en-GB"]}


def _text(field: str, **schema: object) -> Any:  # noqa: ANN401 - an annotation, made at import
    said = {"type": "string", "maxLength": LIMITS[field], **schema}
    return [BeforeValidator(cleaned(field)), WithJsonSchema(said)]


Username = Annotated[str, *_text("username", pattern="^[^@]*$")]
Email = Annotated[str, *_text("email", pattern="^([^@]+@[^@]+)?$")]
FirstName = Annotated[str, *_text("first_name")]
LastName = Annotated[str, *_text("last_name")]
BookName = Annotated[str, *_text("book_name", minLength=1)]
Password = Annotated[str, WithJsonSchema({"type": "string", "minLength": 8, "maxLength": _LONGEST})]
"""A new password; what else is asked of it is said when it is refused."""
Secret = Annotated[str, Field(max_length=4096)]
"""A password or token to be compared."""
ZoneName = Annotated[str, Field(max_length=64), WithJsonSchema(_ZONE)]
"""An IANA time zone name."""
LocaleName = Annotated[str, Field(max_length=35), WithJsonSchema(_LOCALE)]
"""A language, with a region if it matters."""
StartDay = Annotated[
    int, WithJsonSchema({"type": "integer", "enum": [*range(1, 29), 31], "default": 1})
]
"""The day months begin on: 1 to 28, or 31 for the last."""


class UserOut(Shape):
    """A user, as told to that user."""

    id: UUID
    username: str
    email: str
    first_name: str
    last_name: str
    locale: str
    created_at: Instant
    version: int


class BookOut(Shape):
    """A book, and the role in it of whoever asks."""

    id: UUID
    name: str
    currency: Currency
    timezone: str
    month_start: int
    default_account_id: UUID | None
    role: Role
    version: int


class TokensOut(Shape):
    """An open session: who, in which book, by which tokens (``expires_in`` in seconds)."""

    user: UserOut
    book: BookOut
    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"]
    expires_in: int


class Versioned(Body):
    """A body that may name the ``version`` it was made from; a stale one is 409."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


def user_out(user: User) -> UserOut:
    """How a user is told."""
    return UserOut(
        id=user.id,
        username=user.username,
        email=user.email,
        first_name=user.first_name,
        last_name=user.last_name,
        locale=user.locale,
        created_at=user.created_at,
        version=user.version,
    )


def book_out(book: Book, role: Role) -> BookOut:
    """How a book is told to a member with ``role``."""
    return BookOut(
        id=book.id,
        name=book.name,
        currency=book.currency,
        timezone=book.time_zone,
        month_start=int(book.month_start),
        default_account_id=book.default_account_id,
        role=role,
        version=book.version,
    )


def membership_out(one: Membership) -> BookOut:
    """The same of a membership."""
    return book_out(one.book, one.role)


@contextmanager
def as_clients_say() -> Iterator[None]:
    """Faults at ``time_zone`` come out at ``timezone``, the name clients know."""
    try:
        yield
    except (Invalid, Conflict) as fault:
        if fault.field != "time_zone":
            raise
        raise type(fault)(fault.code, "timezone", fault.facts) from fault
