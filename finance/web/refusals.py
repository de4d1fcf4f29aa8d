"""Errors of the request itself, before it reaches any use case."""

from finance.domain.errors import ChangedMeanwhile, FinanceError


class Malformed(FinanceError):
    """A body that is not what it says it is: 400."""


class WrongMedia(FinanceError):
    """A body of another media type than this address takes: 415."""


class UpgradeNeeded(FinanceError):
    """Something else than a WebSocket was asked for where only one is: 426."""


class StaleMatch(ChangedMeanwhile):
    """The version in ``If-Match`` is not the current one: 412."""
