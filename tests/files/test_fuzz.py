"""Whatever is dropped on the page: a reading or a refusal, never anything else."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from finance.adapters.files.reader import read
from finance.domain.errors import Unreadable
from finance.domain.statements import BankFile
from tests.files.table import FOREIGN, OWN, SHARED

SEEDS = sorted(
    path
    for folder in (OWN, FOREIGN, *SHARED.glob("ofx-*"))
    for path in folder.glob("*")
    if path.suffix in {".csv", ".ofx", ".qfx"}
)
THOROUGH = settings(max_examples=200)


def tried(content: bytes) -> BankFile | None:
    """What is read, None if it is refused with file and reason."""
    refused: Unreadable | None = None
    try:
        return read("any", content)
    except Unreadable as refusal:
        refused = refusal
    assert (refused.facts["file"], refused.facts["reason"]) == ("any", refused.code)
    return None


@THOROUGH
@given(st.binary(max_size=2000))
def test_random_bytes_are_read_or_refused(content: bytes) -> None:
    tried(content)
    tried(b"<OFX>" + content)


@THOROUGH
@given(st.text("0123456789.,;-/\"'\n\r\t |DCrEUR$€()+<>=", max_size=300))
def test_random_cells_are_read_or_refused(text: str) -> None:
    tried(text.encode())
    tried(f"Date;Text;Amount\n2024-01-02;a;1,00\n{text}".encode())


@THOROUGH
@given(st.sampled_from(SEEDS), st.data())
def test_damaged_files_are_read_or_refused(path: Path, data: st.DataObject) -> None:
    content = bytearray(path.read_bytes()[:20_000])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content)))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=6))
    tried(bytes(content))


@THOROUGH
@given(st.sampled_from(SEEDS), st.floats(0, 1))
def test_truncated_files_are_read_or_refused(path: Path, part: float) -> None:
    content = path.read_bytes()
    tried(content[: int(len(content) * part)])


@THOROUGH
@given(
    st.lists(st.sampled_from(["<A>", "</A>", "<STMTTRN>", "</STMTTRN>", "<OFX>", "</OFX>", "x"]))
)
def test_random_markup_is_read_or_refused(tags: list[str]) -> None:
    tried(("<OFX>" + "".join(tags)).encode())
