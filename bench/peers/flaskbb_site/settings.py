"""Settings of a site in production, with the search that PostgreSQL does for it."""

import os

from flaskbb.configs.default import DefaultConfig


class Settings(DefaultConfig):
    """What differs from the default: the keys, the database and where the logs go."""

    SECRET_KEY = "s" * 48
    WTF_CSRF_SECRET_KEY = "s" * 48
    TRUSTED_HOSTS = ["127.0.0.1"]
    SQLALCHEMY_DATABASE_URI = os.environ["DATABASE_URI"]
    SEARCH_BACKEND = "postgresql"
    LOG_PATH = os.environ["PEER_PLACE"]
    LOG_DEFAULT_CONF = {"version": 1, "disable_existing_loggers": False}
    REMEMBER_COOKIE_SECURE = False
