"""All that can be asked of the program, by area: what pages, API and commands are given."""

from dataclasses import dataclass

from finance.usecases.accounts import Accounts
from finance.usecases.alerts import Alerts
from finance.usecases.analysing import Analyses
from finance.usecases.budgets import Budgets
from finance.usecases.bulk import Bulk
from finance.usecases.changes import Changes
from finance.usecases.exporting import Exports
from finance.usecases.idempotency import Repeats
from finance.usecases.imports import Imports
from finance.usecases.jobs import Jobs
from finance.usecases.live import Live
from finance.usecases.notices import Notices
from finance.usecases.occurrences import Occurrences
from finance.usecases.overview import Overviews
from finance.usecases.people import People
from finance.usecases.ports import Clock, Ids
from finance.usecases.printing import Printer
from finance.usecases.readiness import Readiness
from finance.usecases.register import Registers
from finance.usecases.reporting import Reporting
from finance.usecases.sampling import Samples
from finance.usecases.schedules import Schedules
from finance.usecases.transactions import Transactions
from finance.usecases.waking import Waking


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCases:
    """One field for each area, and the clock and the ids every caller shares with them."""

    accounts: Accounts
    analyses: Analyses
    budgets: Budgets
    bulk: Bulk
    alerts: Alerts
    changes: Changes
    exports: Exports
    imports: Imports
    live: Live
    notices: Notices
    jobs: Jobs
    occurrences: Occurrences
    overviews: Overviews
    people: People
    printer: Printer
    readiness: Readiness
    registers: Registers
    repeats: Repeats
    reporting: Reporting
    samples: Samples
    schedules: Schedules
    transactions: Transactions
    waking: Waking
    clock: Clock
    ids: Ids
