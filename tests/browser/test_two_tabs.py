"""Two windows on the same money."""

from playwright.sync_api import Page, expect

from tests.browser.person import Person


def _rewrite(tab: Page, payee: str) -> None:
    tab.get_by_label("Payee").fill(payee)
    tab.get_by_role("main").get_by_role("button", name="Save", exact=True).last.click()


def test_who_saves_second_is_shown_what_is_there_and_keeps_what_they_typed(someone: Person) -> None:
    noted = someone.house.record(amount="9", payee="At first")
    path = f"transactions/{noted}/edit"
    first, second = someone.open(path), someone.another_tab(path)
    _rewrite(first, "Said first")
    first.wait_for_url(f"**/transactions/{noted}")
    _rewrite(second, "Said second")
    expect(second.locator(".notice")).to_contain_text("Said first")
    expect(second.get_by_label("Payee")).to_have_value("Said second")
    _rewrite(second, "Said second")
    expect(second.get_by_role("heading", level=1)).to_have_text("Said second")


def test_the_same_holds_for_a_row_changed_in_its_place(someone: Person) -> None:
    noted = someone.house.record(amount="9", payee="At first")
    path = f"transactions?edit={noted}"
    first, second = someone.open(path), someone.another_tab(path)
    _rewrite(first, "Said first")
    expect(first.locator(f"#row-{noted}")).to_contain_text("Said first")
    _rewrite(second, "Said second")
    expect(second.locator(".notice")).to_contain_text("Said first")
    expect(second.get_by_label("Payee")).to_have_value("Said second")


def test_a_form_saved_in_one_tab_is_not_recorded_again_by_its_twin(someone: Person) -> None:
    first = someone.open("transactions/new")
    someone.fill({"Amount": "3", "Payee": "Once"})
    with first.context.expect_page() as opened:
        first.evaluate("""() => { const form = document.getElementById("entry").cloneNode(true);
            form.target = "_blank"; form.hidden = true; document.body.append(form);
            form.querySelector("[name=amount]").value = "3";
            form.querySelector("[name=payee]").value = "Once"; form.submit(); }""")
    opened.value.wait_for_load_state()
    someone.press("Save")
    first.wait_for_url("**/transactions")
    expect(someone.row("Once")).to_have_count(1)
