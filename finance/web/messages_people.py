"""The sentences about people, their books and how they come in."""

from collections.abc import Mapping
from typing import Final

from finance.web.marking import N_

PEOPLE: Final[Mapping[str, str]] = {
    "book_not_empty": N_(
        "The currency can change only while the book is empty: no entries and no budgets."
    ),
    "books_many": N_("A person has at most %(limit)s books."),
    "email_unreadable": N_("This is not an e-mail address."),
    "email_missing": N_("There is no address to send a letter to. Give one in the profile."),
    "email_verified": N_("This address is confirmed already."),
    "letters_often": N_(
        "You can ask for %(limit)s letters a day. Try again in %(retry_after)s seconds."
    ),
    "mail_off": N_("This installation sends no letters."),
    "invitation_accepted": N_("This invitation was used already. Ask for another one."),
    "invitation_expired": N_("This invitation is over: they last for 7 days. Ask for another one."),
    "invitation_revoked": N_("This invitation was taken back. Ask whoever sent it."),
    "invitations_many": N_(
        "At most %(limit)s invitations of a book wait at a time: revoke one first."
    ),
    "invitations_often": N_(
        "You can invite %(limit)s times a day. Try again in %(retry_after)s seconds."
    ),
    "last_owner": N_("A book needs an owner: make somebody else one first."),
    "members_many": N_("At most %(limit)s people share a book."),
    "login_missing": N_("Give a user name or an e-mail address."),
    "password_long": N_("At most %(limit)s characters, please."),
    "password_short": N_("At least %(limit)s characters, please."),
    "password_weak": N_("This password is easy to guess. Choose a longer or less usual one."),
    "password_wrong": N_("This is not your present password."),
    "registration_closed": N_("New people cannot register here at the moment."),
    "role": N_("Your role in this book does not allow this."),
    "session_over": N_("Your session has ended. Sign in again."),
    "sign_in_failed": N_("Name and password do not match."),
    "sign_in_needed": N_("Sign in first."),
    "token_invalid": N_("This token is not valid, or no longer."),
    "token_missing": N_("Send a bearer token."),
    "token_reused": N_("This token was used already, so its session was ended. Sign in again."),
    "too_many_attempts": N_("Too many failed attempts. Try again in %(retry_after)s seconds."),
    "unknown_book": N_("There is no such book."),
    "unknown_email_link": N_(
        "This link was used already, or it is too old. Ask for another letter in your profile."
    ),
    "unknown_invitation": N_("This link leads to no invitation. Ask for another one."),
    "unknown_locale": N_("“%(locale)s” is not a language this program knows."),
    "unknown_time_zone": N_("“%(time_zone)s” is not a time zone. Use one like Europe/Warsaw."),
    "username_at": N_("A user name has no @ in it."),
    "username_hidden": N_("A user name cannot hold characters nobody sees: %(shown)s."),
}

WEAK: Final[Mapping[str, str]] = {
    "common": N_("This is one of the passwords everybody tries first. Choose another."),
    "keyboard": N_("Keys side by side are easy to guess. Choose something else."),
    "repeats": N_("Repeating the same characters makes a password easy to guess."),
    "sequence": N_("Sequences like abc or 6543 are easy to guess."),
    "date": N_("Dates are easy to guess. Choose something else."),
    "name": N_("Names are easy to guess. Add more words to it."),
    "word": N_("A single word is easy to guess. Put several together."),
    "personal": N_("Your own name is easy to guess for those who know you."),
}
