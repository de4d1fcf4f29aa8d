"""Declaring the API: a function with types, and the address it answers.

A part is a group of addresses about one thing. The types of a function's parameters say what it
takes: ``call`` (always), ``body`` (a JSON object), ``query``, ``form`` (multipart), and anything
else is an id in the path. What it returns says what it answers. Out of the same declarations come
the checks, the dispatch and the OpenAPI document. How to use it: ``docs/api-layer.md``.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, Generic, TypedDict, TypeVar, Unpack, get_args, get_origin
from typing import get_type_hints as hints_of
from uuid import UUID

from flask import Response
from pydantic import BaseModel

from finance.domain.errors import ChangedMeanwhile, Unauthenticated
from finance.domain.people import Actor
from finance.usecases.catalogue import UseCases
from finance.web.api.kinds import Shape

_View = TypeVar("_View", bound=Callable[..., Any])
_Shape = TypeVar("_Shape", bound=Shape)
_Told = TypeVar("_Told")
_TRIES: Final = 20
_PLACES: Final = frozenset({"call", "body", "query", "form", "return"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What every function of the API is given: who asks, all use cases, and what headers said.

    ``version`` is the one in ``If-Match`` (None: there was none). ``new_id`` makes ids, the same
    ones again when a request under an ``Idempotency-Key`` is done again.
    """

    use: UseCases
    new_id: Callable[[], UUID]
    version: int | None = None
    who: Actor | None = None

    @property
    def actor(self) -> Actor:
        """Who asks; Unauthenticated where nobody had to say."""
        if self.who is None:
            raise Unauthenticated("token_missing")
        return self.who

    def expected(self, in_body: int | None) -> int | None:
        """The version the client saw: that of ``If-Match``, else that in the body."""
        return self.version if self.version is not None else in_body

    def patched(self, in_body: int | None, once: Callable[[int | None], _Told]) -> _Told:
        """What ``once`` gives, which reads a thing, lays some fields over it and writes it.

        It is handed the version the client saw (None: the client did not say, and it goes by the
        one it reads). If somebody else was faster it is done again, unless the client said.
        """
        expected = self.expected(in_body)
        for _ in range(_TRIES - 1):
            try:
                return once(expected)
            except ChangedMeanwhile:
                if expected is not None:
                    raise
        return once(expected)


@dataclass(frozen=True, slots=True)
class Reply(Generic[_Shape]):
    """An answer with another status than usual, or with headers of its own."""

    shape: _Shape
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


class Rules(TypedDict, total=False):
    """How an address differs from the usual.

    ``public``: nobody needs to be signed in. ``repeatable``: False where an Idempotency-Key is not
    used. ``status``: of the answer (201 for POST, 204 without an answer, else 200). ``also``:
    further statuses it may answer with the same shape. ``media``: media types of an answer that is
    not JSON. ``errors``: further error statuses. ``takes_form``: a urlencoded form is taken too.
    ``body_optional``: no body at all is an empty object.
    ``hidden``: left out of the document (aliases).
    """

    public: bool
    repeatable: bool
    status: int
    also: tuple[int, ...]
    media: tuple[str, ...]
    errors: tuple[int, ...]
    takes_form: bool
    body_optional: bool
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one address, as declared. ``path`` is below ``/api``, ids in braces."""

    tag: str
    name: str
    method: str
    path: str
    view: Callable[..., Any]
    rules: Rules
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    form: type[BaseModel] | None
    answer: type[BaseModel] | None
    ids: tuple[str, ...]

    @property
    def endpoint(self) -> str:
        """Its name, unlike any other's."""
        return f"{self.tag}_{self.name}_{self.method}".lower().replace(" ", "_")

    @property
    def summary(self) -> str:
        """The first line of the function's docstring."""
        return (inspect.getdoc(self.view) or "").partition("\n")[0]

    @property
    def about(self) -> str:
        """The rest of it."""
        return (inspect.getdoc(self.view) or "").partition("\n")[2].strip()

    @property
    def public(self) -> bool:
        """Whether nobody needs to be signed in."""
        return self.rules.get("public", False)

    @property
    def repeatable(self) -> bool:
        """Whether an Idempotency-Key is honoured."""
        return self.method == "POST" and not self.public and self.rules.get("repeatable", True)

    @property
    def matchable(self) -> bool:
        """Whether ``If-Match`` is honoured: on one thing, by what changes it."""
        return self.method in {"PUT", "PATCH", "DELETE"} and bool(self.ids)

    @property
    def status(self) -> int:
        """The status of its usual answer."""
        if "status" in self.rules:
            return self.rules["status"]
        if self.answer is None and not self.rules.get("media"):
            return HTTPStatus.NO_CONTENT
        return HTTPStatus.CREATED if self.method == "POST" else HTTPStatus.OK


@dataclass(frozen=True, slots=True)
class Part:
    """A group of addresses; ``about`` is what the document says of it."""

    tag: str
    about: str
    operations: list[Operation] = field(default_factory=list)

    def get(self, path: str, **rules: Unpack[Rules]) -> Callable[[_View], _View]:
        """Answer GET at ``path``."""
        return self._add("GET", path, rules)

    def post(self, path: str, **rules: Unpack[Rules]) -> Callable[[_View], _View]:
        """Answer POST at ``path``."""
        return self._add("POST", path, rules)

    def put(self, path: str, **rules: Unpack[Rules]) -> Callable[[_View], _View]:
        """Answer PUT at ``path``."""
        return self._add("PUT", path, rules)

    def patch(self, path: str, **rules: Unpack[Rules]) -> Callable[[_View], _View]:
        """Answer PATCH at ``path``."""
        return self._add("PATCH", path, rules)

    def delete(self, path: str, **rules: Unpack[Rules]) -> Callable[[_View], _View]:
        """Answer DELETE at ``path``."""
        return self._add("DELETE", path, rules)

    def _add(self, method: str, path: str, rules: Rules) -> Callable[[_View], _View]:
        def declare(view: _View) -> _View:
            self.operations.append(_operation(self.tag, method, path, view, rules))
            return view

        return declare


def _operation(
    tag: str, method: str, path: str, view: Callable[..., Any], rules: Rules
) -> Operation:
    hints = hints_of(view)
    return Operation(
        tag=tag,
        name=view.__name__,
        method=method,
        path=path,
        view=view,
        rules=rules,
        body=hints.get("body"),
        query=hints.get("query"),
        form=hints.get("form"),
        answer=_answer(hints["return"]),
        ids=tuple(name for name in hints if name not in _PLACES),
    )


def _answer(hint: Any) -> type[BaseModel] | None:  # noqa: ANN401 - a type as declared
    if get_origin(hint) is Reply:
        hint = get_args(hint)[0]
    if hint is type(None) or hint is Response:
        return None
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint
    raise TypeError(hint)
