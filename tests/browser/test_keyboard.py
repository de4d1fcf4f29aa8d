"""Everything by keys alone."""

from playwright.sync_api import expect

from tests.browser.person import Person


def test_a_transaction_is_written_down_without_a_mouse(someone: Person) -> None:
    keys = someone.open().keyboard
    keys.press("n")
    expect(someone.field("Amount")).to_be_focused()
    keys.type("12.50")
    keys.press("Tab")
    expect(someone.field("Payee")).to_be_focused()
    keys.type("Keyboard shop")
    keys.press("Tab")
    keys.type("groc")
    expect(someone.page.get_by_role("option", name="Groceries")).to_be_visible()
    keys.press("Enter")
    expect(someone.chosen("Category")).to_have_text("Food › Groceries")
    someone.field("Date").focus()
    keys.press("Control+a")
    keys.type("-1")
    keys.press("Enter")
    expect(someone.row("Keyboard shop")).to_contain_text("−12.50")


def test_a_question_mark_lists_the_keys_and_escape_closes_the_list(someone: Person) -> None:
    keys = someone.open("transactions").keyboard
    keys.press("?")
    listed = someone.page.get_by_role("dialog")
    expect(listed).to_contain_text("New transaction")
    keys.press("Escape")
    expect(listed).to_have_count(0)


def test_keys_lead_to_the_parts_of_the_program(someone: Person) -> None:
    keys = someone.open().keyboard
    for key, part in (("t", "transactions"), ("a", "accounts"), ("s", "settings")):
        keys.press("g")
        keys.press(key)
        someone.page.wait_for_url(f"**/{part}")


def test_a_slash_goes_to_the_filter_and_u_takes_back(someone: Person) -> None:
    noted = someone.house.record(amount="5", payee="Gone and back")
    keys = someone.open(f"transactions/{noted}").keyboard
    someone.press("Delete")
    someone.page.wait_for_url("**/transactions")
    keys.press("u")
    expect(someone.row("Gone and back")).to_be_visible()
    keys.press("/")
    expect(someone.main.get_by_role("searchbox")).to_be_focused()


def test_rows_are_walked_ticked_opened_and_closed_by_keys(someone: Person) -> None:
    for day in ("2026-11-03", "2026-11-02", "2026-11-01"):
        someone.house.record(amount="5", payee=f"On {day}", date=day)
    keys = someone.open("transactions").keyboard
    for key in "jjjkx":
        keys.press(key)
    expect(someone.row("On 2026-11-02").get_by_role("checkbox")).to_be_checked()
    someone.row("On 2026-11-02").get_by_role("link", name="On 2026-11-02", exact=True).focus()
    keys.press("Enter")
    heading = someone.page.locator("#details").get_by_role("heading", name="On 2026-11-02")
    expect(heading).to_be_focused()
    keys.press("Escape")
    expect(heading).to_have_count(0)
    row = someone.row("On 2026-11-02")
    expect(row.get_by_role("link", name="On 2026-11-02", exact=True)).to_be_focused()
    keys.press("e")
    expect(someone.field("Amount")).to_be_focused()


def test_letters_typed_into_a_field_are_only_letters(someone: Person) -> None:
    someone.open("transactions/new")
    someone.field("Payee").press_sequentially("n/u?gt")
    expect(someone.field("Payee")).to_have_value("n/u?gt")


def test_the_skip_link_jumps_past_the_navigation(someone: Person) -> None:
    keys = someone.open("accounts").keyboard
    keys.press("Tab")
    expect(someone.page.get_by_role("link", name="Skip to content")).to_be_focused()
    keys.press("Enter")
    keys.press("Tab")
    expect(someone.main.get_by_role("link", name="New account")).to_be_focused()
