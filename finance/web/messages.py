"""Every error in a sentence a person understands: code and facts in, translated text out.

The sentences say what is wrong and what to do. ``docs/errors.md`` is made from this table.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from flask_babel import format_date

from finance.domain.errors import FinanceError, NotFound
from finance.domain.money import Money
from finance.domain.texts import visible
from finance.web.filters import money_text
from finance.web.marking import N_
from finance.web.messages_files import FILES
from finance.web.messages_people import PEOPLE, WEAK
from finance.web.messages_reports import REPORTS
from finance.web.messages_requests import REQUESTS
from finance.web.saying import gettext

NOT_FOUND: Final = N_("There is nothing here by that name or number.")
UNKNOWN: Final = N_("That cannot be done.")

LEDGER: Final[Mapping[str, str]] = {
    "account_closed": N_("%(name)s is closed. Choose another account, or open it again first."),
    "account_kind": N_("%(name)s is not the right kind of account here."),
    "accounts_many": N_("A book holds at most %(limit)s accounts and categories."),
    "account_missing": N_("Choose an account."),
    "alert_field": N_("A rule of this kind has no such field."),
    "alert_there": N_("There is such a rule already."),
    "alerts_many": N_("A book holds at most %(limit)s rules of alerts."),
    "amount_decimals": N_("%(currency)s has %(decimals)s decimals: give no more than that."),
    "amount_divides_by_zero": N_("That divides by zero."),
    "amount_missing": N_("Give an amount."),
    "amount_not_positive": N_("The amount must be more than zero."),
    "amount_of_postings": N_(
        "This has amounts of its own on several accounts. Record it, and change them then."
    ),
    "amount_of_split": N_("This is split over several categories: give the parts anew."),
    "amount_too_small": N_("That is too little: some part of it would be left with nothing."),
    "amount_too_large": N_("That amount is larger than any this program keeps."),
    "amount_unreadable": N_("“%(text)s” is not an amount. Write it like 12.50."),
    "amount_zero": N_("The amount must not be zero."),
    "limit_left": N_(
        "%(name)s has a limit in the budget. End that first: merged, it would have no spending."
    ),
    "balance_left": N_("%(name)s still holds money. Move it elsewhere before closing."),
    "budget_exists": N_("Another limit for this begins in %(month)s already. Change that one."),
    "bulk_category": N_("“%(name)s” of %(date)s has no single category of that kind."),
    "changed_meanwhile": N_("This was changed meanwhile. Look at it again before you save."),
    "changed_since": N_("Something later changed the same thing. Undo that first."),
    "count_range": N_("It may happen 1 to %(limit)s times."),
    "currencies_differ": N_("These amounts are in different currencies."),
    "currency_missing": N_("Say which currency."),
    "currency_of_account": N_("This account is in %(currency)s."),
    "cursor_unreadable": N_("This place in the list does not exist. Start from the beginning."),
    "date_impossible": N_("There is no such day: “%(text)s”."),
    "date_missing": N_("Give a date."),
    "date_out_of_range": N_("The date must lie between %(first)s and %(last)s."),
    "date_unreadable": N_("“%(text)s” is not a date. Write it like 2026-11-30."),
    "day_unknown": N_("“%(text)s” is no day of this pattern."),
    "days_missing": N_("Give at least one day, like 1, 15 or last."),
    "days_beside_rule": N_("A rule says all of it: leave this out, or the rule."),
    "default_account": N_("%(name)s is where money goes by default. Choose another one first."),
    "field_not_of_type": N_("A transaction of the type %(type)s has no such field."),
    "has_open_children": N_("Close what is inside %(name)s first."),
    "id_taken": N_("This id belongs to something else already."),
    "in_use": N_("%(name)s is in use. Choose where its transactions shall go."),
    "interval_range": N_("The interval must be 1 to %(limit)s."),
    "limit_out_of_range": N_("A page holds 1 to %(most)s rows."),
    "limits_many": N_("A budget keeps at most %(limit)s changes of its limit."),
    "merge_into_below": N_("%(name)s stands inside this. Move it out first."),
    "merge_with_itself": N_("Choose another category: this is the one to be merged."),
    "month_start_unknown": N_("A month starts on day 1 to 28, or on the last day (31)."),
    "month_unreadable": N_("“%(text)s” is not a month. Write it like 2026-11."),
    "name_missing": N_("Give it a name."),
    "name_taken": N_("This name is taken already."),
    "never_due": N_("It would never fall due this way."),
    "not_reversible": N_("This cannot be undone."),
    "not_siblings": N_("Only what stands side by side can be put into order."),
    "not_trashed": N_("This is not in the trash."),
    "opening_balance_kind": N_("A category has no opening balance."),
    "occurrence_settled": N_("This one was posted or skipped already."),
    "parent_is_below": N_("It cannot stand inside something that is inside it."),
    "parent_is_self": N_("It cannot stand inside itself."),
    "parts_missing": N_("Give at least one part."),
    "parts_sum": N_("The parts come to %(parts)s, not to %(amount)s."),
    "percent_missing": N_("Say at how many per cent of the limit."),
    "percent_out_of_range": N_("Give a whole number of per cent from 1 to %(most)s."),
    "postings_few": N_("A transaction needs at least two postings."),
    "postings_many": N_("A transaction holds at most %(limit)s postings."),
    "query_unknown_name": N_("There is no account or category called “%(name)s”."),
    "query_unknown_type": N_("“%(name)s” is not a type. Use expense, income, transfer or other."),
    "reversed_already": N_("This was undone already."),
    "rule_unreadable": N_("“%(part)s” is not understood. Write it like FREQ=MONTHLY;BYDAY=-1FR."),
    "rows_many": N_(
        "More than %(limit)s transactions match: narrow the filter, by a month for example."
    ),
    "rows_missing": N_("Choose at least one row."),
    "same_account": N_("Choose two different accounts."),
    "schedule_ended": N_("This has ended. Make a new one."),
    "schedules_many": N_("A book holds at most %(limit)s schedules."),
    "span_reversed": N_("The end lies before the start."),
    "system_account": N_("The program itself needs %(name)s; it cannot be closed."),
    "tags_many": N_("A transaction bears at most %(limit)s tags."),
    "text_control": N_("The character %(character)s cannot be kept. Remove it."),
    "text_too_long": N_("That is too long: %(length)s characters, and %(limit)s are the most."),
    "tag_empty": N_("A tag needs at least one character."),
    "text_unclean": N_("This text has characters that cannot be kept."),
    "to_amount_differs": N_("Both accounts are in one currency, so both amounts must be alike."),
    "to_amount_missing": N_("Give the amount that arrives, in %(currency)s."),
    "transaction_gone": N_("This transaction is not there any more."),
    "unbalanced": N_("The postings must add up to zero in every currency."),
    "unknown_account": N_("There is no such account."),
    "unknown_category": N_("There is no category called “%(name)s”."),
    "unknown_transaction": N_("There is no such transaction: %(id)s."),
    "unknown_currency": N_("“%(currency)s” is not a currency code. Use one like EUR."),
    "until_before_start": N_("It would end before it starts, on %(start)s."),
    "weights": N_("There is nothing to split by."),
}

MESSAGES: Final[Mapping[str, str]] = {**LEDGER, **PEOPLE, **REQUESTS, **FILES, **REPORTS}
"""Code -> sentence in English, with its facts as ``%(name)s``."""


class _Shown(dict[str, object]):
    """Facts as they stand in a sentence; one that is missing leaves a gap, never an error."""

    def __missing__(self, _: str) -> str:
        return ""


def _shown(fact: object) -> object:
    if isinstance(fact, date):
        return format_date(fact, "medium")
    if isinstance(fact, Money):
        return money_text(fact)
    return visible(fact) if isinstance(fact, str) else fact


def filled(template: str, facts: Mapping[str, object]) -> str:
    """The sentence in the reader's language, with ``facts`` as a reader writes and sees them."""
    shown = _Shown({name: _shown(fact) for name, fact in facts.items()})
    return gettext(template) % shown


def sentence(code: str, facts: Mapping[str, object] | None = None) -> str:
    """The sentence for ``code`` in the reader's language.

    A fact called ``cause`` is a code too, and its sentence follows.
    """
    known = dict(facts or {})
    cause = str(known.pop("cause", ""))
    template = MESSAGES.get(code, UNKNOWN)
    if code == "password_weak":
        template = WEAK.get(str(known.get("reason")), template)
    said = filled(template, known)
    return f"{said} {sentence(cause, known)}" if cause else said


def told(error: FinanceError) -> str:
    """The sentence for an error; whatever was not found is told alike."""
    if isinstance(error, NotFound):
        return gettext(NOT_FOUND)
    return sentence(error.code, error.facts)
