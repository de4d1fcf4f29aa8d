"""What a process knows of when something last happened in a book."""

from finance.adapters.clock import new_id
from finance.web.live import lately
from finance.web.live.lately import Lately


def test_nothing_is_sure_before_word_is_heard() -> None:
    assert not Lately().quiet(new_id(), 5.0)


def test_a_book_is_quiet_from_its_last_word_on() -> None:
    known, book = Lately(), new_id()
    known.missed(1.0)
    known.heard(book, 3.0)
    assert not known.quiet(book, 2.0)
    assert not known.quiet(book, 3.0)
    assert known.quiet(book, 4.0)
    assert known.quiet(new_id(), 2.0)


def test_what_was_missed_is_not_called_quiet() -> None:
    known, book = Lately(), new_id()
    known.missed(1.0)
    known.missed(5.0)
    assert not known.quiet(book, 4.0)


def test_so_many_books_make_the_oldest_unsure() -> None:
    known, first = Lately(), new_id()
    known.missed(0.0)
    known.heard(first, 1.0)
    for at in range(lately.MOST):
        known.heard(new_id(), 2.0 + at)
    assert not known.quiet(first, 2.0)
    assert known.quiet(first, 2.0 + lately.MOST)
