"""``finance serve``: everything that has to run, until Ctrl-C."""

import signal
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from dataclasses import replace
from typing import Final

from finance.commands.command import Command
from finance.commands.terminal import complain, say
from finance.serving.database import addressed, reached, walled
from finance.serving.listening import address, listen
from finance.serving.single import only_one
from finance.serving.supervisor import Supervisor
from finance.settings import Settings, completed

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_NO_WALLS: Final = (
    "the role of DATABASE_URL sees past row level security (a superuser does), so the database does"
    " not keep books apart if the program fails to. Give the app a role of its own:"
    " CREATE ROLE farthing_app LOGIN PASSWORD '...'; and set DATABASE_OWNER_URL to the present one."
)


def run(arguments: Namespace, settings: Settings) -> int:
    """Start all of it, print the address, keep it up; stop all of it when told to."""
    _heed_signals()
    wanted = _demonstrating(settings) if arguments.demo else settings
    try:
        with ExitStack() as stack:
            supervisor = _started(stack, wanted, demo=arguments.demo)
            say(f"Farthing runs at {address(supervisor.listener)} - stop it with Ctrl-C.")
            supervisor.watch()
    except KeyboardInterrupt:
        say("Stopped.")
    return 0


def _started(stack: ExitStack, settings: Settings, *, demo: bool) -> Supervisor:
    private = not settings.database_url
    announce = stack.enter_context(only_one(settings.data_dir)) if private else None
    listener = stack.enter_context(listen(settings.host, settings.port))
    if announce:
        announce(address(listener))
    say(_beginning(settings))
    found = completed(addressed(settings))
    supervisor = Supervisor(found, listener, private, say)
    stack.callback(supervisor.stop)
    supervisor.prepare()  # before this process loads what is heavy
    from finance.adapters.postgres.migrate import upgrade

    stack.enter_context(reached(settings))
    stack.callback(supervisor.stop)  # again, so that it goes before its database does
    upgrade(found.database_owner_url, found.database_url)
    if not walled(settings):
        complain(f"warning: {_NO_WALLS}")
    if demo:
        _fill(found)
    supervisor.open()
    return supervisor


def _beginning(settings: Settings) -> str:
    if settings.database_url:
        return "Starting on the database of DATABASE_URL ..."
    return f"Starting; everything is kept in {settings.data_dir} ..."


def _demonstrating(settings: Settings) -> Settings:
    """The same in a folder of its own, so that nobody's data is touched, named database or not."""
    return replace(
        settings, data_dir=settings.data_dir / "demo", database_url="", database_owner_url=""
    )


def _fill(settings: Settings) -> None:
    from finance.commands import demo

    for line in demo.fill(settings):
        say(line)


def _heed_signals() -> None:
    """The first signal interrupts whatever goes on; further ones do not disturb the stopping."""

    def interrupt(*_: object) -> None:
        for name in _SIGNALS:
            signal.signal(name, signal.SIG_IGN)
        raise KeyboardInterrupt

    for name in _SIGNALS:
        signal.signal(name, interrupt)


def _configure(place: ArgumentParser) -> None:
    place.add_argument("--port", dest="PORT", help="port to listen at; 0 takes a free one")
    place.add_argument("--host", dest="HOST", help="address to listen at; 0.0.0.0 for all")
    place.add_argument(
        "--demo", action="store_true", help="open a sample household, in a folder of its own"
    )


COMMAND: Final = Command("serve", "run Farthing until Ctrl-C", run, _configure)
