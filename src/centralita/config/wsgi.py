"""The control plane as a WSGI application."""

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centralita.config.settings")

application = get_wsgi_application()

from centralita.config.warmth import warm_later  # noqa: E402  # after the settings

warm_later()


def served() -> WSGIHandler:
    """The application for a process of its own, which writes its log as the others do (a factory)."""
    from centralita.config.logged import set_up_logs

    set_up_logs()
    return application
