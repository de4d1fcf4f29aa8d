"""Merging a category into another, and parting them again: shared by asking and by undoing.

A merge is one change of the merged category. What it moved is remembered posting by posting under
that change, so that taking it back moves exactly those, and nothing booked on the target since.
"""

from finance.domain.accounts import Account, Chart
from finance.domain.changes import (
    Change,
    Merge,
    Snapshot,
    account_from,
    account_snapshot,
    merge_from,
    merge_snapshot,
)
from finance.domain.errors import Conflict, Invalid
from finance.usecases.ports import Mark, Work


def merge(work: Work, chart: Chart, ends: tuple[Account, Account], mark: Mark) -> None:
    """Merge the first category into the second, while nobody else writes money.

    The faults of ``Chart.mergeable``; Conflict ``limit_left`` while the category has a limit, which
    would go on beside the spending it was for.
    """
    account, target = ends
    chart.mergeable(account, target)
    if any(line.category_id == account.id and not line.ended for line in work.budgets.all()):
        raise Conflict("limit_left", "id", {"name": account.name})
    children = tuple(child.id for child in chart.children(account.id))
    work.accounts.merge(account, Merge(target.id, children), mark)
    work.transactions.move_postings(account.id, target.id, mark)


def part(work: Work, change: Change, mark: Mark) -> None:
    """Take the merge ``change`` back; Conflict ``changed_since`` or ``name_taken``."""
    chart = work.accounts.chart(lock=True)
    work.accounts.quiet()
    account, merged = chart[change.subject_id], merge_from(change.after or {})
    _unchanged(merge_snapshot(account, merged), change.after)
    before = account_from(
        {**(change.before or {}), "position": account.position}, account.id, account.version
    )
    chart.placed(before)
    work.accounts.part(account, before, merged, mark)
    work.transactions.move_back(change.id, (account.id, merged.target_id), mark)


def merge_again(work: Work, change: Change, mark: Mark) -> None:
    """Take back that a merge was taken back; Conflict ``changed_since`` where it cannot be."""
    chart = work.accounts.chart(lock=True)
    account, merged = chart[change.subject_id], merge_from(change.before or {})
    _unchanged(account_snapshot(account), change.after)
    work.accounts.quiet()
    try:
        merge(work, chart, (account, chart[merged.target_id]), mark)
    except Invalid as error:
        raise Conflict("changed_since", "id") from error


def _unchanged(now: Snapshot, then: Snapshot | None) -> None:
    """The order among siblings is not part of the history."""
    if {**now, "position": None} != {**(then or {}), "position": None}:
        raise Conflict("changed_since", "id")
