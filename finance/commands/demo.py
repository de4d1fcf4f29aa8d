"""``finance demo``: a sample household to look around in, in a book of a new user."""

import os
import secrets
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from finance.commands.command import Command
from finance.commands.ready import asking, ready
from finance.commands.terminal import say
from finance.domain.errors import Conflict
from finance.settings import Settings
from finance.usecases.catalogue import UseCases
from finance.usecases.people_registering import Register

USER: Final = "demo"
PASSWORD_FILE: Final = "demo.password"  # noqa: S105 - the name of a file
_CONSONANTS: Final = "bdfgklmnprstvz"
_VOWELS: Final = "aeiou"


def run(_arguments: Namespace, settings: Settings) -> int:
    """Fill the sample household in, and say how to sign in to it."""
    with ready(settings) as found:
        for line in fill(found):
            say(line)
    return 0


def fill(settings: Settings) -> Iterator[str]:
    """What to say while the sample household is filled in; ``settings`` have a ready database.

    Filled in already, it says again how to sign in. Conflict ``demo_taken`` if somebody else is
    called so: their data is not touched.
    """
    kept = settings.data_dir / PASSWORD_FILE
    with asking(settings) as use:
        password = _kept(kept) or _made(use, kept)
        yield "Filling in two years of a sample household ..."
        try:
            count = use.samples.fill(use.people.signing.for_operator(USER))
            yield f"{count} transactions are there."
        except Conflict:
            yield "It is there already."
    yield f"Sign in as {USER} with the password {password}"


def _made(use: UseCases, kept: Path) -> str:
    """Make the user; the password, which is kept beside the data it opens."""
    password = new_password()
    try:
        use.people.registering.create(Register(username=USER, password=password, locale="en-GB"))
    except Conflict:
        raise Conflict("demo_taken", "username", {"name": USER}) from None
    _keep(kept, password)
    return password


def new_password() -> str:
    """A password nobody can guess that is easy to type: four groups like ``kuro``."""
    groups = (
        "".join(secrets.choice(letters) for letters in (_CONSONANTS, _VOWELS) * 2) for _ in range(4)
    )
    return "-".join(groups)


def _kept(path: Path) -> str:
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def _keep(path: Path, password: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(password)


COMMAND: Final = Command("demo", "fill in a sample household for a new user", run)
