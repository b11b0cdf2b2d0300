"""The headers every reply carries: nothing inline, nothing from third parties, nothing framed, nothing cached."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

from policyspace.foundation.settings import Settings

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def style_nonce() -> str:
    """The word by which this one page lets its editor bring style rules of its own; asking for it opens that door.

    Pages that do not ask keep the policy as it stands above.
    """
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(18)
    return str(g.style_nonce)


def policy() -> str:
    """The content security policy of this reply."""
    if "style_nonce" not in g:
        return POLICY
    return POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{g.style_nonce}'")


def start(app: Flask, settings: Settings) -> None:
    """Put the headers on every reply of `app`."""
    app.jinja_env.globals.update(style_nonce=style_nonce)

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy())
        for name, words in HEADERS.items():
            response.headers.setdefault(name, words)
        if settings.secure:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if request.endpoint == "static" and response.status_code in {200, 304}:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return response
