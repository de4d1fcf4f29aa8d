"""What a child process is told of the environment."""

import os
from typing import Final

from finance.settings import SETTINGS

_PRIVATE: Final = frozenset(setting.name for setting in SETTINGS)


def surroundings() -> dict[str, str]:
    """The environment without what only the program itself is to know: its settings."""
    return {name: value for name, value in os.environ.items() if name not in _PRIVATE}
