"""Whether the program lives (``/healthz``) and can answer (``/readyz``); for machines."""

from flask import Blueprint, Response, jsonify

from finance.domain.errors import Unavailable
from finance.web.actor import public
from finance.web.context import usecases

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def alive() -> Response:
    """200 as long as the program runs; it asks nobody else."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def ready() -> Response:
    """200 when the database answers too, else 503."""
    try:
        usecases().readiness.check()
    except Unavailable:
        response = jsonify(status="unavailable")
        response.status_code = 503
        response.headers["Retry-After"] = "5"
        return response
    return jsonify(status="ok")
