"""Where the cells of a line stand, so that one can be rewritten and the rest left as it is."""

Span = tuple[int, int]


def span_of(line: str, delimiter: str, at: int) -> Span | None:
    """Where cell ``at`` (from 0) begins and ends, its quotation marks within; None without one.

    A cell that goes on in the next line ends with this one.
    """
    start = 0
    for _ in range(at):
        start = _end(line, start, delimiter) + 1
        if start > len(line):
            return None
    return start, _end(line, start, delimiter)


def _end(line: str, start: int, delimiter: str) -> int:
    """Where the cell that begins at ``start`` ends: at a delimiter or the end of the line."""
    if line.startswith('"', start):
        closing = line.find('"', start + 1)
        while closing >= 0 and line.startswith('"', closing + 1):
            closing = line.find('"', closing + 2)
        start = max(start, closing)
    found = line.find(delimiter, start)
    return found if found >= 0 else len(line.rstrip("\r\n"))
