"""Texts of bank files made fit to keep: one line, no control characters, no longer than allowed."""

import re
import unicodedata
from typing import Final

from finance.domain.texts import LIMITS

_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def tidy(text: str, field: str) -> str:
    """``text`` for ``field`` with white space and control characters run together, cut to fit."""
    if not text:
        return ""
    limit = LIMITS[field]
    if text.isascii() and text.isprintable() and len(text) <= limit and _is_tight(text):
        return text
    if not text.isprintable():
        text = _CONTROLS.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    kept = " ".join(text.split())
    return kept if len(kept) <= limit else kept[:limit].rstrip()


def _is_tight(text: str) -> bool:
    return "  " not in text and text[0] != " " and text[-1] != " "


def joined(*parts: str) -> str:
    """The parts that are not empty, each said once, parted by `` · ``."""
    kept: list[str] = []
    for part in parts:
        if part and not any(part in said for said in kept):
            kept.append(part)
    return " · ".join(kept)
