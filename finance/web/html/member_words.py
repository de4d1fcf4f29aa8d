"""What changed of members and invitations, in people's words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from finance.domain.changes import Action, Change, Subject
from finance.domain.people import Role
from finance.web.role_words import role_name
from finance.web.saying import gettext as _


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One change as a sentence, and when it was."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Names:
    """What people are called, by id, in the eyes of ``reader``."""

    names: Mapping[UUID, str]
    reader: UUID

    def doing(self, user_id: UUID | None) -> str:
        """At the head of a sentence."""
        if user_id == self.reader:
            return _("You")
        return self.names.get(user_id, _("Somebody who left")) if user_id else _("The program")

    def done_to(self, user_id: UUID) -> str:
        """Within a sentence."""
        if user_id == self.reader:
            return _("you")
        return self.names.get(user_id, _("somebody who left"))


def member_lines(
    changes: Iterable[Change], names: Mapping[UUID, str], reader: UUID
) -> tuple[MemberLine, ...]:
    """The changes as ``reader`` is told of them; who left without a name is somebody."""
    known = _Names(names, reader)
    return tuple(MemberLine(_TEXTS[change.subject](change, known), change.at) for change in changes)


def _of_member(change: Change, names: _Names) -> str:
    given = {
        "who": names.doing(change.user_id),
        "whom": names.done_to(change.subject_id),
        "role": _role(change),
    }
    if change.action is Action.CREATED:
        return _("%(who)s joined as %(role)s", **given)
    if change.action is Action.EDITED:
        return _("%(who)s gave %(whom)s the role of %(role)s", **given)
    if change.user_id == change.subject_id:
        return _("%(who)s left the book", **given)
    return _("%(who)s removed %(whom)s", **given)


def _of_invitation(change: Change, names: _Names) -> str:
    given = {"who": names.doing(change.user_id), "role": _role(change)}
    if change.action is Action.CREATED:
        return _("%(who)s invited somebody as %(role)s", **given)
    return _("%(who)s took back the invitation of a %(role)s", **given)


def _role(change: Change) -> str:
    """The role that a change is about: the new one, where there is one."""
    return role_name(Role((change.after or change.before or {})["role"]))


_TEXTS: Final[Mapping[Subject, Callable[[Change, _Names], str]]] = {
    Subject.MEMBER: _of_member,
    Subject.INVITATION: _of_invitation,
}
