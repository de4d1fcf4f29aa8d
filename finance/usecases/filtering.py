"""What a filter names must be of the book."""

from finance.domain.accounts import Chart
from finance.domain.filters import Filter
from finance.usecases.ports import Work


def check_known(work: Work, chosen: Filter, chart: Chart) -> None:
    """Check that all the filter names is of this book.

    NotFound for an import; Invalid ``unknown_account`` at ``account`` or ``category``.
    """
    if chosen.import_id is not None:
        work.imports.head(chosen.import_id)
    for account_id in chosen.accounts:
        chart.known(account_id, "account")
    for account_id in chosen.categories:
        chart.known(account_id, "category")
