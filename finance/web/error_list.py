"""Makes ``docs/errors.md`` from the table of messages."""

import sys

from finance.web.messages import MESSAGES

_HEAD = """# Errors

Every error bears a code, for programs, and a sentence, for people. Names in `%(...)s` are facts of
the case. The status of an answer follows from the class of the error: what can never be right is
422, what is not there 404, what does not fit 409, nobody known 401, not allowed 403, too often 429,
away for now 503.

| code | says |
| --- | --- |
"""


def document() -> str:
    """The text of ``docs/errors.md``."""
    rows = (f"| `{code}` | {MESSAGES[code]} |\n" for code in sorted(MESSAGES))
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(document())
