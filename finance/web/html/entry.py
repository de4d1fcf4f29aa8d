"""From a typed form to the ledger and, where something is wrong, back to the form."""

from dataclasses import replace
from uuid import UUID

from werkzeug.datastructures import MultiDict

from finance.domain.errors import ChangedMeanwhile, Conflict, FinanceError, Invalid, InvalidMany
from finance.domain.ledger import TransactionKind
from finance.domain.people import Actor
from finance.domain.texts import visible
from finance.usecases.readings import Row
from finance.web.context import usecases
from finance.web.filters import money_text
from finance.web.html.book import back, here, new_id
from finance.web.html.entry_form import read_entry
from finance.web.html.entry_typed import Typed, typed_of
from finance.web.html.entry_view import EntryView, blank, offered, sentences, setting_of, suggested
from finance.web.html.typed import read_version
from finance.web.saying import gettext as _


def new_view(actor: Actor, args: MultiDict[str, str], typed: Typed | None = None) -> EntryView:
    """The form of a transaction that is not recorded yet, empty or as ``typed``."""
    setting, payees = offered(actor)
    register = here("transactions.register")
    return EntryView(
        typed=typed or blank(actor, args),
        chart=setting.chart,
        setting=setting,
        payees=payees,
        action=here("transactions.create"),
        leave=back(register),
        next=back(register),
    )


def edit_view(
    actor: Actor, transaction_id: UUID, leave: str, typed: Typed | None = None
) -> EntryView:
    """The form of a recorded transaction, as it is or as ``typed``; NotFound."""
    setting = setting_of(actor)
    row = usecases().transactions.get(actor, transaction_id)
    return EntryView(
        typed=replace(typed, id=str(transaction_id)) if typed else typed_of(row, setting.chart),
        chart=setting.chart,
        setting=setting,
        payees=suggested(actor),
        action=here("transactions.change", transaction_id=transaction_id),
        leave=back(leave),
        next=back(leave),
        row=row,
    )


def save_new(actor: Actor, view: EntryView) -> tuple[EntryView, Row | None]:
    """Record what the form says: the row, or None and the form with what is wrong.

    A form sent twice makes one transaction. Sent again with other words it is told so, and gets
    a new id, so that saving once more makes another.
    """
    try:
        request = read_entry(view.typed, view.setting)
        return view, usecases().transactions.record(actor, request).row
    except (Invalid, InvalidMany) as fault:
        return replace(view, errors=sentences(fault)), None
    except Conflict:
        said = _("This form was saved already. Save once more to record another transaction.")
        again = replace(view.typed, id=str(new_id()))
        return replace(view, typed=again, errors={"": [said]}), None


def save_change(actor: Actor, view: EntryView) -> tuple[EntryView, dict[str, object] | None]:
    """Write what the form says: what to tell of it, or None and the form with what is wrong.

    Where nothing was changed there is nothing to undo. Where somebody else was faster the form
    keeps what was typed, shows what is there now, and saving once more is meant.
    """
    calls = usecases().transactions
    try:
        request = read_entry(view.typed, view.setting)
        row = calls.replace(actor, request, read_version(view.typed.version))
        if view.row and row.transaction.version == view.row.transaction.version:
            return view, {"text": _("Nothing has changed.")}
        newest = calls.history(actor, request.id)[0]
        return view, {"text": _("Saved."), "undo": here("changes.reverse", change_id=newest.id)}
    except ChangedMeanwhile as fault:
        return _outrun(actor, view, fault), None
    except (Invalid, InvalidMany, Conflict) as fault:
        return replace(view, errors=sentences(fault)), None


def _outrun(actor: Actor, view: EntryView, fault: FinanceError) -> EntryView:
    newer = usecases().transactions.get(actor, UUID(view.typed.id))
    typed = replace(view.typed, version=str(fault.facts["version"]))
    return replace(view, typed=typed, newer=newer)


def saved_text(row: Row) -> str:
    """What was recorded, in one line: ``Lidl, 12.50 EUR``."""
    said = row.described
    name = row.transaction.payee or (said.category.name if said.category else "")
    if said.kind is TransactionKind.TRANSFER and said.to_account:
        name = name or _("To %(account)s", account=said.to_account.name)
    amount = money_text(said.amount, code=True)
    return _("Recorded: %(what)s", what=f"{visible(name)}, {amount}" if name else amount)
