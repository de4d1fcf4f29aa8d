"""Reads what people type about themselves: addresses, locales, time zones."""

from functools import cache
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from email_validator import EmailNotValidError, validate_email

from finance.domain.errors import Invalid


class TypedChecks:
    """The ``Checks`` port; nothing here asks the network."""

    def email(self, text: str) -> str:
        """The address as it is kept; Invalid ``email_unreadable``."""
        try:
            found = validate_email(text, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            raise Invalid("email_unreadable", "email") from None
        return found.normalized

    def locale(self, text: str) -> str:
        """The locale as it is kept, like ``en-GB``; Invalid ``unknown_locale``."""
        try:
            found = Locale.parse(text.strip().replace("-", "_"))
        except (ValueError, UnknownLocaleError, TypeError):
            raise Invalid("unknown_locale", "locale", {"locale": text[:40]}) from None
        return str(found).replace("_", "-")

    def time_zone(self, text: str) -> str:
        """The IANA name; Invalid ``unknown_time_zone``."""
        if text not in _zones():
            raise Invalid("unknown_time_zone", "time_zone", {"time_zone": text[:40]})
        return text


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - {"localtime", "posixrules", "Factory"})
