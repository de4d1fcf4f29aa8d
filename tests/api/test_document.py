"""The API describes itself completely, and errors are told in words that exist."""

import ast
import re
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask

import finance
from finance.web.api.api import PARTS, operations
from finance.web.api.openapi import document
from finance.web.error_list import document as error_list
from finance.web.messages import MESSAGES
from tests.api.client import Program

ROOT: Final = Path(finance.__file__).parents[1]
ERRORS: Final = {
    *("Invalid", "Conflict", "Forbidden", "Unauthenticated", "TooManyAttempts", "Unreadable"),
    *("Unavailable", "ChangedMeanwhile", "TryAgain", "Malformed", "WrongMedia", "StaleMatch"),
    "refused",
}
TOLD: Final[dict[str, Any]] = document(PARTS)


def test_every_route_of_the_api_is_in_the_document_and_the_other_way_round(app: Flask) -> None:
    hidden = {one.endpoint for one in operations() if one.rules.get("hidden")}
    served = {
        (method, re.sub(r"<\w+:(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and rule.endpoint.removeprefix("api.") not in hidden
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    told = {(method.upper(), path) for path, of in TOLD["paths"].items() for method in of}
    assert told == served | {("GET", "/healthz"), ("GET", "/readyz")}


def test_every_operation_has_a_name_of_its_own_a_summary_and_its_errors() -> None:
    found = [one for of in TOLD["paths"].values() for one in of.values()]
    assert len({one["operationId"] for one in found}) == len(found)
    for one in found:
        assert one["summary"].endswith(".")
        if one["tags"] != ["health"]:
            assert {"422", "500", "503"} <= set(one["responses"])


def test_no_two_shapes_of_the_document_bear_one_name() -> None:
    models = {
        model for one in operations() for model in (one.body, one.answer) if model is not None
    }
    assert len({model.__name__ for model in models}) == len(models)


def test_every_reference_of_the_document_leads_somewhere() -> None:
    def references(value: object) -> list[str]:
        if isinstance(value, dict):
            inner = [one for part in value.values() for one in references(part)]
            return [*inner, *([str(value["$ref"])] if "$ref" in value else [])]
        return (
            [one for part in value for one in references(part)] if isinstance(value, list) else []
        )

    for reference in references(TOLD):
        place: Any = TOLD
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def test_the_document_is_served_to_anybody(program: Program) -> None:
    program.token = ""
    assert program.get("/openapi.json").get_json() == TOLD


def test_the_page_about_the_api_brings_nothing_inline_and_nothing_from_elsewhere(
    program: Program,
) -> None:
    answer = program.get("/docs")
    assert answer.status_code == 200
    assert not re.search(r"<style|style=|<script(?![^>]*src)|https?://|\son\w+=", answer.text)
    for source in re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text):
        with program.app.test_client().get(source) as file:
            assert file.status_code == 200


def test_the_list_of_errors_in_the_docs_is_the_one_in_the_program() -> None:
    assert (ROOT / "docs" / "errors.md").read_text(encoding="utf-8") == error_list()


def _codes(path: Path) -> set[str]:
    calls = (
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and node.args
    )
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.args[0], ast.Constant)
        and getattr(call.func, "id", getattr(call.func, "attr", "")) in ERRORS
    }


@pytest.mark.parametrize("folder", ["domain", "usecases", "adapters", "web"])
def test_every_code_that_is_raised_has_a_sentence(folder: str) -> None:
    files = (ROOT / "finance" / folder).rglob("*.py")
    raised = {code for path in files for code in _codes(path)}
    assert raised - set(MESSAGES) == set()
