"""The name a person signs in with."""

from finance.domain.errors import Invalid
from finance.domain.texts import clean, visible


def checked_username(text: str) -> str:
    """``text`` as a user name, cleaned; empty stays empty.

    Invalid ``username_at`` if it holds an ``@`` (it would pass for an e-mail address), or
    ``username_hidden`` if it holds characters no eye can see, so that two names never look alike
    by them.
    """
    name = clean(text, "username")
    if "@" in name:
        raise Invalid("username_at", "username")
    if visible(name) != name:
        raise Invalid("username_hidden", "username", {"shown": visible(name)})
    return name
