"""What is noticed about a bank file and its lines, in sentences a person understands."""

from collections.abc import Mapping
from typing import Final

from finance.domain.statements import FileWarning, Notice
from finance.web.marking import N_
from finance.web.messages import MESSAGES, filled, sentence
from finance.web.saying import gettext as _

NOTICES: Final[Mapping[str, str]] = {
    "amount_assumed": N_(
        "Two columns could be the amount: “%(text)s” was taken, not “%(other)s”. "
        "Look at a line you know."
    ),
    "amount_converted": N_(
        "“%(text)s” is in %(currency)s; by the rate beside it, %(amount)s %(own)s."
    ),
    "amount_rounded": N_("“%(text)s” was rounded to %(amount)s."),
    "balance_broken": N_("The balances of the file do not follow from its amounts everywhere."),
    "balance_unreadable": N_("The balance “%(text)s” cannot be read."),
    "bank_warning": N_("The bank says: %(text)s"),
    "currency_assumed": N_("The file names no currency; %(currency)s is assumed."),
    "date_of_user": N_("The bank gives no booking day; the day of the order is taken."),
    "dates_ambiguous": N_("“%(text)s” could be read in two ways; here it is %(day)s."),
    "fees_left_out": N_("The file has fees beside its amounts (%(text)s); they are not taken in."),
    "foreign_currency": N_("An amount was paid in %(currency)s; the file tells it in its own."),
    "more_warnings": N_("%(count)s more notes of this kind."),
    "no_statement": N_("This file holds no statement."),
    "pending_left_out": N_("Not booked yet, so left out: %(text)s"),
    "repeated_left_out": N_("In the file twice, with the same reference, so taken once: %(text)s"),
    "rows_left_out": N_("Not a booking, so left out: %(text)s"),
    "securities_without_amount": N_("Securities moved without money: kept with an amount of zero."),
    "sign_assumed": N_(
        "The file does not say which sign means out: what has no minus was taken as money in. "
        "Look at a line you know."
    ),
    "sign_assumed_turned": N_(
        "The file does not say which sign means out: what has no minus was taken as money out. "
        "Look at a line you know."
    ),
    "sign_assumed_side": N_(
        "The file does not say which column is money out: “%(text)s” was taken. "
        "Look at a line you know."
    ),
    "sign_of_kind": N_("No amount has a sign: what the bank calls a debit is money out."),
    "text_cut": N_("A text was longer than can be kept, so its end is missing."),
}
"""Code of a file's warning, and how it was guessed -> sentence in English."""

REASONS: Final[Mapping[str, str]] = {
    "reference_reused": N_("The bank used this reference before, for something else."),
    "same_day": N_("Same amount on the same day."),
    "near": N_("Same amount within three days."),
    "expected": N_("This was expected: it is what recurs."),
    "line_balance": N_("The balance beside it cannot be right."),
}
"""Why a line deserves a look."""


def noticed(warning: FileWarning) -> str:
    """The sentence for a warning; one without a sentence of its own is told by its code."""
    template = NOTICES.get(warning.code + _guessed(warning))
    if template is None:
        return sentence(warning.code, warning.facts) if warning.code in MESSAGES else warning.code
    return filled(template, warning.facts)


def _guessed(warning: FileWarning) -> str:
    """Which way a sign was guessed, as the end of the key of its sentence."""
    if warning.code != Notice.SIGN_ASSUMED:
        return ""
    if warning.facts.get("text"):
        return "_side"
    return "_turned" if warning.facts.get("inverted") else ""


def reasoned(reason: str, line: int) -> str:
    """The sentence for a line's reason, empty for none."""
    if not reason:
        return ""
    if reason in REASONS:
        return _(REASONS[reason])
    return sentence(reason, {"line": line})
