"""What is wrong with a form, told at its fields."""

from typing import Final

from flask import Response, make_response, render_template
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField

from finance.domain.errors import (
    ChangedMeanwhile,
    Conflict,
    FinanceError,
    Invalid,
    InvalidMany,
    TooManyAttempts,
    Unauthenticated,
)
from finance.web.html.typed import whole
from finance.web.messages import told

FAULTS: Final = (
    Invalid,
    InvalidMany,
    Conflict,
    ChangedMeanwhile,
    TooManyAttempts,
    Unauthenticated,
)
"""What a person can put right in the form; anything else is an error page's."""

_UNPROCESSABLE: Final = 422
_TOO_MANY: Final = 429


def typed(field: Field) -> str:
    """The text of a field; empty if it was not sent."""
    return str(field.data or "")


def read_version(field: Field) -> int | None:
    """The version the person saw; None if the form does not say, which means any."""
    return whole(typed(field))


def tell(form: FlaskForm, fault: FinanceError) -> None:
    """Put the sentence about ``fault`` at its field, or at the form's head."""
    for one in fault.faults if isinstance(fault, InvalidMany) else (fault,):
        field = form[one.field] if one.field and one.field in form else None
        if field is not None and not isinstance(field, HiddenField):
            field.errors = [*field.errors, told(one)]
        else:
            form.form_errors = [*form.form_errors, told(one)]


def refused(template: str, form: FlaskForm, fault: FinanceError, **values: object) -> Response:
    """The form again with what was typed, never a password, and what is wrong with it."""
    tell(form, fault)
    if isinstance(fault, ChangedMeanwhile) and "version" in form:
        # The person has been told: sent once more, the form counts.
        form["version"].data = fault.facts.get("version")
    status = _TOO_MANY if isinstance(fault, TooManyAttempts) else _UNPROCESSABLE
    shown = render_template(template, form=form, draw=lambda: form, drawn_from=None, **values)
    answer = make_response(shown, status)
    if "retry_after" in fault.facts:
        answer.headers["Retry-After"] = str(fault.facts["retry_after"])
    return answer
