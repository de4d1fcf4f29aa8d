"""Statements as plain text, a block of ``Name: value`` lines for each movement, made a table.

Some banks offer these beside their CSV files. Each movement becomes one row on the last line of
its block, so that what is said of a line of the table holds for the line of the file.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from finance.adapters.files.csv_layout import holds_data
from finance.adapters.files.csv_roles import role_of
from finance.adapters.files.csv_words import Role

_NAMED: Final = re.compile(r"\s*([^\W\d][^:;,\t|\d]{1,29}):(?:\s(.*))?")
_MONEY: Final = frozenset({Role.AMOUNT, Role.DEBIT, Role.CREDIT})
_HEAD: Final = 400
_BLOCKS: Final = 2
_NAMES: Final = 3
_DELIMITERS: Final = ";,\t|"
_WIDEST: Final = 60
"""Names that a statement's blocks have at the most: a table of more is no bank's, and would be as
large as the square of its file.
"""

Block = tuple[int, dict[str, str]]


def tabled(text: str) -> str:
    """``text`` as a table parted by tabs if it is blocks of named lines, else as it is."""
    lines = text.splitlines()
    blocks = list(_blocks(lines[:_HEAD]))
    whole = sum(holds_data(list(one.values())) for _, one in blocks)
    alone = whole == 1 and len(blocks) == 1 and _is_alone(lines, blocks[0])
    if not alone and (whole < _BLOCKS or whole * 2 < len(blocks)):
        return text
    blocks = list(_blocks(lines))
    names = list(dict.fromkeys(name for _, one in blocks for name in one))
    if len(names) > _WIDEST:
        return text
    kept = {at: [one.get(name, "") for name in names] for at, one in blocks}
    start = blocks[0][0] - len(blocks[0][1])
    table = ["\t".join(kept.get(at, ())) for at in range(len(lines))]
    table[: start + 1] = (line.replace("\t", " ") for line in lines[: start + 1])
    table[max(start, 0)] = "\t".join(names)
    return "\n".join(table)


def _is_alone(lines: Sequence[str], block: Block) -> bool:
    """Whether one block is the whole file: as many named lines as a movement has, and no table."""
    last, named = block
    others = (*lines[: max(last + 1 - len(named), 0)], *lines[last + 1 : _HEAD])
    tables = (line.split(mark) for line in others for mark in _DELIMITERS if mark in line)
    return len(named) >= _NAMES and not any(map(holds_data, tables))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The last line (0-based) and the values of every block: a day's name begins a new one."""
    block: dict[str, str] = {}
    last = 0
    for at, line in enumerate(lines):
        found = _NAMED.fullmatch(line)
        if found is None:
            continue
        name = found[1].strip()
        value = (found[2] or "").strip().replace("\t", " ").lstrip('"')
        if role_of(name)[0] == Role.DATE and (name in block or not block):
            if block:
                yield last, block
            block = {}
        elif not block:
            continue
        block[name], last = value, at
    if _is_movement(block):
        yield last, block


def _is_movement(block: dict[str, str]) -> bool:
    return any(role_of(name)[0] in _MONEY for name in block)
