"""Amounts as people type them: grouped or not, with either decimal mark, or as a small sum.

Everything is reckoned in exact fractions. Digits of every script are read, because phones type
them; the minus may be the real one (U+2212), times and divided by may be × and ÷.
"""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Final

from finance.domain.errors import Invalid
from finance.domain.money import Money, exponent
from finance.domain.texts import LIMITS

_DEEPEST: Final = 20
_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2013\ufe63\uff0d", "-"),
        **dict.fromkeys("×✕", "*"),
        "÷": "/",
        **dict.fromkeys("\u2019\u066c", "'"),
        **dict.fromkeys("\t\u00a0\u2007\u2009\u202f", " "),
    }
)
_ARABIC_MARK: Final = "\u066b"
_TOKEN: Final = re.compile(r" *([\d.,](?:[\d.,' ]*[\d.,])?|[-+*/()]) *", re.ASCII)
_ONE_GROUP: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_WHOLE: Final = re.compile(
    r"\d+|[1-9]\d{0,2}([.,' ])\d{3}(?:\1\d{3})*|[1-9]\d?(?:,\d{2})+,\d{3}", re.ASCII
)


def read_amount(text: str, currency: str, decimal_mark: str) -> Money:
    """The amount ``text`` means, where ``decimal_mark`` (``.`` or ``,``) is the reader's own.

    Grouping by space, apostrophe, point or comma is fine if every group is whole. One mark with
    three digits behind it (``1,234``) is decimal if it is the reader's own, else grouping. Sums
    may use ``+ - * /`` and parentheses; only a division is rounded, half to even. Invalid
    ``text_too_long``, ``amount_unreadable``, ``amount_divides_by_zero``, ``amount_decimals`` or
    ``amount_too_large``.
    """
    sum_ = _Sum(_tokens(text, decimal_mark), decimal_mark, text)
    value = sum_.value()
    if sum_.divided:
        scale = 10 ** exponent(currency)
        value = Fraction(round(value * scale), scale)
    return Money.of_fraction(value, currency)


def read_number(text: str, decimal_mark: str) -> Decimal:
    """The one number ``text`` is, read by the rules of ``read_amount``; no sign and no sum."""
    tokens = _tokens(text, decimal_mark)
    if len(tokens) != 1:
        raise _unreadable(text)
    return Decimal(_plain(tokens[0], decimal_mark, text))


def ascii_digits(text: str) -> str:
    """``text`` with the decimal digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
    )


def _unreadable(text: str) -> Invalid:
    return Invalid("amount_unreadable", "amount", {"text": text[:40]})


def _tokens(text: str, decimal_mark: str) -> list[str]:
    if len(text) > LIMITS["amount"]:
        facts = {"limit": LIMITS["amount"], "length": len(text)}
        raise Invalid("text_too_long", "amount", facts)
    bare = ascii_digits(text.strip()).translate(_ALIKE).replace(_ARABIC_MARK, decimal_mark)
    tokens: list[str] = []
    at = 0
    while at < len(bare):
        found = _TOKEN.match(bare, at)
        if not found:
            raise _unreadable(text)
        tokens.append(found[1])
        at = found.end()
    return tokens


def _plain(token: str, decimal_mark: str, text: str) -> str:
    """A number token as a plain decimal; ``text`` is what the message quotes."""
    whole, decimals = _parts(token, decimal_mark)
    digits = re.sub(r"\D", "", whole)
    well_formed = not whole or _WHOLE.fullmatch(whole)
    if not well_formed or not (digits or decimals) or not (decimals or "0").isdigit():
        raise _unreadable(text)
    return f"{digits or 0}.{decimals or 0}"


def _parts(token: str, decimal_mark: str) -> tuple[str, str]:
    """The whole part, still grouped, and the decimals of a number token."""
    marks = re.sub(r"[^.,]", "", token)
    if not marks or (len(set(marks)) == 1 and len(marks) > 1):
        return token, ""
    if len(marks) == 1 and marks != decimal_mark and _ONE_GROUP.fullmatch(token):
        return token, ""
    whole, _, decimals = token.rpartition(marks[-1])
    return whole, decimals


class _Sum:
    """A sum being read from its tokens, left to right, by the usual precedence."""

    def __init__(self, tokens: list[str], decimal_mark: str, text: str) -> None:
        self._left = tokens[::-1]
        self._mark = decimal_mark
        self._text = text
        self._depth = 0
        self.divided = False

    def value(self) -> Fraction:
        """The value of all tokens; Invalid if one is left over or missing."""
        value = self._terms()
        if self._left:
            raise _unreadable(self._text)
        return value

    def _next_of(self, wanted: str) -> str:
        """The next token taken, if it is one of the characters ``wanted``; else nothing."""
        return self._left.pop() if self._left and self._left[-1] in wanted else ""

    def _terms(self) -> Fraction:
        value = self._factors()
        while operator := self._next_of("+-"):
            factor = self._factors()
            value = value + factor if operator == "+" else value - factor
        return value

    def _factors(self) -> Fraction:
        value = self._signed()
        while operator := self._next_of("*/"):
            factor = self._signed()
            value = value * factor if operator == "*" else self._quotient(value, factor)
        return value

    def _quotient(self, value: Fraction, divisor: Fraction) -> Fraction:
        if not divisor:
            raise Invalid("amount_divides_by_zero", "amount", {"text": self._text[:40]})
        self.divided = True
        return value / divisor

    def _signed(self) -> Fraction:
        sign = 1
        while operator := self._next_of("+-"):
            sign = -sign if operator == "-" else sign
        return sign * self._single()

    def _single(self) -> Fraction:
        if self._next_of("("):
            return self._inside()
        if not self._left or self._left[-1] in "*/)":
            raise _unreadable(self._text)
        return Fraction(_plain(self._left.pop(), self._mark, self._text))

    def _inside(self) -> Fraction:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _unreadable(self._text)
        value = self._terms()
        self._depth -= 1
        if not self._next_of(")"):
            raise _unreadable(self._text)
        return value
