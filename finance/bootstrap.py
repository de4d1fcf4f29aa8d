"""The one place that knows every part and puts them together."""

import secrets
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import Flask
from sqlalchemy import Engine, create_engine, make_url, text

from finance.adapters.apart.reading import FilesApart
from finance.adapters.checks import TypedChecks
from finance.adapters.clock import new_id, now, pause
from finance.adapters.files.writers import TABLE, WRITERS
from finance.adapters.mail import SmtpPost
from finance.adapters.passwords import Argon2Passwords
from finance.adapters.pdf.printer import ChildPrinter
from finance.adapters.postgres.errors import translated
from finance.adapters.postgres.feed import PostgresFeed
from finance.adapters.postgres.idempotency import PostgresKeys
from finance.adapters.postgres.jobs import PostgresJobs
from finance.adapters.postgres.live_seats import PostgresSeats
from finance.adapters.postgres.outbox import PostgresBooksWithMail
from finance.adapters.postgres.people import PostgresPeopleWork
from finance.adapters.postgres.schedules import PostgresDueBooks
from finance.adapters.postgres.tickets import PostgresTickets
from finance.adapters.postgres.work import PostgresWork
from finance.settings import Settings
from finance.usecases.accounts import Accounts
from finance.usecases.alerts import Alerts
from finance.usecases.analysing import Analyses
from finance.usecases.budgets import Budgets
from finance.usecases.bulk import Bulk
from finance.usecases.catalogue import UseCases
from finance.usecases.changes import Changes
from finance.usecases.exporting import Exports
from finance.usecases.idempotency import Repeats
from finance.usecases.import_staging import ImportLimits
from finance.usecases.imports import Imports
from finance.usecases.jobs import Jobs
from finance.usecases.live import Live
from finance.usecases.mailing import Mailing
from finance.usecases.means import Means
from finance.usecases.notices import Notices
from finance.usecases.occurrences import Occurrences
from finance.usecases.overview import Overviews
from finance.usecases.people import People
from finance.usecases.people_means import PeopleMeans, Policy
from finance.usecases.readiness import Readiness
from finance.usecases.register import Registers
from finance.usecases.reporting import Reporting
from finance.usecases.sampling import Samples
from finance.usecases.schedules import Schedules
from finance.usecases.transactions import Transactions
from finance.usecases.waking import Waking
from finance.web.app import create_app
from finance.web.assets import FOLDER
from finance.web.letters import LetterWriter
from finance.web.options import WebOptions

_CONNECT_SECONDS: Final = 5
_POOL_SECONDS: Final = 10
_STATEMENT_MILLISECONDS: Final = 60_000
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PostgresWorks:
    """Opens units of work on one engine."""

    engine: Engine

    def ledger(self, book_id: UUID, user_id: UUID | None) -> PostgresWork:
        """A unit of work in a book."""
        return PostgresWork(self.engine, book_id, user_id)

    def people(self, user_id: UUID | None, book_id: UUID | None) -> PostgresPeopleWork:
        """A unit of work on behalf of a person."""
        return PostgresPeopleWork(self.engine, user_id, book_id)

    def probe(self) -> None:
        """Ask the database something trivial; Unavailable if it does not answer."""
        with translated(), self.engine.connect() as connection:
            connection.execute(text("SELECT 1"))


def engine_of(database_url: str, threads: int) -> Engine:
    """Connections to the database, one for each of ``threads`` and a few to spare."""
    return create_engine(
        make_url(database_url).set(drivername="postgresql+psycopg"),
        pool_size=threads,
        max_overflow=2,
        pool_timeout=_POOL_SECONDS,
        hide_parameters=True,  # errors are written down; what was asked may be a secret
        pool_use_lifo=True,  # the one used last is the warmest
        connect_args={
            "connect_timeout": _CONNECT_SECONDS,
            "options": f"-c statement_timeout={_STATEMENT_MILLISECONDS} -c timezone=UTC",
        },
    )


def _secret() -> str:
    """256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def use_cases(
    engine: Engine, policy: Policy, password_memory: int, limits: ImportLimits | None = None
) -> UseCases:
    """Every use case, working on ``engine``; ``password_memory`` is the KiB of one hash."""
    works = PostgresWorks(engine)
    means = PeopleMeans(
        works=works.ledger,
        clock=now,
        ids=new_id,
        pause=pause,
        people_works=works.people,
        passwords=Argon2Passwords(password_memory),
        checks=TypedChecks(),
        policy=policy,
        secret=_secret,
    )
    return UseCases(
        accounts=Accounts(means),
        analyses=Analyses(means, TABLE),
        budgets=Budgets(means),
        bulk=Bulk(means),
        alerts=Alerts(means),
        changes=Changes(means),
        exports=Exports(means, WRITERS),
        imports=Imports(means, FilesApart().read, limits or ImportLimits()),
        live=Live(
            tickets=PostgresTickets(engine),
            seats=PostgresSeats(engine),
            feed=PostgresFeed(engine),
            clock=now,
            secret=_secret,
            pause=pause,
        ),
        notices=Notices(means),
        jobs=Jobs(PostgresJobs(engine), now),
        occurrences=Occurrences(means),
        overviews=Overviews(means),
        people=People.of(means),
        printer=ChildPrinter(FOLDER / "vendor" / "fonts"),
        readiness=Readiness(works.probe),
        registers=Registers(means),
        repeats=Repeats(keys=PostgresKeys(engine), clock=now, pause=pause),
        reporting=Reporting(means, WRITERS["csv"]),
        samples=Samples(means),
        schedules=Schedules(means),
        transactions=Transactions(means),
        waking=Waking(means, PostgresDueBooks(engine)),
        clock=now,
        ids=new_id,
    )


def policy_of(settings: Settings) -> Policy:
    """What ``settings`` decide of people; a letter without links would invite nobody."""
    mail = bool(settings.smtp_host and settings.base_url)
    return Policy(registration_open=settings.registration_open, mail=mail)


def use_cases_of(settings: Settings) -> UseCases:
    """Every use case, as ``settings`` say."""
    policy = policy_of(settings)
    engine = engine_of(settings.database_url, settings.threads)
    return use_cases(engine, policy, settings.password_cost, import_limits(settings))


def mailing_of(settings: Settings) -> Mailing:
    """What sends letters, as ``settings`` say; without a mail server they are given up."""
    engine = engine_of(settings.database_url, settings.threads)
    post = SmtpPost(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.mail_from,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
    )
    return Mailing(
        means=Means(works=PostgresWorks(engine).ledger, clock=now, ids=new_id, pause=pause),
        books=PostgresBooksWithMail(engine),
        post=post if settings.smtp_host else None,
        writer=LetterWriter(application(settings), settings.base_url),
        secret=_secret,
    )


def import_limits(settings: Settings) -> ImportLimits:
    """How large a bank file may be, as ``settings`` say."""
    return ImportLimits(size=settings.max_upload_mb * _MEGABYTE)


def application(settings: Settings) -> Flask:
    """The web application, as ``settings`` (completed, with a database) say."""
    return create_app(use_cases_of(settings), web_options(settings))


def web_options(settings: Settings) -> WebOptions:
    """What the web needs to know of ``settings``."""
    return WebOptions(
        secret_key=settings.secret_key,
        secure=settings.cookie_secure == "always",
        trusted_proxies=settings.trusted_proxies,
        largest_upload=settings.max_upload_mb * _MEGABYTE,
    )
