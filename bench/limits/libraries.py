"""The libraries that policyspace answers with, imported as the bare limit would if it did as much with them.

What only some requests need (see policyspace.foundation.starting) is not here, but for bleach and the driver of
PostgreSQL, which every service that is written to has loaded before long.
"""

import argon2
import bleach
import flask_babel
import flask_login
import flask_smorest
import flask_sqlalchemy
import flask_wtf
import httptools
import markdown
import marshmallow
import nh3
import psycopg
import websockets.server

LIBRARIES = (
    argon2,
    bleach,
    flask_babel,
    flask_login,
    flask_smorest,
    flask_sqlalchemy,
    flask_wtf,
    httptools,
    markdown,
    marshmallow,
    nh3,
    psycopg,
    websockets.server,
)
