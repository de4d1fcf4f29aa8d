"""What gunicorn serves while it is measured: the application, or the floor, on one database."""

import os
from uuid import UUID

from flask import Flask

from bench.floors import floor_app
from bench.stage import MEMORY, SECRET, THREADS
from finance.bootstrap import engine_of, use_cases
from finance.usecases.people_means import Policy
from finance.web.app import create_app
from finance.web.options import WebOptions


def _made() -> Flask:
    url, floor = os.environ["BENCH_URL"], os.environ.get("BENCH_FLOOR", "")
    if floor:
        book_id, user_id = floor.split()
        return floor_app(url, UUID(book_id), UUID(user_id))
    cases = use_cases(engine_of(url, THREADS), Policy(registration_open=False), MEMORY)
    return create_app(cases, WebOptions(secret_key=SECRET))


app = _made()
