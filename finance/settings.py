"""Every setting of the program, read once at start from the environment and from nowhere else.

``SETTINGS`` is the whole list; `docs/settings.md` is made from it. A command's flags are laid over
the environment under the setting's own name, so both are checked by the same words.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from finance.domain.errors import FinanceError
from finance.settings_reading import (
    Reader,
    address,
    choice,
    data_dir,
    database,
    hidden,
    line,
    secret,
    text,
    web_address,
    whole,
)

KEY_FILE: Final = "secret.key"
_ANEW: Final = (
    "Put the right file back; or remove it, and a new key is made: then everybody signs in again."
)


class Misconfigured(FinanceError):
    """Settings that cannot be used; ``faults`` has one sentence for each, never none."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("misconfigured", None, {"faults": faults})
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    """How this program was told to run. ``warnings`` are sentences for whoever started it."""

    database_url: str
    """As the app role; empty: the private PostgreSQL in ``data_dir``."""
    database_owner_url: str
    host: str
    port: int
    data_dir: Path
    secret_key: str
    """Signs sessions and tokens; empty until ``completed``."""
    registration: str
    workers: int
    threads: int
    cookie_secure: str
    trusted_proxies: int
    log_level: str
    max_upload_mb: int
    password_cost: int
    smtp_host: str
    """Empty: no mail is sent."""
    smtp_port: int
    smtp_security: str
    smtp_user: str
    smtp_password: str
    mail_from: str
    base_url: str
    """Where people reach the program, without a slash at the end; empty: letters have no links."""
    warnings: tuple[str, ...] = ()

    @property
    def registration_open(self) -> bool:
        """Whether strangers may make an account."""
        return self.registration == "open"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the environment, its field, what holds without it, its meaning."""

    name: str
    field: str
    default: str
    meaning: str
    read: Reader
    shown: str = ""
    """The default as the documentation says it, where ``default`` alone would not tell."""


SETTINGS: Final = (
    Setting(
        "DATABASE_URL",
        "database_url",
        "",
        "PostgreSQL to use, as the role the app works with: `postgresql://user:password@host/name`."
        " That role should own nothing and must not bypass row security.",
        database,
        "the program's own PostgreSQL in the data folder",
    ),
    Setting(
        "DATABASE_OWNER_URL",
        "database_owner_url",
        "",
        "The same database as the role that owns its tables; migrations run as it.",
        database,
        "`DATABASE_URL`, with a warning",
    ),
    Setting("HOST", "host", "127.0.0.1", "Address to listen at; `0.0.0.0` for all.", text),
    Setting("PORT", "port", "8000", "Port to listen at; 0 takes a free one.", whole(0, 65535)),
    Setting(
        "FINANCE_DATA_DIR",
        "data_dir",
        "",
        "Folder of the program's own PostgreSQL, its secrets and backups.",
        data_dir,
        "`/var/lib/farthing` for root, else `farthing` in `$XDG_DATA_HOME` or `~/.local/share`",
    ),
    Setting(
        "FINANCE_SECRET_KEY",
        "secret_key",
        "",
        "Signs sessions and tokens: at least 32 random bytes. Several machines share one.",
        secret,
        f"made at the first start and kept in the data folder (`{KEY_FILE}`)",
    ),
    Setting(
        "FINANCE_REGISTRATION",
        "registration",
        "open",
        "Whether people may register themselves: `open` or `closed`. Closed, an invitation into"
        " somebody's book still lets one person register.",
        choice("open", "closed"),
    ),
    Setting("FINANCE_WORKERS", "workers", "2", "Web processes, 1 to 64.", whole(1, 64)),
    Setting(
        "FINANCE_THREADS",
        "threads",
        "8",
        "Threads in each web process, beside 16 for those who wait to sign in.",
        whole(1, 256),
    ),
    Setting(
        "FINANCE_COOKIE_SECURE",
        "cookie_secure",
        "auto",
        "`always` sends cookies over https only; `auto` also serves plain http at home.",
        choice("auto", "always"),
    ),
    Setting(
        "FINANCE_TRUSTED_PROXIES",
        "trusted_proxies",
        "0",
        "How many reverse proxies in front are believed about address and scheme.",
        whole(0, 8),
    ),
    Setting(
        "FINANCE_LOG_LEVEL",
        "log_level",
        "info",
        "`debug`, `info`, `warning` or `error`.",
        choice("debug", "info", "warning", "error"),
    ),
    Setting(
        "FINANCE_MAX_UPLOAD_MB", "max_upload_mb", "10", "Largest file taken in, MB.", whole(1, 500)
    ),
    Setting(
        "FINANCE_PASSWORD_COST",
        "password_cost",
        "65536",
        "Memory of one password hash in KiB; lower it in tests only.",
        whole(64, 1_048_576),
    ),
    Setting(
        "FINANCE_SMTP_HOST",
        "smtp_host",
        "",
        "Mail server that takes letters of notices; `FINANCE_MAIL_FROM` is needed too.",
        text,
        "no mail is sent",
    ),
    Setting("FINANCE_SMTP_PORT", "smtp_port", "587", "Its port.", whole(1, 65535)),
    Setting(
        "FINANCE_SMTP_SECURITY",
        "smtp_security",
        "starttls",
        "How the way there is kept secret: `starttls`, `tls` from the first byte (port 465), or"
        " `none` for a server on the same machine.",
        choice("starttls", "tls", "none"),
    ),
    Setting("FINANCE_SMTP_USER", "smtp_user", "", "Whom to sign in as there.", line, "nobody"),
    Setting("FINANCE_SMTP_PASSWORD", "smtp_password", "", "The password for it.", hidden, "none"),
    Setting(
        "FINANCE_MAIL_FROM", "mail_from", "", "Address that letters come from.", address, "none"
    ),
    Setting(
        "FINANCE_BASE_URL",
        "base_url",
        "",
        "Where people reach the program, such as `https://money.example.org`; letters link there.",
        web_address,
        "letters have no links",
    ),
)


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings in ``environ``; Misconfigured with every fault there is, not just the first."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    for setting in SETTINGS:
        raw = environ.get(setting.name, "").strip() or setting.default
        try:
            values[setting.field] = setting.read(raw, environ)
        except ValueError as error:
            faults.append(f"{setting.name}: {error}")
    if values.get("database_owner_url") and not values.get("database_url"):
        faults.append("DATABASE_URL: is missing, while DATABASE_OWNER_URL is set")
    if values.get("smtp_host") and values.get("mail_from") == "":
        faults.append("FINANCE_MAIL_FROM: is missing, while FINANCE_SMTP_HOST is set")
    if faults:
        raise Misconfigured(tuple(faults))
    return _with_owner(Settings(**values, warnings=_unknown(environ)))


def load_with(flags: Mapping[str, str]) -> Settings:
    """The settings of the environment with ``flags``, named like settings, laid over it."""
    return load({**os.environ, **flags})


def environment(settings: Settings) -> dict[str, str]:
    """The present environment changed so that a process started in it loads ``settings``."""
    told = {setting.name: str(getattr(settings, setting.field)) for setting in SETTINGS}
    return {**os.environ, **told}


def _with_owner(settings: Settings) -> Settings:
    if not settings.database_url or settings.database_owner_url:
        return settings
    warning = (
        "DATABASE_OWNER_URL is not set: the app works as the role of DATABASE_URL, migrations too."
        " Give the app a role of its own that owns nothing, so that row security protects it."
    )
    return replace(
        settings,
        database_owner_url=settings.database_url,
        warnings=(*settings.warnings, warning),
    )


def _unknown(environ: Mapping[str, str]) -> tuple[str, ...]:
    known = {setting.name for setting in SETTINGS}
    strange = sorted(name for name in environ if name.startswith("FINANCE_") and name not in known)
    return tuple(f"{name} is not a setting, so it does nothing." for name in strange)


def completed(settings: Settings) -> Settings:
    """The same with a secret key, kept in the data folder (made at the first start).

    Safe when several processes do it at once: the first one's key holds. Misconfigured if the kept
    one is none, which an empty or damaged file is: nothing must be signed with it. OSError if the
    folder cannot be written.
    """
    if settings.secret_key:
        return settings
    path = settings.data_dir / KEY_FILE
    if not path.exists():
        _keep_new_key(path)
    return replace(settings, secret_key=_kept_key(path))


def _kept_key(path: Path) -> str:
    try:
        if key := secret(path.read_text(encoding="ascii").strip(), {}):
            return key
        reason = "is empty"
    except UnicodeDecodeError:
        reason = "is damaged"
    except ValueError as fault:
        reason = str(fault)
    raise Misconfigured((f"FINANCE_SECRET_KEY: {path} {reason}. {_ANEW}",))


def _keep_new_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    partial.touch(mode=0o600)
    try:
        with partial.open("w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())  # its name must not be there before what is in it
        os.link(partial, path)
    except FileExistsError:
        return
    finally:
        partial.unlink()


def table() -> str:
    """The settings as the Markdown table of `docs/settings.md`."""
    rows = [f"| `{s.name}` | {s.shown or f'`{s.default}`'} | {s.meaning} |" for s in SETTINGS]
    return "\n".join(["| setting | without it | meaning |", "| --- | --- | --- |", *rows, ""])
