"""Passwords are kept well, and a poor one is refused with its reason."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.adapters.passwords import Argon2Passwords
from finance.domain.errors import Invalid
from tests.people.desk import CHEAP


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("password", "common"),
        ("Passw0rd!", "common"),
        ("12345678", "common"),
        ("zxcvbnm,", "keyboard"),
        ("aaaaaaaaaaaa", "repeats"),
        ("abcabcabcabc", "repeats"),
        ("bcdefghijk", "sequence"),
        ("19900101", "date"),
        ("annalena1990", "personal"),
        ("farthing1", "guessable"),
    ],
)
def test_a_password_easy_to_guess_is_refused_with_the_reason(password: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        CHEAP.check(password, ["annalena"], "password")
    assert (refused.value.code, refused.value.facts) == ("password_weak", {"reason": reason})


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("kq7!vX2", "password_short"),
        ("", "password_short"),
        ("e\u0301" * 7, "password_short"),
        ("kq7!vX2-" * 32 + "x", "password_long"),
        ("x" * 1_000_000, "password_long"),
        ("kq7!vX2-\ud800", "text_control"),
    ],
)
def test_a_password_of_the_wrong_length_or_with_half_a_letter_is_refused(
    password: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        CHEAP.check(password, [], "password")
    assert refused.value.code == code


@pytest.mark.parametrize(
    "password",
    [
        "violet-anvil",
        "zażółć gęślą",
        "密码很难猜的吧朋友",
        "🦀🪐🧵🫖🪗🧿🪶🛶",
        "kq7!vX2\0z",
        "kq7!vX2-" * 32,
    ],
)
def test_any_script_is_good_for_a_password(password: str) -> None:
    CHEAP.check(password, [], "password")
    assert CHEAP.verify(password, CHEAP.hash(password))


def test_nothing_of_a_long_password_is_cut_off() -> None:
    password = "kq7!vX2-" * 32
    kept = CHEAP.hash(password)
    assert not CHEAP.verify(password[:-1] + "x", kept)
    assert not CHEAP.verify(password + "x" * 2000, kept)


@settings(max_examples=50, deadline=None)
@given(password=st.text(min_size=1, max_size=64), other=st.text(min_size=1, max_size=64))
def test_a_password_lets_in_itself_however_composed_and_nothing_else(
    password: str, other: str
) -> None:
    kept = CHEAP.hash(password)
    assert CHEAP.verify(unicodedata.normalize("NFD", password), kept)
    same = unicodedata.normalize("NFC", password) == unicodedata.normalize("NFC", other)
    assert CHEAP.verify(other, kept) is same


def test_the_cost_is_no_less_than_nineteen_mebibytes_and_two_passes_unless_set() -> None:
    kept = Argon2Passwords().hash("violet-anvil")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert CHEAP.outdated(kept)
    assert not CHEAP.outdated(CHEAP.hash("violet-anvil"))


def test_nobodys_password_is_verified_at_full_cost_and_refused() -> None:
    assert not CHEAP.verify("violet-anvil", None)
    assert not CHEAP.verify("violet-anvil", "not a hash")
