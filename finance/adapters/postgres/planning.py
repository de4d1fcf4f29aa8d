"""What the server is told of statements over many rows, for this database transaction alone.

Fresh rows have no statistics: it takes a hundred thousand of them for a few and joins in squares.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, text

# Memory for a hundred thousand rows, the guards' sums too; no compiling, which costs more than it
# saves; and never a scan over the books of others, however small the table was when last looked at.
ROOM: Final = text("""
    SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
        set_config('enable_seqscan', 'off', true)
""")
# Many at once read the book once; a probe for each goes astray where statistics are behind.
BY_HASH: Final = text("SELECT set_config('enable_nestloop', 'off', true)")
_BY_ANY: Final = text("SELECT set_config('enable_nestloop', 'on', true)")


@contextmanager
def hashed(connection: Connection) -> Iterator[None]:
    """Join whole sets meanwhile; what is lateral and limited stays one probe a row."""
    connection.execute(BY_HASH)
    yield
    connection.execute(_BY_ANY)
