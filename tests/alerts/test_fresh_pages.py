"""An open page follows what others do, and takes nothing from under whoever is at it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from tests.alerts.sharing import Shared, shared
from tests.browser.person import Person, signed_in
from tests.web.forms import form

LINE = "Something here was changed elsewhere meanwhile. What you typed stays."


@pytest.fixture(scope="module")
def common(engine: Engine) -> Shared:
    """The application in this process, where others do things."""
    return shared(engine)


@pytest.fixture
def someone(common: Shared, site: str, browser: Browser) -> Iterator[Person]:
    """A newly registered person with an open window."""
    with signed_in(common.somebody(), site, browser) as found:
        yield found


def listening(page: Page) -> Page:
    """The page once its socket has told it where things stand."""
    with page.expect_websocket():
        page.reload()
    page.wait_for_timeout(1500)  # whatever it was told to begin with is done
    return page


def limit(someone: Person, amount: str) -> None:
    """Set the limit of the first category elsewhere."""
    blank = form(someone.house.get("budget").text, "limits")
    name = next(one for one in blank.fields if one.startswith("limit-"))
    assert someone.house.send(blank, **{name: amount}).status_code == 303


@pytest.mark.parametrize(
    "path", ["", "transactions", "accounts", "reports/months", "reports/month"]
)
def test_what_another_device_records_comes_to_an_open_page(someone: Person, path: str) -> None:
    someone.house.record(amount="1.00", payee="Begun")
    page = someone.open(path)
    listening(page)
    page.evaluate("window.sameDocument = true")
    someone.house.record(amount="1234.56", payee="Sculptor")
    expect(page.locator("#main")).to_contain_text("1,23")
    expect(page.locator("#rail-accounts")).to_contain_text("1,235.56")
    assert page.evaluate("window.sameDocument")


def test_the_link_of_an_invitation_stays_until_it_is_copied_whatever_happens_elsewhere(
    someone: Person,
) -> None:
    second = someone.page.context.new_page()
    second.goto(someone.open("members").url)
    page = someone.page
    someone.press("Make an invitation")
    link = page.locator("#new-link").input_value()
    page.wait_for_timeout(1500)
    someone.house.record(amount="1.00", payee="Sculptor")
    expect(second.locator("#rail-accounts")).to_contain_text("1.00")
    page.wait_for_timeout(2500)
    assert page.locator("#new-link").input_value() == link
    expect(second.locator("#new-link")).to_have_count(0)


def test_the_list_moves_on_around_what_somebody_types(someone: Person) -> None:
    someone.house.record(amount="1.00", payee="Begun")
    page = listening(someone.open("transactions"))
    box = page.locator("#main input[name=q]")
    box.fill("half a wo")
    box.evaluate("one => one.setSelectionRange(2, 6)")
    someone.house.record(amount="5.00", payee="Sculptor")
    expect(someone.row("Sculptor")).to_have_count(1)
    expect(box).to_have_value("half a wo")
    expect(box).to_be_focused()
    assert box.evaluate("one => [one.selectionStart, one.selectionEnd]") == [2, 6]
    expect(page.locator(".elsewhere")).to_have_count(0)


def test_where_somebody_reads_and_what_they_opened_and_ticked_stays(someone: Person) -> None:
    for number in range(40):
        someone.house.record(amount="1.00", payee=f"Shop {number:02}")
    page = listening(someone.open("transactions"))
    page.locator(".filter details > summary").click()
    third = someone.row("Shop 20")
    third.locator("input[type=checkbox]").check()
    third.scroll_into_view_if_needed()
    page.mouse.wheel(0, 150)
    page.wait_for_timeout(300)
    before = third.bounding_box()
    someone.house.record(amount="5.00", payee="Sculptor")
    expect(someone.row("Sculptor")).to_have_count(1)
    after = third.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 2
    expect(third.locator("input[type=checkbox]")).to_be_checked()
    assert page.locator(".filter details").get_attribute("open") is not None


def test_a_row_being_edited_is_left_alone_while_the_others_move_on(someone: Person) -> None:
    someone.house.record(amount="1.00", payee="Begun")
    page = listening(someone.open("transactions"))
    someone.row("Begun").get_by_label("Edit Begun").click()
    payee = page.locator("#entry input[name=payee]")
    payee.fill("Half a na")
    someone.house.record(amount="5.00", payee="Sculptor")
    expect(someone.row("Sculptor")).to_have_count(1)
    expect(payee).to_have_value("Half a na")
    expect(payee).to_be_focused()
    expect(page.locator(".elsewhere")).to_have_count(0)


def test_who_edits_what_another_changes_is_told_in_a_quiet_line(someone: Person) -> None:
    made = someone.house.record(amount="1.00", payee="Begun")
    page = listening(someone.open("transactions"))
    someone.row("Begun").get_by_label("Edit Begun").click()
    payee = page.locator("#entry input[name=payee]")
    payee.fill("Half a na")
    someone.house.send(someone.house.edit(made), amount="2.00")
    expect(page.locator("#entry .elsewhere")).to_have_text(LINE)
    expect(payee).to_have_value("Half a na")


@pytest.mark.parametrize("what", ["changed", "trashed"])
def test_a_page_with_a_form_keeps_what_was_typed_and_says_so(someone: Person, what: str) -> None:
    made = someone.house.record(amount="1.00", payee="Begun")
    page = listening(someone.open(f"transactions/{made}/edit"))
    page.locator("#entry input[name=payee]").fill("Half a na")
    if what == "trashed":
        shown = form(someone.house.get(f"transactions/{made}").text, "/trash")
        assert someone.house.send(shown).status_code == 303
    else:
        someone.house.send(someone.house.edit(made), amount="2.00")
    expect(page.locator("#entry .elsewhere")).to_have_text(LINE)
    expect(page.locator("#entry input[name=payee]")).to_have_value("Half a na")


def test_limits_being_typed_stay_and_the_line_says_that_figures_moved(someone: Person) -> None:
    limit(someone, "100")
    page = listening(someone.open("budget"))
    field = page.locator("#limits input[name^=limit-]").first
    field.fill("250")
    limit(someone, "120")
    expect(page.locator("#limits .elsewhere")).to_have_text(LINE)
    expect(field).to_have_value("250")


def test_limits_nobody_types_are_brought_up_to_date(someone: Person) -> None:
    limit(someone, "100")
    page = listening(someone.open("budget"))
    limit(someone, "120")
    expect(page.locator("#limits input[name^=limit-]").first).to_have_value("120.00")
    expect(page.locator(".elsewhere")).to_have_count(0)


def test_limits_one_saves_oneself_are_no_news_from_elsewhere(someone: Person) -> None:
    page = listening(someone.open("budget"))
    page.locator("#limits input[name^=limit-]").first.fill("250")
    someone.press("Save limits")
    expect(page.locator("#toasts")).to_contain_text("aved")
    page.wait_for_timeout(2500)
    expect(page.locator(".elsewhere")).to_have_count(0)
    expect(page.locator("#limits input[name^=limit-]").first).to_have_value("250.00")


def test_a_form_that_came_back_with_faults_is_left_as_it_is(someone: Person) -> None:
    page = listening(someone.open("transactions/new"))
    someone.fill({"Amount": "many", "Payee": "Half"})
    someone.press("Save")
    page.wait_for_selector("#entry .error")
    page.wait_for_timeout(1500)
    someone.house.record(amount="5.00", payee="Sculptor")
    page.wait_for_timeout(2500)
    expect(page.locator("#entry input[name=payee]")).to_have_value("Half")


def test_a_bell_elsewhere_falls_silent_when_notices_are_read(someone: Person) -> None:
    limit(someone, "1")
    someone.house.record(amount="5.00")
    page = listening(someone.open())
    expect(page.locator(".bell .badge")).to_have_text("1")
    other = someone.another_tab("notifications")
    other.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".bell .badge")).to_be_hidden()


def test_a_page_that_answers_a_wrong_form_follows_changes_and_keeps_what_was_typed(
    someone: Person,
) -> None:
    someone.open("transactions/new")
    someone.fill({"Amount": "12,3,4", "Payee": "Not finished"})
    someone.press("Save")
    expect(someone.fault("Amount")).to_be_visible()
    someone.house.record(amount="7.77", payee="Elsewhere")
    expect(someone.page.locator("#rail-accounts")).to_contain_text("−7.77")
    expect(someone.field("Amount")).to_have_value("12,3,4")
    expect(someone.field("Payee")).to_have_value("Not finished")
    expect(someone.fault("Amount")).to_be_visible()


def test_so_does_one_at_an_address_that_only_takes_forms(someone: Person) -> None:
    eating = someone.house.category("Food › Eating out")
    someone.open(f"accounts/{eating}/edit")
    someone.press("Merge")
    expect(someone.fault("Merge into")).to_be_visible()
    assert someone.page.url.endswith("/merging")
    someone.house.record(amount="7.77", payee="Elsewhere")
    expect(someone.page.locator("#rail-accounts")).to_contain_text("−7.77")
    expect(someone.fault("Merge into")).to_be_visible()
