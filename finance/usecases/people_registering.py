"""Registering: a new user with a book to write into, in one go."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NoReturn

from finance.domain.errors import Conflict, Forbidden, Invalid
from finance.domain.invitations import InvitationState
from finance.domain.names import checked_username
from finance.domain.people import User
from finance.domain.sessions import Device
from finance.domain.starter import Starter, starter
from finance.domain.texts import clean
from finance.usecases.digesting import digest, is_secret
from finance.usecases.invitation_ports import Invited
from finance.usecases.means import retried
from finance.usecases.people_limits import Guard
from finance.usecases.people_means import PeopleMeans, SignedIn, new_session, opened
from finance.usecases.people_ports import PeopleWork
from finance.usecases.people_verifying import send_if_new

_OPEN: Final = InvitationState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What a new person says; empty means not said, except the password.

    At least one of ``username`` and ``email``. ``invitation`` is the secret of a link: it lets one
    person register where registration is closed. ``say`` turns the starter book's English words
    into the person's language.
    """

    username: str = ""
    email: str = ""
    password: str
    first_name: str = ""
    last_name: str = ""
    currency: str = ""
    time_zone: str = ""
    locale: str = ""
    invitation: str = field(default="", repr=False)
    say: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class _New:
    """A user about to be written."""

    user: User
    password_hash: str
    start: Starter


@dataclass(frozen=True, slots=True)
class Registering:
    """The use cases of registering."""

    means: PeopleMeans

    @property
    def open(self) -> bool:
        """Whether visitors may register."""
        return self.means.policy.registration_open

    @retried
    def admits(self, invitation: str) -> bool:
        """Whether who holds this link may register, should registration be closed to others.

        An invitation lets one person register, and joins them to nothing by that alone.
        """
        return self.open or self._invited(invitation) is not None

    def _invited(self, secret: str) -> Invited | None:
        """The invitation that lets somebody register."""
        if not is_secret(secret):
            return None
        with self.means.people_works(None, None) as work:
            found = work.invitations.find(digest(secret))
        if found is None or found.invitation.entered_by is not None:
            return None
        return found if found.invitation.state(self.means.clock()) is _OPEN else None

    @property
    def currency(self) -> str:
        """The currency of a new book where nobody says."""
        return self.means.policy.currency

    @property
    def time_zone(self) -> str:
        """The time zone of a new book where nobody says."""
        return self.means.policy.time_zone

    def register(self, request: Register, device: Device) -> SignedIn:
        """Make the user, the user's book and a first session.

        Forbidden ``registration_closed``, Invalid for anything wrong in the request, Conflict
        ``name_taken`` at ``username`` or ``email`` (these count as failures of the address, for
        they tell who is here), TooManyAttempts.
        """
        invited = None if self.open else self._invited(request.invitation)
        if not self.open and invited is None:
            raise Forbidden("registration_closed")
        guard = Guard.registering(device.address)
        with self.means.people_works(None, None) as work:
            guard.check(work, self.means.clock())
        new = self._new(request)
        try:
            return self._write(new, device, invited)
        except Conflict as taken:
            self._count(guard, taken)

    @retried
    def _count(self, guard: Guard, taken: Conflict) -> NoReturn:
        with self.means.people_works(None, None) as work:
            guard.count(work, self.means.clock())
        raise taken

    def create(self, request: Register) -> User:
        """Make a user from the terminal of the machine: a closed registration does not matter."""
        new = self._new(request)
        self._write_for_operator(new)
        return new.user

    @retried
    def _write(self, new: _New, device: Device, invited: Invited | None) -> SignedIn:
        with self.means.people_works(None, None) as work:
            if invited is not None:
                _enter(work, new.user, invited)
            self._open(work, new)
            session = new_session(self.means, new.user.id, new.start.book.id, device)
            signed_in = opened(work, session, session.created_at)
            work.commit()
        return signed_in

    @retried
    def _write_for_operator(self, new: _New) -> None:
        with self.means.people_works(None, None) as work:
            self._open(work, new)
            work.commit()

    def _open(self, work: PeopleWork, new: _New) -> None:
        book, accounts = new.start.book, new.start.accounts
        work.act(new.user.id, book.id)
        work.users.add(new.user, new.password_hash)
        marks = self.means.marks(new.user.id, 1 + len(accounts))
        work.households.open(book, accounts, marks)
        send_if_new(self.means, work, "", new.user)

    def _new(self, request: Register) -> _New:
        """The user and the book a request asks for; the password is checked before it costs."""
        policy, checks = self.means.policy, self.means.checks
        user = self._user(request)
        currency = (request.currency or policy.currency).upper()
        zone = checks.time_zone(request.time_zone) if request.time_zone else policy.time_zone
        start = starter(self.means.ids, currency, zone, request.say)
        self.means.passwords.check(request.password, personal_words(user), "password")
        return _New(user, self.means.passwords.hash(request.password), start)

    def _user(self, request: Register) -> User:
        checks = self.means.checks
        email = clean(request.email, "email")
        user = User(
            id=self.means.ids(),
            username=checked_username(request.username),
            email=checks.email(email) if email else "",
            first_name=clean(request.first_name, "first_name"),
            last_name=clean(request.last_name, "last_name"),
            locale=checks.locale(request.locale) if request.locale else self.means.policy.locale,
            created_at=self.means.clock(),
        )
        return reachable(user)


def _enter(work: PeopleWork, user: User, invited: Invited) -> None:
    """Register by the invitation; Forbidden ``registration_closed`` if somebody was faster."""
    work.act(user.id, invited.book_id)
    if not work.invitations.enter(invited.invitation, user.id, user.created_at):
        raise Forbidden("registration_closed")


def reachable(user: User) -> User:
    """The user, who has a name to sign in by; Invalid ``login_missing`` at ``username``."""
    if not user.username and not user.email:
        raise Invalid("login_missing", "username")
    return user


def personal_words(user: User) -> tuple[str, ...]:
    """What others know of a user, and would try as a password."""
    address = (user.email, *user.email.partition("@")[::2])
    known = (user.username, user.first_name, user.last_name, *address)
    return tuple(word for word in known if word)
