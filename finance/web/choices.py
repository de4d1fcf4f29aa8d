"""What there is to choose from in lists: currencies, time zones, locales, first days of a month."""

from functools import cache, lru_cache
from typing import Final
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from babel.numbers import get_territory_currencies
from flask_babel import gettext as _

from finance.domain.currencies import EXPONENTS, IN_FORCE
from finance.domain.periods import LAST_DAY
from finance.web.filters import known_locale, locale_tag
from finance.web.language import OFFERED

Choice = tuple[str, str]
"""The value sent, and the words shown."""

_LOCALES: Final = (
    *("cs", "da", "de", "de-AT", "de-CH", "el", "en", "en-AU", "en-CA", "en-GB", "en-IE"),
    *("en-IN", "en-NZ", "en-US", "es", "es-AR", "es-MX", "et", "fi", "fr", "fr-BE", "fr-CA"),
    *("fr-CH", "hr", "hu", "it", "ja", "ko", "lt", "lv", "nb", "nl", "nl-BE", "pl", "pt"),
    *("pt-BR", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "zh"),
)
_SAFE_DAYS: Final = 28


@lru_cache(maxsize=64)
def _currencies(tag: str) -> list[Choice]:
    names = Locale.parse(tag).currencies
    return [(code, f"{code} · {names[code]}") for code in IN_FORCE if code in names]


def _words() -> str:
    """The language the texts around are in: that of the reader where there is a translation."""
    tag = locale_tag()
    return tag if tag.partition("_")[0] in OFFERED else OFFERED[0]


def currencies(kept: str = "") -> list[Choice]:
    """The currencies in force, by code; and ``kept``, should it be withdrawn."""
    listed = _currencies(_words())
    if kept in EXPONENTS and kept not in dict(listed):
        return [*listed, (kept, kept)]
    return listed


@cache
def _zones() -> list[Choice]:
    """Zones named by continent and city; the others are old names of the same."""
    named = sorted(
        one
        for one in available_timezones()
        if "/" in one and not one.startswith(("Etc/", "posix/", "right/", "US/", "SystemV/"))
    )
    return [("UTC", "UTC"), *((one, one.replace("_", " ")) for one in named)]


def time_zones(kept: str = "") -> list[Choice]:
    """The time zones of the world; and ``kept``, should it have another name."""
    listed = _zones()
    if kept and kept not in dict(listed):
        return [*listed, (kept, kept)]
    return listed


@lru_cache(maxsize=64)
def _locale_name(code: str) -> str:
    found = Locale.parse(code.replace("-", "_"))
    name = str(found.get_display_name() or code)
    return name[:1].upper() + name[1:]


def locales(kept: str = "") -> list[Choice]:
    """Languages and their regions, each in its own words; and ``kept``, if it is another."""
    listed = [(code, _locale_name(code)) for code in _LOCALES]
    if known_locale(kept) and kept not in _LOCALES:
        listed.append((kept, _locale_name(kept)))
    return sorted(listed, key=lambda choice: choice[1].casefold())


def month_starts() -> list[Choice]:
    """The days a book's months may begin on."""
    days = [(str(day), str(day)) for day in range(1, _SAFE_DAYS + 1)]
    return [*days, (str(int(LAST_DAY)), _("the last day of the month"))]


def likely_currency(accepted: str | None, fallback: str) -> str:
    """The currency of the region in a locale like ``de-AT``, else ``fallback``."""
    try:
        territory = Locale.parse((accepted or "").replace("-", "_")).territory
    except (ValueError, UnknownLocaleError):
        return fallback
    known = get_territory_currencies(territory) if territory else []
    return next((code for code in known if code in EXPONENTS), fallback)
