"""What axe-core finds wrong with a page for those who do not see, or see less, or use no mouse."""

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

_SCRIPT: Final = Path(__file__).parents[1] / "vendor" / "axe.min.js"
_CONTRAST: Final = {"runOnly": ["color-contrast"]}


def violations(page: Page, *, contrast_only: bool = False) -> list[str]:
    """Each as ``rule: element``; of any weight."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
    options = {"resultTypes": ["violations"], **(_CONTRAST if contrast_only else {})}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]
