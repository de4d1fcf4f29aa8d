"""What the web needs to know of this installation; the composition root fills it in."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class WebOptions:
    """``secret_key`` signs cookies and tokens (at least 32 bytes).

    ``secure`` says that people reach the program by https only. ``trusted_proxies`` is how many
    proxies in front may be believed about address and scheme. ``largest_upload`` bounds the body
    of a page's form or of an uploaded file, in bytes; a JSON body has its own, smaller bound.
    """

    secret_key: str = field(repr=False)
    secure: bool = False
    trusted_proxies: int = 0
    largest_upload: int = 32 * 1024 * 1024
    locale: str = "en"
    time_zone: str = "UTC"
    allowed_hosts: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()
    testing: bool = False
