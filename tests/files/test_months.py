"""Days with the names of months in many languages, and years of two figures in front."""

from datetime import date

import pytest

from finance.adapters.files.days import day, order_of
from finance.adapters.files.reader import read
from finance.domain.statements import BankFile, Hints


def file_of(text: str, hints: Hints | None = None, name: str = "bank.csv") -> BankFile:
    """What is read from ``text``."""
    return read(name, text.encode(), hints)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "17 Agustus 2025",
            "17 Ogos 2025",
            "17 avqust 2025",
            "17. kolovoza 2025",
            "17 gusht 2025",
        ),
        *("2025. augusztus 17.", "17 Αυγούστου 2025", "17 أغسطس 2025", "17 אוגוסט 2025"),
        *(
            "17 ส.ค. 2568",
            "17 สิงหาคม 2568",
            "17 अगस्त 2025",
            "17 thg 8, 2025",
            "17 tháng 8 năm 2025",
        ),
        *("17 тамыз 2025", "17 серпень 2025", "17 ágúst 2025", "17 août 2025", "17-AGO-25"),
    ],
)
def test_months_are_known_by_their_names(text: str) -> None:
    assert day(text, "dmy") == date(2025, 8, 17)


def test_short_years_that_are_far_off_are_those_of_the_buddhist_calendar() -> None:
    assert day("03/02/68", "dmy") == date(2025, 2, 3)
    assert day("03/02/49", "dmy") == date(2049, 2, 3)
    assert day("03/02/98", "dmy") == date(1998, 2, 3)


def test_a_year_of_two_figures_in_front_is_one_where_the_days_lie_close_so_alone() -> None:
    assert order_of(["25/02/03", "25/02/25", "25/02/28"], month_first=False) == ("ymd", False)
    assert order_of(["03/02/25", "25/02/25"], month_first=False) == ("dmy", False)
    assert order_of(["03.02.2025", "04.02.2025"], month_first=False)[0] == "dmy"
    assert order_of(["01/02/03", "02/02/03"], month_first=False)[0] == "dmy"


@pytest.mark.parametrize("name", ["statement_2025-02.csv", "2025_02 card.csv", "x-2025.02.csv"])
def test_the_month_in_the_name_of_a_file_dates_days_without_a_year(name: str) -> None:
    file = file_of("Date,Text,Amount\n03 FEB,Shop,-1.00\n14 FEB,Pay,2.00\n", name=name)

    assert [line.date for line in file.statements[0].lines] == [
        date(2025, 2, 3),
        date(2025, 2, 14),
    ]


@pytest.mark.parametrize(("out", "into"), [("D 1,50", "C 2,00"), ("DR 1,50", "CR. 2,00")])
def test_a_side_may_stand_in_front_of_an_amount(out: str, into: str) -> None:
    file = file_of(f"Datum;Text;Bedrag\n03-02-2025;a;{out}\n14-02-2025;b;{into}\n")

    assert [line.amount.minor for line in file.statements[0].lines] == [-150, 200]


def test_currencies_named_in_the_cells_of_amounts_part_the_statements() -> None:
    rows = "2025-02-03;Hotel;-1.00 USD\n2025-02-04;Shop;-2.00 EUR\n2025-02-05;Pay;3.00 EUR\n"
    file = file_of("Date;Text;Amount\n" + rows)

    found = [(one.currency, [line.amount.minor for line in one.lines]) for one in file.statements]
    assert found == [("USD", [-100]), ("EUR", [-200, 300])]


def test_accounts_are_told_apart_by_balances_of_their_own() -> None:
    rows = "A1;03.02.2025;a;-1,00;9,00\nB2;03.02.2025;b;5,00;15,00\n"
    rows += "A1;04.02.2025;c;-2,00;7,00\nB2;05.02.2025;d;1,00;16,00\n"
    file = file_of("IBAN;Datum;Text;Betrag;Saldo\n" + rows)

    found = [(one.account_number, str(one.closing)) for one in file.statements]
    assert found == [("A1", "7.00"), ("B2", "16.00")]
