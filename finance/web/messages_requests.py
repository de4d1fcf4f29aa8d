"""The sentences about requests themselves: their shape, their size, their keys."""

from collections.abc import Mapping
from typing import Final

from finance.web.marking import N_

REQUESTS: Final[Mapping[str, str]] = {
    "address_refused": N_("The mail server does not take this address: %(reason)s"),
    "bad_request": N_("This request cannot be understood."),
    "body_missing": N_("Send a JSON object as the body."),
    "category_contradicts": N_(
        "The category called “%(name)s” is another than category_id. Give one of the two."
    ),
    "body_too_large": N_("That is more than this program takes at once."),
    "changed_etag": N_("This was changed meanwhile: its version is not the one in If-Match."),
    "choice": N_("Use one of: %(expected)s."),
    "csrf_failed": N_("This form has expired. What you typed is still there: send it again."),
    "database_away": N_("The database does not answer right now. Try again in a moment."),
    "disk_full": N_(
        "The database has no room left: nothing was saved. Try again once there is room."
    ),
    "etag_unreadable": N_('If-Match must hold one version, like "3".'),
    "from_elsewhere": N_("This form was not sent from a page of this program, so it was refused."),
    "internal": N_("Something went wrong inside the program. It was noted under %(request_id)s."),
    "invalid": N_("Some of this is not right."),
    "json_depth": N_("This JSON is nested too deeply: %(limit)s levels are the most."),
    "json_repeated": N_("The name “%(name)s” occurs twice in one object."),
    "json_unreadable": N_("This is not JSON."),
    "key_reused": N_("This Idempotency-Key was used for another request."),
    "key_unreadable": N_("An Idempotency-Key has 1 to 255 visible ASCII characters."),
    "live_unavailable": N_("This server keeps no sockets. Ask for the list instead."),
    "mail_away": N_("The mail server takes nothing right now: %(reason)s"),
    "media_type": N_("Send the body as %(expected)s."),
    "method_not_allowed": N_("This address does not take %(method)s requests."),
    "missing": N_("This is missing."),
    "no_such_page": N_("There is nothing at this address."),
    "not_boolean": N_("This must be true or false."),
    "not_list": N_("This must be a list."),
    "not_object": N_("This must be an object."),
    "not_text": N_("This must be a text."),
    "not_uuid": N_("This is not an id."),
    "not_whole": N_("This must be a whole number."),
    "number_range": N_("This number is too small or too large."),
    "sign_ins_many": N_("Many people sign in right now. Try again in a moment."),
    "sockets_many": N_("Too many sockets are open: %(limit)s are the most."),
    "still_running": N_("The first request under this Idempotency-Key is still running."),
    "ticket_invalid": N_("This ticket is not valid, or was used already."),
    "token_in_address": N_("Addresses are written down on the way: send no token in one."),
    "too_few": N_("There are too few of these: %(limit)s are the least."),
    "too_many": N_("There are too many of these: %(limit)s are the most."),
    "too_many_requests": N_("Too many requests. Try again later."),
    "try_again": N_("Others were writing at the same moment. Try again."),
    "unknown_field": N_("There is no such field here."),
    "upgrade_needed": N_("This address speaks WebSocket, version 13."),
    "unreadable": N_("This cannot be read."),
    "given_twice": N_("Give this once."),
    "fields_exclude": N_("Do not give %(other)s together with this."),
}
