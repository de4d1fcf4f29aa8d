"""What the web needs to know of this installation; the composition root fills it in."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class WebOptions:
    """``secret_key`` signs cookies and tokens (at least 32 bytes).

    ``secure`` says that cookies go over https only; without it plain http works too, under a
    plainer cookie name. ``trusted_proxies`` is how many proxies in front are believed about
    address and scheme. ``largest_upload`` bounds the body of a page's form or of an uploaded file,
    in bytes; a JSON body has its own, smaller bound.
    """

    secret_key: str = field(repr=False)
    secure: bool = False
    trusted_proxies: int = 0
    largest_upload: int = 10 * 1024 * 1024
    locale: str = "en"
    testing: bool = False
