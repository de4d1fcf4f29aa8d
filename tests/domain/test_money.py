"""Money is exact in every currency: reading, writing, splitting and adding lose nothing."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from finance.domain.currencies import EXPONENTS, IN_FORCE
from finance.domain.errors import Invalid
from finance.domain.money import LARGEST, Bag, Money, exponent

minors = st.integers(-LARGEST, LARGEST)
currencies = st.sampled_from(["JPY", "EUR", "KWD", "CLF"])
monies = st.builds(Money, minors, currencies)
bags = st.lists(monies, max_size=6).map(Bag)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


@pytest.mark.parametrize(
    ("currency", "text", "minor"),
    [
        ("JPY", "1250", 1250),
        ("JPY", "1250.00", 1250),
        ("EUR", "12.50", 1250),
        ("EUR", "12.5", 1250),
        ("EUR", "-0.01", -1),
        ("EUR", "+3", 300),
        ("EUR", "1.2300000", 123),
        ("EUR", "-0", 0),
        ("KWD", "1.234", 1234),
        ("CLF", "-1.2345", -12345),
        ("EUR", "10000000000000.00", LARGEST),
        ("EUR", "1." + "0" * 40, 100),
    ],
)
def test_a_plain_decimal_is_read_exactly(currency: str, text: str, minor: int) -> None:
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("currency", "text", "code"),
    [
        ("EUR", "", "amount_unreadable"),
        ("EUR", " 1", "amount_unreadable"),
        ("EUR", "1\n", "amount_unreadable"),
        ("EUR", "12,50", "amount_unreadable"),
        ("EUR", "1e3", "amount_unreadable"),
        ("EUR", "1_000", "amount_unreadable"),
        ("EUR", "١٢", "amount_unreadable"),
        ("EUR", ".5", "amount_unreadable"),
        ("EUR", "NaN", "amount_unreadable"),
        ("EUR", "9" * 41, "amount_unreadable"),
        ("EUR", "1.001", "amount_decimals"),
        ("JPY", "0.5", "amount_decimals"),
        ("KWD", "1.2345", "amount_decimals"),
        ("CLF", "1.23456", "amount_decimals"),
        ("EUR", "10000000000000.01", "amount_too_large"),
        ("EUR", "-10000000000000.01", "amount_too_large"),
        ("EUR", "9" * 40, "amount_too_large"),
    ],
)
def test_what_is_no_amount_is_told_why(currency: str, text: str, code: str) -> None:
    with pytest.raises(Invalid) as told:
        Money.parse(text, currency)
    assert (told.value.code, told.value.field) == (code, "amount")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Infinity", "amount_unreadable"),
        ("sNaN" + "1" * 100, "amount_unreadable"),
        ("1E+999999", "amount_too_large"),
        ("1E-999999", "amount_decimals"),
        ("1." + "0" * 41, "amount_decimals"),
        ("1" * 1_000_000, "amount_too_large"),
        ("0." + "0" * 1_000_000 + "1", "amount_decimals"),
    ],
)
def test_numbers_out_of_reach_are_refused_at_once(text: str, code: str) -> None:
    with pytest.raises(Invalid) as told:
        Money.of(Decimal(text), "EUR")
    assert told.value.code == code
    assert len(str(told.value.facts)) < 100


@pytest.mark.parametrize("text", ["0", "-0.00", "0E+1000", "0E-1000", "0." + "0" * 1000])
def test_zero_is_zero_however_it_is_written(text: str) -> None:
    assert Money.of(Decimal(text), "EUR") == Money.zero("EUR")


def test_a_fraction_must_come_out_even() -> None:
    assert Money.of_fraction(Fraction(1, 4), "EUR") == Money(25, "EUR")
    with pytest.raises(Invalid) as told:
        Money.of_fraction(Fraction(1, 3), "EUR")
    assert told.value.facts == {"currency": "EUR", "decimals": 2}


@given(st.builds(Money, minors, st.sampled_from(sorted(EXPONENTS))))
def test_what_is_written_reads_back_the_same(money: Money) -> None:
    assert Money.parse(str(money), money.currency) == money
    assert Money.of(money.number, money.currency) == money
    assert str(money.number) == str(money) or money.minor == 0


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(-5, "EUR"), "-0.05"),
        (Money(0, "EUR"), "0.00"),
        (Money(-1250, "JPY"), "-1250"),
        (Money(7, "KWD"), "0.007"),
        (Money(12345, "CLF"), "1.2345"),
    ],
)
def test_an_amount_is_written_with_all_decimals_of_its_currency(money: Money, text: str) -> None:
    assert str(money) == text


@pytest.mark.parametrize("minor", [1.0, True, Decimal(1), "1"])
def test_only_whole_numbers_become_money(minor: int) -> None:
    with pytest.raises(TypeError):
        Money(minor, "EUR")


@pytest.mark.parametrize("currency", ["", "eur", "XXX", "EURO", "XAU"])
def test_an_unknown_currency_is_refused(currency: str) -> None:
    with pytest.raises(Invalid) as told:
        Money(1, currency)
    assert (told.value.code, told.value.field) == ("unknown_currency", "currency")


def test_currencies_have_none_two_three_or_four_decimals() -> None:
    assert set(EXPONENTS.values()) == {0, 2, 3, 4}
    assert [exponent(code) for code in ("JPY", "EUR", "KWD", "CLF", "DEM")] == [0, 2, 3, 4, 2]
    assert set(IN_FORCE) < set(EXPONENTS)
    assert "DEM" not in IN_FORCE


@given(minors, weights, currencies)
@example(-1, [1, 1], "EUR")
@example(100, [0, 1, 1, 1, 0], "EUR")
def test_parts_add_up_and_none_is_a_unit_off(minor: int, shares: list[int], currency: str) -> None:
    whole = Money(minor, currency)
    parts = whole.allocate(shares)
    assert sum((part.minor for part in parts), 0) == minor
    assert len(parts) == len(shares)
    for part, share in zip(parts, shares, strict=True):
        assert abs(part.minor - Fraction(minor * share, sum(shares))) < 1
        assert share or not part


@given(minors, weights)
def test_splitting_a_debt_mirrors_splitting_a_gain(minor: int, shares: list[int]) -> None:
    gain, debt = Money(minor, "EUR"), Money(-minor, "EUR")
    assert debt.allocate(shares) == tuple(-part for part in gain.allocate(shares))


def test_cents_left_over_go_to_the_largest_remainders_first_come_first() -> None:
    assert [part.minor for part in Money(100, "EUR").allocate([1, 1, 1])] == [34, 33, 33]
    assert [part.minor for part in Money(-100, "EUR").allocate([1, 1, 1])] == [-34, -33, -33]
    assert [part.minor for part in Money(10, "EUR").allocate([5, 3, 1])] == [6, 3, 1]
    assert [part.minor for part in Money(1, "KWD").allocate([1, 2])] == [0, 1]


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1, 1]])
def test_weights_that_split_nothing_are_refused(shares: list[int]) -> None:
    with pytest.raises(Invalid) as told:
        Money(100, "EUR").allocate(shares)
    assert told.value.code == "weights"


@given(minors, minors, currencies)
def test_money_of_one_currency_adds_and_compares_like_its_units(
    one: int, other: int, currency: str
) -> None:
    left, right = Money(one, currency), Money(other, currency)
    assert (left + right).minor == one + other
    assert left - right == left + -right
    assert (left < right, left <= right) == (one < other, one <= other)
    assert (left > right, left >= right) == (one > other, one >= other)
    assert abs(left).minor == abs(one)
    assert bool(left) == (one != 0)


def test_currencies_never_mix() -> None:
    euro, yen = Money(1, "EUR"), Money(1, "JPY")
    for act in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__):
        with pytest.raises(Invalid) as told:
            act(euro, yen)
        assert told.value.code == "currencies_differ"
        assert told.value.facts == {"currency": "EUR", "other": "JPY"}
    assert euro != yen


@given(st.lists(monies, max_size=8))
def test_a_bag_holds_the_sum_of_each_currency(amounts: list[Money]) -> None:
    bag = Bag(amounts)
    for currency in ("JPY", "EUR", "KWD", "CLF"):
        total = sum(money.minor for money in amounts if money.currency == currency)
        assert bag.of(currency) == Money(total, currency)
        assert (currency in bag) == (total != 0)
    assert list(bag) == sorted(bag)
    assert len(bag) == len(list(bag))


@given(bags, bags, bags)
def test_bags_add_like_numbers(one: Bag, two: Bag, three: Bag) -> None:
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert one + Bag() == one
    assert not one + -one
    negated = -one
    assert -negated == one


@given(bags, bags)
def test_equal_bags_have_equal_hashes(one: Bag, two: Bag) -> None:
    assert hash(one + two) == hash(two + one)
    assert len({one, Bag(one.values())}) == 1


def test_a_bag_shows_what_it_holds() -> None:
    bag = Bag([Money(500, "JPY"), Money(1250, "EUR"), Money(1, "KWD"), Money(-1, "KWD")])
    assert repr(bag) == "Bag(12.50 EUR, 500 JPY)"
    assert bag["EUR"] == Money(1250, "EUR")
    with pytest.raises(KeyError):
        bag["KWD"]
