"""The process that sets pages: JSON in, PDF out, within bounds. See ``printer``."""

import hashlib
import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

from finance.adapters.pdf.outcome import Outcome

_VARIANT: Final = "pdf/a-3a"


def main() -> Outcome:
    """Set what comes in and write it out."""
    given = json.loads(sys.stdin.buffer.read())
    _bounded(given["memory"], given["seconds"])
    # Subsets of typefaces carry the time they were made at; this is the time they are told.
    made = datetime.fromisoformat(given["made_on"]).replace(tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(made.timestamp()))
    try:
        pdf = set_pages(given, made)
    except OSError:  # pango or one of its kin cannot be loaded
        return Outcome.MISSING
    except (MemoryError, SystemError):  # some extensions fail without saying that it was memory
        return Outcome.TOO_LARGE
    sys.stdout.buffer.write(pdf)
    sys.stdout.buffer.flush()
    return Outcome.DONE


def _bounded(memory: int, seconds: int) -> None:
    """Keep to so many bytes and seconds of work, where the system knows such bounds."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def set_pages(given: dict[str, Any], made: datetime) -> bytes:
    """The PDF: tagged, for keeping (PDF/A-3), what is enclosed inside."""
    from weasyprint import CSS, HTML, Attachment
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    folder = Path(given["fonts"]).resolve()

    class Typefaces(URLFetcher):
        """Reads typefaces from their folder, and nothing else from anywhere."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401 - as WeasyPrint declares it
            """The file at ``url``; ValueError for any other address."""
            parts = urlsplit(url)
            path = Path(url2pathname(parts.path)).resolve()
            if parts.scheme != "file" or path.parent != folder:
                raise ValueError(url)
            return super().fetch(url, headers)

    base, fetcher, fonts = f"{folder.as_uri()}/", Typefaces(), FontConfiguration()
    style = CSS(string=given["style"], base_url=base, url_fetcher=fetcher, font_config=fonts)
    page = HTML(string=given["html"], base_url=base, url_fetcher=fetcher)
    enclosed = given["enclosed"]
    attachment = Attachment(
        string=enclosed["text"],
        name=enclosed["name"],
        description=enclosed["about"],
        created=made,
        modified=made,
        relationship="Data",
    )
    whole = "\0".join((given["html"], given["style"], enclosed["text"]))
    pdf: bytes = page.write_pdf(
        stylesheets=[style],
        font_config=fonts,
        attachments=[attachment],
        pdf_variant=_VARIANT,
        pdf_identifier=hashlib.sha256(whole.encode()).digest()[:16],
    )
    return pdf


if __name__ == "__main__":
    sys.exit(main())
