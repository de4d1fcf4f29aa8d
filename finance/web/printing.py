"""Printing outside of a request: for whoever sits at the machine."""

from dataclasses import dataclass

from flask import g
from flask_babel import force_locale

from finance.domain.people import Actor
from finance.domain.periods import Month, month_of
from finance.usecases.catalogue import UseCases
from finance.web.app import create_app
from finance.web.month.printed import month_printed, paper_named
from finance.web.options import WebOptions


@dataclass(frozen=True, slots=True)
class Printed:
    """A month as a file."""

    month: Month
    content: bytes


@dataclass(frozen=True, slots=True)
class Press:
    """Prints what ``actor`` may read, in their language."""

    use: UseCases
    options: WebOptions
    actor: Actor

    def month(self, month: Month | None, paper: str = "", *, listed: bool | None = None) -> Printed:
        """``month`` (None: the last whole one) as a PDF; see ``Reporting.printed``."""
        book = self.actor.book
        last = month_of(book.today(self.use.clock()), book.month_start).previous
        found = self.use.reporting.printed(self.actor, month or last, listed=listed)
        app = create_app(self.use, self.options)
        with app.test_request_context(), force_locale(self.actor.user.locale.replace("-", "_")):
            g.actor = self.actor
            printable = month_printed(found, paper_named(paper))
        return Printed(found.report.month, self.use.printer(printable))
