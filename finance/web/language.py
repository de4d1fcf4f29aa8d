"""In which language and form this request is answered."""

from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from flask import Flask, g, request
from flask_babel import Babel, gettext
from markupsafe import Markup

from finance.domain.people import Actor
from finance.web.filters import locale_tag
from finance.web.options import WebOptions

OFFERED: Final = ("en",)
"""Languages there are translations for; numbers and dates follow any locale Babel knows."""


def register(app: Flask, options: WebOptions) -> None:
    """Answer in the person's language, else in one the browser asks for."""
    app.config["BABEL_DEFAULT_LOCALE"] = options.locale
    Babel(app, locale_selector=_chosen)
    app.jinja_env.globals.update(_=_said, lang=_tag)


def _tag() -> str:
    """The language of this answer as HTML names it."""
    return locale_tag().replace("_", "-")


def _said(sentence: str, /, **values: object) -> Markup:
    """What templates say: the sentence in the reader's language, ``values`` escaped."""
    return _kept(sentence, locale_tag()) % values


@lru_cache(maxsize=8192)
def _kept(sentence: str, _tag: str) -> Markup:
    """The sentence in the language of this request, which ``_tag`` names."""
    return Markup(gettext(sentence))  # noqa: S704 - our own sentence or its translation


def _chosen() -> str | None:
    actor = g.get("actor")
    if isinstance(actor, Actor) and actor.user.locale:
        return actor.user.locale.replace("-", "_")
    best = request.accept_languages.best
    return _known(best) if best else None


def _known(tag: str) -> str | None:
    """The tag as Babel writes it, if it knows it."""
    try:
        return str(Locale.parse(tag.replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        return None
