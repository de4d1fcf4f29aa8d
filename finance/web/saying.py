"""Sentences in the reader's language, typed: what pages say goes through here."""

from functools import lru_cache

from flask_babel import gettext as _gettext
from flask_babel import ngettext as _ngettext

from finance.web.filters import locale_tag


def gettext(sentence: str, **values: object) -> str:
    """The sentence in the reader's language, with ``%(name)s`` filled in."""
    said = _said(sentence, locale_tag())
    return said % values if values else said


@lru_cache(maxsize=8192)
def _said(sentence: str, _tag: str) -> str:
    """The sentence in the language of this request, which ``_tag`` names."""
    return str(_gettext(sentence))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The same for a number of things, which both sentences may name as ``%(num)s``."""
    return str(_ngettext(one, many, num, **values))
