"""Proving that an address is one's own: letters with notices go to no other."""

from dataclasses import dataclass
from uuid import UUID

from finance.domain.errors import Conflict, NotFound
from finance.domain.people import Actor, Role, User
from finance.usecases.address_ports import Address
from finance.usecases.digesting import digest, is_secret
from finance.usecases.means import retried
from finance.usecases.people_limits import Guard
from finance.usecases.people_means import PeopleMeans
from finance.usecases.people_ports import PeopleWork


@dataclass(frozen=True, slots=True)
class Verifying:
    """The use cases of proving an address."""

    means: PeopleMeans

    @property
    def mails(self) -> bool:
        """Whether letters leave, so that an address can be proven at all."""
        return self.means.policy.mail

    def address(self, actor: Actor) -> Address:
        """The actor's own address, and whether it is proven."""
        with self.means.people_work(actor) as work:
            return work.addresses.get()

    @retried
    def ask(self, actor: Actor) -> None:
        """Let a further letter with a link leave to the actor's address.

        Conflict ``mail_off`` where none leaves, ``email_missing``, ``email_verified``;
        TooManyAttempts ``letters_often``.
        """
        if not self.mails:
            raise Conflict("mail_off")
        with self.means.people_work(actor) as work:
            address = work.addresses.get()
            if not address.email:
                raise Conflict("email_missing", "email")
            if address.verified:
                raise Conflict("email_verified", "email")
            Guard.letters(str(actor.user.id), address.email).spend(work, self.means.clock())
            _send(self.means, work, actor.user.id, address.email)
            work.commit()

    @retried
    def look(self, secret: str, place: str) -> str:
        """The address a link proves; looking proves nothing, so programs may look ahead.

        NotFound ``email_link`` (it counts for the place, apart from signing in), TooManyAttempts.
        """
        with self.means.people_works(None, None) as work:
            found = work.addresses.find(_digest(secret), self.means.clock())
            return found if found is not None else self._nothing(work, place)

    @retried
    def verify(self, secret: str, place: str) -> str:
        """Note that the address a link was sent to is proven; the address. It is good once.

        NotFound ``email_link`` (it counts for the place, apart from signing in), TooManyAttempts.
        """
        with self.means.people_works(None, None) as work:
            found = work.addresses.verify(_digest(secret), self.means.clock())
            if found is None:
                return self._nothing(work, place)
            work.commit()
        return found

    def _nothing(self, work: PeopleWork, place: str) -> str:
        at, guard = self.means.clock(), Guard.links(place)
        guard.check(work, at)
        guard.count(work, at)
        raise NotFound("email_link", "token")


def send_if_new(means: PeopleMeans, work: PeopleWork, before: str, after: User) -> None:
    """Let a letter leave, where letters do, to an address that was not the user's ``before``.

    Where too many left in a day none does: the address is the user's all the same, and a letter can
    be asked for later. From here on ``work`` may be in another book of the user's.
    """
    if not means.policy.mail or not after.email or after.email == before:
        return
    if Guard.letters(str(after.id), after.email).takes(work, means.clock()):
        _send(means, work, after.id, after.email)


def _send(means: PeopleMeans, work: PeopleWork, user_id: UUID, email: str) -> None:
    """Let a letter leave from a book of the user's own, if there is one.

    It would not leave from a book that somebody took the user out of meanwhile.
    """
    owned = [one.book.id for one in work.households.mine() if one.role is Role.OWNER]
    if owned:
        work.act(user_id, owned[0])
    work.addresses.mail(email, means.ids(), means.clock())


def _digest(secret: str) -> str:
    """What is kept of it; that of nothing for what cannot be a secret."""
    return digest(secret) if is_secret(secret) else ""
