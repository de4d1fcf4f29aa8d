"""How the text of one setting is read; a ValueError says in words what is wrong with it."""

import os
import pwd
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

Reader = Callable[[str, Mapping[str, str]], object]
"""Takes the text and the whole environment it stands in."""

_SHORTEST_SECRET: Final = 32
_FEWEST_CHARACTERS: Final = 8
_WELL_KNOWN: Final = ("secret", "change", "default", "example", "password", "dev-key", "your-")
_SCHEMES: Final = ("postgresql", "postgres", "postgresql+psycopg")


def text(raw: str, _environ: Mapping[str, str]) -> str:
    """The text as it is, without blanks inside."""
    if any(letter.isspace() for letter in raw):
        raise ValueError(f"{raw!r} has a blank in it")
    return raw


def whole(least: int, most: int) -> Reader:
    """A whole number from ``least`` to ``most``, both inclusive."""

    def read(raw: str, _environ: Mapping[str, str]) -> int:
        plain = raw.isascii() and raw.isdecimal() and len(raw) <= len(str(most))
        if not plain or not least <= int(raw) <= most:
            raise ValueError(f"{raw!r} is not a whole number from {least} to {most}")
        return int(raw)

    return read


def choice(*known: str) -> Reader:
    """One of ``known``, in any case."""

    def read(raw: str, _environ: Mapping[str, str]) -> str:
        if raw.lower() not in known:
            raise ValueError(f"{raw!r} is none of: {', '.join(known)}")
        return raw.lower()

    return read


def database(raw: str, _environ: Mapping[str, str]) -> str:
    """An address of a PostgreSQL database with the driver named; empty stays empty.

    The address itself is never repeated in a fault: it may hold a password.
    """
    if not raw:
        return raw
    scheme, found, rest = raw.partition("://")
    if scheme not in _SCHEMES or not found:
        raise ValueError("does not begin with postgresql:// (no other database is supported)")
    if not rest.partition("?")[0].partition("/")[2]:
        raise ValueError("names no database: postgresql://user:password@host/name")
    return f"postgresql+psycopg://{rest}"


def data_dir(raw: str, environ: Mapping[str, str]) -> Path:
    """An absolute folder; it need not be there yet. Empty: where such data goes on this system."""
    folder = Path(raw).expanduser().absolute() if raw else usual_place(environ, os.geteuid())
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is not a folder")
    return folder


def usual_place(environ: Mapping[str, str], user: int) -> Path:
    """Where the data of the user with this number goes when nobody said."""
    if user == 0:
        return Path("/var/lib/farthing")
    if (xdg := environ.get("XDG_DATA_HOME", "")).startswith("/"):
        return Path(xdg) / "farthing"
    home = environ.get("HOME") or pwd.getpwuid(os.getuid()).pw_dir
    return Path(home).absolute() / ".local" / "share" / "farthing"


def secret(raw: str, _environ: Mapping[str, str]) -> str:
    """A key nobody can guess; empty stays empty. A fault never repeats it."""
    if not raw:
        return raw
    if len(raw.encode()) < _SHORTEST_SECRET:
        raise ValueError(f"is shorter than {_SHORTEST_SECRET} bytes")
    if len(set(raw)) < _FEWEST_CHARACTERS or any(word in raw.lower() for word in _WELL_KNOWN):
        raise ValueError("looks like an example; use random bytes, or leave it out")
    return raw


def line(raw: str, _environ: Mapping[str, str]) -> str:
    """A text without characters that nobody sees."""
    if not raw.isprintable():
        raise ValueError("has a character in it that cannot be printed")
    return raw


def hidden(raw: str, _environ: Mapping[str, str]) -> str:
    """A password: any text of one line. A fault never repeats it."""
    if any(letter in raw for letter in "\r\n\0"):
        raise ValueError("must be a single line")
    return raw


def address(raw: str, _environ: Mapping[str, str]) -> str:
    """A plain e-mail address; empty stays empty."""
    name, _, host = raw.rpartition("@")
    good = raw.isascii() and raw.isprintable() and name and "." in f"{host}." and " " not in raw
    if raw and (not good or not host or any(letter in raw for letter in '<>,;:"')):
        raise ValueError(f"{raw!r} is not a plain address like farthing@example.org")
    return raw


def web_address(raw: str, _environ: Mapping[str, str]) -> str:
    """An address of a site, without the slash at its end; empty stays empty."""
    if not raw:
        return raw
    scheme, found, rest = raw.partition("://")
    plain = not any(letter.isspace() or letter in "?#@" for letter in rest)
    if scheme not in {"http", "https"} or not found or not rest.strip("/") or not plain:
        raise ValueError(f"{raw!r} is not an address like https://money.example.org")
    return raw.rstrip("/")
