"""Letters in words: the sentences of the pages, in the reader's language, as text and as HTML."""

from dataclasses import dataclass

from flask import Flask, g, render_template, url_for

from finance.domain.people import Actor
from finance.domain.texts import visible
from finance.usecases.mail_ports import Due, Letter
from finance.usecases.mailing import LINK_LASTS
from finance.web.context import usecases
from finance.web.filters import instant
from finance.web.notice_words import sentence
from finance.web.role_words import role_name
from finance.web.saying import gettext as _
from finance.web.saying import ngettext

MOST = 30
"""The most notices a letter says; the others are counted."""


@dataclass(frozen=True, slots=True)
class LetterWriter:
    """The ``Writer`` port; ``base`` is where people reach the program (empty: no links)."""

    app: Flask
    base: str

    @property
    def leads_back(self) -> bool:
        """Whether letters can have links to the program."""
        return bool(self.base)

    def letter(self, due: Due, reader: Actor) -> Letter:
        """The letter in the reader's language."""
        with self.app.test_request_context(base_url=self.base or None):
            g.actor = reader
            said = [sentence(one, reader.book) for one in due.notices[:MOST]]
            if (more := len(due.notices) - len(said)) > 0:
                said.append(ngettext("and %(num)s more", "and %(num)s more", more))
            book = visible(reader.book.name)
            subject = said[0] if len(said) == 1 else _("%(count)s notices", count=len(due.notices))
            values = {
                "lines": said,
                "book": book,
                "subject": subject,
                "link": self._link(reader),
                "why": _(
                    "You are told because you share the book “%(book)s”. Choose in its settings"
                    " what to be told of.",
                    book=book,
                ),
            }
            return Letter(
                id=due.id,
                to=reader.user.email,
                subject=f"{book}: {subject}"[:200],
                text=render_template("mail/notices.txt", **values).strip() + "\n",
                html=render_template("mail/notices.html", **values),
            )

    def verification(self, due: Due, reader: Actor, secret: str) -> Letter:
        """The letter that brings a link with this secret to prove an address."""
        with self.app.test_request_context(base_url=self.base or None):
            g.actor = reader
            until = usecases().clock() + LINK_LASTS
            values = {
                "subject": _("Is this your address?"),
                "until": instant(until, reader.book.time_zone),
                "link": url_for("verifying.show", token=secret, _external=True),
            }
            return Letter(
                id=due.id,
                to=due.verifying,
                subject=f"Farthing: {values['subject']}",
                text=render_template("mail/verification.txt", **values).strip() + "\n",
                html=render_template("mail/verification.html", **values),
            )

    def invitation(self, due: Due, inviter: Actor, secret: str) -> Letter:
        """The letter that brings a link with this secret, in the language of who invites."""
        if due.invitation is None:
            raise TypeError(due)
        with self.app.test_request_context(base_url=self.base or None):
            g.actor = inviter
            book, name = visible(inviter.book.name), visible(inviter.user.name)
            values = {
                "subject": _("%(name)s shares the book “%(book)s” with you", name=name, book=book),
                "role": role_name(due.invitation.role),
                "until": instant(due.invitation.expires_at, inviter.book.time_zone),
                "link": url_for("joining.show", token=secret, _external=True),
                "name": name,
                "book": book,
            }
            return Letter(
                id=due.id,
                to=due.address,
                subject=str(values["subject"])[:200],
                text=render_template("mail/invitation.txt", **values).strip() + "\n",
                html=render_template("mail/invitation.html", **values),
            )

    def _link(self, reader: Actor) -> str:
        if not self.base:
            return ""
        return url_for("notices.index", book_id=reader.book.id, _external=True)
