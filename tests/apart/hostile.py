"""Files that try to cost much, each of some megabytes."""

from typing import Final

_TABLE: Final = b"date,payee,amount\n2024-01-01,a,-1.00\n"

HOSTILE: Final = {
    "one endless line": b"a" * 4_000_000,
    "one endless cell": _TABLE + b'2024-01-01,"' + b"x" * 4_000_000 + b'",-1.00\n',
    "a number without end": _TABLE + b"2024-01-01,a," + b"9" * 4_000_000 + b"\n",
    "nothing but commas": b"," * 4_000_000,
    "nothing but quotes": b'"' * 4_000_000,
    "a quote that never closes": _TABLE + b'"' + b"2024-01-01,a,-1\n" * 250_000,
    "rows of two empty cells": b";\n" * 2_000_000,
    "empty lines": b"\n" * 4_000_000 + b"x",
    "endless blanks": _TABLE + b" " * 4_000_000,
    "elements in elements": b"OFXHEADER:100\n\n<OFX>" + b"<STMTTRN>" * 400_000,
    "elements in a row": b"OFXHEADER:100\n\n<OFX>" + b"<A>1" * 1_000_000,
    "entities in a row": b"OFXHEADER:100\n\n<OFX><NAME>" + b"&amp;" * 800_000,
    "angles": b"OFXHEADER:100\n\n<OFX>" + b"<" * 4_000_000,
}
