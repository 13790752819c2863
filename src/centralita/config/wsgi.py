"""The control plane as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centralita.config.settings")

application = get_wsgi_application()

from centralita.config.warmth import warm_later  # noqa: E402  # after the settings

warm_later()
