"""Bytes in frames over a pipe, each led by its length."""

import pickle
import struct
from typing import IO, Any, Final

_LENGTH: Final = struct.Struct(">Q")


def send(target: IO[bytes], frame: bytes) -> None:
    """Write a frame."""
    target.write(_LENGTH.pack(len(frame)))
    target.write(frame)


def receive(source: IO[bytes]) -> bytes:
    """Read a frame; EOFError if whoever writes has ended."""
    (length,) = _LENGTH.unpack(_exactly(source, _LENGTH.size))
    return _exactly(source, length)


def _exactly(source: IO[bytes], length: int) -> bytes:
    read = source.read(length)
    if len(read) < length:
        raise EOFError
    return read


def packed(value: object) -> bytes:
    """A value as bytes; ``unpacked`` is the way back."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpacked(frame: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    """What ``packed`` packed. Only for what a process of our own wrote to a pipe of its own."""
    return pickle.loads(frame)  # noqa: S301 - see above
