"""Passwords are kept well, and a poor one is refused with its reason."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.adapters.passwords import WAITING, Argon2Passwords
from finance.domain.errors import Invalid, Unavailable
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


@settings(max_examples=50)
@given(password=st.text(min_size=1, max_size=64), other=st.text(min_size=1, max_size=64))
def test_a_password_lets_in_itself_however_composed_and_nothing_else(
    password: str, other: str
) -> None:
    kept = CHEAP.hash(password)
    assert CHEAP.verify(unicodedata.normalize("NFD", password), kept)
    same = unicodedata.normalize("NFC", password) == unicodedata.normalize("NFC", other)
    assert CHEAP.verify(other, kept) is same


def test_the_cost_is_no_less_than_sixty_four_mebibytes_and_three_passes_unless_set() -> None:
    kept = Argon2Passwords().hash("violet-anvil")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert CHEAP.outdated(kept)
    assert not CHEAP.outdated(CHEAP.hash("violet-anvil"))


def test_so_many_wait_for_a_hash_and_who_comes_then_is_told_so_at_once() -> None:
    passwords, go_on = Argon2Passwords(memory=8, passes=1), Event()
    passwords._maker.submit(go_on.wait)  # noqa: SLF001 - as if a hash took very long
    with ThreadPoolExecutor(WAITING + 1) as threads:
        asked = [threads.submit(passwords.hash, "violet-anvil") for _ in range(WAITING + 1)]
        first = next(as_completed(asked))
        go_on.set()
    with pytest.raises(Unavailable) as refused:
        first.result()
    assert refused.value.code == "sign_ins_many"
    assert all(passwords.verify("violet-anvil", one.result()) for one in asked if one != first)


def test_nobodys_password_is_verified_at_full_cost_and_refused() -> None:
    assert not CHEAP.verify("violet-anvil", None)
    assert not CHEAP.verify("violet-anvil", "not a hash")
