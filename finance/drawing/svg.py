"""SVG as text: elements with escaped attributes and short numbers.

Every shape carries a class, for the page's own colours, and presentation attributes, for paper.
Nothing here makes a ``style``, a script or a link: a drawing is one picture (``role="img"``) with
a title and a description, and its numbers stand as a table beside it.
"""

from dataclasses import dataclass
from html import escape
from typing import Final

from finance.drawing.paint import INK_2

FONT: Final = "Hanken Grotesk, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What a picture is: ``id`` is unique on its page; the texts are read out."""

    id: str
    title: str
    description: str


def number(value: float) -> str:
    """``value`` with at most two decimals, no trailing zeros and no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, attributes: dict[str, str | float], inside: str = "") -> str:
    """One element; an underscore in an attribute's name stands for a hyphen.

    ``inside`` is markup and goes in as it is.
    """
    written = "".join(
        f' {key.replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def words(
    place: tuple[float, float], text: str, anchor: str = "start", look: str = "", size: float = 12
) -> str:
    """A line of text; ``place`` is on its baseline, ``look`` names further classes."""
    x, y = place
    attributes: dict[str, str | float] = {"x": x, "y": y, "fill": INK_2, "font_size": size}
    if anchor != "start":
        attributes["text_anchor"] = anchor
    if look:
        attributes["class"] = look
    if "strong" in look.split():
        attributes["font_weight"] = 600
    return element("text", attributes, escape(text))


def picture(caption: Caption, width: float, height: float, inside: str) -> str:
    """The whole drawing, ``width`` by ``height`` units, about one pixel each."""
    title = element("title", {"id": f"{caption.id}-title"}, escape(caption.title))
    text = element("desc", {"id": f"{caption.id}-text"}, escape(caption.description))
    attributes: dict[str, str | float] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {number(width)} {number(height)}",
        "role": "img",
        "aria_labelledby": f"{caption.id}-title {caption.id}-text",
        "font_family": FONT,
    }
    return element("svg", attributes, title + text + inside)
