"""``/api/imports``: bank files in."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.errors import Conflict, Invalid
from finance.domain.mapping import CsvMapping
from finance.domain.matching import Decision, LineStatus
from finance.usecases.import_readings import ImportReading
from finance.usecases.imports import PreviewImport
from finance.web.api.declaring import Call, Part
from finance.web.api.import_bodies import (
    CommitIn,
    ImportForm,
    ImportPatch,
    LinePatch,
    LinesAsked,
    LinesPatch,
    MappingIn,
    RevertIn,
)
from finance.web.api.import_shapes import (
    CommitShape,
    ImportItem,
    ImportShape,
    LineShape,
    Profiles,
    ProfileShape,
    RevertShape,
)
from finance.web.api.paging import Page, Paged, id_cursor_of, id_of, place_cursor_of, place_of

PART: Final = Part(
    "Imports", "Bank files in: a preview first, then all of it in one step, and back again."
)
_LISTS: Final = frozenset({"payee", "description"})
_SPARED: Final = frozenset({"amount", "debit", "credit", "reference", "currency_column", "balance"})
"""The columns a file may do without; null takes one away."""


@PART.get("/imports")
def imports(call: Call, query: Paged) -> Page[ImportItem]:
    """List the imports of the book, newest first."""
    found = call.use.imports.all(call.actor, id_of(query.cursor), query.limit + 1)
    shown = found[: query.limit]
    more = shown[-1].head.id if len(found) > query.limit else None
    items = [
        ImportItem(
            id=one.head.id,
            status=one.head.status.value,
            format=one.head.format,
            file_name=one.head.file_name,
            accounts=list(one.account_names),
            lines=one.lines,
            imported=one.imported,
            created_at=one.head.created_at,
            committed_at=one.head.committed_at,
            reverted_at=one.head.reverted_at,
        )
        for one in shown
    ]
    return Page[ImportItem](items=items, next_cursor=id_cursor_of(more))


@PART.post("/imports")
def preview_import(call: Call, form: ImportForm) -> ImportShape:
    """Read a bank file and show what it would bring; nothing is booked yet.

    Without ``account_id`` the account is found by its number, or made when this is committed. A
    file that cannot be read is refused with its ``line``, and nothing of it is kept.
    """
    request = PreviewImport(
        id=form.id or call.new_id(),
        file_name=form.file.filename or "file",
        content=form.file.read(),
        account_id=form.account_id,
        profile_id=form.profile_id,
        currency=form.currency,
        day_first=None if form.date_order is None else form.date_order == "dmy",
    )
    return _told(call, call.use.imports.preview(call.actor, request))


@PART.get("/imports/profiles")
def profiles(call: Call) -> Profiles:
    """The remembered ways to read CSV files."""
    found = call.use.imports.profiles(call.actor)
    return Profiles(items=[ProfileShape.of(one) for one in found])


@PART.delete("/imports/profiles/{profile_id}")
def forget_profile(call: Call, profile_id: UUID) -> None:
    """Forget one of them."""
    call.use.imports.forget(call.actor, profile_id)


@PART.get("/imports/{import_id}")
def one_import(call: Call, import_id: UUID) -> ImportShape:
    """One import with its counts and the proof of its balance."""
    return _told(call, call.use.imports.get(call.actor, import_id))


@PART.patch("/imports/{import_id}")
def change_import(call: Call, import_id: UUID, body: ImportPatch) -> ImportShape:
    """Name another account, or correct how a CSV is read; the file is read again."""
    reading = call.use.imports.get(call.actor, import_id)
    if body.account_id is not None and body.mapping is not None:
        raise Invalid("fields_exclude", "mapping", {"other": "account_id"})
    if body.account_id is not None:
        reading = call.use.imports.place(call.actor, import_id, body.account_id)
    if body.mapping is not None:
        mapping = _corrected(reading, body.mapping)
        reading = call.use.imports.remap(call.actor, import_id, mapping)
    return _told(call, reading)


def _corrected(reading: ImportReading, given: MappingIn) -> CsvMapping:
    """The mapping of an import with what the client names put in its place.

    Null takes away what a file may do without, and leaves alone what it may not.
    """
    before = reading.head.mapping
    if before is None:
        raise Conflict("not_mapped", "mapping", {"format": reading.head.format})
    told = {name: getattr(given, name) for name in given.model_fields_set}
    named = {n: v for n, v in told.items() if v is not None or n in _SPARED | _LISTS}
    listed = {name: tuple(named[name] or ()) for name in named if name in _LISTS}
    return replace(before, **{**named, **listed})


@PART.delete("/imports/{import_id}")
def discard_import(call: Call, import_id: UUID) -> None:
    """Forget a preview."""
    call.use.imports.discard(call.actor, import_id)


@PART.get("/imports/{import_id}/lines")
def lines(call: Call, import_id: UUID, query: LinesAsked) -> Page[LineShape]:
    """List the lines of an import, in the order of the file."""
    status = LineStatus(query.status) if query.status else None
    after = place_of(query.cursor)
    found = call.use.imports.lines(
        call.actor, import_id, status, after=after, limit=query.limit + 1
    )
    shown = found[: query.limit]
    more = shown[-1].position if len(found) > query.limit else None
    return Page[LineShape](
        items=[LineShape.of(one) for one in shown], next_cursor=place_cursor_of(more)
    )


@PART.patch("/imports/{import_id}/lines")
def decide_lines(call: Call, import_id: UUID, body: LinesPatch) -> ImportShape:
    """Say what becomes of all lines of one status."""
    status, decision = LineStatus(body.status), Decision(body.decision)
    call.use.imports.decide_all(call.actor, import_id, status, decision)
    return _told(call, call.use.imports.get(call.actor, import_id))


@PART.get("/imports/{import_id}/lines/{line_id}")
def line(call: Call, import_id: UUID, line_id: UUID) -> LineShape:
    """One line."""
    return LineShape.of(call.use.imports.line(call.actor, import_id, line_id))


@PART.patch("/imports/{import_id}/lines/{line_id}")
def decide_line(call: Call, import_id: UUID, line_id: UUID, body: LinePatch) -> LineShape:
    """Say what becomes of one line."""
    decision = Decision(body.decision)
    return LineShape.of(call.use.imports.decide(call.actor, import_id, line_id, decision))


@PART.post("/imports/{import_id}/commit", status=200, body_optional=True)
def commit_import(call: Call, import_id: UUID, body: CommitIn) -> CommitShape:
    """Book all lines that are to be imported, in one step; done already, the same answer again."""
    done = call.use.imports.commit(call.actor, import_id, openings=body.opening_balance)
    return CommitShape(
        imported=done.imported,
        merged=done.merged,
        skipped=done.skipped,
        expected=done.posted,
        status="committed",
    )


@PART.post("/imports/{import_id}/revert", status=200, body_optional=True)
def revert_import(call: Call, import_id: UUID, body: RevertIn) -> RevertShape:
    """Take a committed import back; what it made goes to the trash, the file can come again."""
    done = call.use.imports.revert(call.actor, import_id, even_if_edited=body.even_if_edited)
    return RevertShape(trashed=done.trashed, edited=done.edited, status="reverted")


def _told(call: Call, reading: ImportReading) -> ImportShape:
    chart = Chart(one.account for one in call.use.accounts.all(call.actor))
    return ImportShape.of(reading, chart)
