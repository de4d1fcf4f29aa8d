"""A form sent by two clicks is sent once."""

import pytest
from playwright.sync_api import Request, expect

from tests.browser.person import Person

TWICE = "button => { button.click(); button.click(); }"

FORMS = {
    "expense": ("transactions/new", {"Amount": "5", "Payee": "Once"}, "Save"),
    "expense, then another": ("transactions/new", {"Amount": "5"}, "Save and add another"),
    "income": ("transactions/new?type=income", {"Amount": "5"}, "Save"),
    "account": ("accounts/new", {"Name": "Once"}, "Save"),
    "category": ("categories/new", {"Name": "Once"}, "Save"),
    "book": ("settings", {"Name": "Once"}, "Save"),
    "profile": ("profile", {"First name": "Once"}, "Save"),
    "invitation": ("members", {"E-mail": "once@example.org"}, "Make an invitation"),
    "password": (
        "profile/password",
        {"Present password": "not the one", "New password": "quite-another-anvil"},
        "Change password",
    ),
    "row changed": ("transactions/{row}/edit", {"Amount": "6"}, "Save"),
    "row changed in its place": ("transactions?edit={row}", {"Amount": "6"}, "Save"),
    "row deleted": ("transactions/{row}", {}, "Delete"),
    "row deleted in its place": ("transactions?edit={row}", {}, "Delete"),
    "account closed": ("accounts/{account}/edit", {}, "Close it"),
    "split": ("transactions/new", {"Amount": "5"}, "Split"),
    "other kind": ("transactions/new", {"Amount": "5"}, "Transfer"),
}


@pytest.mark.parametrize("form", FORMS)
def test_two_clicks_send_one_request(form: str, someone: Person) -> None:
    path, fields, button = FORMS[form]
    names = {
        "row": someone.house.record(amount="5", payee="There"),
        "account": someone.house.open_account("Spare"),
    }
    page = someone.open(path.format(**names))
    someone.fill(fields)
    sent: list[str] = []

    def count(request: Request) -> None:
        if request.method == "POST" and not request.url.endswith("/filled"):
            sent.append(request.url)

    page.on("request", count)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        someone.button(button).evaluate(TWICE)
    page.wait_for_load_state("networkidle")
    assert len(sent) == 1


def test_two_clicks_record_one_transaction(someone: Person) -> None:
    someone.open("transactions/new")
    someone.fill({"Amount": "5", "Payee": "Once"})
    someone.button("Save").dblclick()
    expect(someone.row("Once")).to_have_count(1)
    assert len(someone.house.rows()) == 1
