"""From bytes to text: byte order marks, strict UTF-8, then the old single-byte sets by evidence."""

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice, pairwise
from typing import Final

from finance.domain.statements import Fault, unreadable

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 65536
_CLEAR: Final = 0.8
_ASCII: Final = 0x7F

_LANGUAGES: Final = {
    "cp1252": (
        "äöüß",
        "éèêàâçîôûëïùœ",
        "åäöøæé",
        "ñóíáéúü",
        "ãõáéíóúâêôàç",
        "àèéìòù",
        "áðéíóúýþæö",
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýžľĺŕôä", "áéíóöőúüű", "ăâîşţ", "čćžšđ", "äöüß"),
    "iso-8859-2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýžľĺŕôä", "áéíóöőúüű", "ăâîşţ", "čćžšđ"),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
    "cp1254": ("çğıöşüİâîû",),
    "cp1251": ("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў",),
    "koi8-r": ("абвгдежзийклмнопрстуфхцчшщъыьэюяё",),
    "cp1253": ("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ",),
    "cp850": ("äöüß", "éèêàâçîôû", "åäöøæ", "ñóíáéú"),
    "mac-roman": ("äöüß", "éèêàâçîôû", "åäöøæ", "ñóíáéú"),
}
"""Encoding -> the letters beyond ASCII of languages written in it; likelier encodings first."""

_SIGNS: Final = frozenset("€£§°´’‘“”„–—«»º ª¿¡·•…¥¢№\u00a0®©²³½")
_OTHER_SCRIPTS: Final = frozenset({"cp1251", "koi8-r", "cp1253"})
_CLUSTER: Final = re.compile(rb"[A-Za-z0-9]?[\x80-\xff]+[A-Za-z0-9]?")
_KANA: Final = re.compile("[\u3041-\u30ff]")
_MULTIBYTE: Final = ("cp932", "gb18030", "big5", "euc-kr")


def decode(content: bytes, file: str, declared: str = "") -> tuple[str, str]:
    """The text of ``content`` and the name of its encoding.

    ``declared`` is what the file or a person says; it is believed after a byte order mark and
    valid UTF-8, if the bytes allow it. Unreadable ``file_not_text`` for binary data.
    """
    encoding = marked(content) or _wide(content)
    if not encoding and b"\0" in content:
        raise unreadable(Fault.NOT_TEXT, file, content[: content.index(b"\0")].count(b"\n") + 1)
    for name in filter(None, (encoding, "utf-8", declared)):
        text = _try(content, name)
        if text is not None:
            return _checked(text, file), name
    name = guess(content)
    return _checked(content.decode(name, errors="replace"), file), name


def marked(content: bytes) -> str:
    """The encoding a byte order mark names, "" without one."""
    return next((name for mark, name in _MARKS if content.startswith(mark)), "")


def _wide(content: bytes) -> str:
    head = content[:400]
    zeros = [head[0::2].count(0), head[1::2].count(0)]
    half = max(1, len(head) // 2)
    if zeros[1] > half * 0.7 and not zeros[0]:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] > half * 0.7 and not zeros[1] else ""


def _try(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeError, LookupError):
        return None


def _checked(text: str, file: str) -> str:
    if "\0" in text:
        raise unreadable(Fault.NOT_TEXT, file, text.count("\n", 0, text.index("\0")) + 1)
    return text


def guess(content: bytes) -> str:
    """The likeliest old encoding: the one whose bytes above 127 spell letters of one language."""
    clusters = Counter(found[0] for found in islice(_CLUSTER.finditer(content), _SAMPLE))
    best, encoding = 0.0, ""
    for name, languages in _LANGUAGES.items():
        shown = [(part.decode(name, errors="replace"), many) for part, many in clusters.items()]
        score = max(
            _score(shown, letters, other_script=name in _OTHER_SCRIPTS) for letters in languages
        )
        if score > best:
            best, encoding = score, name
    doubtful = not encoding or (encoding in _OTHER_SCRIPTS and best < _CLEAR * sum(_high(clusters)))
    return (_multibyte(content) if doubtful else "") or encoding or "cp1252"


def _high(clusters: Counter[bytes]) -> Iterable[int]:
    return (many * sum(byte > _ASCII for byte in part) for part, many in clusters.items())


def _multibyte(content: bytes) -> str:
    for name in _MULTIBYTE:
        text = _try(content, name)
        if text is not None and (name != "cp932" or _KANA.search(text)):
            return name
    return ""


def _score(shown: Iterable[tuple[str, int]], letters: str, *, other_script: bool) -> float:
    return sum(_worth(part, letters, other_script=other_script) * many for part, many in shown)


def _worth(part: str, letters: str, *, other_script: bool) -> float:
    """How likely a person wrote ``part``, a few characters around those beyond ASCII."""
    total = 0.0
    for before, one in pairwise(f" {part}"):
        if one.isascii():
            mixed = one.isalpha() and (other_script or not before.isalpha())
            total -= 1.0 if mixed and not before.isspace() else 0.0
            total -= 1.5 if one.isdigit() and before.isalpha() else 0.0
        elif one.lower() in letters or one in letters:
            turned = one.isupper() and before.islower()
            total += -0.5 if turned else (-1.0 if other_script and _latin(before) else 1.0)
        else:
            total += _foreign(one)
    return total


def _latin(one: str) -> bool:
    return one.isascii() and one.isalpha()


def _foreign(one: str) -> float:
    if one == "�" or "\x80" <= one <= "\x9f":
        return -5.0
    if one in _SIGNS:
        return 0.1
    return -1.0 if one.isalpha() else -0.5
