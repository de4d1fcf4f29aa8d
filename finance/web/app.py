"""Makes the web application out of its parts."""

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, Flask, current_app, request
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from finance.usecases.catalogue import UseCases
from finance.web import (
    actor,
    assets,
    context,
    errors,
    filters,
    forms_token,
    health,
    keeping,
    language,
    pwa,
    security,
    style_guide,
    tokens,
)
from finance.web.api import api
from finance.web.html import (
    accounts,
    alert_settings,
    analyses,
    book_settings,
    budget,
    changes,
    door,
    exports,
    frame,
    home,
    imports,
    joining,
    many,
    members,
    new_book,
    notices,
    occurrences,
    profile,
    reports,
    schedules,
    transactions,
    verifying,
)
from finance.web.live import upgrading
from finance.web.options import WebOptions
from finance.web.programs import ALIASES, API
from finance.web.rendering import Environment

PARTS: Final[tuple[Blueprint, ...]] = (
    health.blueprint,
    door.blueprint,
    joining.blueprint,
    verifying.blueprint,
    home.front,
    home.blueprint,
    transactions.blueprint,
    many.blueprint,
    imports.blueprint,
    schedules.blueprint,
    occurrences.blueprint,
    exports.blueprint,
    budget.blueprint,
    reports.blueprint,
    analyses.blueprint,
    accounts.blueprint,
    changes.blueprint,
    notices.blueprint,
    alert_settings.blueprint,
    upgrading.blueprint,
    profile.blueprint,
    book_settings.blueprint,
    new_book.blueprint,
    members.blueprint,
)
"""Everything that is served besides the API, the assets and the style guide."""

_OPEN: Final = frozenset({"assets", "style_guide"})
"""Parts that show nobody's data."""

_FORM: Final = 16 * 1024 * 1024  # a text far too long is told at its field, not by a bare 413
_KILOBYTE: Final = 1024


class _App(Flask):
    """An application of plain functions: none has to be asked whether it is asynchronous."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


def create_app(usecases: UseCases, options: WebOptions) -> Flask:
    """The application that answers by ``usecases``, set up by ``options``."""
    app = _App("finance.web", static_folder=None)
    _configure(app, options)
    context.furnish(app, usecases, options)
    for part in (actor, errors, filters, keeping, frame, style_guide, tokens):
        part.register(app)
    security.register(app, options)
    language.register(app, options)
    assets.register(app)
    pwa.register(app)
    upgrading.register(app)
    csrf = CSRFProtect(app)
    for blueprint in PARTS:
        app.register_blueprint(blueprint)
    forms_token.register(app)
    api.register(app, csrf)
    app.before_request(_let_in)
    return app


def _configure(app: Flask, options: WebOptions) -> None:
    app.url_map.strict_slashes = False
    app.jinja_environment = Environment
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.update(
        SECRET_KEY=options.secret_key,
        JWT_SECRET_KEY=options.secret_key,
        TESTING=options.testing,
        PROPAGATE_EXCEPTIONS=False,
        MAX_CONTENT_LENGTH=max(options.largest_upload, _FORM) + 64 * _KILOBYTE,
        MAX_FORM_MEMORY_SIZE=_FORM,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,  # WTForms' own sentences are never shown, so never looked for
    )
    if options.trusted_proxies:
        count = options.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the way Flask documents it
            app.wsgi_app, x_for=count, x_proto=count, x_host=count, x_prefix=count
        )


def _let_in() -> None:
    """Nobody sees a page unasked: every view needs a signed-in person unless marked public."""
    if request.endpoint is None or request.blueprint in {*_OPEN, API, ALIASES}:
        return
    view = current_app.view_functions[request.endpoint]
    if not actor.is_public(view):
        actor.page_actor()
