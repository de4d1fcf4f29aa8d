"""Reads a drawing back, and refuses what no drawing may hold."""

import math
from xml.etree.ElementTree import Element, fromstring

from finance.drawing.svg import Caption

SVG = "{http://www.w3.org/2000/svg}"
CAPTION = Caption(id="pic", title='Out & "in" <all>', description="One, two.")
_FORBIDDEN = {f"{SVG}style", f"{SVG}script", f"{SVG}a", f"{SVG}foreignObject"}


def drawn(text: str) -> Element:
    """The root of a sound drawing."""
    root = fromstring(text)  # noqa: S314  (our own text, just drawn)
    for found in root.iter():
        assert found.tag not in _FORBIDDEN
        assert "style" not in found.attrib
        assert not any(name.startswith("on") for name in found.attrib)
        for name, value in found.attrib.items():
            assert "nan" not in value or name == "data-tip"
            assert "inf" not in value or name == "data-tip"
    return root


def texts(root: Element) -> list[str]:
    """Every line of text in the picture, in order."""
    return [found.text or "" for found in root.iter(f"{SVG}text")]


def shapes(root: Element, look: str) -> list[Element]:
    """The shapes of one class."""
    return [found for found in root.iter() if look in found.get("class", "").split()]


def numbers(shape: Element, *names: str) -> list[float]:
    """Attributes as finite numbers."""
    found = [float(shape.attrib[name]) for name in names]
    assert all(math.isfinite(value) for value in found)
    return found
