"""Every address there is, by the route map: what appears later is attacked from its first day."""

import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy import create_engine

from tests.people.web import application

_API: Final = "/api/"
_STATIC: Final = "/static/"
_SOCKETS: Final = "/ws/"  # spoken to by tests/alerts/test_live.py, in their own language
_CONVERTED: Final = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, order=True)
class Route:
    """One method of one address; ``path`` has its ids in braces."""

    method: str
    path: str
    ids: tuple[str, ...]
    alias: bool

    def __str__(self) -> str:
        """How a case is called."""
        return f"{self.method} {self.path}"

    @property
    def api(self) -> bool:
        """Whether it is for programs."""
        return self.path.startswith(_API) or self.alias

    @property
    def changing(self) -> bool:
        """Whether it may change anything."""
        return self.method != "GET"


def _routes() -> list[Route]:
    app = application(create_engine("postgresql+psycopg://nobody@/nowhere"))
    return sorted(
        Route(
            method,
            _CONVERTED.sub(r"{\1}", rule.rule),
            tuple(sorted(rule.arguments)),
            rule.endpoint.startswith("aliases."),
        )
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if not rule.websocket
        if not rule.rule.startswith((_STATIC, _SOCKETS))
    )


ROUTES: Final = _routes()
FORMS: Final = [route for route in ROUTES if route.changing and not route.api]
PAGES: Final = [route for route in ROUTES if not route.changing and not route.api]
READINGS: Final = [route for route in ROUTES if not route.changing and not route.alias]
