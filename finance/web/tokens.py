"""The API's tokens: signed statements of who holds which session.

An access token is good for 15 minutes, a refresh token for as long as its session; both name the
user (``sub``), the session (``sid``), and the refresh token the one id that is good now (``rid``).
A good signature is not enough: the session is looked up anew for every request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from flask import Flask, current_app, request
from flask_jwt_extended import JWTManager, create_access_token, create_refresh_token, decode_token
from flask_jwt_extended.exceptions import JWTExtendedException
from jwt import PyJWTError

from finance.domain.errors import Unauthenticated
from finance.domain.sessions import SessionKind
from finance.usecases.people_means import SignedIn
from finance.web.context import usecases

ACCESS: Final = timedelta(minutes=15)
ISSUER: Final = "farthing"
AUDIENCE: Final = "farthing-api"
"""Who makes tokens and for whom: one signed by the same key for another purpose is refused."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a token says; ``refresh_id`` is None for an access token."""

    user_id: UUID
    session_id: UUID
    refresh_id: UUID | None


@dataclass(frozen=True, slots=True)
class Pair:
    """An access token and the refresh token that brings the next pair."""

    access: str
    refresh: str


def register(app: Flask) -> None:
    """Let ``app`` sign tokens; they are read from the Authorization header and nowhere else."""
    app.config.update(
        JWT_TOKEN_LOCATION=["headers"],
        JWT_ACCESS_TOKEN_EXPIRES=ACCESS,
        JWT_REFRESH_TOKEN_EXPIRES=SessionKind.API.lasts,
        JWT_ENCODE_ISSUER=ISSUER,
        JWT_DECODE_ISSUER=ISSUER,
        JWT_ENCODE_AUDIENCE=AUDIENCE,
        JWT_DECODE_AUDIENCE=AUDIENCE,
    )
    JWTManager(app)


def issue(signed_in: SignedIn) -> Pair:
    """The tokens of an API session."""
    user, claims = str(signed_in.actor.user.id), {"sid": str(signed_in.actor.session_id)}
    return Pair(
        access=create_access_token(user, additional_claims=claims),
        refresh=create_refresh_token(
            user, additional_claims={**claims, "rid": str(signed_in.refresh_id)}
        ),
    )


def bearer_text() -> str:
    """The bearer token of this request; Unauthenticated ``token_missing`` if there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("token_missing")
    return token.strip()


def read(token: str, kind: str = "access") -> Bearer:
    """What ``token`` says; Unauthenticated ``token_invalid`` unless it is a good one of ``kind``.

    ``kind`` is ``access`` or ``refresh``.
    """
    try:
        claims = _signed(token, str(current_app.secret_key))
        if claims["exp"] <= usecases().clock().timestamp():
            raise Unauthenticated("token_invalid")
        return _bearer(claims, kind)
    except (JWTExtendedException, PyJWTError, KeyError, ValueError, TypeError) as error:
        raise Unauthenticated("token_invalid") from error


@lru_cache(maxsize=1024)
def _signed(token: str, _key: str) -> Mapping[str, Any]:
    """What a token says that was signed with ``_key``; whether it is over is asked every time."""
    return MappingProxyType(decode_token(token))


def _bearer(claims: Mapping[str, Any], kind: str) -> Bearer:
    if claims["type"] != kind:
        raise ValueError(claims["type"])
    refresh_id = UUID(claims["rid"]) if kind == "refresh" else None
    return Bearer(UUID(claims["sub"]), UUID(claims["sid"]), refresh_id)
