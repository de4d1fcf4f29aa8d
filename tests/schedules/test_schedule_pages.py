"""The pages of what recurs, as a person without scripting uses them."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.people.web import errors
from tests.web.forms import form
from tests.web.house import PART, House, path_of, said


def recur(house: House, **changed: str) -> str:
    """Let rent recur; the path of its page within the book."""
    blank = form(house.get("schedules/new").text, "schedule")
    given = {"amount": "850", "payee": "Landlord", "date": "2100-01-31", **changed}
    answer = house.send(blank, **given)
    assert answer.status_code == 303, errors(answer)
    return path_of(answer).removeprefix(house.at() + "/")


def test_rent_is_written_once_and_seen_in_the_list_and_on_its_page(house: House) -> None:
    assert "What comes again, written once" in said(house.get("schedules").text)
    page = recur(house)
    shown = said(house.get(page).text)
    assert "Landlord" in shown
    assert "every month on day 31, recorded by itself" in shown
    assert "then day 31 again" in shown
    assert "28 Feb" in shown
    listed = said(house.get("schedules").text)
    assert "Landlord" in listed
    assert "every month on day 31" in listed
    assert "−850.00" in listed


def test_the_next_twelve_dates_are_shown_before_anything_is_saved(house: House) -> None:
    blank = form(house.get("schedules/new").text, "schedule")
    given = {"amount": "850", "date": "2100-01-31", "weekend": "before"}
    shown = house.send(blank, **given, step="dates")
    assert shown.status_code == 200
    listed = re.findall(r"<li>(.*?)</li>", shown.text.split('id="dates"')[1])
    assert len(listed) == 12
    assert listed[0] == "Fri 29 Jan 2100, for Sun 31 Jan 2100"
    assert 'value="850"' in shown.text
    again = house.browser.client.post(
        house.at("schedules/dates"), data={**blank.fields, **given}, headers=PART
    )
    assert re.findall(r"<li>(.*?)</li>", again.text) == listed
    assert "What comes again" in said(house.get("schedules").text)


PATTERNS = [
    ({"repeat": "daily", "every": "10"}, "every 10 days", "Wed 10 Feb 2100"),
    ({"repeat": "weekly", "weekday": "FR"}, "every week on Friday", "Fri 5 Feb 2100"),
    ({"on": "last"}, "every month on the last day", "Sun 28 Feb 2100"),
    ({"on": "last-working"}, "every month on the last working day", "Fri 26 Feb 2100"),
    ({"on": "nth", "nth": "2", "nth_day": "TU"}, "on the second Tuesday", "Tue 9 Feb 2100"),
    ({"on": "nth", "nth": "5", "nth_day": "MO"}, "Months without a fifth one", "Mon 29 Mar 2100"),
    ({"on": "nth", "nth": "-1", "nth_day": "FR"}, "on the last Friday", "Fri 26 Feb 2100"),
    ({"on": "days", "days": "1, 15; last"}, "on day 1, 15 and on the last", "Mon 15 Feb 2100"),
    ({"on": "days", "days": "15"}, "every month on day 15", "Mon 15 Feb 2100"),
    ({"repeat": "yearly"}, "every year on 31 January", "Mon 31 Jan 2101"),
    ({"repeat": "yearly", "on": "last"}, "every year in January on the last day", "31 Jan 2101"),
    ({"repeat": "yearly", "date": "2096-02-29"}, "In years without 29 February", "28 Feb 2097"),
    (
        {"repeat": "yearly", "date": "2096-02-29", "short": "skip"},
        "Years without 29 February are left out",
        "29 Feb 2104",
    ),
    ({"short": "skip"}, "Months without day 31 are left out", "31 Mar 2100"),
    ({"repeat": "rule", "rule": "FREQ=MONTHLY;BYDAY=2SA"}, "by the rule", "Sat 13 Feb 2100"),
    ({"ends": "until", "until": "2100-03-01"}, "until Mar 1, 2100", "Then it ends"),
    ({"ends": "times", "times": "2"}, "2 times", "Then it ends"),
    ({"weekend": "after"}, "working day after", "Mon 1 Feb 2100, for Sun 31 Jan 2100"),
]


@pytest.mark.parametrize(("typed", "words", "day"), PATTERNS)
def test_every_pattern_is_said_in_words_and_comes_back_into_its_form(
    house: House, typed: dict[str, str], words: str, day: str
) -> None:
    blank = form(house.get("schedules/new").text, "schedule")
    given = {"amount": "5", "date": "2100-01-31", **typed}
    shown = said(house.send(blank, **given, step="dates").text)
    assert words.replace("day 1, 15 and", "days 1, 15 and") in shown
    assert day in shown
    page = recur(house, **given)
    edited = form(house.get(f"{page}/edit").text, "schedule").fields
    given.pop("amount")
    known = {**given, "days": given.get("days", "").replace(";", ",")}
    assert {name: edited[name] for name in known} == known


WRONG = [
    ({"amount": ""}, "Give an amount."),
    ({"date": "soon"}, "is not a date"),
    ({"every": "0"}, "The interval must be 1 to 1000."),
    ({"every": "often"}, "This must be a whole number."),
    ({"every": "5000"}, "The interval must be 1 to 1000."),
    ({"ends": "until", "until": "2099-01-01"}, "It would end before it starts"),
    ({"ends": "until", "until": ""}, "Give a date."),
    ({"ends": "times", "times": "0"}, "It may happen 1 to 10000 times."),
    ({"on": "days", "days": ""}, "Give at least one day"),
    ({"on": "days", "days": "40"}, "is no day of this pattern"),
    ({"repeat": "rule", "rule": "often"}, "is not understood"),
    ({"repeat": "rule", "rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "never fall due"),
]


@pytest.mark.parametrize(("typed", "words"), WRONG)
def test_what_is_wrong_is_told_where_it_stands_and_nothing_typed_is_lost(
    house: House, typed: dict[str, str], words: str
) -> None:
    blank = form(house.get("schedules/new").text, "schedule")
    given = {"amount": "850", "payee": "Landlord", "date": "2100-01-31", **typed}
    answer = house.send(blank, **given)
    assert answer.status_code == 422
    assert any(words in one for one in errors(answer)), errors(answer)
    back = form(answer.text, "schedule").fields
    assert {name: back[name] for name in given} == given


def test_a_form_sent_twice_makes_one(house: House) -> None:
    blank = form(house.get("schedules/new").text, "schedule")
    for _ in range(2):
        assert house.send(blank, amount="5", date="2100-01-31").status_code == 303
    assert said(house.get("schedules").text).count("every month on day 31") == 1


def test_income_transfers_and_splits_recur_too(house: House) -> None:
    house.open_account("Savings", kind="asset")
    recur(house, kind="income", payee="Work")
    blank = form(house.get("schedules/new").text, "schedule")
    transfer = form(house.send(blank, step="kind-transfer").text, "schedule")
    target = house.option(house.send(blank, step="kind-transfer").text, "Savings")
    made = house.send(transfer, amount="7", date="2100-01-31", to_account=target)
    assert made.status_code == 303, errors(made)
    split = form(house.send(blank, amount="9", date="2100-01-31", step="split").text, "schedule")
    made = house.send(split, part_0_amount="4", **{"part-1-amount": "5"})
    assert made.status_code in {303, 422}
    shown = said(house.get("schedules").text)
    assert "Work" in shown
    assert "Savings" in shown


def test_it_is_changed_paused_resumed_ended_and_each_is_undone(house: House) -> None:
    page = recur(house)
    blank = form(house.get(f"{page}/edit").text, "schedule")
    assert house.send(blank, amount="900").status_code == 303
    assert "900.00" in said(house.get(page).text)
    stale = house.send(blank, amount="910")
    assert stale.status_code == 409
    assert "saving now writes it over that" in said(stale.text)
    assert house.send(form(stale.text, "schedule")).status_code == 303
    assert "910.00" in said(house.get(page).text)
    for act, words in (("pause", "Paused"), ("resume", "It goes on."), ("end", "Ended.")):
        sent = house.send(form(house.get(page).text, f"/{act}"))
        assert sent.status_code == 303
        after = house.get(path_of(sent))
        assert words in said(after.text)
    undone = house.send(form(after.text, "/reversal"))
    assert undone.status_code == 303
    assert "Landlord" in said(house.get("schedules").text)


def test_one_time_is_recorded_skipped_and_moved_on_its_page(house: House) -> None:
    soon = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    page = recur(house, repeat="weekly", date=soon)
    for act, words in (("posting", "Recorded on"), ("skip", "Skipped this once.")):
        sent = house.send(form(house.get(page).text, f"/{act}"))
        assert words in said(house.get(path_of(sent)).text)
    moved = house.send(form(house.get(page).text, "/move"), date="2100-05-05")
    assert "Moved to Wed 5 May 2100." in said(house.get(path_of(moved)).text)
    assert "recorded" in said(house.get(page).text)
    assert "skipped" in said(house.get(page).text)
    wrong = house.send(form(house.get(page).text, "/move"), date="someday")
    assert "is not a date" in said(house.get(path_of(wrong)).text)
    assert len(house.rows()) == 1


def test_what_asks_waits_on_the_list_until_it_is_recorded_or_skipped(house: House) -> None:
    recur(house, mode="ask", date="-1")
    recur(house, mode="remind", date="-1", payee="Plumber")
    shown = house.get("schedules")
    assert "Waiting for you" in said(shown.text)
    assert "asks first" in said(shown.text)
    house.send(form(shown.text, "/posting"))
    house.send(form(house.get("schedules").text, "/skip"))
    assert "Waiting for you" not in said(house.get("schedules").text)
    assert len(house.rows()) == 1


def test_what_cannot_be_is_told_on_the_page_where_it_was_asked(house: House) -> None:
    soon = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    page = recur(house, repeat="weekly", date=soon)
    sheet = house.get(page).text
    post, skip = form(sheet, "/posting"), form(sheet, "/skip")
    assert house.send(skip).status_code == 303
    for late in (post, form(sheet, "/move")):
        answer = house.get(path_of(house.send(late, date=soon)))
        assert "This one was posted or skipped already." in said(answer.text)
    recorded = form(house.get(page).text, "/posting")
    house.send(recorded)
    again = house.get(path_of(house.send(form(sheet, "/skip"), date=soon)))
    assert "Skipped this once." in said(again.text)


def test_a_choice_that_is_none_counts_as_the_first(house: House) -> None:
    page = recur(house, weekend="sometimes", mode="maybe")
    assert "recorded by itself" in said(house.get(page).text)


def test_a_transaction_is_made_to_recur_from_its_own_page(house: House) -> None:
    entry = house.record(amount="12.99", payee="Streaming", date="2026-11-03")
    link = re.search(r'href="([^"]*schedules/new[^"]*)"', house.get(f"transactions/{entry}").text)
    assert link is not None
    blank = form(house.browser.client.get(link[1].replace("&amp;", "&")).text, "schedule")
    assert (blank.fields["payee"], blank.fields["amount"]) == ("Streaming", "12.99")
