"""What an error means to the person at the terminal."""

from typing import Final

from finance.domain.errors import FinanceError

SENTENCES: Final[dict[str, str]] = {
    "already_serving": "Farthing is already running on this data folder: {address}\n"
    "Stop it there with Ctrl-C, or give this one a folder of its own with --data-dir.",
    "backup_damaged": "{file} is not a whole backup: it is cut off, or was changed since it"
    " was made.",
    "backup_format": "This backup was made by a newer version of Farthing (format {format})."
    " Restore it with that version.",
    "data_dir_closed": "The data folder {folder} lies below {closed}, which the database's own"
    " user may not enter. Choose another with --data-dir.",
    "data_dir_full": "There is no room left where {folder} lies. Make some, or choose another"
    " folder with --data-dir.",
    "data_dir_unwritable": "The data folder {folder} cannot be written: {reason}.\n"
    "Choose another with --data-dir.",
    "database_away": "The database does not answer.",
    "database_empty": "There is nothing to back up: this database has no tables yet.",
    "database_forbidden": "The role of DATABASE_OWNER_URL, else of DATABASE_URL, may not make"
    " tables in its database: {reason}.\nAs a superuser: ALTER DATABASE name OWNER TO role;",
    "database_not_empty": "There are people in this database already; a backup is restored into an"
    " empty one. Name a new folder with --data-dir. Nothing was changed.",
    "database_unreachable": "The database of DATABASE_URL does not let us in:\n{reason}",
    "databases_differ": "DATABASE_URL and DATABASE_OWNER_URL lead to two different databases; they"
    " are to name one, as two roles. Nothing was changed.",
    "demo_taken": "There is a user called {name} already, who is somebody else."
    " Nothing was changed.",
    "file_fault": "{path} cannot be used: {reason}.",
    "file_missing": "There is no such file or folder: {path}.",
    "file_there": "There is a file at {path} already. Choose another name, or add --overwrite.",
    "fsync_off": "The database server runs with fsync=off: a power cut would lose money."
    " Turn it on; nothing was changed.",
    "host_unknown": "This machine has no address {host}: {reason}.",
    "migrations_ahead": "The database was made by a newer version of Farthing ({reason})."
    " Install that version; nothing was changed.",
    "nothing_here": "There is nothing in {folder} yet. If your data is elsewhere, name its folder"
    " with --data-dir.",
    "port_forbidden": "You may not listen at port {port}. Choose one from 1024 on with --port.",
    "port_taken": "Port {port} of {host} is taken by another program."
    " Choose another with --port, for example --port {next}.",
    "postgres_busy": "Another process has been starting or stopping the database for minutes"
    " ({path} is locked).",
    "postgres_failed": "The database does not start. Its last words:\n{reason}",
    "postgres_missing": "No PostgreSQL was found: {reasons}\n"
    "Install one, or name a database with DATABASE_URL.",
    "postgres_secrets_lost": "The database in the data folder does not take the passwords in"
    " postgres.secrets. Put the right file back.",
    "postgres_unusable": "PostgreSQL's programs do not run: {reason}",
    "postgres_version": "The data folder was made by PostgreSQL {made_by}, but the programs here"
    " are version {found}. Back up with the old version and restore with the new one.",
    "service_user_missing": "PostgreSQL does not run as root, and no user {user} could be made."
    " Make one, or start Farthing as a normal user.",
    "socket_dir_foreign": "The folder {folder} belongs to somebody else; remove it first.",
    "user_unsaid": "Say whose book it is with --user NAME (finance user list names them).",
    "web_failed": "The web server did not start. What it said stands above.",
}


def sentence(error: FinanceError) -> str:
    """The sentence for ``error``; one that is not of the terminal alone is told as on a page."""
    known = SENTENCES.get(error.code)
    if known:
        return known.format(**error.facts)
    from finance.web.messages import told  # only here: it brings the web along

    return told(error)
