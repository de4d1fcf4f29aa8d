"""Taking bank files over: preview first, then all of it or nothing, and back again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from finance.domain.accounts import OWN
from finance.domain.errors import Conflict, Invalid, NotFound
from finance.domain.mapping import CsvMapping
from finance.domain.matching import Decision, LineStatus, checked_decision
from finance.domain.people import Actor, Role
from finance.domain.statements import BankFile, Hints
from finance.domain.texts import clean
from finance.usecases.import_booking import Booking, refreshed
from finance.usecases.import_expected import expecting
from finance.usecases.import_ledger import LEDGER, LedgerBooking, quieted, rows_of, shown
from finance.usecases.import_placing import Places
from finance.usecases.import_ports import Reader, Staging
from finance.usecases.import_readings import (
    ImportHead,
    ImportReading,
    ImportRow,
    ImportStatus,
    LineReading,
    Outcome,
    Profile,
    StatementHead,
)
from finance.usecases.import_staging import (
    ImportLimits,
    for_any_currency,
    head_of,
    source_of,
    staged,
)
from finance.usecases.means import Means, retried
from finance.usecases.ports import Work

_AMERICAN: Final = frozenset({"en_us", "en-us"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewImport:
    """A file to look at. ``id`` is the caller's, so that sending it again is harmless.

    ``account_id`` is the account it is for (None: found by its number, or made). ``currency``
    holds where the file names none; ``day_first`` decides 03/04; ``mapping`` or ``profile_id`` say
    how a CSV is read.
    """

    id: UUID
    file_name: str
    content: bytes
    account_id: UUID | None = None
    currency: str | None = None
    day_first: bool | None = None
    mapping: CsvMapping | None = None
    profile_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reverted:
    """What taking an import back did: transactions trashed, how many of them had been edited."""

    trashed: int
    edited: int
    reading: ImportReading


@dataclass(frozen=True, slots=True)
class Imports:
    """The use cases of imports. Files are read outside any unit of work; each write is one."""

    means: Means
    read: Reader
    limits: ImportLimits = field(default_factory=ImportLimits)

    @retried
    def preview(self, actor: Actor, request: PreviewImport) -> ImportReading:
        """Read a file and keep it, every line matched with the ledger; nothing is booked.

        The same file under the same id answers the import that is there. Unreadable (nothing is
        stored), Invalid, or Conflict ``id_taken``.
        """
        actor.require(Role.EDITOR)
        self.limits.check_size(request.content)
        name = clean(request.file_name, "file_name")
        hints = self._hints(actor, request)
        file = self.read(name, request.content, hints)
        self.limits.check_lines(file)
        head = head_of(request.id, name, request.content, file, self.means.clock())
        with self.means.work(actor) as work:
            staging = self._staging(actor, work, (file, head), request)
            if not work.imports.add(staging, actor.user.id):
                _same_again(work, head)
            reading = self._shown(work, request.id)
            work.commit()
        return reading

    def _hints(self, actor: Actor, request: PreviewImport) -> Hints:
        """What the book knows that helps reading."""
        with self.means.work(actor) as work:
            chart, profiles = work.accounts.chart(), work.imports.profiles()
        account = None
        if request.account_id is not None:
            account = chart.open_to(request.account_id, OWN, "account_id")
        currency = request.currency or (account.currency if account else None)
        american = actor.user.locale.casefold() in _AMERICAN
        day_first = not american if request.day_first is None else request.day_first
        return Hints(
            currency=currency or actor.book.currency,
            day_first=day_first,
            liability=account.kind.value == "liability" if account else None,
            mapping=request.mapping or _of_profile(profiles, request.profile_id),
            remembered={one.signature: for_any_currency(one.mapping) for one in profiles},
        )

    def _staging(
        self, actor: Actor, work: Work, read: tuple[BankFile, ImportHead], request: PreviewImport
    ) -> Staging:
        file, head = read
        places = Places(
            chart=work.accounts.chart(),
            earlier=work.imports.earlier(),
            source=source_of(file),
            file_name=head.file_name,
            ids=self.means.ids,
            asked=request.account_id,
        )
        statements = places.of(file)
        return Staging(
            head=head,
            content=request.content,
            statements=statements,
            lines=staged(file, statements, self.means.ids()),
            expected=expecting(work, actor.book.today(self.means.clock())),
        )

    @retried
    def remap(self, actor: Actor, import_id: UUID, mapping: CsvMapping) -> ImportReading:
        """Read the file again by another mapping; decisions made so far are lost.

        NotFound, Conflict ``not_in_preview``, Unreadable, Invalid.
        """
        return self._reread(actor, import_id, mapping=mapping)

    @retried
    def place(self, actor: Actor, import_id: UUID, account_id: UUID) -> ImportReading:
        """Name the account the file is for, and read it again for that account.

        Invalid at ``account_id``; NotFound, Conflict ``not_in_preview``.
        """
        return self._reread(actor, import_id, account_id=account_id)

    def _reread(
        self,
        actor: Actor,
        import_id: UUID,
        *,
        mapping: CsvMapping | None = None,
        account_id: UUID | None = None,
    ) -> ImportReading:
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            head = _in_preview(work, import_id)
            content = work.imports.content(import_id)
            account_id = account_id or _placed(work.imports.statements(import_id))
        request = PreviewImport(
            id=import_id,
            file_name=head.file_name,
            content=content,
            account_id=account_id,
            mapping=mapping or head.mapping,
        )
        file = self.read(head.file_name, content, self._hints(actor, request))
        self.limits.check_lines(file)
        with self.means.work(actor) as work:
            before = _in_preview(work, import_id)
            anew = head_of(import_id, head.file_name, content, file, before.created_at)
            anew = replace(anew, version=before.version)
            work.imports.restage(self._staging(actor, work, (file, anew), request))
            reading = self._shown(work, import_id)
            work.commit()
        return reading

    @retried
    def commit(self, actor: Actor, import_id: UUID, *, openings: bool | None = None) -> Outcome:
        """Book all lines that are to be imported, in one database transaction.

        ``openings``: give accounts that are empty the opening balance that makes the statement
        tie (None: only those the import makes; False: none). Committed already, it answers what
        was done then. NotFound; Conflict ``not_in_preview``, or ``changed_since_preview`` when
        the ledger has changed so that lines are to be looked at again: the preview shows them.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            head = work.imports.head(import_id, lock=True)
            if head.status is ImportStatus.COMMITTED:
                return _outcome(self._shown(work, import_id))
            _check_preview(head)
            work.imports.alone()
            rows = rows_of(self.read, work, head) if head.format == LEDGER else ()
            quieted(work, rows)
            stale = refreshed(self.means, actor, work, head)
            if stale is None:
                if head.format == LEDGER:
                    LedgerBooking(self.means, actor, work, head).book(rows)
                else:
                    Booking(self.means, actor, work, head).book(openings)
                outcome = _outcome(self._shown(work, import_id))
            work.commit()
        if stale is not None:
            raise stale
        return outcome

    def _shown(self, work: Work, import_id: UUID) -> ImportReading:
        return shown(self.means, self.read, work, work.imports.reading(import_id))

    @retried
    def revert(self, actor: Actor, import_id: UUID, *, even_if_edited: bool = False) -> Reverted:
        """Take a committed import back: all it made goes to the trash, its lines may come again.

        NotFound; Conflict ``not_committed``, or ``edited_since`` with how many transactions of it
        were changed since, unless ``even_if_edited``.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            head = work.imports.head(import_id, lock=True)
            if head.status is not ImportStatus.COMMITTED:
                raise Conflict("not_committed", "id", {"status": head.status})
            work.imports.alone()
            edited = work.imports.edited(import_id)
            if edited and not even_if_edited:
                raise Conflict("edited_since", "id", {"edited": edited})
            trashed = Booking(self.means, actor, work, head).take_back()
            reading = self._shown(work, import_id)
            work.commit()
        return Reverted(trashed=trashed, edited=edited, reading=reading)

    @retried
    def decide(
        self, actor: Actor, import_id: UUID, line_id: UUID, decision: Decision
    ) -> LineReading:
        """Say what becomes of one line.

        NotFound, Conflict ``not_in_preview``; Invalid ``decision_impossible`` for a line that
        cannot be read, or a merge without a probable twin.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            _in_preview(work, import_id, lock=True)
            line = work.imports.line(import_id, line_id)
            if not checked_decision(line.status, line.other_id, decision):
                raise Invalid("decision_impossible", "decision", {"status": line.status})
            work.imports.decide(import_id, [line_id], decision)
            line = work.imports.line(import_id, line_id)
            work.commit()
        return line

    @retried
    def decide_each(self, actor: Actor, import_id: UUID, choices: Mapping[UUID, Decision]) -> None:
        """Say what becomes of several lines at once; faults as above, nothing is written then."""
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            _in_preview(work, import_id, lock=True)
            lines = work.imports.lines_of(import_id, tuple(choices))
            if len(lines) != len(choices):
                raise NotFound("line", "id")
            for line in lines:
                if not checked_decision(line.status, line.other_id, choices[line.id]):
                    raise Invalid("decision_impossible", "decision", {"status": line.status})
            for decision in Decision:
                turned = [
                    line.id
                    for line in lines
                    if choices[line.id] is decision and line.decision is not decision
                ]
                work.imports.decide(import_id, turned, decision)
            work.commit()

    @retried
    def decide_all(
        self, actor: Actor, import_id: UUID, status: LineStatus, decision: Decision
    ) -> int:
        """Say what becomes of all lines of one status; how many there are. Faults as above."""
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            _in_preview(work, import_id, lock=True)
            if not checked_decision(status, import_id, decision):
                raise Invalid("decision_impossible", "decision", {"status": status})
            count = work.imports.decide_all(import_id, status, decision)
            work.commit()
        return count

    @retried
    def discard(self, actor: Actor, import_id: UUID) -> None:
        """Forget a preview; NotFound, Conflict ``not_in_preview``."""
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            _in_preview(work, import_id, lock=True)
            work.imports.discard(import_id)
            work.commit()

    def get(self, actor: Actor, import_id: UUID) -> ImportReading:
        """One import with its counts and proofs; NotFound."""
        with self.means.work(actor) as work:
            return self._shown(work, import_id)

    def all(
        self, actor: Actor, before: UUID | None = None, limit: int = 50
    ) -> tuple[ImportRow, ...]:
        """The imports of the book, newest first."""
        with self.means.work(actor) as work:
            return work.imports.all(before, limit)

    def lines(
        self,
        actor: Actor,
        import_id: UUID,
        status: LineStatus | None = None,
        *,
        after: int = 0,
        limit: int = 50,
    ) -> tuple[LineReading, ...]:
        """Lines from beyond position ``after`` on, in file order; NotFound."""
        with self.means.work(actor) as work:
            work.imports.head(import_id)
            return work.imports.lines(import_id, status, after, limit)

    def line(self, actor: Actor, import_id: UUID, line_id: UUID) -> LineReading:
        """One line; NotFound."""
        with self.means.work(actor) as work:
            return work.imports.line(import_id, line_id)

    def profiles(self, actor: Actor) -> tuple[Profile, ...]:
        """The remembered CSV mappings, the last used first."""
        with self.means.work(actor) as work:
            return work.imports.profiles()

    @retried
    def forget(self, actor: Actor, profile_id: UUID) -> None:
        """Forget a mapping; NotFound."""
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            work.imports.forget(profile_id)
            work.commit()


def _in_preview(work: Work, import_id: UUID, *, lock: bool = False) -> ImportHead:
    head = work.imports.head(import_id, lock=lock)
    _check_preview(head)
    return head


def _check_preview(head: ImportHead) -> None:
    if head.status is not ImportStatus.PREVIEW:
        raise Conflict("not_in_preview", "id", {"status": head.status})


def _same_again(work: Work, head: ImportHead) -> None:
    if work.imports.head(head.id).file_hash != head.file_hash:
        raise Conflict("id_taken", "id")


def _placed(statements: Sequence[StatementHead]) -> UUID | None:
    """The one account all statements are for, if it is there already."""
    accounts = {one.account_id: one for one in statements}
    if len(accounts) != 1:
        return None
    one = next(iter(accounts.values()))
    return None if one.makes else one.account_id


def _of_profile(profiles: Sequence[Profile], profile_id: UUID | None) -> CsvMapping | None:
    if profile_id is None:
        return None
    for profile in profiles:
        if profile.id == profile_id:
            return for_any_currency(profile.mapping)
    raise Invalid("unknown_profile", "profile_id")


def _outcome(reading: ImportReading) -> Outcome:
    imported: Mapping[Decision, int] = {one: reading.decided(one) for one in Decision}
    return Outcome(
        imported=imported[Decision.IMPORT],
        merged=imported[Decision.MERGE],
        skipped=imported[Decision.SKIP],
        posted=sum(one.tally.posted for one in reading.statements),
        reading=reading,
    )
