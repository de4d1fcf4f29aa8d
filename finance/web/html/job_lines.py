"""What the program does by itself, in words."""

from dataclasses import dataclass
from datetime import datetime

from finance.usecases.jobs import JobReading
from finance.web.filters import instant, number
from finance.web.messages import sentence
from finance.web.saying import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """One job; ``wrong`` is what went wrong last, empty if all is well."""

    name: str
    last: str
    next: str
    runs: str
    failures: str
    wrong: str
    asleep: bool


def job_line(job: JobReading, time_zone: str, now: datetime) -> JobLine:
    """A job as the page shows it, at the clock of the book."""
    names = {
        "schedules": _("Record what recurs"),
        "mail": _("Send letters"),
    }
    failed = instant(job.failed_at, time_zone) if job.failed_at else ""
    wrong = sentence(job.fault, {"request_id": failed}) if job.fault else ""
    return JobLine(
        name=names.get(job.name, job.name),
        last=instant(job.started_at, time_zone),
        next=instant(job.next_at, time_zone),
        runs=number(job.runs),
        failures=number(job.failures) + (f" ({failed})" if failed else ""),
        wrong=wrong,
        asleep=job.asleep(now),
    )
