"""Sentences in the reader's language, typed: what pages say goes through here."""

from flask_babel import gettext as _gettext
from flask_babel import ngettext as _ngettext


def gettext(sentence: str, **values: object) -> str:
    """The sentence in the reader's language, with ``%(name)s`` filled in."""
    return str(_gettext(sentence, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The same for a number of things, which both sentences may name as ``%(num)s``."""
    return str(_ngettext(one, many, num, **values))
