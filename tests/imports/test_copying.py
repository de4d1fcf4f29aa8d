"""What is written as the text of COPY comes out of the database as it went in."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from finance.adapters.clock import new_id
from finance.adapters.postgres.copying import copied
from finance.adapters.postgres.pipeline import beneath
from finance.usecases.import_ports import StagedLine

TABLE = text("""
    CREATE TEMPORARY TABLE written (
        id uuid, statement smallint, position integer, line integer, date date, amount bigint,
        payee text, description text, reference text, fingerprint bigint, occurrence integer,
        status text, reason text
    ) ON COMMIT DROP
""")
AWKWARD = (
    "",
    "\\",
    "\\N",
    "\\.",
    "a\tb",
    "a\nb",
    "a\r\nb",
    "\\t",
    "\v\f\b",
    "é “日本” 🎈",
    "\x7f\x85",
)
TEXTS = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30),
)


def through(engine: Engine, lines: list[StagedLine]) -> list[tuple[object, ...]]:
    """The lines after a way through the database, in their order."""
    with engine.begin() as connection:
        connection.execute(TABLE)
        raw = beneath(connection)
        with raw.cursor() as cursor, cursor.copy("COPY written FROM STDIN") as copy:
            for rows in copied(lines, raw.info.encoding):
                copy.write(rows)
        found = connection.execute(text("SELECT * FROM written ORDER BY position"))
        return [(row.id.hex, *row[1:]) for row in found]


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=20))
@settings(max_examples=40)
def test_every_text_comes_out_as_it_went_in(
    engine: Engine, texts: list[tuple[str, str, str]]
) -> None:
    lines: list[StagedLine] = [
        (new_id().hex, 0, at, at, date(2026, 11, 1), -at, *three, -(2**62) + at, 1, "new", "")
        for at, three in enumerate(texts, 1)
    ]

    assert through(engine, lines) == lines


def test_what_is_missing_stays_missing_and_many_lines_stay_in_order(engine: Engine) -> None:
    lines: list[StagedLine] = [
        (new_id().hex, 0, at, at, None, None, "", f"row {at}", "", 0, at, "invalid", "line_date")
        for at in range(1, 2_502)
    ]

    assert through(engine, lines) == lines
