"""Who is removed from a book hears no more of it, on sockets that are open too."""

import pytest

from finance.adapters.private_postgres import Urls
from tests.alerts.listener import Listener
from tests.alerts.served import web_process
from tests.trouble.talking import Talker


def _joined(host: Talker, guest: Talker) -> tuple[str, str]:
    """The book, in which the guest acts from now on, and the address of the guest's membership."""
    book = host.ask("GET", "/books").body["items"][0]["id"]
    made = host.ask("POST", f"/books/{book}/invitations", {"role": "editor"})
    accepted = guest.ask("POST", "/invitations/acceptance", {"token": made.body["token"]})
    assert accepted.status == 200
    moved = guest.ask("POST", "/auth/token", {"book_id": book}).body
    guest.token = moved["access_token"]
    return book, f"/books/{book}/members/{moved['user']['id']}"


@pytest.mark.parametrize("by", ["the owner", "themselves"])
def test_the_socket_of_one_who_is_removed_is_closed_without_further_news(
    urls: Urls, by: str
) -> None:
    with web_process(urls) as one, web_process(urls) as other:
        host, guest = Talker(one), Talker(other)
        for each in (host, guest):
            each.register()
        _, member = _joined(host, guest)
        with Listener(other) as device:
            device.say({"token": guest.token})
            device.heard()
            acting = host if by == "the owner" else guest
            assert acting.ask("DELETE", member).status == 204
            assert device.ended() == 1008
        assert guest.ask("GET", "/transactions").status == 401
