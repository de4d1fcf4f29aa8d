"""The markup of OFX, SGML 1.x and XML 2.x alike, as banks really write it.

Elements with a value need no end tag; empty ones may lack it too. The tree is built in one pass
over the text, so time grows with the length of the file and nothing else.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html import unescape as replaced
from typing import Final

from finance.domain.statements import Fault, unreadable

_TOKEN: Final = re.compile(
    r"<(?P<end>/)?(?P<tag>[A-Za-z][A-Za-z0-9._:-]*)(?:\s[^<>]*?)?(?P<empty>/)?>"
)
_ENTITIES: Final = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DEEPEST: Final = 60
_REFERENCE: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_AGGREGATES: Final = frozenset(
    re.findall(
        r"\S+",
        """OFX SIGNONMSGSRSV1 SONRS STATUS BANKMSGSRSV1 CREDITCARDMSGSRSV1 LOANMSGSRSV1
    INVSTMTMSGSRSV1 SECLISTMSGSRSV1 STMTTRNRS CCSTMTTRNRS LOANSTMTTRNRS INVSTMTTRNRS STMTRS
    CCSTMTRS LOANSTMTRS INVSTMTRS BANKACCTFROM CCACCTFROM INVACCTFROM BANKTRANLIST INVTRANLIST
    STMTTRN LEDGERBAL AVAILBAL""",
    )
)
_ALONE: Final = _AGGREGATES - {"STATUS", "BANKACCTFROM", "CCACCTFROM", "INVACCTFROM"}


@dataclass(slots=True, eq=False)
class Node:
    """An aggregate: its own values by tag (the first of each), and the aggregates inside."""

    tag: str
    at: int
    fields: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)

    def child(self, *path: str) -> "Node":
        """The first aggregate along ``path``, an empty one where there is none."""
        node = self
        for tag in path:
            node = node.first(tag) or Node(tag, self.at)
        return node

    def first(self, tag: str) -> "Node | None":
        """The first aggregate called ``tag`` directly inside."""
        for one in self.children:
            if one.tag == tag:
                return one
        return None

    def walk(self) -> Iterator["Node"]:
        """Every aggregate below, in the order of the file."""
        pending = list(reversed(self.children))
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(node.children))

    def value(self, *tags: str) -> str:
        """The first value that is not empty among ``tags``."""
        for tag in tags:
            text = self.fields.get(tag)
            if text:
                return text
        return ""


class Lines:
    """Where a position of a text stands, as a 1-based line."""

    def __init__(self, text: str) -> None:
        self._ends = [found.start() for found in re.finditer("\n", text)]

    def at(self, position: int) -> int:
        """The line of the character at ``position``."""
        return bisect_right(self._ends, position - 1) + 1


def unescaped(text: str) -> str:
    """``text`` with its references replaced, those of a text that was escaped twice as well.

    Only what ends with a semicolon is one: ``CO.&LTD`` is a name.
    """
    once = _REFERENCE.sub(lambda found: replaced(found[0]), text)
    return _REFERENCE.sub(lambda found: replaced(found[0]), once)


def parse(text: str, file: str) -> tuple[Node, Lines]:
    """The ``OFX`` aggregate of ``text``.

    Unreadable ``file_declares_entities`` (a DTD is refused before anything is read),
    ``file_markup`` or ``file_truncated``.
    """
    lines = Lines(text)
    declared = _ENTITIES.search(text)
    if declared:
        raise unreadable(Fault.ENTITIES, file, lines.at(declared.start()))
    builder = _Builder(file, lines)
    builder.read(_without_sections(text, file, lines))
    return builder.root(text), lines


def _without_sections(text: str, file: str, lines: Lines) -> str:
    """``text`` with comments taken out and CDATA escaped, line breaks kept where they were."""
    parts: list[str] = []
    before = 0
    while (start := text.find("<!", before)) >= 0:
        parts.append(text[before:start])
        opened, closed = ("<![CDATA[", "]]>") if text.startswith("<![", start) else ("<!--", "-->")
        stop = text.find(closed, start + len(opened)) if text.startswith(opened, start) else -1
        if stop < 0:
            raise unreadable(Fault.MARKUP, file, lines.at(start), text[start : start + 40])
        inside = text[start + len(opened) : stop]
        kept = escape(inside) if closed == "]]>" else "\n" * inside.count("\n")
        parts.append(kept)
        before = stop + len(closed)
    return "".join((*parts, text[before:]))


class _Builder:
    def __init__(self, file: str, lines: Lines) -> None:
        self._file, self._lines = file, lines
        self._top = Node("", 0)
        self._open: list[Node] = [self._top]
        self._names: dict[str, str] = {}
        self._last = ""

    def read(self, text: str) -> None:
        held: re.Match[str] | None = None
        for found in _TOKEN.finditer(text):
            if held is not None:
                self._take(held, text[held.end() : found.start()].strip())
            held = found
        if held is not None:
            self._take(held, text[held.end() :].strip())

    def _take(self, found: re.Match[str], value: str) -> None:
        """One tag and the text after it."""
        end, written, empty = found.groups()
        tag = self._names.get(written) or self._named(written)
        if end:
            self._close(tag)
        elif (value or empty) and tag not in _AGGREGATES:
            self._open[-1].fields.setdefault(tag, unescaped(value) if "&" in value else value)
            self._last = tag
        else:
            self._begin(Node(tag, found.start()))

    def _named(self, written: str) -> str:
        tag = written.upper().rpartition(":")[2]
        self._names[written] = tag
        return tag

    def _is_open(self, tag: str) -> bool:
        """Whether an aggregate called ``tag`` is open; the innermost is asked first."""
        if self._open[-1].tag == tag:
            return True
        return any(node.tag == tag for node in self._open)

    def _begin(self, node: Node) -> None:
        if node.tag in _ALONE and self._is_open(node.tag):
            self._close(node.tag)
        if len(self._open) > _DEEPEST:
            raise unreadable(Fault.MARKUP, self._file, self._lines.at(node.at), node.tag)
        self._open.append(node)
        self._last = ""

    def _close(self, tag: str) -> None:
        if tag == self._last:
            self._last = ""
            return
        if not self._is_open(tag):
            return
        while self._open[-1].tag != tag:
            self._lift(self._open.pop())
        done, parent = self._open.pop(), self._open[-1]
        parent.children.append(done)
        if not done.fields and not done.children:
            parent.fields.setdefault(tag, "")

    def _lift(self, node: Node) -> None:
        """Take in ``node``, which has no end tag.

        Unless it is a known aggregate it was an empty element, and what seemed to be inside it
        stands beside it.
        """
        parent = self._open[-1]
        if node.tag in _AGGREGATES:
            parent.children.append(node)
            return
        parent.fields.setdefault(node.tag, "")
        for tag, value in node.fields.items():
            if not parent.fields.get(tag):
                parent.fields[tag] = value
        parent.children.extend(node.children)

    def root(self, text: str) -> Node:
        """The ``OFX`` aggregate, or all of them as one where files were put one behind another.

        Without any, the beginning of ``text`` is what cannot be read.
        """
        if len(self._open) > 1:
            raise unreadable(Fault.TRUNCATED, self._file, self._lines.at(self._open[-1].at))
        documents = [node for node in self._top.children if node.tag == "OFX"]
        if not documents:
            start = len(text) - len(text.lstrip())
            shown = text[start : start + 40].partition("\n")[0]
            raise unreadable(Fault.MARKUP, self._file, self._lines.at(start), shown)
        children = [child for node in documents for child in node.children]
        return Node("OFX", documents[0].at, documents[0].fields, children)
