"""``demo``: a sample household that anybody can look at and that touches nobody."""

from pathlib import Path

import pytest

from finance.adapters.postgres.migrate import upgrade
from finance.adapters.private_postgres import Urls
from finance.commands.demo import PASSWORD_FILE, USER, new_password
from finance.commands.ready import asking
from finance.domain.money import Bag
from finance.domain.sessions import Device, SessionKind
from finance.settings import load
from finance.usecases.people_registering import Register
from finance.usecases.people_signing import SignIn
from tests.commands.conftest import Run


def _balance(password: str) -> Bag:
    with asking(load()) as use:
        device = Device(kind=SessionKind.PAGE, address="", agent="")
        signed_in = use.people.signing.sign_in(SignIn(login=USER, password=password), device)
        return use.overviews.home(signed_in.actor).balance


def test_the_demo_can_be_signed_in_to_as_it_says(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("demo") == 0
    password = capsys.readouterr().out.split()[-1]
    assert {code for code, _ in _balance(password).items()} == {"EUR", "USD"}
    assert run("check") == 0


def test_asked_for_again_the_demo_is_the_same(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("demo") == 0
    first = capsys.readouterr().out.splitlines()[-1]
    assert run("demo") == 0
    again = capsys.readouterr().out.splitlines()
    assert again[-1] == first
    assert again[-2] == "It is there already."


def test_a_person_called_demo_keeps_their_book(
    run: Run, fresh: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upgrade(fresh.owner, fresh.app)
    with asking(load()) as use:
        mine = Register(username=USER, password="krokodil zu fuss im regen")
        use.people.registering.create(mine)
    assert run("demo") == 1
    assert "who is somebody else" in capsys.readouterr().err
    assert not (tmp_path / "data" / PASSWORD_FILE).exists()
    assert not _balance("krokodil zu fuss im regen")


def test_its_password_is_a_new_one_for_everybody() -> None:
    assert len({new_password() for _ in range(200)}) == 200
