"""What the program writes down for whoever runs it: one line each, in UTC."""

import logging
import re
import time
from typing import Final

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class _Lines(logging.Formatter):
    """``2026-11-03T12:00:00Z LEVEL name: message``; a failure's traceback follows.

    What came from outside cannot begin a line of its own: control characters are spelt out.
    """

    @staticmethod
    def converter(seconds: float | None = None) -> time.struct_time:
        """Instants are told in UTC."""
        return time.gmtime(seconds)

    def __init__(self) -> None:
        super().__init__(datefmt="%Y-%m-%dT%H:%M:%SZ")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line without what may follow it."""
        said = _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", record.message)
        return f"{self.formatTime(record, self.datefmt)} {record.levelname} {record.name}: {said}"


def write_logs(level: str) -> None:
    """Write what is at least as grave as ``level`` to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Lines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # That the clock ticks is no news.
    logging.getLogger("apscheduler").setLevel(max(logging.WARNING, logging.root.level))
