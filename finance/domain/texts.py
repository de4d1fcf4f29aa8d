"""Texts people type or files bring: their limits, what is refused, how they are shown.

Lengths are counted in Unicode code points after cleaning. A field's limit is the same wherever the
text comes from: page, API, file or terminal.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from finance.domain.errors import Invalid

LIMITS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "amount": 100,
        "book_name": 100,
        "currency": 3,
        "date": 40,
        "description": 2000,
        "email": 254,
        "file_name": 255,
        "first_name": 100,
        "last_name": 100,
        "memo": 500,
        "name": 100,
        "number": 64,
        "payee": 200,
        "query": 500,
        "reference": 200,
        "tag": 50,
        "tags": 20,
        "username": 50,
    }
)
"""Field -> most characters; ``tags`` alone counts tags of one transaction."""

MULTILINE: Final = frozenset({"description"})
"""The fields in which line breaks and tabs are part of the text."""

_SHRINK: Final = 4  # one composed character stands for at most four decomposed ones
_LINE_END: Final = re.compile(r"\r\n?")
_REFUSED: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_REFUSED_IN_LINES: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)


def clean(text: str, field: str) -> str:
    """``text`` as it is kept in ``field``: NFC, without white space around it.

    In a field of several lines every line end becomes a line feed. Invalid ``text_control`` for
    what no text may hold (control characters, lone surrogates, U+FFFE and U+FFFF; ``character``
    and 1-based ``position`` say which), ``text_too_long`` with ``limit`` and ``length``. Cleaning
    twice changes nothing. Characters that turn the writing direction stay: names need them.
    """
    limit = LIMITS[field]
    bare = text.strip()
    if len(bare) <= limit and bare.isascii() and bare.isprintable():
        return bare  # nearly every text; what follows costs ten times as much
    if len(bare) > limit * _SHRINK:
        raise _too_long(field, limit, len(bare))
    if field in MULTILINE:
        bare = _LINE_END.sub("\n", bare)
    _check_characters(bare, field)
    kept = unicodedata.normalize("NFC", bare)
    if len(kept) > limit:
        raise _too_long(field, limit, len(kept))
    return kept


def _too_long(field: str, limit: int, length: int) -> Invalid:
    return Invalid("text_too_long", field, {"limit": limit, "length": length})


def _check_characters(text: str, field: str) -> None:
    refused = _REFUSED_IN_LINES if field in MULTILINE else _REFUSED
    found = refused.search(text)
    if found:
        facts = {"character": _code(found[0]), "position": found.start() + 1}
        raise Invalid("text_control", field, facts)


def visible(text: str) -> str:
    """``text`` for the eye, with every character that hides or turns text spelt ``⟨U+202E⟩``.

    That is: direction controls, characters without width, tag characters and controls other than
    tab and line feed, so that what is read is what is there. Joiners and variation selectors stay,
    because emoji and several scripts are written with them. For display only, never to be kept.
    """
    return _UNSEEN.sub(lambda found: f"⟨{_code(found[0])}⟩", text)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
