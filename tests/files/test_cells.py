"""Numbers, days and texts as single cells."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.adapters.files.amounts import minor_units, signed
from finance.adapters.files.charset import decode
from finance.adapters.files.csv_cells import amount, decimal_mark
from finance.adapters.files.csv_sums import is_sum
from finance.adapters.files.days import day, order_of
from finance.adapters.files.wording import joined, tidy
from finance.domain.errors import Unreadable


@pytest.mark.parametrize(
    ("text", "mark", "number", "sign"),
    [
        ("£1,183.23", ".", (118323, 2), "£"),
        ("١٬١٨٣٫٢٣", ".", (118323, 2), ""),
        ("-۱۲٫۵۰", ".", (-1250, 2), ""),
        ("+ £1,100.00", ".", (110000, 2), "£"),
        ("-£5.00", ".", (-500, 2), "£"),
        ("£-5.00", ".", (-500, 2), "£"),
        ("(12.50)", ".", (-1250, 2), ""),
        ("($12.50)", ".", (-1250, 2), "$"),
        ("12,50 €", ",", (1250, 2), "€"),
        ("-1.234,56 EUR", ",", (-123456, 2), "EUR"),
        ("CHF 1’234.50", ".", (123450, 2), "CHF"),
        ("1\u00a0234,50", ",", (123450, 2), ""),
        ("1\u202f234,50 kr", ",", (123450, 2), "kr"),
        ("12.50-", ".", (-1250, 2), ""),
        ("12.50 CR", ".", (1250, 2), ""),
        ("12.50DR", ".", (-1250, 2), ""),
        ("1,250.50 (Dr)", ".", (-125050, 2), ""),
        ("75,000.00(Cr.)", ".", (7500000, 2), ""),
        ("R$-1.234,56", ",", (-123456, 2), "R$"),
        ("1,23,456.00", ".", (12345600, 2), ""),
        ("\u221212,50", ",", (-1250, 2), ""),
        ('="12.50"', ".", (1250, 2), ""),
        ("5,-", ",", (5, 0), ""),
        ("100.-", ".", (100, 0), ""),
        ("د.ا.\u200f4.750", ".", (4750, 3), "د.ا."),
    ],
)
def test_an_amount_is_read_with_its_sign_and_currency(
    text: str, mark: str, number: tuple[int, int], sign: str
) -> None:
    assert amount(text, mark) == (number, sign)


@pytest.mark.parametrize(
    "text",
    ["", "-", "12..34", "12abc", "abc", "--5", "12-34", "1.2.3,4.5", "12 EUR 5", "NL47", "1e5"],
)
def test_what_is_not_clearly_an_amount_is_none(text: str) -> None:
    assert amount(text, ".") is None


@given(st.integers(-(10**12), 10**12), st.integers(0, 6), st.sampled_from(".,"))
def test_a_number_written_with_either_mark_reads_back(units: int, decimals: int, mark: str) -> None:
    text = f"{Decimal(units).scaleb(-decimals):f}".replace(".", mark)

    found = signed(text, mark)

    assert found is not None
    assert Decimal(found[0]).scaleb(-found[1]) == Decimal(units).scaleb(-decimals)


@given(st.integers(-(10**12), 10**12), st.integers(0, 8), st.integers(0, 4))
def test_rounding_is_half_to_even_and_known(units: int, decimals: int, places: int) -> None:
    exact = Decimal(units).scaleb(-decimals)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)

    assert minor_units((units, decimals), places) == (
        int(rounded.scaleb(places)),
        rounded == exact,
    )


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.234,56", "7"], ","),
        (["1,234.56", "7"], "."),
        (["1.234.567", "12,5"], ","),
        (["1,234", "55"], "."),
        (["1.234", "5.678"], ","),
        (["0.125"], "."),
        (["12", "13"], ";"),
    ],
)
def test_the_decimal_mark_is_the_one_the_amounts_agree_with(cells: list[str], mark: str) -> None:
    assert decimal_mark(cells, ";") == mark


@pytest.mark.parametrize(
    "text",
    [
        "2018-02-26",
        "20180226",
        "26.02.18",
        "26.02.2018",
        "26/2/2018 0:00",
        "26 Feb 18",
        "26-FEB-2018",
        "Feb 26, 2018 3:04 PM",
        "Monday, February 26, 2018",
        "26. 2. 2018",
        "2018.02.26.",
        "2018-02-26T12:34:56.123+01:00",
        "2018-02-26 12:34:56 +0000",
        "12:30, 26/02/2018",
        "26-02-2018 / 12:30",
        "26 de fevereiro de 2018",
        "26 févr. 2018",
        "26 февраля 2018",
        "2018/2/26",
        "26022018",
        "26 lutego 2018",
        "26.helmikuu 2018",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert day(text, "dmy") == date(2018, 2, 26)


@pytest.mark.parametrize(
    "text", ["31.02.2018", "12.50", "-5.00", "1 234,50", "123456", "", "26.02."]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert day(text, "dmy") is None
    assert day(text, "mdy") is None


@pytest.mark.parametrize(
    ("texts", "order", "assumed"),
    [
        (["13/02/2024"], "dmy", False),
        (["02/13/2024", "03/04/2024"], "mdy", False),
        (["2024-01-02"], "ymd", False),
        (["05/05/2024"], "dmy", False),
        (["03/04/2024"], "mdy", True),
        (["01/02/2024", "02/02/2024", "03/02/2024", "04/02/2024"], "dmy", True),
        (["02/01/2024", "02/02/2024", "02/03/2024", "02/04/2024"], "mdy", True),
    ],
)
def test_the_order_of_day_and_month_is_found_or_said_to_be_assumed(
    texts: list[str], order: str, assumed: object
) -> None:
    assert order_of(texts, month_first=True) == (order, assumed)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Żabka sp. z o.o. Łódź; płatność kartą"),
        ("iso-8859-2", "Żabka Łódź płatność kartą ścieżka"),
        ("cp1250", "Příchozí platba; číslo účtu; Datum zaúčtování"),
        ("cp1250", "Közlemény; összeg; értéknap; Könyvelés dátuma; ő ű"),
        ("cp1252", "Überweisung Müller Straße"),
        ("cp1252", "Débit carte café à l'hôtel"),
        ("cp1252", "España Nómina año Descripción"),
        ("cp1252", "Köp Ångström Överföring"),
        ("cp1252", "Lançamento Histórico não há açúcar"),
        ("cp1252", "Amount £12.50 £3"),
        ("cp1251", "Оплата товаров и услуг Магазин"),
        ("koi8-r", "Оплата товаров и услуг Магазин"),
        ("cp1253", "Ημερομηνία Αιτιολογία Ποσό"),
        ("cp1254", "Açıklama İşlem Tutarı Ödeme Şube"),
        ("cp1257", "Mokėjimo paskirtis Šaltinis Gavėjas įmoka"),
        ("cp932", "取引日,お引出し,お預入れ,お取り扱い内容"),
        ("gb18030", "交易时间,交易分类,金额"),
        ("utf-16", "Überweisung;płatność"),
        ("utf-8-sig", "Überweisung;płatność"),
    ],
)
def test_text_is_recognised_in_the_encodings_banks_still_use(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "bank.csv")[0] == text


def test_binary_data_is_not_text() -> None:
    with pytest.raises(Unreadable, match="file_not_text") as caught:
        decode(b"a\nb\x00c\x01\x00", "bank.csv")

    assert caught.value.facts["line"] == 2


def test_texts_are_one_line_without_controls_and_not_too_long() -> None:
    assert tidy("  two\n words\x07 é ", "payee") == "two words é"
    assert len(tidy("x" * 5000, "payee")) == 200
    assert joined("one", "", "one", "two one") == "one · two one"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Opening balance", True),
        ("Saldo końcowe", True),
        ("S A L D O", True),
        ("Total Wine", False),
    ],
)
def test_a_row_that_is_a_sum_is_known_by_its_words(text: str, expected: object) -> None:
    assert is_sum(["", text]) is expected
