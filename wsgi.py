"""The application for any WSGI server: `gunicorn wsgi:app`."""

from __future__ import annotations

from policyspace.foundation.starting import uncollected

with uncollected():
    from policyspace.app import create_app

    app = create_app()
