"""What is kept of a secret that was handed out."""

import hashlib


def digest(secret: str) -> str:
    """The SHA-256 in hexadecimal: whoever reads the database cannot use the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
