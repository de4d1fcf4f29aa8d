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
_FAIR: Final = 0.5
_USUAL: Final = 0.15
_KOREAN: Final = 0.9
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
    "cp1255": ("אבגדהוזחטיךכלםמןנסעףפץצקרשת",),
    "cp1256": ("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآءئؤ",),
    "cp874": ("".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E50)))),),
    "cp1253": ("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ",),
    "cp850": ("äöüß", "éèêàâçîôû", "åäöøæ", "ñóíáéú"),
    "mac-roman": ("äöüß", "éèêàâçîôû", "åäöøæ", "ñóíáéú"),
}
"""Encoding -> the letters beyond ASCII of languages written in it; likelier encodings first."""

_SIGNS: Final = frozenset("€£§°´’‘“”„–—«»º ª¿¡·•…¥¢№¦\u00a0®©²³½")
OTHER_SCRIPTS: Final = frozenset({"cp1251", "koi8-r", "cp1253", "cp1255", "cp1256", "cp874"})
"""Encodings of scripts of which no letter is Latin."""
_TWO_CASES: Final = frozenset({"cp1251", "koi8-r", "cp1253"})
_ONE_CASE: Final = 0.9
_WORD: Final = re.compile(rb"[\x80-\xff]{3}")
"""What every text in another script has, and a Latin one hardly: three letters of it in a row."""
_CLUSTER: Final = re.compile(rb"[A-Za-z0-9]?[\x80-\xff]+[A-Za-z0-9]?")
_SPACE: Final = re.compile(rb"\d\xa0+\w?|\w?\xa0+\d|[A-Z]?\xa0+[A-Z]?")
"""A space that does not break, beside figures or capitals: it tells no language."""
_MULTIBYTE: Final = {
    "cp932": re.compile("[\u3041-\u30ff年月日円金額取引入出残高店名支払預利用摘要内容]"),
    "gb18030": re.compile("[交易日期时间金额收入支出余额摘要账户币种类型对方名称备注商品年月行卡]"),
    "big5": re.compile("[交易日期時間金額收入支出餘額摘要帳戶幣別類型對方名稱備註存提年月行]"),
    "euc-kr": re.compile("[\uac00-\ud7a3]"),
}
"""Encoding -> the letters that make up much of a statement in it; likelier encodings first."""


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
    clusters = Counter({one: many for one, many in clusters.items() if not _SPACE.fullmatch(one)})
    best, encoding = 0.0, ""
    words = any(_WORD.search(part) for part in clusters)
    for name, languages in _LANGUAGES.items():
        if name in OTHER_SCRIPTS and not words:
            continue
        shown = [(part.decode(name, errors="replace"), many) for part, many in clusters.items()]
        score = max(
            _score(shown, letters, other_script=name in OTHER_SCRIPTS) for letters in languages
        )
        if name in _TWO_CASES and not _two_cases(part for part, _ in shown):
            score *= _ONE_CASE
        if score > best:
            best, encoding = score, name
    clear = _CLEAR if encoding in OTHER_SCRIPTS else _FAIR
    crowded = encoding == "cp874"  # its letters fill the bytes of the sets of two
    doubtful = not encoding or crowded or best < clear * sum(_high(clusters))
    return (_multibyte(content) if doubtful else "") or encoding or "cp1252"


def _high(clusters: Counter[bytes]) -> Iterable[int]:
    return (many * sum(byte > _ASCII for byte in part) for part, many in clusters.items())


def _two_cases(parts: Iterable[str]) -> bool:
    """Whether small and capital letters both stand there, as in any longer text that has both."""
    whole = "".join(parts)
    return any(one.islower() for one in whole) and any(
        one.isupper() and not one.isascii() for one in whole
    )


def _multibyte(content: bytes) -> str:
    """The East Asian set in which most of ``content`` is what such files are full of."""
    best, encoding = 0.0, ""
    for name, usual in _MULTIBYTE.items():
        text = _try(content, name)
        if text is None:
            continue
        beyond = [one for one in text if not one.isascii()] or [""]
        share = (0.01 + sum(bool(usual.match(one)) for one in beyond)) / len(beyond)
        if name == "euc-kr" and share < _KOREAN:
            continue  # half of any Chinese text would be Hangul, read so; Korean is all of it
        if share > max(best, _USUAL):
            best, encoding = share, name
    return encoding


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
            turned = one.isupper() and (before.islower() or len(part.strip()) == 1)
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
