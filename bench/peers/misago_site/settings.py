"""Settings of a site in production: those of Misago's own project, without what is for its developers."""

import os

from devproject.settings import *  # noqa: F403 - a site of Misago starts from its project's settings
from devproject.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE

SECRET_KEY = "s" * 48
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {
    "default": DATABASES["default"] | {"PORT": os.environ["POSTGRES_PORT"], "CONN_MAX_AGE": None},
}
INSTALLED_APPS = [each for each in INSTALLED_APPS if each != "debug_toolbar"]
MIDDLEWARE = [each for each in MIDDLEWARE if not each.startswith("debug_toolbar")]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = False
CELERY_BROKER_URL = "memory://"
LOGGING_CONFIG = None
