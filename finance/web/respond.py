"""Answers to a browser: a whole page, or just the part htmx asked for."""

from flask import Response, make_response, redirect, render_template, request


def wants_part() -> bool:
    """Whether htmx asked for a part of a page (a history restore is a whole page)."""
    return request.headers.get("HX-Request-Type") == "partial"


def from_htmx() -> bool:
    """Whether htmx made this request at all."""
    return request.headers.get("HX-Request") == "true"


def respond(page: str, part: str, status: int = 200, **values: object) -> Response:
    """Render the template ``part`` alone for htmx, or ``page``, which includes it."""
    template = part if wants_part() else page
    return make_response(render_template(template, **values), status)


def see_other(address: str) -> Response:
    """After a form was taken: go and look (303), so that reloading sends nothing again."""
    response = redirect(address, 303)
    if not isinstance(response, Response):
        raise TypeError(response)
    return response
