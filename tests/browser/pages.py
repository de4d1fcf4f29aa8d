"""Every page there is, by name, in a book full of the sample household."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tests.imports.bank import Row, csv_file
from tests.web.dropping import looked_at
from tests.web.forms import form
from tests.web.house import House

_ROW: Final = re.compile(r'id="row-([0-9a-f-]{36})"')
_TIME: Final = re.compile(r"occurrences/([0-9a-f-]{36})/posting")
_ACCOUNT: Final = re.compile(r'id="account-([0-9a-f-]{36})"')

OUTSIDE: Final = {
    "sign-in": "/sign-in",
    "register": "/register",
    "join-nowhere": "/join/nowhere",
    "offline": "/offline",
    "style-guide": "/style-guide",
}
"""Pages that need nobody to be signed in."""

INSIDE: Final = {
    "home": "",
    "home-earlier": "?month=2026-01",
    "transactions": "transactions",
    "transactions-account": "transactions?account={account}&q=cinema",
    "transactions-open": "transactions?q=cinema&open={row}",
    "transactions-edit": "transactions?q=cinema&edit={row}",
    "transactions-found": "transactions?q=cinema&type=expense",
    "transactions-nothing": "transactions?q=zzzzzz",
    "transactions-unreadable": "transactions?min=many",
    "transaction": "transactions/{row}",
    "transaction-edit": "transactions/{row}/edit",
    "expense-new": "transactions/new",
    "income-new": "transactions/new?type=income",
    "transfer-new": "transactions/new?type=transfer",
    "trash": "transactions/trash",
    "budget": "budget",
    "budget-proposed": "budget?fill=average",
    "budget-history": "budget/history",
    "report-month": "reports/month?month=2026-10",
    "report-months": "reports/months",
    "report-weeks": "reports/weeks?weeks=26",
    "report-years": "reports/years",
    "report-categories": "reports/categories?start_date=2026-09-01&end_date=2026-10-31",
    "report-categories-unreadable": "reports/categories?start_date=many",
    "report-empty": "reports/month?month=1950-01",
    "schedules": "schedules?ended=1",
    "schedule-new": "schedules/new",
    "jobs": "schedules/jobs",
    "schedule": "schedules/{schedule}",
    "schedule-edit": "schedules/{schedule}/edit",
    "posting": "schedules/occurrences/{occurrence}/posting",
    "accounts": "accounts",
    "account-new": "accounts/new",
    "account-edit": "accounts/{account}/edit",
    "categories": "categories",
    "category-new": "categories/new",
    "category-edit": "accounts/{category}/edit",
    "imports": "imports",
    "notices": "notifications",
    "alerts": "alerts",
    "import": "imports/{preview}",
    "settings": "settings",
    "book-new": "books/new",
    "members": "members",
    "profile": "profile",
    "password": "profile/password",
    "sessions": "profile/sessions",
    "missing": "nothing-here",
}
"""Pages of a book: name -> address below it."""


@dataclass
class Book:
    """A book whose pages have something on them."""

    house: House
    rows: str = "transactions"
    """Where the row stands that is shown."""

    @cached_property
    def names(self) -> dict[str, str]:
        """What stands for one row, one account and one category in addresses."""
        return {
            "row": self._first(_ROW, self.rows),
            "account": self._first(_ACCOUNT, "accounts"),
            "category": self._first(_ACCOUNT, "categories"),
            "preview": self._preview(),
            "schedule": self._schedule(),
            "occurrence": self._first(_TIME, "schedules"),
        }

    def _schedule(self) -> str:
        """Something that recurs and waits for a yes."""
        blank = form(self.house.get("schedules/new").text, "schedule")
        said = {"amount": "850", "payee": "Landlord", "date": "-1", "mode": "ask"}
        return self.house.send(blank, **said).headers["Location"].rsplit("/", 1)[1]

    def _preview(self) -> str:
        """A file looked at."""
        rows = [Row("2026-11-02", "-12.50", "Baker"), Row("2026-11-28", "2500.00", "Employer")]
        return looked_at(self.house, csv_file(rows)).rsplit("/", 1)[1]

    def _first(self, pattern: re.Pattern[str], path: str) -> str:
        found = pattern.search(self.house.get(path).text)
        assert found, path
        return found[1]

    def path(self, page: str) -> str:
        """The address of a page, from the root of the site."""
        return (
            OUTSIDE[page] if page in OUTSIDE else self.house.at(INSIDE[page].format(**self.names))
        )
