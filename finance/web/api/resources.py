"""The parts of the API, in the order of its document. A new part is put here and nowhere else."""

from typing import Final

from finance.web.api import (
    accounts,
    alerts,
    analytics,
    auth,
    balance,
    books,
    budgets,
    bulk,
    categories,
    changes,
    dashboard,
    expenses,
    exports,
    imports,
    income,
    notices,
    reports,
    schedules,
    transactions,
    transfers,
    user,
)
from finance.web.api.declaring import Part

PARTS: Final[tuple[Part, ...]] = (
    auth.PART,
    user.PART,
    books.PART,
    balance.PART,
    dashboard.PART,
    accounts.PART,
    categories.PART,
    budgets.PART,
    transactions.PART,
    bulk.PART,
    expenses.PART,
    income.PART,
    transfers.PART,
    schedules.PART,
    alerts.PART,
    notices.PART,
    imports.PART,
    reports.PART,
    analytics.PART,
    exports.PART,
    changes.PART,
)
