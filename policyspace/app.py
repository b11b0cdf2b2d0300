"""The factory: puts the packages together. Knows everything, decides nothing."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from policyspace import api, cli, web
from policyspace.api import errors as api_errors
from policyspace.discussion.services import carry_comments
from policyspace.drafting.redrafts import on_redraft
from policyspace.foundation import access, db, i18n, logs
from policyspace.foundation.addresses import LateRule
from policyspace.foundation.errors import Refusal, SignInNeeded
from policyspace.foundation.failures import as_refusal
from policyspace.foundation.settings import Settings, read_settings
from policyspace.foundation.starting import check_installed
from policyspace.foundation.uploads import MOST_BYTES, most_of
from policyspace.web import assets, filters, fragments, gate, headers, keeping, kept_pages, own_pages, zones
from policyspace.web import errors as web_errors

ROOT = Path(__file__).parent.parent


@cache
def the_app() -> Flask:
    """The application of this process, under the environment's settings: made once, whoever asks for it first."""
    return create_app()


def create_app(settings: Settings | None = None) -> Flask:
    """The whole application under `settings` (default: the environment's)."""
    check_installed()
    settings = settings or read_settings()
    app = Flask(
        "policyspace",
        root_path=str(ROOT),
        template_folder="templates",
        static_folder="static/dist",
        static_url_path="/static/dist",
    )
    app.extensions["settings"] = settings
    app.url_rule_class = LateRule
    _configure(app, settings)
    db.start(app, settings.database_url)
    Babel(
        app,
        default_translation_directories=str(ROOT / "policyspace" / "translations"),
        locale_selector=gate.language,
        timezone_selector=zones.page_zone,
    )
    i18n.start(app)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's documented way
    _watch_requests(app, settings)
    _prepare_pages(app, settings)
    web.register(app)
    api.register(app)
    for name, blueprint in app.blueprints.items():
        if name.startswith("api"):
            gate.csrf.exempt(blueprint)  # a token is sent on purpose, never by a browser of itself
    cli.register(app)
    on_redraft(carry_comments)
    _check_badges(app)
    app.register_error_handler(Exception, _answer_error)
    return app


def _prepare_pages(app: Flask, settings: Settings) -> None:
    """What stands between a request and the page that answers it; in the order in which it is asked."""
    assets.start(app)
    headers.start(app, settings)
    gate.start(app)
    kept_pages.start(app, settings)
    own_pages.start(app, settings)
    fragments.start(app, settings)
    filters.start(app, settings)
    zones.start(app)
    keeping.start(app)


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_NAME="__Host-policyspace" if settings.secure else "policyspace",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE="en",
        BABEL_DEFAULT_TIMEZONE="Europe/London",
        THREADS=settings.threads,
    )


def _watch_requests(app: Flask, settings: Settings) -> None:
    """Give every request an id, hold it to its badge, and log how it ended."""

    @app.before_request
    def begin() -> None:
        offered = request.headers.get("X-Request-Id") if settings.proxies else None
        g.request_id = logs.begin_request(offered)
        g.began = time.perf_counter()
        if request.endpoint is None:
            return
        view = app.view_functions[request.endpoint]
        request.max_content_length = most_of(view)
        badge = access.badge_of(view)
        if badge != "open_to_all" and not current_user.is_authenticated:
            raise SignInNeeded

    @app.after_request
    def end(response: Response) -> Response:
        if "began" in g:
            response.headers["X-Request-Id"] = g.request_id
            logs.say(
                "request",
                method=request.method,
                endpoint=request.endpoint,
                status=response.status_code,
                ms=round((time.perf_counter() - g.began) * 1000, 1),
            )
        return response


def _check_badges(app: Flask) -> None:
    bare = [name for name, view in app.view_functions.items() if not access.badge_of(view)]
    if bare:
        raise RuntimeError(f"routes without an access badge: {', '.join(sorted(bare))}")


def _answer_error(error: Exception) -> ResponseReturnValue:
    """The one handler: whatever went wrong becomes a page, or problem details for a program: one of others, or a
    script of our own pages, which asks for JSON and keeps what was typed until it is told that the server has it."""
    if isinstance(error, HTTPException) and error.response is not None:
        return error.response
    refusal: Refusal = as_refusal(error)
    db.db.session.rollback()
    if request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json":
        return api_errors.problem(refusal)
    return web_errors.refusal_page(refusal, forged=isinstance(error, CSRFError))
