"""Which addresses are for programs: they bring a token and are answered in JSON."""

from typing import Final

from flask import request

API: Final = "api"
"""The part of the application below ``/api``."""
ALIASES: Final = "aliases"
"""The part that answers at the addresses of the older systems."""
LIVE: Final = "live"
"""The part that pushes what happens to whoever listens."""


def for_programs() -> bool:
    """Whether whoever asks is a program: below ``/api``, at an alias of it, or for live news."""
    below = request.path == "/api" or request.path.startswith("/api/")
    return below or request.blueprint in {API, ALIASES, LIVE}
