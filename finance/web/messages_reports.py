"""What can be said of reports and of printing them, by code."""

from collections.abc import Mapping
from typing import Final

from finance.web.marking import N_

REPORTS: Final[Mapping[str, str]] = {
    "list_too_long": N_(
        "The month has %(count)s transactions, and a printed list holds %(limit)s. Print it without"
        " the list: the file inside holds them all."
    ),
    "print_too_large": N_(
        "This is too much to print in one go. Print it without the list of transactions."
    ),
    "printer_busy": N_("Others are printing. Try again in a moment."),
    "printer_failed": N_("The pages could not be printed. It was noted in the log."),
    "printer_missing": N_(
        "Printing needs the Pango library, which is not installed here. On Debian or Ubuntu:"
        " apt-get install %(packages)s. Everything else works without it."
    ),
    "report_too_large": N_(
        "The month has %(count)s transactions, and the file inside a printed report holds"
        " %(limit)s. Export them as CSV instead."
    ),
}
