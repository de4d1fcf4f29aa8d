"""Roles in people's words."""

from collections.abc import Mapping
from typing import Final

from finance.domain.people import Role
from finance.web.marking import N_
from finance.web.saying import gettext

_NAMES: Final[Mapping[Role, str]] = {
    Role.OWNER: N_("owner"),
    Role.EDITOR: N_("editor"),
    Role.VIEWER: N_("viewer"),
}
_WHOLE: Final[Mapping[Role, str]] = {
    Role.OWNER: N_("Owner: decides everything"),
    Role.EDITOR: N_("Editor: reads and writes"),
    Role.VIEWER: N_("Viewer: only reads"),
}
_ALLOWS: Final[Mapping[Role, str]] = {
    Role.OWNER: N_("You decide everything in it, together with its other owners."),
    Role.EDITOR: N_("You read everything in it, and write too."),
    Role.VIEWER: N_("You read everything in it, and change nothing."),
}


def role_name(role: Role) -> str:
    """The word for a role, within a sentence."""
    return gettext(_NAMES[role])


def role_allows(role: Role) -> str:
    """What a role allows, told to who is to have it."""
    return gettext(_ALLOWS[role])


def role_choices() -> list[tuple[str, str]]:
    """Every role with what it allows, the usual one first."""
    return [(one.value, gettext(_WHOLE[one])) for one in (Role.EDITOR, Role.VIEWER, Role.OWNER)]
