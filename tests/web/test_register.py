"""The register: filters in the address, pages, sums, what is open in it."""

import html
from datetime import date, timedelta

import pytest

from tests.web.forms import form
from tests.web.house import House, said


def test_an_empty_register_teaches_what_to_do(house: House) -> None:
    text = said(house.get("transactions").text)
    assert "Nothing here yet" in text
    assert "Import a file" in text


def test_a_filter_narrows_the_list_and_says_itself_as_chips(house: House) -> None:
    food = house.category("Food")
    groceries = house.category("Food › Groceries")
    house.record(amount="20", payee="Lidl", date="2026-11-03", category=groceries)
    house.record(amount="5", payee="Kiosk", date="2026-11-04")
    house.record("?type=income", amount="100", payee="Work", date="2026-10-04")
    assert [row for row in house.rows("?month=2026-11&q=lidl") if "Lidl" in row]
    assert len(house.rows("?month=2026-11")) == 2
    assert len(house.rows(f"?category={food}")) == 1
    assert len(house.rows("?category=expense")) == 2
    assert len(house.rows("?type=income")) == 1
    assert len(house.rows("?min=10&max=30")) == 1
    assert len(house.rows("?start_date=2026-11-04&end_date=2026-11-04")) == 1
    text = said(house.get(f"transactions?month=2026-11&category={food}&min=10").text)
    assert "November 2026" in text
    assert "10 or more" in text
    assert "1 row" in text
    assert "out 20.00" in text


def test_a_filter_that_cannot_be_read_is_told_at_its_field(house: House) -> None:
    answer = house.get("transactions?q=cat:nonsense&min=abc&end_date=30.2.2026")
    assert answer.status_code == 422
    text = said(answer.text)
    assert "There is no account or category called “nonsense”" in text
    assert "“abc” is not an amount" in text
    assert "There is no such day" in text
    assert form(answer.text, "/transactions").fields["min"] == "abc"


@pytest.mark.parametrize("query", ["month=2026-13", "month=x", "older=x", "newer=2026-11-01.zz"])
def test_an_address_that_means_nothing_is_422(house: House, query: str) -> None:
    assert house.get(f"transactions?{query}").status_code == 422


@pytest.mark.parametrize("name", ["account", "category", "import", "edit", "open"])
def test_what_is_not_in_this_book_is_404(house: House, name: str) -> None:
    unknown = "018f0000-0000-7000-8000-000000000000"
    assert house.get(f"transactions?{name}={unknown}").status_code == 404
    assert house.get(f"transactions?{name}=nonsense").status_code in {200, 404}


def _pager(page: str, to: str) -> str:
    """Where the pager beneath the list leads."""
    link = page.split('class="pager"')[1].split(f'rel="{to}" href="')[1]
    return html.unescape(link.split('"')[0])


def test_pages_lead_on_and_back_without_losing_a_row(house: House) -> None:
    first = date(2026, 9, 1)
    for at in range(60):
        day = (first + timedelta(days=at)).isoformat()
        house.record(amount=str(at + 1), payee=f"Shop {at:02d}", date=day)
    newest = house.get("transactions").text
    second = house.get(_pager(newest, "next")).text
    assert "Shop 10" in newest
    assert "Shop 09" in second
    assert "Shop 09" not in newest
    assert "Shop 59" in house.get(_pager(second, "prev")).text


def test_one_account_alone_says_its_balance_after_each_row(house: House) -> None:
    house.record("?type=income", amount="100", date="2026-11-01")
    house.record(amount="30", date="2026-11-02")
    cash = house.option(house.get("transactions/new").text, "Cash")
    newest, oldest = house.rows(f"?account={cash}")
    assert "70.00" in newest
    assert "+100.00" in oldest
    assert "100.00" in oldest.replace("+100.00", "", 1)


def test_a_row_opens_beside_the_list_and_as_a_form_in_its_place(house: House) -> None:
    made = house.record(amount="7", payee="Opened", description="a note", tags="home, #work")
    beside = house.get(f"transactions?open={made}")
    assert "You recorded it" in said(beside.text)
    assert "#work" in said(beside.text)
    inline = form(house.get(f"transactions?edit={made}").text, "entry")
    assert inline.fields["payee"] == "Opened"
    assert inline.fields["tags"] == "home, work"
    assert inline.fields["inline"] == "1"


def test_htmx_is_given_the_register_alone(house: House) -> None:
    assert house.get("transactions", part=True).text.lstrip().startswith("<div")
    assert "<html" in house.get("transactions").text


def test_texts_that_turn_the_writing_direction_are_spelt_out(house: House) -> None:
    house.record(amount="7", payee="abc\u202edef")
    assert "⟨U+202E⟩" in house.rows()[0]


def _to_month(page: str, name: str) -> str:
    """Where the menu of months leads for ``name``."""
    link = next(one for one in page.split("<a ") if f'aria-label="{name}"' in one)
    return html.unescape(link.split('href="')[1].split('"')[0])


def _of_everything(page: str) -> str:
    link = page.split('class="months-whole" href="')[1]
    return html.unescape(link.split('"')[0])


@pytest.mark.parametrize(
    "days", ["q=lidl+2025-09-01..2025-09-09", "q=march+lidl+2024", "q=lidl&start_date=2025-01-01"]
)
@pytest.mark.parametrize("chosen", ["", "&month=2025-09"])
def test_a_month_chosen_takes_the_place_of_the_days_in_the_filter(
    house: House, days: str, chosen: str
) -> None:
    house.record(amount="5", payee="Lidl", date="2025-03-04")
    house.record(amount="5", payee="Kiosk", date="2025-03-04")
    page = house.get(f"transactions?{days}{chosen}").text
    year = page.split('<div class="months-grid">')[1].split('aria-label="March ')[1][:4]
    march = house.get(_to_month(page, f"March {year}").replace(year, "2025")).text
    assert form(march, "/transactions").fields["q"] == "lidl"
    assert "Lidl" in said(march.split("<tbody")[1])
    assert "Kiosk" not in said(march)
    everything = house.get(_of_everything(page)).text
    assert "All dates" in said(everything)
    assert "Lidl" in said(everything.split("<tbody")[1])


def test_a_filter_that_cannot_be_read_is_kept_when_a_month_is_chosen(house: House) -> None:
    page = house.get("transactions?q=cat:nonsense+2025-09&month=2025-09").text
    october = house.get(_to_month(page, "October 2025"))
    assert form(october.text, "/transactions").fields["q"] == "cat:nonsense 2025-09"


def test_days_typed_outside_the_month_chosen_are_told_with_a_way_to_them(house: House) -> None:
    house.record(amount="5", payee="Lidl", date="2025-03-04")
    page = house.get("transactions?q=lidl+2025-03-04&month=2025-09").text
    assert "September 2025 is chosen, and the filter names days outside it" in said(page)
    address = page.split('class="empty"')[1].split('href="')[1].split('"')[0]
    assert "Lidl" in said(house.get(html.unescape(address)).text.split("<tbody")[1])
    assert "the filter names days outside" not in said(
        house.get("transactions?q=lidl+2025-09-04&month=2025-09").text
    )
