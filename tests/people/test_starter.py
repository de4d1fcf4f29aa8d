"""The starter book is complete and sound in every currency and language."""

import random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.domain.accounts import CATEGORIES, OWN, AccountRole, Chart
from finance.domain.currencies import EXPONENTS
from finance.domain.errors import Invalid
from finance.domain.starter import starter


def _ids(seed: int) -> "random.Random":
    return random.Random(seed)  # noqa: S311 - ids of a test


@given(currency=st.sampled_from(sorted(EXPONENTS)), seed=st.integers(0, 2**32))
def test_every_starter_book_is_a_sound_chart(currency: str, seed: int) -> None:
    source = _ids(seed)
    made = starter(lambda: UUID(int=source.getrandbits(128)), currency, "UTC")
    grown = Chart([])
    for account in made.accounts:
        grown.placed(account)
        grown = Chart([*grown.values(), account])
    assert len(grown) == len(made.accounts)
    for role in AccountRole:
        assert grown.having(role).role is role
    own = [account for account in grown.values() if account.kind in OWN]
    assert [(one.id, one.currency) for one in own] == [(made.book.default_account_id, currency)]
    categories = [one for one in grown.values() if one.kind in CATEGORIES]
    assert {len(grown.path(one.id)) for one in categories} == {1, 2}


def test_every_name_is_given_to_the_translator() -> None:
    source = _ids(1)
    made = starter(
        lambda: UUID(int=source.getrandbits(128)), "EUR", "UTC", lambda word: f"«{word}»"
    )
    names = [made.book.name, *(account.name for account in made.accounts)]
    assert all(name.startswith("«") for name in names)


def test_a_book_in_no_known_currency_is_refused() -> None:
    with pytest.raises(Invalid):
        starter(lambda: UUID(int=1), "QQQ", "UTC")
