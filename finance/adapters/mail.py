"""Letters by SMTP; the standard library does it well."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate
from http import HTTPStatus
from typing import Final

from finance.domain.errors import Conflict, Unavailable
from finance.usecases.mail_ports import Letter

_PATIENCE: Final = 20.0
_FOR_GOOD: Final = HTTPStatus.INTERNAL_SERVER_ERROR  # SMTP too says by 5xx that it is for good


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpPost:
    """The ``Post`` port. ``security`` is ``starttls``, ``tls`` or ``none``."""

    host: str
    port: int
    sender: str
    security: str
    user: str = ""
    password: str = field(default="", repr=False)

    def send(self, letter: Letter) -> None:
        """Hand it over; Unavailable ``mail_away`` or Conflict ``address_refused``."""
        message = self._message(letter)
        try:
            with self._talk() as server:
                server.send_message(message, self.sender, [letter.to])
        except smtplib.SMTPRecipientsRefused as error:
            ((code, reason),) = error.recipients.values()
            raise _refused(code, reason) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unavailable("mail_away", None, {"reason": _plain(error)}) from error

    @contextmanager
    def _talk(self) -> Iterator[smtplib.SMTP]:
        safe = ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=_PATIENCE, context=safe
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=_PATIENCE)
        try:
            if self.security == "starttls":
                server.starttls(context=safe)
            if self.user:
                server.login(self.user, self.password)
            yield server
        finally:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = formatdate()
        message["Message-ID"] = f"<{letter.id}@{self.sender.rpartition('@')[2].rstrip('>')}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        return message


def _refused(code: int, reason: bytes) -> Unavailable | Conflict:
    facts = {"reason": f"{code} {reason.decode('ascii', 'replace')}"}
    if code >= _FOR_GOOD:
        return Conflict("address_refused", None, facts)
    return Unavailable("mail_away", None, facts)


def _plain(error: Exception) -> str:
    """What went wrong, without anything of the letter."""
    return f"{type(error).__name__} {error}"
