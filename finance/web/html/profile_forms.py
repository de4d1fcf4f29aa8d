"""The forms of one's own account, of a book's settings and of inviting into it."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, SelectField, StringField

_NAME_KEYS = {"autocapitalize": "none", "spellcheck": "false"}


class ProfileForm(FlaskForm):
    """Names, address and locale; ``version`` is the one the person saw."""

    first_name = StringField(_("First name"), render_kw={"autocomplete": "given-name"})
    last_name = StringField(_("Last name"), render_kw={"autocomplete": "family-name"})
    username = StringField(_("User name"), render_kw={"autocomplete": "username", **_NAME_KEYS})
    email = StringField(
        _("E-mail"), render_kw={"autocomplete": "email", "inputmode": "email", **_NAME_KEYS}
    )
    locale = SelectField(_("Language and region"), validate_choice=False)
    version = HiddenField()


class PasswordForm(FlaskForm):
    """The password so far and the one to come."""

    current_password = PasswordField(
        _("Present password"), render_kw={"autocomplete": "current-password", "required": True}
    )
    new_password = PasswordField(
        _("New password"), render_kw={"autocomplete": "new-password", "required": True}
    )


class BookForm(FlaskForm):
    """The settings of a book; ``version`` is the one the person saw."""

    name = StringField(_("Name"), render_kw={"required": True, "autocomplete": "off"})
    currency = SelectField(_("Currency"), validate_choice=False)
    time_zone = SelectField(_("Time zone"), validate_choice=False)
    month_start = SelectField(_("First day of the month"), validate_choice=False)
    version = HiddenField()


class NewBookForm(FlaskForm):
    """A further book; ``id`` is the one it is going to have."""

    id = HiddenField()
    name = StringField(_("Name"), render_kw={"required": True, "autocomplete": "off"})
    currency = SelectField(_("Currency"), validate_choice=False)
    time_zone = SelectField(_("Time zone"), validate_choice=False)


class InviteForm(FlaskForm):
    """In which role, and whom; ``id`` is of the invitation to be."""

    id = HiddenField()
    role = SelectField(_("Role"), validate_choice=False)
    email = StringField(
        _("E-mail"),
        render_kw={"autocomplete": "off", "inputmode": "email", "autocapitalize": "none"},
    )
