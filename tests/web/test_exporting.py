"""A view of the register as a file."""

import html
import json
import re

from tests.web.house import House, said


def _links(house: House, query: str) -> dict[str, str]:
    text = house.get(f"transactions{query}").text
    found = re.findall(r'href="([^"]+)" download>(\w+)</a>', text)
    return {name: html.unescape(address) for address, name in found}


def test_the_register_offers_what_it_shows_as_a_file(house: House) -> None:
    house.record(amount="20", payee="Lidl", date="2026-11-03")
    house.record(amount="5", payee="Kiosk", date="2026-11-04")
    links = _links(house, "?q=lidl&month=2026-11")
    table = house.get(links["CSV"])
    assert table.status_code == 200
    assert "Lidl" in table.text
    assert "Kiosk" not in table.text
    assert [one["payee"] for one in json.loads(house.get(links["JSON"]).text)] == ["Lidl"]


def test_a_file_has_a_name_and_is_not_kept_by_the_browser(house: House) -> None:
    answer = house.get("transactions.csv")
    assert re.fullmatch(
        r'attachment; filename="[a-z0-9-]+-\d{4}-\d\d-\d\d\.csv"',
        answer.headers["Content-Disposition"],
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.text.startswith("\ufeffdate,type,payee,")


def test_a_page_of_the_list_does_not_narrow_the_file(house: House) -> None:
    house.record(amount="20", payee="Lidl", date="2026-11-03")
    links = _links(house, f"?older=2026-11-04.{'f' * 32}")
    assert "older" not in links["CSV"]
    assert "Lidl" in house.get(links["CSV"]).text


def test_a_filter_that_cannot_be_read_is_no_file(house: House) -> None:
    answer = house.get("transactions.csv?min=abc")
    assert answer.status_code == 422
    assert "“abc” is not an amount" in said(answer.text)
    assert "Content-Disposition" not in answer.headers
