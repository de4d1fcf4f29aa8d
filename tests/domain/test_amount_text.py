"""What people type as an amount is understood exactly, or refused with a reason."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from finance.domain.amount_text import ascii_digits, read_amount, read_number
from finance.domain.errors import Invalid
from finance.domain.money import LARGEST, Money


@pytest.mark.parametrize(
    ("text", "by_point", "by_comma"),
    [
        ("12", 1200, 1200),
        ("12,50", 1250, 1250),
        ("12.50", 1250, 1250),
        (" 12.5 ", 1250, 1250),
        ("12.", 1200, 1200),
        (",5", 50, 50),
        (".5", 50, 50),
        ("1 234,56", 123456, 123456),
        ("1\u202f234,56", 123456, 123456),
        ("1\u00a0234 567", 123456700, 123456700),
        ("1'234.50", 123450, 123450),
        ("1’234’567.50", 123456750, 123456750),
        ("1,234.56", 123456, 123456),
        ("1.234,56", 123456, 123456),
        ("1.234.567", 123456700, 123456700),
        ("1,234,567", 123456700, 123456700),
        ("1,23,456.50", 12345650, 12345650),
        ("12,34,567", 123456700, 123456700),
        ("1,234", 123400, None),
        ("1.234", None, 123400),
        ("0,10", 10, 10),
        ("1.2300", 123, 123),
        ("−12", -1200, -1200),
        ("–12,5", -1250, -1250),
        ("- 12", -1200, -1200),
        ("+12", 1200, 1200),
        ("(10+2.5)*2", 2500, 2500),
        ("(10+2,5)*2", 2500, 2500),
        ("10 + 2 * 3 - 4 / 2", 1400, 1400),
        ("2 × 3,50 ÷ 2", 350, 350),
        ("-(5-8)", 300, 300),
        ("5--3", 800, 800),
        ("5*-3", -1500, -1500),
        ("1 234 + 1", 123500, 123500),
        ("10/4/2", 125, 125),
        ("10-4-3", 300, 300),
        ("0.125*8", 100, 100),
        ("١٢٫٥٠", 1250, 1250),
        ("１２.５", 1250, 1250),
        ("१,२३,४५६", 12345600, 12345600),
    ],
)
def test_an_amount_is_read_as_it_is_meant(
    text: str, by_point: int | None, by_comma: int | None
) -> None:
    for mark, minor in ((".", by_point), (",", by_comma)):
        if minor is not None:
            assert read_amount(text, "EUR", mark) == Money(minor, "EUR")


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ".", ",", "'", "abc", "12a", "12 EUR", "12,3,4", "1.2.3", "1,2345,678"),
        *("1,234.5.6", "1.234,5,6", "1,234.567,8", "12 34", "1 23", "1'23", "1'234 567"),
        *("1,234,56", "1,234,", "1.23.456", "0,123,456", "1. 5", "1'5.0", "1.5'0", "12,5 0"),
        *("+", "-", "1+", "*2", "1**2", "1//2", "(", ")", "()", "(1", "1)", "1(2)", "(1)2", "2(3)"),
        *("1e3", "0x10", "1_000", "½", "²", "∞", "NaN", "1;2", "__import__('os')", "1\n2"),
        "(" * 21 + "1" + ")" * 21,
        "-" * 99,
    ],
)
def test_what_cannot_be_read_is_told_and_never_guessed(text: str) -> None:
    for mark in ".,":
        with pytest.raises(Invalid) as told:
            read_amount(text, "EUR", mark)
        assert (told.value.code, told.value.field) == ("amount_unreadable", "amount")
        assert told.value.facts == {"text": text[:40]}


@pytest.mark.parametrize(
    ("text", "currency", "mark", "code"),
    [
        ("1,234", "EUR", ",", "amount_decimals"),
        ("1.234", "EUR", ".", "amount_decimals"),
        ("0.5", "JPY", ".", "amount_decimals"),
        ("0.333*2", "EUR", ".", "amount_decimals"),
        ("0.123", "EUR", ",", "amount_decimals"),
        ("1/0", "EUR", ".", "amount_divides_by_zero"),
        ("1/(2-2)", "EUR", ".", "amount_divides_by_zero"),
        ("99999999999999", "EUR", ".", "amount_too_large"),
        ("9" * 100, "EUR", ".", "amount_too_large"),
        ("1" * 101, "EUR", ".", "text_too_long"),
        ("1", "XXX", ".", "unknown_currency"),
    ],
)
def test_each_fault_has_its_own_reason(text: str, currency: str, mark: str, code: str) -> None:
    with pytest.raises(Invalid) as told:
        read_amount(text, currency, mark)
    assert told.value.code == code


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("10/3", "EUR", 333),
        ("20/3", "EUR", 667),
        ("0.01/2", "EUR", 0),
        ("0.03/2", "EUR", 2),
        ("-0.03/2", "EUR", -2),
        ("10/3*3", "EUR", 1000),
        ("5/2", "JPY", 2),
        ("7/2", "JPY", 4),
        ("1/3", "KWD", 333),
    ],
)
def test_only_the_result_of_a_division_is_rounded_half_to_even(
    text: str, currency: str, minor: int
) -> None:
    assert read_amount(text, currency, ".") == Money(minor, currency)


def test_three_digits_after_the_readers_own_mark_are_decimals() -> None:
    assert read_amount("1,234", "KWD", ",") == Money(1234, "KWD")
    assert read_amount("1,234", "KWD", ".") == Money(1234000, "KWD")


@given(
    st.integers(-LARGEST, LARGEST),
    st.sampled_from(["JPY", "EUR", "KWD", "CLF"]),
    st.sampled_from([(".", ","), (",", "."), (".", "'"), (",", " "), (".", ""), (",", "\u202f")]),
)
def test_a_written_amount_reads_back_in_every_style(
    minor: int, currency: str, style: tuple[str, str]
) -> None:
    mark, group = style
    whole, point, decimals = str(Money(minor, currency)).replace("-", "−").partition(".")
    grouped = f"{int(whole.strip('−')):,}".replace(",", group)
    sign = "−" if minor < 0 else ""
    text = f"{sign}{grouped}{mark if point else ''}{decimals}"
    assert read_amount(text, currency, mark) == Money(minor, currency)


Sum = tuple[str, Fraction | None]
"""A sum as text, and what it is worth; None where it divides by zero."""


def joined(parts: tuple[Sum, str, Sum]) -> Sum:
    """Two sums in parentheses with an operator between them."""
    (left, one), operator, (right, two) = parts
    text = f"({left}{operator}{right})"
    if one is None or two is None or (operator == "/" and not two):
        return text, None
    worth = {"+": one + two, "-": one - two, "*": one * two, "/": one / (two or 1)}
    return text, worth[operator]


sums: st.SearchStrategy[Sum] = st.recursive(
    st.integers(0, 9999).map(lambda number: (str(number), Fraction(number))),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(joined),
        inner.map(lambda pair: (f"-{pair[0]}", None if pair[1] is None else -pair[1])),
    ),
    max_leaves=8,
)


@given(sums)
@example(("(1/(2-2))", None))
def test_a_sum_is_worth_what_arithmetic_says(pair: Sum) -> None:
    text, worth = pair
    assume(len(text) <= 100)
    if worth is None:
        with pytest.raises(Invalid, match="amount_divides_by_zero"):
            read_amount(text, "EUR", ".")
    elif abs(worth) < 10**12:
        assert read_amount(text, "EUR", ".").minor == round(worth * 100)


@given(st.text(max_size=120))
@example("1" * 100)
@example("(" * 100)
@example("1," * 50)
@example("9*" * 49 + "9")
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    for mark in ".,":
        try:
            money = read_amount(text, "EUR", mark)
        except Invalid as fault:
            told = fault.code
        else:
            told = money.currency
        assert told


def test_one_number_is_read_without_a_currency() -> None:
    assert read_number("1 234,5", ",") == Decimal("1234.5")
    assert read_number("0.125", ".") == Decimal("0.125")
    for text in ("1+1", "-1", "", "("):
        with pytest.raises(Invalid):
            read_number(text, ".")


def test_digits_of_every_script_are_one_set_of_digits() -> None:
    assert ascii_digits("٣4५６") == "3456"
    assert ascii_digits("²½a") == "²½a"
