"""Notes about what was done, waiting to be seen."""

import random
from uuid import uuid4

from tests.web.house import House

_ROOM = 4096
"""Bytes of a cookie that every browser keeps, with its name and attributes."""


def test_notes_nobody_looked_at_never_outgrow_the_cookie(house: House) -> None:
    letters = random.Random(7)  # noqa: S311 - only to leave nothing to compress
    blank = house.new()
    for _ in range(12):
        blank = house.new()
        payee = "".join(chr(letters.randrange(0x4E00, 0x9FA0)) for _ in range(200))
        answer = house.send(blank, id=str(uuid4()), amount="5", payee=payee)
        cookie = answer.headers["Set-Cookie"]
        assert len(cookie.encode()) < _ROOM
    assert house.get("transactions").status_code == 200
