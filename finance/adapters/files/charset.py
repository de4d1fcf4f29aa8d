"""From bytes to text: byte order marks, strict UTF-8, then the old single-byte sets by evidence."""

import codecs
from collections.abc import Sequence
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
_HIGH: Final = 0x80

_LETTERS: Final = {
    "cp1252": "äöüßÄÖÜéèêàâçîôûñóíáúãõåøæÅØÆ€£§°´’–ëïìòù¿¡ªº",
    "cp1250": "ąćęłńśźżĄĆĘŁŃŚŹŻáčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽőűŐŰăâîșțşţäöüđ€",
    "iso-8859-2": "ąćęłńśźżĄĆĘŁŃŚŹŻáčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽőűŐŰăâîşţäöüđ",
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯёЁіїєІЇЄ№",
    "cp1253": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ€",
    "cp1254": "çğıöşüÇĞİÖŞÜâîû",
    "cp1257": "ąčęėįšųūžĄČĘĖĮŠŲŪŽāēģīķļņĀĒĢĪĶĻŅõäöü€",
    "cp850": "äöüßÄÖÜéèêàâçîôûñóíáú",
    "koi8-r": "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    "mac-roman": "äöüßÄÖÜéèêàâçîôûñóíáúõãåøæ",
}
_CYRILLIC: Final = frozenset({"cp1251", "koi8-r"})
_RARE: Final = {"cp850": 0.6, "mac-roman": 0.6, "koi8-r": 0.8, "cp1254": 0.9, "cp1257": 0.9}
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
    """The likeliest old encoding: the one whose bytes above 127 give letters people write."""
    high = _high_bytes(content)
    scores = {name: _score(high, name) * _RARE.get(name, 1.0) for name in _LETTERS}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > 0:
        return best
    return next((name for name in _MULTIBYTE if _try(content, name) is not None), "cp1252")


def _high_bytes(content: bytes) -> Sequence[tuple[bytes, bool]]:
    found: list[tuple[bytes, bool]] = []
    for at, byte in enumerate(content):
        if byte >= _HIGH:
            after = content[at - 1 : at]
            found.append((content[at : at + 1], after.isalpha() or bool(after > b"\x7f")))
            if len(found) >= _SAMPLE:
                break
    return found


def _score(high: Sequence[tuple[bytes, bool]], name: str) -> float:
    letters = _LETTERS[name]
    total = 0.0
    for byte, inside in high:
        shown = byte.decode(name, errors="replace")
        if shown == "�" or "\x80" <= shown <= "\x9f":
            total -= 5
        elif shown in letters:
            total += _worth(shown, inside, name in _CYRILLIC)
        elif shown.isalpha():
            total -= 0.5
        else:
            total -= 1 if inside else 0.2
    return total


def _worth(shown: str, inside: bool, cyrillic: bool) -> float:  # noqa: FBT001
    if inside and shown.isupper() and not cyrillic:
        return 0.7
    return 1.0
