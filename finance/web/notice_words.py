"""Notices in sentences: the same on the page, in the API and in letters."""

from typing import Final

from finance.domain.alerts import AlertKind
from finance.domain.people import Book
from finance.domain.periods import month_of
from finance.domain.texts import visible
from finance.usecases.notice_ports import Notice
from finance.web.filters import money_text, month_name, percent
from finance.web.marking import N_
from finance.web.saying import gettext as _

KINDS: Final = {
    AlertKind.NEAR: N_("A limit is near"),
    AlertKind.OVER: N_("A limit is passed"),
    AlertKind.LARGE: N_("A large transaction"),
    AlertKind.LOW_BALANCE: N_("A low balance"),
    AlertKind.HELD: N_("Something could not be recorded"),
}
"""What each kind is called."""

ICONS: Final = {
    AlertKind.NEAR: "circle-alert",
    AlertKind.OVER: "triangle-alert",
    AlertKind.LARGE: "banknote",
    AlertKind.LOW_BALANCE: "wallet",
    AlertKind.HELD: "repeat",
}


def sentence(notice: Notice, book: Book) -> str:
    """What happened, in the reader's language."""
    facts = {
        "name": visible(notice.name) or _("All spending"),
        "amount": money_text(notice.amount, code=notice.amount.currency != book.currency),
        "bound": money_text(notice.bound, code=notice.bound.currency != book.currency),
        "month": month_name(month_of(notice.month, book.month_start)),
    }
    match notice.kind:
        case AlertKind.LARGE:
            facts["name"] = visible(notice.name) or _("A transaction without a payee")
            return _("%(name)s: %(amount)s. You asked to be told from %(bound)s on.", **facts)
        case AlertKind.HELD:
            facts["name"] = visible(notice.name) or _("Something without a payee")
            return _(
                "%(name)s, %(amount)s, recurs and could not be recorded. Look at what to do.",
                **facts,
            )
        case AlertKind.LOW_BALANCE:
            return _("%(name)s holds %(amount)s, less than %(bound)s.", **facts)
        case AlertKind.NEAR:
            facts["share"] = percent(notice.amount.minor, notice.bound.minor)
            return _("%(name)s: %(amount)s of %(bound)s spent in %(month)s (%(share)s).", **facts)
    facts["over"] = money_text(notice.amount - notice.bound)
    return _("%(name)s: %(over)s over the limit of %(bound)s in %(month)s.", **facts)
