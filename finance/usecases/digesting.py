"""What is kept of a secret that was handed out, and what one looks like."""

import hashlib
import re
from typing import Final

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)  # 256 bits


def digest(secret: str) -> str:
    """The SHA-256 in hexadecimal: whoever reads the database cannot use the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret(text: str) -> bool:
    """Whether it could be a secret of an invitation; anything else need not be looked up."""
    return _SECRET.fullmatch(text) is not None
