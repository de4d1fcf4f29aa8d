"""The forms in front of the door: signing in and registering."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, SelectField, StringField

_NAME_KEYS = {"autocapitalize": "none", "spellcheck": "false"}


class SignInForm(FlaskForm):
    """Who, by which password, and which page comes after (``next``)."""

    username = StringField(
        _("User name or e-mail"),
        render_kw={"autocomplete": "username", "required": True, "autofocus": True, **_NAME_KEYS},
    )
    password = PasswordField(
        _("Password"), render_kw={"autocomplete": "current-password", "required": True}
    )
    next = HiddenField()


class RegisterForm(FlaskForm):
    """A new person, the book they start with, and which page comes after (``next``)."""

    username = StringField(
        _("User name"), render_kw={"autocomplete": "username", "autofocus": True, **_NAME_KEYS}
    )
    email = StringField(
        _("E-mail"), render_kw={"autocomplete": "email", "inputmode": "email", **_NAME_KEYS}
    )
    password = PasswordField(
        _("Password"), render_kw={"autocomplete": "new-password", "required": True}
    )
    currency = SelectField(_("Currency"), validate_choice=False)
    time_zone = SelectField(_("Time zone"), validate_choice=False)
    next = HiddenField()
