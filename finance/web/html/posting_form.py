"""The form that records one time with another amount: what is typed, and what it would make."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from werkzeug.datastructures import MultiDict

from finance.domain.entries import Amounts, Compound, Flow
from finance.domain.errors import FinanceError, Invalid, InvalidMany
from finance.domain.ledger import Described, TransactionKind
from finance.domain.money import Money, exponent
from finance.domain.schedules import AS_SAID, Occurrence
from finance.domain.texts import visible
from finance.usecases.schedule_readings import Waiting
from finance.usecases.scheduling import opened
from finance.web.filters import typed_amount, typed_day
from finance.web.html.book import back, here, today
from finance.web.html.entry_view import sentences
from finance.web.html.typed import Faults, read_day, read_money
from finance.web.register_rows import Line, View, line

_FIELDS = ("amount", "to_amount", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPosting:
    """The form, exactly as typed."""

    amount: str = ""
    to_amount: str = ""
    date: str = ""


def typed_from(form: MultiDict[str, str]) -> TypedPosting:
    """The form as it came back."""
    return TypedPosting(**{name: form.get(name, "") for name in _FIELDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one part of a split gets."""

    name: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingView:
    """The form of one time; ``told`` is what the schedule says it comes to."""

    close: Waiting
    typed: TypedPosting
    leave: str
    errors: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def occurrence(self) -> Occurrence:
        """The time itself."""
        return self.close.occurrence

    @property
    def told(self) -> Described:
        """What the schedule records each time, in the words people use."""
        return self.close.reading.row.described

    @property
    def line(self) -> Line:
        """The same as a row of a list."""
        row = self.close.reading.row
        return line(row, View(row.chart))

    @property
    def sized(self) -> bool:
        """Whether it has one amount that can be another."""
        return not isinstance(self.close.reading.schedule.template.body, Compound)

    @property
    def currency(self) -> str:
        """The currency of the amount."""
        return self.told.amount.currency

    @property
    def to_currency(self) -> str:
        """The currency that arrives, where a transfer crosses currencies; else empty."""
        return self.told.to_amount.currency if self.told.to_amount else ""

    @property
    def decimals(self) -> int:
        """How many decimals the amount may have."""
        return exponent(self.currency)

    @property
    def elsewhere(self) -> list[str]:
        """What is wrong with no field in view to say it at."""
        return [one for name in self.errors if name not in _FIELDS for one in self.errors[name]]

    def of(self, name: str) -> list[str]:
        """What is wrong at the field ``name``."""
        return self.errors.get(name, [])

    def refused(self, fault: FinanceError) -> "PostingView":
        """The same form, told what is wrong with it."""
        return replace(self, errors=sentences(fault))

    @property
    def shares(self) -> tuple[Share, ...]:
        """What each part of a split gets of the amount as typed; nothing of what is no split.

        Where that amount cannot be shared, what each gets of the schedule's own.
        """
        template = self.close.reading.schedule.template
        if not isinstance(template.body, Flow) or len(template.body.parts) == 1:
            return ()
        faults = Faults()
        amount = faults.of(read_money, self.typed.amount, self.currency)
        try:
            return self._shared(AS_SAID if amount is None else Amounts(amount=amount.number))
        except Invalid:
            return self._shared(AS_SAID)

    def _shared(self, amounts: Amounts) -> tuple[Share, ...]:
        reading, one = self.close.reading, self.occurrence
        chart = opened(reading.chart)
        value = reading.schedule.template.transaction(one.id, one.due_on, chart, amounts)
        sign = 1 if self.told.kind is TransactionKind.EXPENSE else -1
        return tuple(
            Share(
                name=visible(chart[posting.account_id].name),
                amount=Money(sign * posting.amount.minor, posting.amount.currency),
            )
            for posting in value.postings
            if not chart[posting.account_id].kind.own
        )


def posting_view(close: Waiting, typed: TypedPosting | None = None) -> PostingView:
    """The form of one time, as the schedule says or as ``typed``."""
    schedule_id = close.reading.schedule.id
    leave = back(here("schedules.show", schedule_id=schedule_id))
    return PostingView(close=close, typed=typed or _as_said(close), leave=leave)


def _as_said(close: Waiting) -> TypedPosting:
    told = close.reading.row.described
    return TypedPosting(
        amount=typed_amount(told.amount),
        to_amount=typed_amount(told.to_amount) if told.to_amount else "",
        date=typed_day(min(close.occurrence.due_on, today())),
    )


def read_posting(view: PostingView) -> tuple[date, Amounts]:
    """The day and the amounts the form asks for; InvalidMany with fields named as in the form."""
    faults, typed = Faults(), view.typed
    day = faults.of(read_day, typed.date, today())
    amount = faults.of(read_money, typed.amount, view.currency) if view.sized else None
    arriving = None
    if view.to_currency:
        arriving = faults.of(read_money, typed.to_amount, view.to_currency, "to_amount")
    if faults.found or day is None:
        raise InvalidMany(tuple(faults.found))
    return day, Amounts(
        amount=None if amount is None else amount.number,
        to_amount=None if arriving is None else arriving.number,
    )
