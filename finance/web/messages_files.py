"""The sentences about files, databases and the machine below."""

from collections.abc import Mapping
from typing import Final

from finance.web.marking import N_

FILES: Final[Mapping[str, str]] = {
    "backup_damaged": N_("This backup is damaged: %(file)s is not what it was."),
    "backup_format": N_("This backup was made by another version of the program."),
    "database_not_empty": N_("This database holds something already. Restore into an empty one."),
    "file_bank_error": N_("Line %(line)s: the bank wrote an error instead of a statement."),
    "file_columns_unclear": N_("The columns of this file cannot be told apart."),
    "file_declares_entities": N_("Line %(line)s: this file declares entities; banks do not."),
    "file_empty": N_("This file is empty."),
    "file_field_too_long": N_("Line %(line)s: a field is longer than any bank writes."),
    "file_format_unknown": N_("This is neither an OFX nor a CSV file."),
    "file_markup": N_("Line %(line)s: this cannot be read: %(text)s"),
    "file_no_readable_line": N_("No line of this file can be read as a booking."),
    "file_not_text": N_("Line %(line)s: this is not text. Is it the right file?"),
    "file_too_long": N_("This file has more lines than the program takes at once."),
    "file_truncated": N_("This file ends in the middle: it was cut off."),
    "fsync_off": N_("The database may lose what it wrote: its fsync is off."),
    "line_amount": N_("Line %(line)s: “%(text)s” is not an amount."),
    "line_amount_missing": N_("Line %(line)s: there is no amount."),
    "line_amount_too_large": N_("Line %(line)s: the amount is larger than any this program keeps."),
    "line_currency": N_("Line %(line)s: “%(text)s” is not a currency."),
    "line_date": N_("Line %(line)s: “%(text)s” is not a date."),
    "line_date_missing": N_("Line %(line)s: there is no date."),
    "line_direction": N_("Line %(line)s: “%(text)s” says neither in nor out."),
    "line_imported_already": N_("A line of this file was imported meanwhile."),
    "mapping": N_("The columns are described in a way that cannot be understood."),
    "mapping_column": N_("This file has no such column."),
    "mapping_date_order": N_("Dates are in the order DMY, MDY or YMD."),
    "mapping_decimal_mark": N_("The decimal mark is a point or a comma."),
    "mapping_delimiter": N_("Columns are parted by a comma, a semicolon, a tab or a bar."),
    "mapping_without_amount": N_("Say which column holds the amount."),
    "migrations_ahead": N_("The database is newer than this program. Update the program."),
    "postgres_failed": N_("PostgreSQL did not start: %(reason)s"),
    "postgres_missing": N_("There is no PostgreSQL to start."),
    "postgres_unusable": N_("PostgreSQL cannot run here: %(reason)s"),
    "postgres_version": N_("The data belongs to another version of PostgreSQL."),
    "service_user_missing": N_("There is no user to run PostgreSQL as: create %(user)s."),
}
