"""How the clock's jobs went: one row each."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Engine, TextClause, text

from finance.adapters.postgres.errors import translated
from finance.usecases.jobs import JobReading

_BEGIN: Final = text("""
    INSERT INTO job (name, started_at, next_at, runs) VALUES (:name, :at, :next, 1)
    ON CONFLICT (name) DO UPDATE SET
        started_at = excluded.started_at, next_at = excluded.next_at, runs = job.runs + 1
""")
_END: Final = text("""
    UPDATE job SET ended_at = :at, fault = :fault,
        failures = failures + CASE WHEN :fault = '' THEN 0 ELSE 1 END,
        failed_at = CASE WHEN :fault = '' THEN failed_at ELSE :at END
    WHERE name = :name
""")
_ALL: Final = text("""
    SELECT name, started_at, ended_at, next_at, runs, failures, failed_at, fault
    FROM job ORDER BY name
""")


class PostgresJobs:
    """The ``JobLog`` port."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, name: str, at: datetime, next_at: datetime) -> None:
        """Note that a run begins, and when the next one will."""
        self._write(_BEGIN, {"name": name, "at": at, "next": next_at})

    def end(self, name: str, at: datetime, fault: str) -> None:
        """Note that a run ended, well if ``fault`` is empty."""
        self._write(_END, {"name": name, "at": at, "fault": fault})

    def all(self) -> tuple[JobReading, ...]:
        """Every job that ever ran, by name."""
        with translated(), self._engine.connect() as connection:
            return tuple(JobReading(**row) for row in connection.execute(_ALL).mappings())

    def _write(self, statement: TextClause, given: dict[str, Any]) -> None:
        with translated(), self._engine.connect() as connection:
            connection.execute(statement, given)
            connection.commit()
