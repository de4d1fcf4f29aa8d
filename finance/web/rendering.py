"""How templates are put together."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment as FlaskEnvironment


class Environment(FlaskEnvironment):
    """Templates that know no names but those of the whole program.

    Templates then share one plain mapping of names. Else each gets a chain of its own, and every
    import within a page, some forty, compares two of those name by name.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names of the program, and those of ``d`` where there are any."""
        return super().make_globals(d) if d else self.globals
