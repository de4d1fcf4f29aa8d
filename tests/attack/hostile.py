"""Texts nobody means well with, and what only machines would send."""

import json
from pathlib import Path
from typing import Final

_KEPT: Final = Path(__file__).parents[3] / "shared" / "data" / "naughty-strings"

OWN: Final = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' OR 1=1; DROP TABLE posting; --",
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}",
    "%s%n%x%(name)s {0} {name!r}",
    "javascript:alert(1)",
    '=HYPERLINK("http://evil.example";"x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "http://[::",
    "//evil.example/",
    "Z̡͔̘a̴͖l̷g̀o ͓",
    "\u202eevil\u202c",
    "\u200b",
    "﷽" * 20,
    "𝕿𝖍𝖊 🏳‍🌈 👨‍👩‍👧‍👦",
    "a\nSet-Cookie: x=1",
    "\ufeffbom",
    "NULL",
    "None",
    "undefined",
    "-0",
    "1e999999999",
    "NaN",
    "٣٤",
    "1/0",
    "0x10",
    "9" * 5000,
    "-" + "9" * 400,
    "\0",
    "\x1b[31mred",
    "\r\nX-Evil: 1",
    "x" * 100_000,
    "(" * 2000,
    '"' * 2000,
    "amount:" * 300,
    "00000000-0000-0000-0000-000000000000",
    "2026-02-30",
    "9999-12-31",
    "0000-00-00",
    "-1",
    "up",
    "add",
    "remove-999999",
    "",
    " ",
)
"""Short ones first; each was somebody's undoing once."""


def known() -> tuple[str, ...]:
    """The well-known list kept beside the repository, where it is; else nothing."""
    found = sorted(_KEPT.glob("*.json"))
    return tuple(str(text) for text in json.loads(found[0].read_text())) if found else ()
