"""What the report of a month says in sentences."""

from dataclasses import dataclass

from finance.domain.money import Money
from finance.domain.month_proofs import Proof, ProofKind
from finance.domain.month_report import MonthReport
from finance.domain.month_statement import CategoryLine, Compared
from finance.domain.texts import visible
from finance.web.filters import money_text, month_name
from finance.web.saying import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLine:
    """A proof in words: what must be so, and the sum that shows it or how far it is off."""

    holds: bool
    title: str
    text: str


def summary(report: MonthReport) -> str:
    """The month in two sentences, made from its figures alone."""
    if not report.transactions:
        return _("Nothing was recorded in %(month)s.", month=month_name(report.month))
    spending = report.main.total_spending
    said = [_spent(spending, month_name(report.month.previous))]
    risen, fallen = report.main.risen, report.main.fallen
    if spending.previous and risen and fallen:
        said.append(
            _("%(up)s rose most (%(more)s), %(down)s fell most (%(less)s).")
            % {**_named("up", "more", risen), **_named("down", "less", fallen)}
        )
    return " ".join(said)


def _named(name: str, change: str, line: CategoryLine) -> dict[str, str]:
    moved = money_text(line.compared.change, plus=True)
    return {name: visible(line.category.name), change: moved}


def _spent(spending: Compared, before: str) -> str:
    amount = money_text(spending.amount)
    if not spending.previous:
        return _("%(amount)s was spent.", amount=amount)
    change = money_text(abs(spending.change))
    if spending.change.minor < 0:
        return _(
            "%(amount)s was spent, %(change)s less than in %(month)s.",
            amount=amount,
            change=change,
            month=before,
        )
    if spending.change.minor > 0:
        return _(
            "%(amount)s was spent, %(change)s more than in %(month)s.",
            amount=amount,
            change=change,
            month=before,
        )
    return _("%(amount)s was spent, the same as in %(month)s.", amount=amount, month=before)


def note_on(compared: Compared, report: MonthReport) -> str:
    """What a figure was in the month before, and on average."""
    if not report.averaged:
        return ""
    before = _(
        "%(amount)s in %(month)s",
        amount=money_text(compared.previous),
        month=month_name(report.month.previous, short=True),
    )
    return f"{before}, " + _("%(amount)s on average", amount=money_text(compared.average))


def proof_lines(report: MonthReport) -> tuple[ProofLine, ...]:
    """The proofs in words."""
    return tuple(_line(report, proof) for proof in report.proofs)


def _line(report: MonthReport, proof: Proof) -> ProofLine:
    title, text = _words(report)[proof.kind]
    if not proof.holds:
        off = ", ".join(money_text(amount, code=True) for amount in proof.off.values())
        text = _("It is off by %(off)s. Ask whoever runs this to look for faults.", off=off)
    return ProofLine(holds=proof.holds, title=title, text=text)


def _words(report: MonthReport) -> dict[ProofKind, tuple[str, str]]:
    zero = money_text(Money.zero(report.book.currency))
    return {
        ProofKind.POSTINGS: (
            _("Every transaction adds up"),
            _("What left one place came to another: all of it together is %(zero)s.", zero=zero),
        ),
        ProofKind.ACCOUNTS: (
            _("The accounts reconcile"),
            _("For each of them, what it began with, plus in, less out, is what it ended with."),
        ),
        ProofKind.CATEGORIES: (
            _("The categories are the register"),
            _("Each of them is the sum of its transactions."),
        ),
        ProofKind.WORTH: (_("What was kept is what changed"), _worth(report)),
    }


def _worth(report: MonthReport) -> str:
    """Kept + opening balances + exchanged = change, as a sum of what there is."""
    worth = report.worth
    terms = [_("kept %(amount)s", amount=money_text(worth.net))]
    if worth.entered:
        amount = money_text(worth.entered, plus=True)
        terms.append(_("opening balances %(amount)s", amount=amount))
    if worth.exchanged:
        terms.append(_("exchanged %(amount)s", amount=money_text(worth.exchanged, plus=True)))
    change = _("the change of worth, %(amount)s", amount=money_text(worth.change))
    return f"{', '.join(terms)} = {change}".capitalize()
