"""A filter told in a few words, as chips and page titles say it."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from finance.domain.accounts import AccountKind, Chart
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.domain.periods import EARLIEST, LATEST, Span, month_of
from finance.domain.query_text import Reader
from finance.web.filters import day, month_name, typed_number
from finance.web.saying import gettext as _

_ONE_DAY: Final = 1


def kind_name(kind: TransactionKind) -> str:
    """What people call transactions of ``kind``, together."""
    return {
        TransactionKind.EXPENSE: _("Expenses"),
        TransactionKind.INCOME: _("Income"),
        TransactionKind.TRANSFER: _("Transfers"),
        TransactionKind.OTHER: _("Other entries"),
    }[kind]


def words(means: Filter, text: str, reader: Reader) -> str:
    """What one condition means; ``text`` is how it was asked for."""
    said = [
        span_words(means.span, reader) if means.span else "",
        _either(_names(means.accounts, reader.chart)),
        _categories(means.categories, text, reader.chart),
        _either(kind_name(kind) for kind in sorted(means.kinds)),
        _size(means),
        " ".join(f"#{tag}" for tag in sorted(means.tags)),
        _("Payee: %(text)s", text=means.payee) if means.payee else "",
        " ".join(f"“{word}”" for word in means.text),
        " ".join(_("not “%(text)s”", text=word) for word in means.without),
        _("From one import") if means.import_id else "",
    ]
    return ", ".join(part for part in said if part) or text


def span_words(span: Span, reader: Reader) -> str:
    """The days of ``span``: a month by its name, else from and to."""
    if not span.days:
        return _("No day at all")
    month = month_of(span.start, reader.month_start)
    if month.span(reader.month_start) == span:
        return month_name(month)
    if span.days == _ONE_DAY:
        return day(span.start, reader.today)
    if span.start == EARLIEST:
        return _("until %(day)s", day=day(span.last, reader.today))
    if span.last == LATEST:
        return _("from %(day)s", day=day(span.start, reader.today))
    return f"{day(span.start, reader.today)} – {day(span.last, reader.today)}"


def _either(names: Iterable[str]) -> str:
    return _(" or ").join(names)


def _names(ids: frozenset[UUID], chart: Chart) -> list[str]:
    return sorted(chart[one].name for one in ids)


def _categories(ids: frozenset[UUID], text: str, chart: Chart) -> str:
    if not ids:
        return ""
    if text == AccountKind.EXPENSE:
        return _("Any spending")
    if text == AccountKind.INCOME:
        return _("Any income")
    outer = frozenset(one for one in ids if chart[one].parent_id not in ids)
    return _either(_names(outer, chart))


def _size(means: Filter) -> str:
    least, most = means.minimum, means.maximum
    if least is not None and least == most:
        return _("exactly %(amount)s", amount=typed_number(least))
    if least is not None and most is not None:
        return _("%(least)s to %(most)s", least=typed_number(least), most=typed_number(most))
    if least is not None:
        return _("%(amount)s or more", amount=typed_number(least))
    return _("%(amount)s or less", amount=typed_number(most)) if most is not None else ""
