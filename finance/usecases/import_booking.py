"""The two moments at which an import moves money: committing it and taking it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from finance.domain.accounts import Account, Chart
from finance.domain.changes import Action, Change
from finance.domain.entries import opening
from finance.domain.errors import Conflict
from finance.domain.mapping import CsvMapping
from finance.domain.money import Bag, Money
from finance.domain.people import Actor
from finance.domain.proof import offered
from finance.usecases.import_expected import Expecting, expecting
from finance.usecases.import_placing import Places, account_of, placed_anew
from finance.usecases.import_readings import ImportHead, Profile, StatementHead
from finance.usecases.means import Means
from finance.usecases.ports import Work


def refreshed(means: Means, actor: Actor, work: Work, head: ImportHead) -> Conflict | None:
    """Look at accounts and lines again; ``changed_since_preview`` if anything is otherwise now.

    What was found is written, so that the preview shows it. Lines may be known now, have another
    twin, or be expected, or not expected any more.
    """
    places = Places(
        chart=work.accounts.chart(hold=True),
        earlier=work.imports.earlier(),
        source=head.source,
        file_name=head.file_name,
        ids=means.ids,
    )
    anew = placed_anew(work.imports.statements(head.id), places)
    if anew is not None:
        work.imports.place(head.id, anew)
    expected = expecting(work, actor.book.today(means.clock()))
    changed = work.imports.rematch(head.id, expected)
    if anew is None and not changed:
        return None
    return Conflict("changed_since_preview", "id", {"lines": changed})


@dataclass(frozen=True, slots=True)
class Booking:
    """One import, locked, in one unit of work."""

    means: Means
    actor: Actor
    work: Work
    head: ImportHead

    def book(self, openings: bool | None) -> None:  # noqa: FBT001 - None is the third answer
        """Make its accounts, their opening balances and its transactions; see ``commit``."""
        statements = self.work.imports.statements(self.head.id)
        self._make_accounts(statements)
        if openings is not False:
            self._open(statements, every=bool(openings))
        self._expecting.settle()
        mark = self.means.mark(self.actor)
        imported, merged, skipped = self.work.imports.bring(self.head.id, mark)
        facts = {"imported": imported, "merged": merged, "skipped": skipped}
        self.work.imports.turn(self.head, Action.COMMITTED, facts, mark)
        if self.head.mapping is not None and self.head.mapping.signature:
            self._remember(self.head.mapping)

    @property
    def _expecting(self) -> Expecting:
        """What of the file was expected."""
        return Expecting(self.means, self.actor, self.work, self.head)

    def _remember(self, mapping: CsvMapping) -> None:
        profile = Profile(
            id=self.means.ids(),
            name=self.head.file_name[:100],
            signature=mapping.signature,
            mapping=mapping,
            used_at=self.means.clock(),
        )
        self.work.imports.remember(profile)

    def _make_accounts(self, statements: Sequence[StatementHead]) -> None:
        made: set[UUID] = set()
        for one in statements:
            if one.makes and one.account_id not in made:
                account = account_of(one, self.work.accounts.chart())
                self.work.accounts.add([account], [self.means.mark(self.actor)])
                made.add(account.id)

    def _open(self, statements: Sequence[StatementHead], *, every: bool) -> None:
        """Bring the opening balances in, as part of the import."""
        wanted = {one.account_id for one in statements if one.makes or every}
        empty = self.work.imports.empty(sorted(wanted))
        days = self.work.imports.coming(self.head.id) if empty else {}
        for account_id in sorted(empty):
            own = [one for one in statements if one.account_id == account_id]
            offer = offered(own, days.get(account_id, ()))
            if offer is not None and offer.amount:
                day = offer.day or self.actor.book.today(self.means.clock())
                self._start(account_id, offer.amount, day)

    def _start(self, account_id: UUID, amount: Money, day: date) -> None:
        chart = self.work.accounts.chart()
        start = opening(self.means.ids(), chart[account_id], amount, day, chart)
        entry = replace(start, import_id=self.head.id)
        self.work.transactions.add(entry, self.means.mark(self.actor))

    def take_back(self) -> int:
        """Trash what it made and close its accounts that are empty now; how many were trashed."""
        chart = self.work.accounts.chart(lock=True)
        self.work.accounts.quiet()
        committed = self._committing()
        mark = self.means.mark(self.actor, reverses=committed.id)
        trashed = self.work.imports.take_back(self.head.id, mark)
        self._expecting.let_go()
        self.work.imports.turn(self.head, Action.REVERTED, {"trashed": trashed}, mark)
        statements = self.work.imports.statements(self.head.id)
        made = {one.account_id for one in statements if one.makes} | _made_by(committed)
        self._close(chart, self.work.imports.empty(sorted(made & chart.keys())))
        return trashed

    def _committing(self) -> Change:
        """The change that committed the import; there is one, since that happens once."""
        changes = self.work.changes.of(self.head.id)
        return next(change for change in changes if change.action is Action.COMMITTED)

    def _close(self, chart: Chart, empty: Iterable[UUID]) -> None:
        """Close what may be closed, the innermost first, so that its parents may follow."""
        default = self.work.books.get().default_account_id
        for account_id in sorted(empty, key=lambda one: (-len(chart.path(one)), one)):
            before = chart[account_id]
            if before.closed or not _closable(chart, before, default):
                continue
            after = replace(before, closed_at=self.means.clock())
            written = self.work.accounts.replace(before, after, self.means.mark(self.actor))
            chart = Chart((*chart.values(), written))


def _closable(chart: Chart, empty: Account, default_id: UUID | None) -> bool:
    try:
        chart.closable(empty, default_id, Bag())
    except Conflict:
        return False
    return True


def _made_by(committed: Change) -> frozenset[UUID]:
    """The accounts that committing our own export made."""
    return frozenset(UUID(one) for one in (committed.after or {}).get("made", ()))
