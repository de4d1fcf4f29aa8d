"""A made-up month, for the page that shows every component once. Nobody's money."""

from dataclasses import dataclass, replace

from finance.domain.money import Money
from finance.drawing.bars import Bars, Month, draw_bars
from finance.drawing.line import Line, draw_line
from finance.drawing.ring import Part, Ring, draw_ring
from finance.drawing.scale import Tick
from finance.drawing.spark import Spark, draw_spark
from finance.drawing.svg import Caption
from finance.web.shell import AccountLine, BookLink, Links, Period, Person, Shell

_SPENT = (4612, 5130, 5830, 6390, 8010, 8480, 9260, 9840, 10420, 11050, 11590, 12330, 12800, 13480)
_LATER = (15020, 15520, 16300, 17050, 18260, 18950, 20505)
_POINTS = tuple(10 * value for value in _SPENT + _LATER)
_USUAL = tuple(45_000 + 9_600 * day for day in range(30))
_PARTS = (
    ("Housing", 98000, "980", "48%"),
    ("Groceries", 41230, "412", "20%"),
    ("Transport", 18800, "188", "9%"),
    ("Eating out", 14610, "146", "7%"),
    ("Children", 12145, "121", "6%"),
    ("Other", 20263, "203", "10%"),
)
_MONTHS = (
    ("Jun", 3100, 2710),
    ("Jul", 3100, 2890),
    ("Aug", 3180, 3420),
    ("Sep", 3180, 2460),
    ("Oct", 3240, 2610),
    ("Nov", 3240, 2050),
)


def euro(minor: int) -> Money:
    """An amount of the sample."""
    return Money(minor, "EUR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the sample register; ``kind`` is that of the money macro."""

    payee: str
    category: str
    account: str
    amount: Money
    balance: Money | None = None
    note: str = ""
    kind: str = "auto"
    state: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the sample register."""

    label: str
    net: tuple[Money, ...]
    rows: tuple[Row, ...]


DAYS = (
    Day(
        label="Sat 21 Nov",
        net=(euro(-11318),),
        rows=(
            Row(
                payee="Lidl",
                category="Groceries",
                account="Everyday",
                amount=euro(-6418),
                balance=euro(225254),
                note="weekly shop",
                new=True,
            ),
            Row(payee="Rail pass", category="Transport", account="Card", amount=euro(-4900)),
        ),
    ),
    Day(
        label="Fri 20 Nov",
        net=(euro(324000),),
        rows=(
            Row(
                payee="Northwind GmbH",
                category="Salary",
                account="Everyday",
                amount=euro(324000),
                balance=euro(231672),
                state="chosen",
            ),
            Row(
                payee="To Savings",
                category="Transfer",
                account="Everyday → Savings",
                amount=euro(-40000),
                balance=euro(-92328),
                kind="move",
            ),
        ),
    ),
)


def shell() -> Shell:
    """The frame around the sample; its links lead nowhere."""
    here = Links(
        **dict.fromkeys(
            (
                "home",
                "transactions",
                "new",
                "budget",
                "reports",
                "accounts",
                "schedules",
                "imports",
                "notices",
                "settings",
                "profile",
                "sign_out",
            ),
            "#",
        ),
        socket="",
        unread="",
    )
    held = (("Everyday", 231672), ("Savings", 1420000), ("Card", -41355), ("Wallet", 6240))
    return Shell(
        links=here,
        book="Household",
        books=(BookLink(name="Household", href="#", current=True),),
        person=Person(name="Mara Ostrow", email="mara@example.org"),
        accounts=tuple(
            AccountLine(name=name, href="#", balances=(euro(sum_),)) for name, sum_ in held
        ),
        worth=(euro(1616557),),
        unreviewed=7,
    )


def period() -> Period:
    """The month of the sample."""
    return Period(label="November 2026", previous="#", following="#")


def _caption(name: str, title: str) -> Caption:
    return Caption(id=f"sample-{name}", title=title, description=f"{title}, as an example.")


def line() -> tuple[tuple[str, str], ...]:
    """The sample's spending by day, in both shapes."""
    drawn = Line(
        caption=_caption("line", "Spending this month"),
        days=30,
        points=_POINTS,
        points_label="you, 2,050",
        ticks=tuple(Tick(at * 100_000, f"{at}k" if at else "0") for at in range(5)),
        days_named=((0, "1"), (7, "8"), (14, "15"), (21, "22"), (29, "30")),
        usual=_USUAL,
        usual_label="usual",
        band=tuple((round(value * 0.92), round(value * 1.08)) for value in _USUAL),
        today="today",
        tips=tuple(f"{day + 1} Nov: {value // 100:,}" for day, value in enumerate(_POINTS)),
    )
    narrow = replace(drawn, caption=_caption("line-phone", "Spending this month"))
    return (("desk", draw_line(drawn)), ("phone", draw_line(narrow, phone=True)))


def bars() -> tuple[tuple[str, str], ...]:
    """The sample's months, in both shapes."""
    drawn = Bars(
        caption=_caption("bars", "In and out by month"),
        months=tuple(
            Month(name, came, went, f"{name}, in {came:,}", f"{name}, out {went:,}")
            for name, came, went in _MONTHS
        ),
        ticks=tuple(Tick(at * 1000, f"{at}k" if at else "0") for at in range(5)),
        in_label="in",
        out_label="out",
        phone_every=1,
    )
    narrow = replace(drawn, caption=_caption("bars-phone", "In and out by month"))
    return (("desk", draw_bars(drawn)), ("phone", draw_bars(narrow, phone=True)))


def ring() -> str:
    """The sample's spending by category."""
    parts = tuple(Part(value, f"{name} {text}") for name, value, text, _ in _PARTS)
    caption = _caption("ring", "Where it went")
    return draw_ring(Ring(caption=caption, parts=parts, total="2,050", total_label="spent"))


def ring_rows() -> tuple[tuple[str, str, str, str, str], ...]:
    """What stands beside the ring."""
    return tuple(
        (f"s{at + 1}", name, "#", text, share) for at, (name, _, text, share) in enumerate(_PARTS)
    )


def spark() -> str:
    """A line the size of a word."""
    return draw_spark(
        Spark(caption=_caption("spark", "Worth"), values=(12, 14, 13, 16, 18, 17, 21))
    )
