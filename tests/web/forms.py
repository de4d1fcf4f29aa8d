"""Forms of a page read as a browser reads them: what would be sent, and where."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """One form: its address and its fields as they stand."""

    id: str
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            made = Form(known.get("id", ""), known.get("action", ""), known.get("method", "get"))
            self.forms.append(made)
        elif self.forms and tag == "input" and known.get("name"):
            self._input(known)
        elif self.forms and tag in {"select", "textarea"}:
            self._select = known.get("name", "") if tag == "select" else ""
            self._textarea = known.get("name", "") if tag == "textarea" else ""
        elif self._select and tag == "option":
            self._option(known)

    def _input(self, known: dict[str, str]) -> None:
        chosen = known.get("type") not in {"checkbox", "radio"} or "checked" in known
        if chosen and known.get("type") != "file":
            self.forms[-1].fields[known["name"]] = known.get("value", "")

    def _option(self, known: dict[str, str]) -> None:
        fields = self.forms[-1].fields
        if self._select not in fields or "selected" in known:
            fields[self._select] = known.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.forms[-1].fields[self._textarea] = data


def forms(html: str) -> list[Form]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def form(html: str, ending: str) -> Form:
    """The one form with this id, or the first whose address ends like this."""
    found = [one for one in forms(html) if one.id == ending or one.action.endswith(ending)]
    assert found, f"no form {ending}"
    return found[0]
