"""Every check and test, in one run."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from set_up.console import say
from set_up.places import PROGRAMS, ROOT

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
)
# Plugins are named, not looked for: finding them all costs seconds in every process.
PLUGINS = ("xdist", "pytest_cov", "_hypothesis_pytestplugin", "schemathesis.pytest.plugin")
# The domain is covered whole, and the aim is that of the use cases too; what is held may only rise.
COVERAGE = (
    ("finance/domain/*", 100),
    ("finance/usecases/*", 99),
    ("finance/*", 97),
)


def run(arguments: Sequence[str]) -> int:
    """Everything, or with ``arguments`` only pytest with these; 0 if all of it is well."""
    if arguments:
        return _run(_pytest(arguments))
    failed = [check[0] for check in CHECKS if _run(check) != 0]
    _run(("coverage", "erase"))
    if _run(_pytest(("-n", "2", "--cov", "--cov-report="))) != 0:
        failed.append("pytest")
    for files, least in COVERAGE:
        report = ("coverage", "report", "--skip-covered", f"--include={files}")
        if _run((*report, f"--fail-under={least}")) != 0:
            failed.append(f"coverage of {files}")
    say(f"Failed: {', '.join(failed)}." if failed else "All checks and tests passed.")
    return 1 if failed else 0


def _pytest(arguments: Sequence[str]) -> tuple[str, ...]:
    plugins = (part for name in PLUGINS for part in ("-p", name))
    return ("pytest", *plugins, *arguments)


def _run(command: Sequence[str]) -> int:
    program, *rest = command
    say(f"$ {' '.join(command)}")
    environ = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    line = [str(Path(PROGRAMS) / program), *rest]
    return subprocess.run(line, cwd=ROOT, env=environ, check=False).returncode  # noqa: S603
