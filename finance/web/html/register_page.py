"""The register as one value: rows, totals, pickers and neighbours, ready to be drawn."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from werkzeug.datastructures import MultiDict

from finance.domain.accounts import CATEGORIES, Chart
from finance.domain.ledger import TransactionKind
from finance.domain.money import Bag
from finance.domain.people import Actor
from finance.domain.periods import Month, month_of
from finance.domain.query_text import Reader
from finance.usecases.readings import AccountReading, Register, Row, Summary
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.filters import decimal_mark, month_numbers
from finance.web.html.book import here, may_edit, remembered, today
from finance.web.html.entry_view import Option, account_options, category_options
from finance.web.html.months import Switch, month_period
from finance.web.html.register_query import BY_ACCOUNTS, Asked, cursor, read_asked
from finance.web.html.register_words import kind_name, span_words
from finance.web.keeping import Same
from finance.web.messages import told
from finance.web.register_rows import Day, View, days_of
from finance.web.saying import gettext as _
from finance.web.shell import Period


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """One page of the register. ``address`` is where it is, without what is open in it."""

    asked: Asked
    chart: Chart
    found: Register
    summary: Summary | None
    account: AccountReading | None
    period: Period
    errors: Mapping[str, str]
    address: str
    older: str
    newer: str

    @property
    def status(self) -> int:
        """422 where the filter could not be read."""
        return 422 if self.errors else 200

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of this page."""
        return self.found.rows.rows

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The rows as they are drawn."""
        return days_of(self.found.rows, View(self.chart, self.asked.chosen.accounts))

    @cached_property
    def running(self) -> bool:
        """Whether each row says the account's balance after it."""
        return any(row.running is not None for row in self.rows)

    def drawn_from(self, *opened: UUID | None) -> Hashable:
        """All that the list is drawn from, with the rows that stand out; see ``keeping``."""
        entries = Same((self.found.accounts, *(row.entry for row in self.rows)))
        around = (self.address, self.older, self.newer, page_actor().book.currency)
        return ("register", entries, self.rows[0].running, around, may_edit(), today(), opened)

    @property
    def headed_by(self) -> Hashable | None:
        """All that the head and the filter are drawn from; None where it has faults to show."""
        if self.errors:
            return None
        read = Same((self.found.accounts, page_actor().book))
        return ("head", read, may_edit(), today(), self.address, self.summary)

    @property
    def filtered(self) -> bool:
        """Whether anything but a period narrows the list."""
        return bool(set(self.asked.values) - {"month"})

    @property
    def untouched(self) -> bool:
        """Whether the book has no transaction at all."""
        return not (self.asked.values or self.rows or self.asked.place.at)

    @property
    def unused(self) -> bool:
        """Whether this is the whole list of one account, with nothing in it."""
        return bool(self.account and set(self.asked.values) == {"account"} and not self.rows)

    @property
    def elsewhere(self) -> str:
        """Where the days of the filter are shown, if none of them is in the month chosen."""
        span = self.asked.chosen.span
        if self.asked.month is None or span is None or span.days:
            return ""
        return _paged(self.asked, month="")

    @property
    def came(self) -> Bag:
        """What came in with all rows of the filter."""
        return self.summary.came if self.summary else Bag()

    @property
    def went(self) -> Bag:
        """What went out with all rows of the filter, positive."""
        return self.summary.went if self.summary else Bag()

    @property
    def accounts(self) -> list[Option]:
        """The account picker."""
        chosen = self.asked.one("account")
        return [("", _("Any account"), ""), *account_options(self.chart, chosen)]

    @property
    def categories(self) -> list[Option]:
        """The category picker."""
        everything = [
            ("", _("Any category"), ""),
            ("expense", _("Any spending"), ""),
            ("income", _("Any income"), ""),
        ]
        return [*everything, *category_options(self.chart, CATEGORIES, self.asked.one("category"))]

    @property
    def categories_to_set(self) -> list[Option]:
        """The categories that chosen rows can be put into."""
        return [("", _("Choose a category"), ""), *category_options(self.chart, CATEGORIES)]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The type picker."""
        return [("", _("Any type")), *((kind.value, kind_name(kind)) for kind in TransactionKind)]

    def opening(self, part: str) -> str:
        """What a row's id follows to have it ``open`` beside the page, or ``edit``: in a form.

        The same page otherwise.
        """
        joint = "&" if "?" in self.address else "?"
        return f"{self.address}{joint}{part}="

    def exported(self, form: str) -> str:
        """Everything the filter shows as a file."""
        return here(f"exports.{form}") + self.asked.query()

    def tagged(self, tag: str) -> str:
        """The register of one tag."""
        return here("transactions.register", tag=tag)

    def in_category(self, category_id: UUID) -> str:
        """The register of one category, in the month in view."""
        return here("transactions.register", category=category_id, month=self.asked.one("month"))


def reader_of(actor: Actor, chart: Chart) -> Reader:
    """What reading a filter needs to know of the book and of whoever typed it."""
    return Reader(
        chart=chart,
        today=today(),
        month_start=actor.book.month_start,
        decimal_mark=decimal_mark(),
        months=month_numbers(),
    )


def register_page(actor: Actor, args: MultiDict[str, str]) -> RegisterPage:
    """The page an address asks for; see ``read_asked`` for what is refused."""
    asked, found = _found(actor, args)
    accounts = remembered(found.accounts)
    chart = accounts.chart
    reader = reader_of(actor, chart)
    rows = found.rows
    only = asked.only_account
    return RegisterPage(
        asked=asked,
        chart=chart,
        found=found,
        summary=found.summary,
        account=next((one for one in accounts if one.account.id == only), None) if only else None,
        period=period(actor, asked, reader),
        errors={name: told(fault) for name, fault in asked.errors.items()},
        address=_address(asked),
        older=_paged(asked, older=cursor(rows.older)) if rows.older else "",
        newer=_paged(asked, newer=cursor(rows.newer)) if rows.newer else "",
    )


def _found(actor: Actor, args: MultiDict[str, str]) -> tuple[Asked, Register]:
    """What the address means and what is there; all at once where it names no account."""
    if any(args.get(name) for name in BY_ACCOUNTS):
        return usecases().registers.asked(
            actor, lambda chart: read_asked(args, reader_of(actor, chart))
        )
    asked = read_asked(args, reader_of(actor, Chart(())))
    return asked, usecases().registers.shown(actor, asked)


def _paged(asked: Asked, **place: str) -> str:
    return here("transactions.register") + asked.query(**place)


def _address(asked: Asked) -> str:
    at = asked.place.at
    if at is None:
        return _paged(asked)
    return _paged(asked, **{"newer" if asked.place.newer else "older": cursor(at)})


def period(actor: Actor, asked: Asked, reader: Reader) -> Period:
    """The period switcher of a register: a month, or whatever days it shows.

    A month chosen there takes the place of all days the filter names, typed ones too.
    """
    span, everywhere = asked.chosen.span, here("transactions.register")

    def address(month: Month) -> str:
        return everywhere + asked.within(month)

    if asked.month is None:
        this = month_of(reader.today, actor.book.month_start)
        switch = Switch(address=address, whole=everywhere + asked.within(None) if span else "")
        return Period(
            label=span_words(span, reader) if span else _("All dates"),
            previous=switch.address(this),
            following="",
            choose=lambda: switch.months(this, shown=False),
        )
    switch = Switch(address=address, whole=everywhere + asked.within(None))
    return month_period(actor, asked.month, switch)
