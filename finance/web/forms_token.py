"""The token that the forms of an answer carry, so that nobody else's page can send them.

Flask-WTF makes and checks it. It signs the secret of the browser's session; the signature of one
secret is always good (tokens have no age here), so it is made once and kept.
"""

from functools import lru_cache
from typing import Final

from flask import Flask, current_app, g, session
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer

_NAME: Final = "csrf_token"  # where Flask-WTF keeps secret (session) and token (g)
_SALT: Final = "wtf-csrf-token"


def register(app: Flask) -> None:
    """Give templates ``csrf_token()``, in place of Flask-WTF's own."""
    app.jinja_env.globals.update(csrf_token=token)
    app.context_processor(lambda: {_NAME: token})


def token() -> str:
    """The token of this request's session, which is given a secret if it has none yet."""
    known = g.get(_NAME)
    if known is None:
        secret = session.get(_NAME)
        known = _signed(str(secret), str(current_app.secret_key)) if secret else generate_csrf()
        setattr(g, _NAME, known)
    return str(known)


@lru_cache(maxsize=4096)
def _signed(secret: str, key: str) -> str:
    signed = URLSafeTimedSerializer(key, salt=_SALT).dumps(secret)
    return signed if isinstance(signed, str) else signed.decode()
