"""People, from the machine's own terminal."""

import os
import subprocess
import sys

from finance.adapters.private_postgres import Urls
from tests.people.desk import Desk, login

OTHER = "eleven-quiet-harbours"


def _finance(urls: Urls, *arguments: str, password: str = "") -> tuple[int, str, str]:
    """Exit code, output and complaints of ``finance``, with a password piped in."""
    told = {
        **os.environ,
        "DATABASE_URL": urls.app,
        "DATABASE_OWNER_URL": urls.owner,
        "FINANCE_PASSWORD_COST": "64",
        "FINANCE_REGISTRATION": "closed",
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "finance.cli", *arguments],
        input=f"{password}\n",
        env=told,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_user_made_at_the_terminal_signs_in_though_registration_is_closed(
    urls: Urls, desk: Desk
) -> None:
    name = login()
    said = ("--currency", "PLN", "--time-zone", "Europe/Warsaw", "--email", f"{name}@example.org")
    code, out, _ = _finance(urls, "user", "create", name, *said, password=OTHER)
    assert (code, out) == (0, f"{name} can sign in now.\n")
    actor = desk.sign_in(f"{name}@example.org", OTHER)
    assert (actor.book.currency, actor.book.time_zone) == ("PLN", "Europe/Warsaw")
    code, _, complaint = _finance(urls, "user", "create", name, password=OTHER)
    assert (code, complaint) == (1, "This name is taken already.\n")


def test_a_poor_password_is_refused_at_the_terminal_with_the_reason(urls: Urls) -> None:
    code, _, complaint = _finance(urls, "user", "create", login(), password="password1")
    assert code == 1
    assert complaint == "This is one of the passwords everybody tries first. Choose another.\n"


def test_a_password_reset_at_the_terminal_lets_in_and_the_list_tells_who_is_here(
    urls: Urls, desk: Desk
) -> None:
    name = desk.register().actor.user.username
    code, out, _ = _finance(urls, "user", "reset-password", name, password=OTHER)
    assert code == 0
    assert name in out
    assert desk.sign_in(name, OTHER).user.username == name
    code, out, _ = _finance(urls, "user", "list")
    assert code == 0
    assert [line for line in out.splitlines() if line.startswith(f"{name}\t-\t2026-11-03\t")]
    code, _, complaint = _finance(urls, "user", "reset-password", login(), password=OTHER)
    assert code == 1
    assert complaint
