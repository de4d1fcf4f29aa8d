"""How the columns of a CSV file are to be understood: found by detection, corrected by a person.

A mapping can be kept as JSON and used again for files of the same ``signature``.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final, Self

from finance.domain.errors import Invalid

NO_HEADER: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSample:
    """A date of the file as written, and as it is understood."""

    text: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvMapping:
    """Where everything stands in a CSV file.

    Columns are 0-based positions, None where the file has none. ``header_row`` is the 0-based
    index of the header among the rows, ``NO_HEADER`` (-1) without one; rows before ``first_row``
    are skipped. Either ``amount`` is set, or ``debit`` (money out) and ``credit`` (money in), of
    which one may be missing. ``debit_signed`` means that the column writes money out as negative,
    ``credit_turned`` that the other writes money in as negative. ``flag`` is the column that says
    in or out, by one of ``flag_out``'s words for money out. ``state`` says what is booked,
    ``fee`` is paid on top of the amount. ``date_order`` is ``dmy``, ``mdy`` or ``ymd``;
    ``decimal_mark`` ``.`` or ``,``. ``inverted`` means that money out is written as positive.
    ``plus_in`` means that amounts with a plus are money in even so.
    ``by_balance`` means that amounts bear no sign and the balance tells each of them.
    ``rival`` is a column that could be the amount as well, None where none could.
    ``minor`` means that amounts are whole minor units, as cents. ``currency`` holds for rows
    without their own. ``samples`` and ``dates`` are for showing only.
    """

    encoding: str
    delimiter: str
    quote: str = '"'
    header_row: int = NO_HEADER
    first_row: int = 0
    date: int
    amount: int | None = None
    debit: int | None = None
    credit: int | None = None
    debit_signed: bool = False
    credit_turned: bool = False
    flag: int | None = None
    flag_out: tuple[str, ...] = ()
    payee: tuple[int, ...] = ()
    description: tuple[int, ...] = ()
    reference: int | None = None
    currency_column: int | None = None
    balance: int | None = None
    account: int | None = None
    state: int | None = None
    fee: int | None = None
    date_order: str = "dmy"
    dates_ambiguous: bool = False
    decimal_mark: str = "."
    inverted: bool = False
    plus_in: bool = False
    rival: int | None = None
    minor: bool = False
    by_balance: bool = False
    currency: str = ""
    signature: str = ""
    header: tuple[str, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()
    dates: tuple[DateSample, ...] = ()

    def __post_init__(self) -> None:
        if self.amount is None and self.debit is None and self.credit is None:
            raise Invalid("mapping_without_amount", "amount")
        if len(self.delimiter) != 1:
            raise Invalid("mapping_delimiter", "delimiter")
        if self.date_order not in {"dmy", "mdy", "ymd"}:
            raise Invalid("mapping_date_order", "date_order")
        if self.decimal_mark not in {".", ","}:
            raise Invalid("mapping_decimal_mark", "decimal_mark")
        if any(at < 0 for at in self.columns()):
            raise Invalid("mapping_column", "columns")

    def columns(self) -> tuple[int, ...]:
        """Every column in use."""
        single = (
            *(self.date, self.amount, self.debit, self.credit, self.flag, self.reference),
            *(self.currency_column, self.balance, self.account, self.state, self.fee),
        )
        return (*(at for at in single if at is not None), *self.payee, *self.description)

    def as_dict(self) -> dict[str, Any]:
        """Plain lists, strings and numbers, fit for JSON; ``from_dict`` is the way back."""
        plain = asdict(self)
        for sample in plain["dates"]:
            sample["day"] = sample["day"].isoformat()
        return {name: _plain(value) for name, value in plain.items()}

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Self:
        """Read what ``as_dict`` wrote; unknown names are ignored; Invalid ``mapping`` if broken."""
        known = {item.name for item in fields(cls)}
        try:
            given: dict[str, Any] = {
                name: _frozen(value) for name, value in plain.items() if name in known
            }
            given["dates"] = tuple(
                DateSample(text=str(sample["text"]), day=date.fromisoformat(sample["day"]))
                for sample in plain.get("dates", ())
            )
            return cls(**given)
        except (KeyError, TypeError, ValueError):
            raise Invalid("mapping", "mapping") from None


def _plain(value: object) -> object:
    return [_plain(part) for part in value] if isinstance(value, tuple | list) else value


def _frozen(value: object) -> object:
    return tuple(_frozen(part) for part in value) if isinstance(value, list | tuple) else value
